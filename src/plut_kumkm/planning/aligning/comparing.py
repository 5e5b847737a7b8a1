"""One indicator in several plans compared: unit, direction, baseline and the targets of each period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from operator import eq
from typing import Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.aligning.matching.entries import Entry
from plut_kumkm.planning.answers import render
from plut_kumkm.planning.reading.words import same_unit
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.values import Absent, Unread, Value, Word, label, to_json

# "equal": every plan that should say it says the same. "differs": two of them say different things. "unread": one of
# them cannot be read, so nobody can tell. "incomparable": what they say is of different units or years. "missing": at
# least one should say it and does not. "absent": none of them says it. "alone": it is the business of one plan only.
State = Literal["equal", "differs", "unread", "incomparable", "missing", "absent", "alone"]
STATES: tuple[State, ...] = get_args(State)
Item = Literal["unit", "direction", "accumulation", "baseline_year", "baseline", "target", "end"]
ITEMS: tuple[Item, ...] = get_args(Item)


@frozen
class What:
    """What is compared: one thing that the plans say of an indicator, a target with its period.

    >>> What("target", Period(2025)).label("en"), What("unit").key
    ('target 2025', 'unit')
    """

    item: Item
    period: Period | None = None

    @property
    def key(self) -> str:
        """The name of it in a record."""
        return self.item if self.period is None else f"{self.item} {self.period.label()}"

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the record of an indicator."""
        if self.item == "target" and self.period is not None:
            return "targets", self.period.label()
        return ("end_target",) if self.item == "end" else (self.item,)

    def label(self, lang: Lang = "id") -> str:
        """Return the name of it in words."""
        word = render(f"planning.align.item.{self.item}", {}, lang)
        return word if self.period is None else f"{word} {self.period.label(lang)}"

    def __str__(self) -> str:
        return self.label()


@frozen(kw_only=True)
class Compared:
    """What the plans say of one thing, by plan, and whether they agree.

    ``values`` holds ``None`` where a plan does not say it; ``asked`` tells which of the plans should.
    """

    what: What
    state: State
    values: tuple[Value | str | None, ...]
    asked: tuple[bool, ...]

    @property
    def agrees(self) -> bool | None:
        """Whether the plans agree; ``None`` where there is nothing to agree on."""
        return None if self.state in ("absent", "alone") else self.state == "equal"

    def said(self, place: int, lang: Lang = "id") -> str:
        """Return what one plan says, as it is printed."""
        value = self.values[place]
        if value is None:
            return "–"
        if self.what.item in ("direction", "accumulation"):
            return word_label(self.what.item, str(value), lang)
        if self.what.item == "baseline_year" or isinstance(value, str):
            return str(value)
        return label(value, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain JSON values."""
        return {
            "what": self.what.item,
            "period": None if self.what.period is None else self.what.period.label(),
            "state": self.state,
            "values": [one if one is None or isinstance(one, str) else to_json(one) for one in self.values],
            "asked": list(self.asked),
        }


def word_label(item: str, word: str, lang: Lang) -> str:
    """Return a word of a closed list in the language; one that is none of the list stands for itself."""
    from plut_kumkm.base import messages

    code = f"planning.{'direction' if item == 'direction' else 'align.accumulation'}.{word}"
    text = messages.catalogue().get(code)
    return word if text is None else text[lang]


def compare(members: Sequence[Entry | None], plans: Sequence[Plan | ActionPlan]) -> tuple[Compared, ...]:
    """Return what the plans say of an indicator, thing by thing."""
    return tuple(_compared(tuple(None if one is None else one.indicator for one in members), plans))


def _compared(held: Sequence[Indicator | None], plans: Sequence[Plan | ActionPlan]) -> Iterator[Compared]:
    def each(name: str) -> list[Any]:
        return [None if one is None else getattr(one, name) for one in held]

    here = tuple(one is not None for one in held)
    yield _of(What("unit"), each("unit"), here, _one_unit)
    yield _of(What("direction"), each("direction"), here)
    yield _of(What("accumulation"), each("accumulation"), here)
    yield _of(What("baseline_year"), each("baseline_year"), here)
    # Numbers of two units, or baselines of two years, say nothing of one another.
    units = [None if unit is None else same_unit(unit) for unit in each("unit")]
    yield _of(What("baseline"), each("baseline"), here, alike, kinds=(units, each("baseline_year")))
    for period in _periods(held):
        values = [None if one is None else one.target(period) for one in held]
        # A year that a plan is not for is not missing in it.
        asked = tuple(
            own and (value is not None or not plan.years or period.year in plan.years)
            for own, value, plan in zip(here, values, plans, strict=True)
        )
        yield _of(What("target", period), values, asked, alike, kinds=(units,))
    for last in _ends(held, plans):
        asked = tuple(own and plan.last_year == last for own, plan in zip(here, plans, strict=True))
        values = [_end(one, last) if one is not None and own else None for one, own in zip(held, asked, strict=True)]
        yield _of(What("end", Period(last)), values, asked, alike, kinds=(units,))


def _periods(held: Sequence[Indicator | None]) -> list[Period]:
    """Return the years for which any plan has a target, and the shorter periods for which two of them have one."""
    said = [{target.period for target in one.targets} for one in held if one is not None]
    every = {period for periods in said for period in periods}
    return sorted(period for period in every if period.kind == "year" or sum(period in periods for periods in said) > 1)


def _ends(held: Sequence[Indicator | None], plans: Sequence[Plan | ActionPlan]) -> list[int]:
    """Return the last years of the plans that call a target the one at the end."""
    pairs = zip(held, plans, strict=True)
    return sorted({plan.last_year for one, plan in pairs if one and one.end_target is not None and plan.last_year})


def _end(one: Indicator, last: int) -> Value | None:
    return one.target(Period(last)) if one.end_target is None else one.end_target


def _one_unit(one: str, other: str) -> bool:
    return same_unit(one) == same_unit(other)


def alike(one: Value, other: Value) -> bool:
    """Return whether two values that could be read are the same, in whatever form they were given.

    >>> alike(80, Quantity(80)), alike(Word("BB"), Word("bb")), alike(80, Quantity(80, "at_least"))
    (True, True, False)
    """
    return bool(_plain(one) == _plain(other))


def _plain(value: Value) -> Value | str:
    if isinstance(value, Quantity) and value.exact:
        return value.value
    return value.text.casefold() if isinstance(value, Word) else value


def _of(
    what: What,
    values: Sequence[Any],
    asked: tuple[bool, ...],
    same: Callable[[Any, Any], bool] = eq,
    *,
    kinds: Sequence[Sequence[object]] = (),
) -> Compared:
    """Return what the plans say of one thing, and whether it is the same.

    Args:
        what: the thing.
        values: what each plan says.
        asked: which of the plans should say it.
        same: whether two of them are the same.
        kinds: of what kind it is in each plan; only what is of one kind can be compared.
    """
    said = [place for place, value in enumerate(values) if value is not None and not isinstance(value, Absent)]
    readable = [place for place in said if not isinstance(values[place], Unread)]
    pairs = [(one, other, _one_kind(kinds, one, other)) for one, other in combinations(readable, 2)]
    state: State = "equal"
    if sum(asked) < 2:
        state = "alone"
    elif not said:
        state = "absent"
    elif any(comparable and not same(values[one], values[other]) for one, other, comparable in pairs):
        state = "differs"
    elif len(readable) < len(said):
        state = "unread"
    elif not all(comparable for _, _, comparable in pairs):
        state = "incomparable"
    elif len(said) < sum(asked):
        state = "missing"
    return Compared(what=what, state=state, values=tuple(values), asked=asked)


def _one_kind(kinds: Sequence[Sequence[object]], one: int, other: int) -> bool:
    """Return whether two plans speak of one kind of number, as far as both say which."""
    return all(kind[one] == kind[other] or None in (kind[one], kind[other]) for kind in kinds)
