"""Every file read, every reference followed, and the facts held against each other.

The laws: ids are unique and those of their files; every source that is named exists; no name
means two things in one country; ranges of equivalent doses are the ends of the tables that
count; the dose to stop from follows from them; parts read lazily add up to the whole file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from glidepath.domain.errors import BadInput
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.equivalence import PER_REFERENCE_MG
from glidepath.knowledge.read_products import ANY_COUNTRY
from glidepath.knowledge.resolve import fold
from glidepath.knowledge.store import KnowledgeError, Raw, parse, records_in, tables_in

__all__ = ["check_all", "problems_of"]

# The mg of diazepam a day below which a taper is not stretched (the note of every stop_from).
STOP_FROM_DIAZEPAM_MG = Fraction(1, 2)
# Rooms that keep values of their own shape; only their references are checked here, and not
# their examples, in which "source" may be where a person got a medicine from.
_REFERENCE_KEYS = ("source", "sources")
_EXAMPLES = "example"


def check_all(knowledge: KnowledgeBase) -> None:
    """Read and check everything; raises one error that tells every problem of every file."""
    problems = problems_of(knowledge)
    if problems:
        raise KnowledgeError(problems)


def problems_of(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Every problem of every file, each once, as "what @ file: path"."""
    files = knowledge.store.every_file()
    found = [problem for path in files for problem in _refused(knowledge.raw, path)]
    if found:
        return tuple(found)
    found += _reading(knowledge)
    if not found:
        found += [*_names(knowledge), *_ranges(knowledge), *_products(knowledge)]
        found += [*_policies(knowledge), *_scales(knowledge)]
    found += [*_references(knowledge), *_lazy_parts(knowledge)]
    return tuple(dict.fromkeys(found))


def _refused(ask: Callable[..., object], *given: str) -> tuple[str, ...]:
    try:
        ask(*given)
    except KnowledgeError as error:
        return error.problems
    except BadInput as error:
        return tuple(f"{problem} @ {' '.join(given)}: whole file" for problem in error.problems)
    return ()


def _reading(knowledge: KnowledgeBase) -> Iterator[str]:
    askers: tuple[tuple[Callable[[str], object], tuple[str, ...]], ...] = (
        (knowledge.source, _source_ids(knowledge)),
        (knowledge.names, knowledge.drug_ids()),
        (knowledge.drug, knowledge.drug_ids()),
        (knowledge.product, knowledge.product_ids()),
        (knowledge.policy, knowledge.policy_ids()),
        (knowledge.titration, knowledge.titration_ids()),
        (knowledge.scale, knowledge.scale_ids()),
    )
    for ask, ids in askers:
        for one in ids:
            yield from _refused(ask, one)
    yield from _refused(knowledge.equivalence)
    yield from _refused(knowledge.afterwards)
    yield from _refused(knowledge.crossover)
    yield from _refused(knowledge.short_use)
    yield from _refused(knowledge.support)
    yield from _refused(knowledge.outside)


def _source_ids(knowledge: KnowledgeBase) -> tuple[str, ...]:
    stems = knowledge.store.names("sources")
    return tuple(name for stem in stems for name in knowledge.raw(f"sources/{stem}.toml"))


def _references(knowledge: KnowledgeBase) -> Iterator[str]:
    known = Counter(_source_ids(knowledge))
    for name, times in known.items():
        if times > 1:
            yield f"{name!r} is defined {times} times @ sources: {name}"
    for path in knowledge.store.every_file():
        for place, reference in named_sources(knowledge.raw(path)):
            if reference.partition("#")[0] not in known:
                yield f"no source {reference!r} @ {path}: {place}"


def named_sources(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every source named anywhere in a value, with its place."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from named_sources(one, f"{place}[{index}]")
    if not isinstance(value, dict):
        return
    for key, one in value.items():
        below = f"{place}.{key}" if place else key
        if key in _REFERENCE_KEYS and isinstance(one, (str, list)):
            yield from ((below, name) for name in ([one] if isinstance(one, str) else one))
        elif key != _EXAMPLES:
            yield from named_sources(one, below)


def _lazy_parts(knowledge: KnowledgeBase) -> Iterator[str]:
    for folder in ("products", "sources"):
        for stem in knowledge.store.names(folder):
            path = f"{folder}/{stem}.toml"
            if _from_parts(knowledge.store.text(path), path) != knowledge.raw(path):
                yield f"the parts do not add up to the file @ {path}: whole file"


def _from_parts(text: str, path: str) -> Raw:
    """A whole file put together from the parts that are read one by one."""
    try:
        if path.startswith("products"):
            records = records_in(text, "product")
            return {"product": [parse(record, path)["product"][0] for record in records]}
        return {name: parse(part, path)[name] for name, part in tables_in(text).items()}
    except KnowledgeError:
        return {}


def _names(knowledge: KnowledgeBase) -> Iterator[str]:
    """No name means two things in one country, and no slip is a real name."""
    meaning: dict[tuple[str, str], str] = {}
    for drug_id in knowledge.drug_ids():
        names = knowledge.names(drug_id)
        path = f"names/{drug_id}.toml"
        listed = [(place, fact.value) for place, facts in names.brands.items() for fact in facts]
        listed += [("", name) for name in names.generic]
        for place, name in listed:
            other = meaning.setdefault((place, fold(name)), drug_id)
            if other != drug_id:
                yield f"{name!r} also means {other} @ {path}: {place or 'generic'}"
    real = {name for _, name in meaning}
    for drug_id in knowledge.drug_ids():
        for slip in knowledge.names(drug_id).misspellings:
            if fold(slip) in real:
                yield f"{slip!r} is a real name @ names/{drug_id}.toml: misspellings"
    for group in knowledge.outside().groups:
        for name in group.names:
            if fold(name) in real:
                yield f"{name!r} is one of our names @ out_of_scope.toml: group.{group.kind}"


def _ranges(knowledge: KnowledgeBase) -> Iterator[str]:
    """Ranges are the ends of the tables that count; the dose to stop from follows from them."""
    equivalence = knowledge.equivalence()
    for drug_id in knowledge.drug_ids():
        if drug_id not in equivalence.ranges:
            yield f"no range for {drug_id} @ equivalence.toml: range"
            continue
        wanted = equivalence.ranges[drug_id].value
        counting = [table for table in equivalence.tables.values() if table.counts]
        rows = [table.rows[drug_id] for table in counting if drug_id in table.rows]
        ends = (min(row.low for row in rows), max(row.high for row in rows))
        if (wanted.low, wanted.high) != ends:
            yield f"the tables end at {ends[0]} and {ends[1]} @ equivalence.toml: range.{drug_id}"
        stop_from = Fraction(knowledge.drug(drug_id).stop_from.value.mg)
        if stop_from != wanted.low * STOP_FROM_DIAZEPAM_MG / PER_REFERENCE_MG:
            yield f"{stop_from} mg does not follow from the range @ drugs/{drug_id}.toml: stop_from"


def _products(knowledge: KnowledgeBase) -> Iterator[str]:
    """Ids are unique, begin with their file, and name a drug and country that exist."""
    counts = Counter(knowledge.product_ids())
    for product_id, times in counts.items():
        product = knowledge.product(product_id)
        stem = product_id.partition("-")[0]
        place = f"products/{stem}.toml: {product_id}"
        if times > 1:
            yield f"the id stands here {times} times @ {place}"
        if product.drug_id not in knowledge.drug_ids():
            yield f"no drug {product.drug_id!r} @ {place}"
        if product.country not in (stem.upper(), ANY_COUNTRY):
            yield f"{product.country} is not the country of the file @ {place}"


def _policies(knowledge: KnowledgeBase) -> Iterator[str]:
    """Scopes name drugs that exist, and doses in mg say of which drug they are."""
    for policy_id in knowledge.policy_ids():
        policy = knowledge.policy(policy_id)
        place = f"policies/{policy_id}.toml: scope"
        for drug_id in filter(None, (*policy.scope.drugs, policy.scope.unit_drug)):
            if drug_id not in knowledge.drug_ids():
                yield f"no drug {drug_id!r} @ {place}"
        bands = [band for pace in policy.paces.values() for band in pace.bands]
        if any(band.cut_mass or band.above for band in bands) and not policy.scope.unit_drug:
            yield f"mg without the drug they are of @ {place}"


def _scales(knowledge: KnowledgeBase) -> Iterator[str]:
    """The words of a scale are those of its checksum, and there are none without one."""
    for scale_id in knowledge.scale_ids():
        scale, path = knowledge.scale(scale_id), f"scales/text/{scale_id}.en.toml"
        if scale.instead and scale.instead not in knowledge.scale_ids():
            yield f"no scale {scale.instead!r} @ scales/{scale_id}.toml: instead"
        if knowledge.store.has(path) != bool(scale.text_checksum):
            yield f"words without a checksum, or one without words @ {path}: whole file"
        elif scale.text_checksum:
            checksum = knowledge.scale_text(scale_id).checksum
            if checksum != scale.text_checksum:
                yield f"the words changed, their checksum is {checksum} @ {path}: whole file"
