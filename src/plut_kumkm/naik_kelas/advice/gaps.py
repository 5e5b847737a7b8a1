"""The hard gap: how many rupiah lie between an enterprise and the tier it wants, by the criterion that applies."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.enterprise.operands import AMOUNTS
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.regimes import Regime

if TYPE_CHECKING:
    from datetime import date

    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.size_verdicts import TierVerdict
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.instruments import Provision

_PLACES = Decimal("0.0001")


@frozen(kw_only=True)
class Gap:
    """What is between an enterprise and a tier: money in whole rupiah [IDR].

    ``reach`` is the least amount that is in the tier, ``ceiling`` the last one that still is (``None``: no end).
    ``now`` is what the enterprise has, ``missing`` what it lacks (0 where it is there or beyond); both are ``None``
    when not known.
    """

    tier: Tier
    basis: str
    reach: int
    ceiling: int | None
    now: int | None
    provision: Provision

    @property
    def missing(self) -> int | None:
        """What is lacking [IDR]."""
        return None if self.now is None else max(0, self.reach - self.now)

    @property
    def growth(self) -> Fraction | None:
        """By how much it must grow in one year [1]; ``None`` where it has nothing to grow from."""
        return None if not self.now or self.missing is None else Fraction(self.missing, self.now)

    def growth_a_year(self, years: int) -> Decimal | None:
        """Return by how much it must grow in each of several years [1], rounded up to four places.

        >>> from plut_kumkm import law
        >>> source = law.book().history("pp-7-2021/micro/sales")[0].provision
        >>> Gap(tier=Tier.SMALL, basis="sales", reach=2_000_000_001, ceiling=None, now=500_000_000,
        ...     provision=source).growth_a_year(2)
        Decimal('1.0001')

        Raises:
            ValueError: ``years`` is less than one.
        """
        if years < 1:
            raise ValueError(f"years must be at least 1, not {years}")
        if self.growth is None or self.now is None:
            return None
        if self.missing == 0:
            return Decimal(0)
        with localcontext() as context:
            context.prec = 40
            rate = (Decimal(self.reach) / Decimal(self.now)) ** (Decimal(1) / Decimal(years)) - 1
            return rate.quantize(_PLACES, rounding=ROUND_CEILING)

    def to_dict(self) -> dict[str, Any]:
        """Return the gap as plain JSON values."""
        return {
            "tier": self.tier.value,
            "basis": self.basis,
            "reach": self.reach,
            "ceiling": self.ceiling,
            "now": self.now,
            "missing": self.missing,
            "growth": None if self.growth is None else str(self.growth),
            **self.provision.to_dict(),
        }


def gap_of(verdict: TierVerdict, facts: Facts, to: Tier, on: date, law: LawBook) -> Gap | None:
    """Return the gap to a tier, ``None`` where the law of the day names no bound for it on the basis that applies."""
    stretch = law.at("tier", on)
    basis = verdict.basis
    if not isinstance(stretch, Regime) or basis is None or basis not in stretch.criteria or to is Tier.MICRO:
        return None
    criterion = stretch.criteria[basis]
    place = criterion.bands.ids.index(str(to.value))
    below = criterion.bands.uppers[place - 1]
    above = criterion.bands.uppers[place] if place < len(criterion.bands.uppers) else None
    return Gap(
        tier=to,
        basis=basis,
        reach=_last(below.value, inclusive=below.inclusive) + 1,
        ceiling=None if above is None else _last(above.value, inclusive=above.inclusive),
        now=AMOUNTS[basis].read(facts),
        provision=criterion.provisions[place - 1],
    )


def _last(bound: int | Fraction, *, inclusive: bool) -> int:
    """Return the last whole rupiah on the lower side of a bound."""
    whole = int(bound)
    return whole if inclusive or bound != whole else whole - 1
