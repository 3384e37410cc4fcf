"""glidepath: makeable, bounded and explained dose plans for benzodiazepines."""

__version__ = "0.1.0"
