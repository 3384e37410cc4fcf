"""The outside world's shapes: FHIR and CDS Hooks in and out."""
