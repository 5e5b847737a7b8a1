"""Claims: a number as a report or the press states it, with what kind of number it is said to be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from attrs import frozen

from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.planning.records.values import Absent, Range, Unread, Word

ClaimKind = Literal["stock", "flow", "growth", "share", "achievement", "threshold"]
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
Day = date  # a record below has a field of that name


@frozen(kw_only=True)
class Claim(Typed):
    """A published number: what it is of, which kind it is said to be, and the numbers that stand beside it.

    A *stock* is how many there are, a *flow* how many came or moved in the period (``cumulative`` when counted since
    the beginning), a *growth* and a *share* are percentages: of the value ``before``, and of a whole. ``numerator`` and
    ``denominator`` are the counts of a share, ``before`` and ``after`` those of a growth, ``target`` and
    ``realisation`` those of an achievement; ``achieved`` is whether the report says that the target was met. A
    *threshold* is an amount of law [IDR] said to hold for the upper bound of ``tier`` by ``criterion`` on the day
    ``on``. ``prices`` is "current" or "constant".

    >>> Claim(id="c1", of="ekonomi kreatif", kind="share", value=Fraction(1001, 100), unit="%").kind
    'share'
    """

    id: str
    of: str
    kind: str
    value: int | Fraction | Range | Quantity | Word | Absent | Unread
    unit: str | None = None
    period: Period | None = None
    base: str | None = None
    source: str | None = None
    cumulative: bool | None = None
    prices: str | None = None
    numerator: Fraction | int | None = None
    denominator: Fraction | int | None = None
    before: Fraction | int | None = None
    after: Fraction | int | None = None
    target: Fraction | int | None = None
    realisation: Fraction | int | None = None
    direction: str | None = None
    achieved: bool | None = None
    tier: str | None = None
    criterion: str | None = None
    on: Day | None = None
