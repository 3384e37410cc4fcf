"""`drug`, `sources`, `cite`, `schema`, `rules`: what glidepath knows, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from glidepath.cli.printing import console, print_json, show_answer
from glidepath.cli.reading import read_claim
from glidepath.domain.answer import Refusal
from glidepath.domain.evidence import Confidence, Source
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_names import read_country, read_drug
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.cite import Doubt, bibliography, cite

__all__ = ["show_citations", "show_drug", "show_rules", "show_schema", "show_sources"]


def show_drug(name: str, country: str | None, as_json: bool) -> int:
    """The monograph of one drug by name or brand, with what holds in a country first."""
    from glidepath.knowledge.monograph import monograph

    kb, gather = KnowledgeBase.packaged(), Gather((), ())
    place = read_country(country, gather) if country is not None else ""
    drug_id = read_drug(name, "name", place, kb, gather)
    if isinstance(drug_id, Refusal):
        show_answer(drug_id, as_json)
        return drug_id.exit_code
    gather.finish()
    found = monograph(kb, drug_id, place)
    if as_json:
        rows = {
            section.title: [
                {"label": row.label, "text": row.text, "sources": list(row.sources),
                 "confidence": row.confidence.value, "note": row.note}
                for row in section.rows
            ]
            for section in found.sections
        }  # fmt: skip
        print_json({"drug": found.drug_id, "country": found.country, "sections": rows})
        return 0
    out = console()
    out.print(found.name, style="bold")
    if found.note:
        out.print(found.note)
    for section in found.sections:
        out.print()
        out.print(section.title, style="bold")
        for row in section.rows:
            mark = f" [{row.confidence.mark}]" if row.confidence.mark else ""
            out.print(f"  {row.label}: {row.text}{mark}")
            if row.note:
                out.print(f"      {row.note}", style="dim")
    _print_products(kb, drug_id, place)
    out.print()
    _print_sources(cite(kb, found.sources).sources)
    return 0


def _print_products(kb: KnowledgeBase, drug_id: str, country: str) -> None:
    """The ids by which a case file names the products of a country."""
    if country not in kb.countries():
        return
    out = console()
    out.print("\nHow a case file names these products", style="bold")
    for product in kb.products(country, drug_id):
        out.print(f"  {product.id}: {product.name}")


def show_sources(unverified: bool, as_json: bool) -> int:
    """Every document behind the facts, and every figure that nobody has verified."""
    found = bibliography(KnowledgeBase.packaged())
    weak = [doubt for doubt in found.doubts if doubt.confidence.mark]
    if as_json:
        print_json(_bibliography(found.not_read if unverified else found.sources, weak))
        return 0
    if not unverified:
        _print_sources(found.sources)
        return 0
    out = console()
    out.print("Quoted from memory: no document was read", style="bold")
    _print_sources(found.not_read)
    out.print()
    out.print("Figures and statements that nobody has verified", style="bold")
    _print_doubts(weak)
    return 0


def show_citations(plan: Path, as_json: bool) -> int:
    """The documents behind one plan: its policy, its products, its checks."""
    kb = KnowledgeBase.packaged()
    claim = read_claim(plan, kb)
    if isinstance(claim, Refusal):
        show_answer(claim, as_json)
        return claim.exit_code
    facts = [fact for product in claim.products if not product.declared
             for fact in (product.strength, product.splits)]  # fmt: skip
    references = list(kb.drug(claim.drug_id).stop_from.sources)
    policy = kb.policy_of_plan(claim.policy_id)
    references += policy.sources if policy else ()
    found = cite(kb, references, facts)
    if as_json:
        print_json(_bibliography(found.sources, found.doubts))
        return 0
    _print_sources(found.sources)
    if found.doubts:
        console().print("\nNot read in a source", style="bold")
        _print_doubts(found.doubts)
    return 0


def show_schema(kind: str) -> int:
    """The JSON Schema of a case, a plan or an answer."""
    from glidepath.interop.schema import schema_of

    print_json(schema_of(kind))
    return 0


def show_rules(as_json: bool) -> int:
    """Every rule about persons and every check of plans, with its words and sources."""
    from glidepath.safety.checker import check_texts
    from glidepath.safety.facts import read_book

    kb = KnowledgeBase.packaged()
    rules: list[Any] = list(read_book(kb.raw).rules.values())
    rules += check_texts(kb.raw("checks.toml")).checks.values()
    rows = [_rule(one) for one in rules]
    if as_json:
        print_json({"rules": rows})
        return 0
    out = console()
    for row in rows:
        mark = Confidence(row["confidence"]).mark
        out.print(
            f"{row['id']}  {row['severity']}  {row['title']}" + (f" [{mark}]" if mark else "")
        )
        out.print(f"    {row['says']}", style="dim")
        out.print(f"    {', '.join(row['sources'])}", style="dim")
    return 0


def _rule(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "severity": one.severity.name.lower(),
        "says": one.says,
        "can_do": one.can_do,
        "sources": list(one.sources),
        "confidence": str(one.confidence),
    }


def _print_sources(sources: Iterable[Source]) -> None:
    out = console()
    for one in sources:
        year = f" ({one.year})" if one.year else ""
        out.print(
            f"{one.id}: {one.title}. {one.body}{year}. {one.where} [{one.strength}, {one.read}]"
        )


def _print_doubts(doubts: Iterable[Doubt]) -> None:
    out = console()
    for one in doubts:
        out.print(f"{one.confidence.value:>10}  {one.where}: {one.shown}")


def _bibliography(sources: Iterable[Source], doubts: Iterable[Doubt]) -> dict[str, Any]:
    return {
        "sources": [
            {"id": s.id, "title": s.title, "body": s.body, "year": s.year, "where": s.where,
             "read": s.read, "strength": s.strength, "note": s.note}
            for s in sources
        ],
        "unverified": [
            {"where": d.where, "shown": d.shown, "confidence": d.confidence.value,
             "sources": list(d.sources), "note": d.note}
            for d in doubts
        ],
    }  # fmt: skip
