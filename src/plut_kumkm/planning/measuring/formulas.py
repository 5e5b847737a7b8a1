"""The formulas, written once over plain operands: exact numbers, or whole columns of an engine.

Operands of numbers are ``Fraction`` (an ``int`` would be divided into a float), those of columns the engine's own
expressions. Where a formula has to choose it asks ``ops``, of which every engine of ``base.ops`` has what is needed.
None of them guards its denominator: who calls them does, and says what a zero there means. Each result is in percent.

What each formula is called in print, and where that was seen, stands in ``data/planning/formulas.toml``.
"""

from __future__ import annotations

from functools import cache
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.base.ops import Column, Condition
from plut_kumkm.planning.sources import provision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Grade, Provision

_SIGNS = {"<": lt, "<=": le, ">": gt, ">=": ge}


class Choosing(Protocol):
    """What a formula needs of an engine."""

    def compare(self, left: Column, operator: str, right: Column) -> Condition:
        """Return ``left operator right``."""
        ...

    def when(self, condition: Condition, then: Column, otherwise: Column) -> Column:
        """Return ``then`` where the condition holds, else ``otherwise``."""
        ...


class Numbers:
    """Plain numbers, as the formulas see them."""

    def compare(self, left: Any, operator: str, right: Any) -> bool:
        """Return ``left operator right``."""
        return bool(_SIGNS[operator](left, right))

    def when(self, condition: Any, then: Any, otherwise: Any) -> Any:
        """Return ``then`` if the condition holds, else ``otherwise``."""
        return then if condition else otherwise


NUMBERS = Numbers()


def positive(actual: Column, target: Column) -> Column:
    """Return R/T [persen]: higher is better.

    >>> from fractions import Fraction
    >>> positive(Fraction(13), Fraction(26))
    Fraction(50, 1)
    """
    return actual / target * 100


def complement(actual: Column, target: Column) -> Column:
    """Return (2T - R)/T [persen]: lower is better, formula A. It is 0 at twice the target and negative beyond.

    >>> from fractions import Fraction
    >>> complement(Fraction(5), Fraction(10)), complement(Fraction(30), Fraction(10))
    (Fraction(150, 1), Fraction(-100, 1))
    """
    return (target - (actual - target)) / target * 100


def ratio(actual: Column, target: Column) -> Column:
    """Return T/R [persen]: lower is better, formula B. It has no upper limit.

    >>> from fractions import Fraction
    >>> ratio(Fraction(5), Fraction(10))
    Fraction(200, 1)
    """
    return target / actual * 100


def range_positive(actual: Column, low: Column, high: Column, ops: Choosing = NUMBERS) -> Column:
    """Return R over the bound that it lies beyond [persen], 100 inside the range.

    >>> from fractions import Fraction
    >>> [range_positive(Fraction(one), Fraction(80), Fraction(90)) for one in (40, 85, 99)]
    [Fraction(50, 1), 100, Fraction(110, 1)]
    """
    return _ranged(positive, actual, low, high, ops)


def range_negative(actual: Column, low: Column, high: Column, ops: Choosing = NUMBERS) -> Column:
    """Return formula A with the bound that R lies beyond [persen], 100 inside the range.

    >>> from fractions import Fraction
    >>> [range_negative(Fraction(one), Fraction(8), Fraction(10)) for one in (6, 9, 12)]
    [Fraction(125, 1), 100, Fraction(80, 1)]
    """
    return _ranged(complement, actual, low, high, ops)


def _ranged(formula: Any, actual: Column, low: Column, high: Column, ops: Choosing) -> Column:
    below, above = ops.compare(actual, "<", low), ops.compare(actual, ">", high)
    # The bound first, then one division by it: nothing is divided by the bound on the other side.
    beyond = formula(actual, ops.when(below, low, high))
    return ops.when(below, beyond, ops.when(above, beyond, 100))


def exact(actual: Column, target: Column, ops: Choosing = NUMBERS) -> Column:
    """Return 100 (1 - |R - T|/T) [persen], at least 0: neither more nor less is wanted.

    >>> from fractions import Fraction
    >>> [exact(Fraction(one), Fraction(10)) for one in (9, 10, 11, 30)]
    [Fraction(90, 1), Fraction(100, 1), Fraction(90, 1), 0]
    """
    away = ops.when(ops.compare(actual, "<", target), target - actual, actual - target)
    return floored((target - away) / target * 100, 0, ops)


def progress(actual: Column, baseline: Column, target: Column) -> Column:
    """Return (R - B)/(T - B) [persen]: how much of the way from the baseline to the target was gone.

    >>> from fractions import Fraction
    >>> progress(Fraction(82), Fraction(80), Fraction(90))
    Fraction(20, 1)
    """
    return (actual - baseline) / (target - baseline) * 100


def relative_change(new: Column, old: Column, ops: Choosing = NUMBERS) -> Column:
    """Return (new - old)/|old| [persen]; the absolute value keeps the sign right where the old value is negative.

    >>> from fractions import Fraction
    >>> relative_change(Fraction(-1), Fraction(-2))
    Fraction(50, 1)
    """
    size = ops.when(ops.compare(old, "<", 0), old * -1, old)
    return (new - old) / size * 100


def capped(value: Column, cap: Column, ops: Choosing = NUMBERS) -> Column:
    """Return ``value``, and ``cap`` where that is less."""
    return ops.when(ops.compare(value, ">", cap), cap, value)


def floored(value: Column, floor: Column, ops: Choosing = NUMBERS) -> Column:
    """Return ``value``, and ``floor`` where that is more."""
    return ops.when(ops.compare(value, "<", floor), floor, value)


# ---------------------------------------------------------------------------------------------------- what is published


@frozen(repr=False)
class Formula:
    """A formula by its name: how it is written in print, and where that was seen."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    text: str
    provision: Provision = field(eq=False)

    @property
    def grade(self) -> Grade:
        """How well the source was seen."""
        return self.provision.grade

    def label(self, lang: Lang = "id") -> str:
        """Return the name in words."""
        return self.labels[lang]

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<Formula {self.id}: {self.text} ({self.grade})>"


@cache
def formulas() -> Mapping[str, Formula]:
    """Return every formula by its name.

    >>> print(formulas()["complement"].text, formulas()["complement"].provision.cite.label())
    (2T − R)/T × 100 LKjIP Kabupaten Maluku Tengah 2021 hlm. III.2
    """
    file = data.toml("planning/formulas.toml")
    return data.FrozenMap(
        {
            entry["id"]: Formula(entry["id"], entry["label"], entry["text"], provision(entry, file))
            for entry in file["formula"]
        }
    )
