"""State: what an enterprise is at one date, its tier with the basis of it, and, on an axis of its own, formality."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import evolve, field, frozen

from plut_kumkm.base.periods import check_day
from plut_kumkm.enterprise.size_verdicts import TierVerdict, tier
from plut_kumkm.naik_kelas import exact

if TYPE_CHECKING:
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.size_rules import Purpose, ReadingId
    from plut_kumkm.enterprise.tiers import Tier
    from plut_kumkm.law.books import LawBook

LawDates = Literal["one", "own"]
Unlisted = Literal["unknown", "absent"]
_SCALED = ("sales", "capital", "net_worth")


def one_of(value: object, allowed: Any, name: str) -> None:
    """Raise ``ValueError`` unless ``value`` is one of the words of a literal type."""
    words = get_args(allowed) or tuple(allowed)
    if value not in words:
        raise ValueError(f"{name} must be one of {', '.join(words)}, not {value!r}")


def _share(value: str | Fraction | Decimal | int) -> Fraction:
    return exact.share(value, "hysteresis")


@frozen(kw_only=True, cache_hash=True)
class Yardstick:
    """With what two dates are measured: which law, for which purpose, by which reading.

    Args:
        on: the day whose law holds for both dates; unless given, that of the latest record.
        law_dates: "one" law for both dates, or the "own" law of each.
        purpose: as in ``tier``.
        reading: as in ``tier``.
        basis: as in ``tier``.
        law: the book of law; the shipped one unless given.
        hysteresis: by how much a bound must be passed before a move counts, such as "5%".
    """

    on: date | None = None
    law_dates: LawDates = "one"
    purpose: Purpose = "facility"
    reading: ReadingId = "by-purpose"
    basis: str | None = None
    law: LawBook | None = None
    hysteresis: Fraction = field(default=Fraction(0), converter=_share)

    def __attrs_post_init__(self) -> None:
        one_of(self.law_dates, LawDates, "law_dates")
        if self.hysteresis >= 1:
            raise ValueError("hysteresis must be below 100%")
        if self.on is not None:
            check_day(self.on, "on")

    def fixed(self, latest: date) -> Yardstick:
        """Return the same yardstick with a day: that of the latest record where none is given."""
        return self if self.on is not None else evolve(self, on=latest)

    def day_for(self, figures: date) -> date:
        """Return the day whose law holds for figures of a day."""
        return figures if self.law_dates == "own" or self.on is None else self.on

    def ask(self, facts: Facts, on: date) -> TierVerdict:
        """Return the tier of some facts under the law of a day."""
        return tier(facts, on=on, purpose=self.purpose, reading=self.reading, basis=self.basis, law=self.law)

    def state(self, facts: Facts, day: date, formal: bool | None) -> State:
        """Return the state of an enterprise on the day of its figures."""
        law_day = self.day_for(day)
        return State(facts=facts, day=day, law_day=law_day, verdict=self.ask(facts, law_day), formal=formal)

    def shrunk(self, state: State, factor: Fraction) -> Tier | None:
        """Return the tier that the amounts of a state, divided by ``factor`` and rounded up, would have.

        Rounding up is exact here: an amount is above a whole bound only where it is above it when rounded up.
        """
        facts = state.facts
        own, borrowed, land = facts.capital_own, facts.capital_borrowed, facts.land_building
        if facts.capital is None and own is not None and borrowed is not None and land is not None:
            facts = evolve(facts, capital=own + borrowed - land)
        known = {name: amount for name in _SCALED if (amount := getattr(facts, name)) is not None}
        scaled = {name: -((-amount * factor.denominator) // factor.numerator) for name, amount in known.items()}
        return self.ask(evolve(facts, **scaled), state.law_day).value


@frozen(kw_only=True, repr=False)
class State:
    """What an enterprise is at one date: its tier with the basis, and whether it has a NIB.

    ``formal`` is ``None`` where it is not known. ``day`` is the day of the figures, ``law_day`` that of the law.
    """

    facts: Facts = field(eq=False)
    day: date
    law_day: date
    verdict: TierVerdict = field(eq=False)
    formal: bool | None

    @property
    def tier(self) -> Tier | None:
        """The tier, or ``None`` where it is not known."""
        return self.verdict.value

    @property
    def basis(self) -> str | None:
        """The criterion that applies, also where its fact is missing."""
        return self.verdict.basis

    @property
    def status(self) -> str:
        """Which of the four outcomes the tier is."""
        return self.verdict.status

    def to_dict(self) -> dict[str, Any]:
        """Return the state as plain JSON values."""
        return {
            "day": self.day.isoformat(),
            "law_day": self.law_day.isoformat(),
            "tier": None if self.tier is None else self.tier.value,
            "status": self.status,
            "basis": self.basis,
            "formal": self.formal,
        }

    def __repr__(self) -> str:
        said = self.status if self.tier is None else self.tier.value
        return f"<State {self.day}: {said} by {self.basis}, formal {self.formal}>"


def holds_licence(facts: Facts, kind: str, day: date, *, told: bool, unlisted: Unlisted) -> bool | None:
    """Return whether an enterprise had a licence on a day, ``None`` where its record does not say.

    Args:
        facts: the record.
        kind: the kind of licence, such as "nib" or "halal".
        day: the day that is asked about.
        told: whether the record tells of that day; an undated licence in a later record says nothing of earlier years.
        unlisted: what it means that a record lists no such licence: "unknown", or "absent" where every one is listed.

    >>> from plut_kumkm.enterprise.facts import Facts
    >>> from plut_kumkm.enterprise.licences import Licence
    >>> shop = Facts(licences=(Licence(kind="halal", issued=date(2025, 3, 1)),))
    >>> [holds_licence(shop, "halal", date(year, 12, 31), told=True, unlisted="unknown") for year in (2024, 2025)]
    [False, True]
    """
    listed = [licence for licence in facts.licences if licence.kind.strip().lower() == kind]
    for licence in listed:
        began = licence.issued is not None and licence.issued <= day
        if (began or (licence.issued is None and told)) and (licence.expires is None or licence.expires >= day):
            return True
    if kind == "nib" and facts.nib is not None and not listed:
        return True if told else None
    if listed:
        # Every one that is known begins later or has ended; of one without a date nothing is known before the record.
        ended = [one.issued is not None or (one.expires is not None and one.expires < day) for one in listed]
        return False if all(ended) else None
    return False if unlisted == "absent" and told else None
