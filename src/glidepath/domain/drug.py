"""What exists in the world: drugs, marketed products, and the portions they can be taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from glidepath.domain.codes import AtcCode, RxNormCode
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact
from glidepath.domain.quantity import Concentration, Mass, Volume

__all__ = ["Drug", "Form", "Portion", "PortionKind", "Product", "Range"]

WHOLE = Fraction(1)


class Form(StrEnum):
    """The shape in which a product is taken."""

    TABLET = "tablet"
    ODT = "odt"
    CAPSULE = "capsule"
    MINITABLET = "minitablet"
    DROPS = "drops"
    ORAL_SOLUTION = "oral_solution"
    COMPOUNDED_SUSPENSION = "compounded_suspension"

    @property
    def is_liquid(self) -> bool:
        """Whether a dose is measured out rather than counted."""
        return self in (Form.DROPS, Form.ORAL_SOLUTION, Form.COMPOUNDED_SUSPENSION)

    @property
    def may_be_split(self) -> bool:
        """Whether any product of this form could carry a score line."""
        return self is Form.TABLET


class PortionKind(StrEnum):
    """How a portion is got from its product."""

    WHOLE = "whole"
    PART = "part"
    DROP = "drop"
    MARK = "mark"

    @property
    def is_measured(self) -> bool:
        """Whether it is measured out of a liquid rather than picked up."""
        return self in (PortionKind.DROP, PortionKind.MARK)


@dataclass(frozen=True, slots=True)
class Portion:
    """The smallest thing a person handles: a whole tablet, a sanctioned part, a drop, a mark.

    `mass` is the exact drug in one portion, `part` the share of the product it uses up
    (1 for a whole, 1/2 for a half; for liquids 1 portion is one drop or one mark).
    """

    product_id: str
    kind: PortionKind
    part: Fraction
    mass: Mass

    def __post_init__(self) -> None:
        """Refuse a portion without drug, or more than a whole product."""
        if not self.mass or not 0 < self.part <= 1:
            raise BadInput(Problem("portion", self.product_id, "a part of at most one, with drug"))


@dataclass(frozen=True, slots=True)
class Product:
    """One marketed or pharmacy-made thing with its strength and the ways it may be divided.

    `strength` is the drug in one piece, or a concentration for liquids. `splits` are the
    parts that this product's own record allows (empty: whole only). `mark` is the volume
    of one syringe mark, `drops_per_ml` the drops in a millilitre; a liquid has one of them.
    `declared` says that a person described it and that it is not in the catalogue.
    `from_years` is the age from which its label allows it, as for liquids with alcohol.
    """

    id: str
    drug_id: str
    country: str
    name: str
    form: Form
    strength: Fact[Mass] | Fact[Concentration]
    splits: Fact[tuple[Fraction, ...]]
    maker: str = ""
    mark: Fact[Volume] | None = None
    drops_per_ml: Fact[int] | None = None
    packs: Fact[tuple[int, ...]] | None = None
    rxnorm: RxNormCode | None = None
    availability: str = "marketed"
    note: str = ""
    declared: bool = False
    from_years: Fact[int] | None = None

    def __post_init__(self) -> None:
        """Refuse a product whose form, strength, splits and measure do not fit together."""
        problems = tuple(self._misfits())
        if problems:
            raise BadInput(Problem("product", self.id, text) for text in problems)
        assert self.portions  # a part that does not divide exactly is refused here

    def _misfits(self) -> list[str]:
        liquid = isinstance(self.strength.value, Concentration)
        measures = [measure for measure in (self.mark, self.drops_per_ml) if measure is not None]
        bad = []
        if liquid != self.form.is_liquid:
            bad.append("a strength per volume for liquids, per piece for all else")
        if len(measures) != int(self.form.is_liquid):
            bad.append("one measure (mark or drops) for liquids, none for all else")
        if self.splits.value and not self.form.may_be_split:
            bad.append("splits for tablets only")
        if any(not 0 < part < 1 or part.numerator != 1 for part in self.splits.value):
            bad.append("splits such as 1/2 or 1/4")
        return bad

    @property
    def portions(self) -> tuple[Portion, ...]:
        """Every portion this product may be taken in, the whole first."""
        strength = self.strength.value
        if isinstance(strength, Mass):
            parts = (WHOLE, *sorted(self.splits.value, reverse=True))
            return tuple(self._piece(part, strength) for part in parts)
        if self.drops_per_ml is not None:
            one_ml = strength.in_volume(Volume(1000))
            drop = one_ml * Fraction(1, self.drops_per_ml.value)
            return (Portion(self.id, PortionKind.DROP, WHOLE, drop),)
        assert self.mark is not None  # the constructor saw to it
        return (Portion(self.id, PortionKind.MARK, WHOLE, strength.in_volume(self.mark.value)),)

    def _piece(self, part: Fraction, strength: Mass) -> Portion:
        kind = PortionKind.WHOLE if part == WHOLE else PortionKind.PART
        return Portion(self.id, kind, part, strength * part)


@dataclass(frozen=True, slots=True)
class Range:
    """A low, a typical and a high value of one figure."""

    low: Fraction
    typical: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        """Refuse a range that is out of order."""
        if not self.low <= self.typical <= self.high:
            raise BadInput(Problem("range", f"{self.low}, {self.typical}, {self.high}", "in order"))


@dataclass(frozen=True, slots=True)
class Drug:
    """A benzodiazepine or z-drug: its names, codes and what the labels say of it.

    `generic_names` are the ways its own name is written in several languages; `names` holds
    the brands by country; `label_maximum` the highest daily dose a label gives, keyed by
    (country, indication), with "any" for what a country's label says of no single use;
    `stop_from` the daily dose from which the last step to nothing may be taken;
    `active_metabolite` what it turns into that acts as well, with its own half-life.
    """

    id: str
    name: str
    family: str
    half_life_h: Fact[Range]
    stop_from: Fact[Mass]
    names: Mapping[str, tuple[Fact[str], ...]] = field(default_factory=dict)
    misspellings: tuple[str, ...] = ()
    schedule: Mapping[str, Fact[str]] = field(default_factory=dict)
    indications: Mapping[str, Fact[tuple[str, ...]]] = field(default_factory=dict)
    label_maximum: Mapping[tuple[str, str], Fact[Mass]] = field(default_factory=dict)
    atc: AtcCode | None = None
    rxnorm: RxNormCode | None = None
    unii: str = ""
    generic_names: tuple[str, ...] = ()
    active_metabolite: str = ""
    metabolite_half_life_h: Fact[Range] | None = None
    note: str = ""

    @property
    def is_z_drug(self) -> bool:
        """Whether it acts on the same receptor without being a benzodiazepine."""
        return self.family == "z-drug"

    def label_maximum_for(self, country: str, indication: str) -> Fact[Mass] | None:
        """The highest daily dose the country's label gives for this use, or for any use.

        None when no label figure is on file for that country: nothing may be read into that.
        """
        exact = self.label_maximum.get((country, indication))
        return exact or self.label_maximum.get((country, "any"))
