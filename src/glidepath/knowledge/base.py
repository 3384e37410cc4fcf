"""The questions the rest of the house may ask of the packaged data.

Everything is read on first use and kept: a plan for one drug in one country parses that drug,
its products, one or more policies, and nothing else. `check_all` reads everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from glidepath.domain.drug import Drug, Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Source
from glidepath.domain.policy import Policy
from glidepath.domain.quantity import Mass
from glidepath.knowledge.equivalence import Equivalence, read_equivalence
from glidepath.knowledge.read_drugs import DrugNames, read_drug, read_names
from glidepath.knowledge.read_policies import read_policy
from glidepath.knowledge.read_products import read_product
from glidepath.knowledge.read_sources import OutsideList, read_outside, read_source
from glidepath.knowledge.resolve import Resolution, Resolved, fold, resolve
from glidepath.knowledge.store import (
    PACKAGED,
    KnowledgeError,
    Raw,
    Store,
    parse,
    records_in,
    tables_in,
)
from glidepath.knowledge.table import Table

if TYPE_CHECKING:
    from glidepath.domain.afterwards import AfterRules
    from glidepath.domain.crossover import CrossoverRules
    from glidepath.domain.scale import ScaleDefinition
    from glidepath.domain.scale_text import ScaleText
    from glidepath.domain.short_use import ShortUseRules
    from glidepath.domain.support import SupportBook
    from glidepath.domain.titration import TitrationRule
    from glidepath.knowledge.cite import Doubt

__all__ = ["KnowledgeBase"]

T = TypeVar("T")

_COMPOUNDED = "compounded"
_FIELD = re.compile(r'^(id|drug) = "([^"]*)"', re.MULTILINE)


class KnowledgeBase:
    """Drugs, products, policies, sources and equivalent doses, each with where it stands."""

    def __init__(self, root: Path = PACKAGED) -> None:
        """Keep the data folder; nothing is read yet."""
        self.store = Store(root)
        self._drugs: dict[str, Drug] = {}
        self._names: dict[str, DrugNames] = {}
        self._products: dict[str, Product] = {}
        self._policies: dict[str, Policy] = {}
        self._titrations: dict[str, TitrationRule] = {}
        self._scales: dict[str, ScaleDefinition] = {}
        self._sources: dict[str, Source] = {}
        self._source_texts: dict[str, tuple[str, str]] = {}
        self._product_texts: dict[str, list[tuple[Mapping[str, str], str]]] = {}
        self._equivalence: Equivalence | None = None
        self._outside: OutsideList | None = None
        self._support: SupportBook | None = None
        self._version = ""

    @classmethod
    @lru_cache(maxsize=1)
    def packaged(cls) -> KnowledgeBase:
        """The data that come with glidepath."""
        return cls()

    # drugs

    def drug_ids(self) -> tuple[str, ...]:
        """The drugs glidepath plans for, in alphabetical order."""
        return self.store.names("drugs")

    def drug(self, drug_id: str) -> Drug:
        """What the labels and tables say of one drug; refuses an unknown id."""
        _known(drug_id, self.drug_ids(), "drug")
        path = f"drugs/{drug_id}.toml"
        names = self.names(drug_id)
        return self._kept(
            self._drugs, drug_id, path, lambda table: read_drug(drug_id, table, names)
        )

    def names(self, drug_id: str) -> DrugNames:
        """What people call one drug; refuses an unknown id."""
        _known(drug_id, self.drug_ids(), "drug")
        path = f"names/{drug_id}.toml"
        return self._kept(self._names, drug_id, path, lambda table: read_names(drug_id, table))

    def resolve(self, text: str, country: str | None = None) -> Resolution:
        """What a name as a person wrote it means: a drug, a question, a refusal, or unknown."""
        if fold(text) in self.drug_ids():
            return Resolved(fold(text), "its own name")
        names = tuple(self.names(drug_id) for drug_id in self.drug_ids())
        return resolve(text, country, names, self.outside())

    def outside(self) -> OutsideList:
        """The names we do not plan for, and what is said of them."""
        if self._outside is None:
            self._outside = self._read("out_of_scope.toml", read_outside)
        return self._outside

    # products

    def countries(self) -> tuple[str, ...]:
        """The countries with a catalogue of products."""
        return tuple(stem.upper() for stem in self.store.names("products") if stem != _COMPOUNDED)

    def products(self, country: str, drug_id: str) -> tuple[Product, ...]:
        """The products of one drug in one country, those a pharmacy can make included."""
        _known(country, self.countries(), "country")
        _known(drug_id, self.drug_ids(), "drug")
        found = []
        for stem in (country.lower(), _COMPOUNDED):
            for fields, record in self._records(stem):
                if fields.get("drug") == drug_id:
                    found.append(self._product(fields["id"], stem, record))
        return tuple(found)

    def product(self, product_id: str) -> Product:
        """One product of the catalogue; refuses an unknown id."""
        stem = product_id.partition("-")[0]
        if self.store.has(f"products/{stem}.toml"):
            for fields, record in self._records(stem):
                if fields.get("id") == product_id:
                    return self._product(product_id, stem, record)
        raise BadInput(
            Problem("product", repr(product_id[:60]), "the id of a product in the catalogue")
        )

    def product_ids(self) -> tuple[str, ...]:
        """Every product of the catalogue, country by country."""
        stems = self.store.names("products")
        return tuple(fields["id"] for stem in stems for fields, _ in self._records(stem))

    def _records(self, stem: str) -> list[tuple[Mapping[str, str], str]]:
        path = f"products/{stem}.toml"
        if stem not in self._product_texts and self.store.has(path):
            texts = records_in(self.store.text(path), "product")
            self._product_texts[stem] = [
                ({"id": "", **dict(_FIELD.findall(text))}, text) for text in texts
            ]
        return self._product_texts.get(stem, [])

    def _product(self, product_id: str, stem: str, record: str) -> Product:
        path = f"products/{stem}.toml"
        if product_id not in self._products:
            raw = parse(record, path)["product"][0]
            self._products[product_id] = _read(raw, path, product_id, read_product)
        return self._products[product_id]

    # how amounts are written

    def micrograms_below(self, country: str) -> Mass | None:
        """The amount below which a country's guidance writes micrograms; None: always mg."""
        row = self.raw("wording/units.toml").get(country.upper())
        return Mass.from_mg(row["micrograms_below_mg"]) if row else None

    # policies

    def policy_ids(self) -> tuple[str, ...]:
        """Every policy, in alphabetical order."""
        return self.store.names("policies")

    def policy(self, policy_id: str) -> Policy:
        """One policy; refuses an unknown id."""
        _known(policy_id, self.policy_ids(), "policy")
        path = f"policies/{policy_id}.toml"
        return self._kept(
            self._policies, policy_id, path, lambda table: read_policy(policy_id, table)
        )

    def policy_of_plan(self, policy_id: str) -> Policy | None:
        """The policy that a plan names, the one for short use among them; None for any other id."""
        if policy_id == self.short_use().policy.id:
            return self.short_use().policy
        return self.policy(policy_id) if policy_id in self.policy_ids() else None

    # courses other than a taper

    def titration_ids(self) -> tuple[str, ...]:
        """Every way of starting and raising a drug, in alphabetical order."""
        return self.store.names("titrations")

    def titration(self, rule_id: str) -> TitrationRule:
        """One way of starting and raising a drug; refuses an unknown id."""
        from glidepath.knowledge.read_titrations import read_titration  # not for every plan

        _known(rule_id, self.titration_ids(), "titration")
        path = f"titrations/{rule_id}.toml"
        return self._kept(
            self._titrations, rule_id, path, lambda table: read_titration(rule_id, table)
        )

    def crossover(self) -> CrossoverRules:
        """What is settled before one drug is exchanged for another."""
        from glidepath.knowledge.read_crossover import read_crossover

        return self._read("crossover.toml", read_crossover)

    def afterwards(self) -> AfterRules:
        """What is done after the last dose."""
        from glidepath.knowledge.read_afterwards import read_afterwards

        return self._read("afterwards.toml", read_afterwards)

    def short_use(self) -> ShortUseRules:
        """What may be done after rare or short use."""
        from glidepath.knowledge.read_short_use import read_short_use

        return self._read("short_use.toml", read_short_use)

    def support(self) -> SupportBook:
        """Help besides tablets: modules, skills, talks, meetings, and one shared plan."""
        if self._support is None:
            from glidepath.knowledge.read_support import read_support  # not for every plan

            self._support = read_support(self.store.raw)
        return self._support

    # rating scales

    def scale_ids(self) -> tuple[str, ...]:
        """Every rating scale, in alphabetical order."""
        return self.store.names("scales")

    def scale(self, scale_id: str) -> ScaleDefinition:
        """One rating scale without its words; refuses an unknown id."""
        from glidepath.knowledge.read_scales import read_scale  # not for every plan

        _known(scale_id, self.scale_ids(), "scale")
        path = f"scales/{scale_id}.toml"
        return self._kept(self._scales, scale_id, path, lambda table: read_scale(scale_id, table))

    def scale_text(self, scale_id: str, language: str = "en") -> ScaleText:
        """The words of one scale; refuses a scale whose words may not be shipped."""
        from glidepath.knowledge.read_scales import read_scale_text

        definition = self.scale(scale_id)
        path = f"scales/text/{scale_id}.{language}.toml"
        if not self.store.has(path):
            words = ", ".join(one for one in self.scale_ids() if self.scale(one).text_checksum)
            raise BadInput(
                Problem("scale text", f"no words for {scale_id} in {language[:20]!r}", words)
            )
        return self._read(path, lambda table: read_scale_text(definition, language, table))

    # sources

    def source(self, reference: str) -> Source:
        """The document behind a reference, with or without its place ("id#page")."""
        source_id = reference.partition("#")[0]
        if source_id not in self._sources:
            if source_id not in self._where_sources_stand():
                raise BadInput(Problem("source", repr(reference[:60]), "the id of a source"))
            path, text = self._where_sources_stand()[source_id]
            raw = parse(text, path)[source_id]
            self._sources[source_id] = _read(
                raw, path, source_id, lambda table: read_source(source_id, table)
            )
        return self._sources[source_id]

    def sources(self) -> tuple[Source, ...]:
        """Every document, in the alphabetical order of its id."""
        return tuple(self.source(source_id) for source_id in sorted(self._where_sources_stand()))

    def _where_sources_stand(self) -> dict[str, tuple[str, str]]:
        if not self._source_texts:
            for stem in self.store.names("sources"):
                path = f"sources/{stem}.toml"
                for source_id, text in tables_in(self.store.text(path)).items():
                    self._source_texts[source_id] = (path, text)
        return self._source_texts

    # all the rest

    def equivalence(self) -> Equivalence:
        """Doses that published tables call equal."""
        if self._equivalence is None:
            z_drugs = frozenset(self._z_drugs())
            self._equivalence = self._read(
                "equivalence.toml", lambda table: read_equivalence(table, z_drugs)
            )
        return self._equivalence

    def _z_drugs(self) -> list[str]:
        # The family is one line of the drug's file: no need to parse the rest of it.
        line = re.compile(r'^family = "z-drug"', re.MULTILINE)
        ids = self.drug_ids()
        return [drug for drug in ids if line.search(self.store.text(f"drugs/{drug}.toml"))]

    def raw(self, path: str) -> Raw:
        """A whole file as plain values, for rooms with tables of their own."""
        return self.store.raw(path)

    def brief(self, path: str) -> Raw:
        """The same without the examples that stand beside rules and checks."""
        return self.store.brief(path)

    def version(self) -> str:
        """Twelve characters that change with any change of any data file."""
        if not self._version:
            import hashlib  # only the version needs it, and it is slow to import

            digest = hashlib.sha256()
            for path in self.store.every_file():
                digest.update(f"{path}\n{self.store.text(path)}\n".encode())
            self._version = digest.hexdigest()[:12]
        return self._version

    def check_all(self) -> None:
        """Read and check everything; raises one `KnowledgeError` that tells every problem."""
        from glidepath.knowledge import check  # above this file, and not for every day

        check.check_all(self)

    def unverified(self) -> tuple[Doubt, ...]:
        """Every fact of every data file that was not read in its source."""
        from glidepath.knowledge import cite  # above this file, and not for every day

        return cite.unverified(self)

    def _kept(
        self, kept: dict[str, T], key: str, path: str, read: Callable[[Table], T | None]
    ) -> T:
        if key not in kept:
            kept[key] = self._read(path, read)
        return kept[key]

    def _read(self, path: str, read: Callable[[Table], T | None]) -> T:
        return _read(self.store.raw(path), path, "", read)


def _read(raw: Raw, path: str, place: str, read: Callable[[Table], T | None]) -> T:
    problems: list[str] = []
    value = read(Table(raw, path, place, problems))
    if value is None or problems:
        raise KnowledgeError(tuple(dict.fromkeys(problems)))
    return value


def _known(given: str, allowed: tuple[str, ...], what: str) -> None:
    if given not in allowed:
        raise BadInput(Problem(what, repr(given[:60]), f"one of {', '.join(allowed)}"))
