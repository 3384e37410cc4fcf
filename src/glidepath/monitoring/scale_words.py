"""What is said about a rating scale before anybody answers it: who owns it, and what it is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glidepath.domain.evidence import Confidence
from glidepath.domain.scale import ScaleDefinition
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_view import number_text

__all__ = ["about", "persons_scales", "scale_lines", "scale_page"]


def about(definition: ScaleDefinition, kb: KnowledgeBase) -> tuple[str, ...]:
    """The lines of "About this questionnaire": title, licence, notices, and what a score is not."""
    said: Mapping[str, Any] = kb.raw("scale_words.toml")
    licence = definition.licence
    mark = Confidence(licence.confidence).mark
    lines = [
        f"{definition.title}, version {definition.version}; asks about: {definition.recall}.",
        f"Licence (tier {licence.tier}, looked at on {licence.checked_on}): {licence.statement}"
        + (f" ({mark})" if mark else ""),
        licence.notice,
        definition.note,
        said["never_a_dose"]["text"],
        "" if definition.text_checksum else said["not_shipped"]["text"],
        said["nobody_reads"]["text"] if definition.red_flags else "",
        said["loinc"]["text"] if _has_codes(definition) else "",
    ]
    return tuple(line for line in lines if line)


def _has_codes(definition: ScaleDefinition) -> bool:
    codes = [definition.loinc_panel, definition.loinc_score]
    return any(codes) or any(item.loinc for item in definition.items)


def scale_page(kb: KnowledgeBase) -> str:
    """Every scale as Markdown: range, bands, smallest change that matters, licence, sources."""
    return "\n".join(_page(kb.scale(scale_id), kb) for scale_id in kb.scale_ids())


def persons_scales(kb: KnowledgeBase) -> tuple[str, ...]:
    """The scales that a person may fill in alone, where their words are at hand."""
    return tuple(kb.raw("scale_words.toml")["for_persons"]["scales"])


def _page(scale: ScaleDefinition, kb: KnowledgeBase) -> str:
    return "\n".join([f"## {scale.id}\n", *scale_lines(scale, kb)]) + "\n"


def scale_lines(scale: ScaleDefinition, kb: KnowledgeBase) -> list[str]:
    """What is known of one scale, a line each: licence, range, bands, what matters, sources."""
    lines = [f"- {line}" for line in about(scale, kb)]
    mark = Confidence(scale.confidence).mark
    lines.append(f"- Range: {scale.lowest} to {scale.highest}" + (f" ({mark})." if mark else "."))
    if scale.bands:
        rows = ", ".join(f"{band.name} from {band.lowest}" for band in scale.bands.value)
        lines.append(f"- Bands: {rows} ({scale.bands.confidence}).")
    if scale.mid:
        others = "".join(
            f"; {number_text(value)} in `{source}`" for value, source in scale.mid.others
        )
        lines.append(
            f"- A change that matters: {number_text(scale.mid.value)} points "
            f"({scale.mid.confidence}, {', '.join(scale.mid.sources)}{others})."
        )
    lines += [f"- To be said beside it: {one.asks}" for one in scale.qualifiers]
    lines.append(f"- Sources: {', '.join(f'`{source}`' for source in scale.sources)}.")
    return lines
