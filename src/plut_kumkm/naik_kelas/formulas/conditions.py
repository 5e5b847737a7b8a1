"""What an indicator asks of one enterprise between two dates: a small closed set of conditions.

Each answers yes, no, or ``None``: not known. What is not known never counts as no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from attrs import evolve, field, frozen

from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.naik_kelas.ladders import ladder, scale

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.moves import Event
    from plut_kumkm.naik_kelas.panels.members import Entry
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

Direction = Literal["up", "down"]
CRITERIA = ("sales", "capital", "net_worth")


class Pair(NamedTuple):
    """One enterprise at two dates; where only one date counts it is ``after``."""

    before: Entry | None
    after: Entry | None
    panel: Panel
    yardstick: Yardstick
    event: Callable[[], Event | None]
    deflator: Mapping[int, Exact] | None = None

    def amounts(self, name: str) -> tuple[Any, Any]:
        """Return a figure at both dates, in prices of one year where a deflator is given."""
        before, after = (self._amount(entry, name) for entry in (self.before, self.after))
        return before, after

    def _amount(self, entry: Entry | None, name: str) -> Any:
        value = None if entry is None else entry.value(name)
        if self.deflator is None or entry is None or value is None or isinstance(value, bool | str):
            return value
        return Fraction(value) / Fraction(self.deflator[entry.year]) if name in _MONEY else value

    def tells(self, name: str) -> bool:
        """Return whether a figure is known at either date."""
        entries = [entry for entry in (self.before, self.after) if entry is not None]
        if name == "nib":
            return any(entry.licence("nib", self.panel.unlisted) is not None for entry in entries)
        return any(entry.value(name) is not None for entry in entries)

    def licence(self, kind: str) -> tuple[bool | None, bool | None]:
        """Return whether it had a licence at both dates."""
        before, after = (
            None if entry is None else entry.licence(kind, self.panel.unlisted) for entry in (self.before, self.after)
        )
        return before, after


# Nominal amounts; counts of workers or customers are not deflated.
_MONEY = frozenset(
    "sales profit capital assets net_worth investment export_value plafond business_volume tax_paid".split()
)


class Condition(Protocol):
    """What is asked of one enterprise."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The facts that it reads."""
        ...

    def holds(self, pair: Pair) -> bool | None:
        """Return whether it holds, ``None`` where that is not known."""
        ...

    def tuned(self, at_least: Fraction | None, k: int | None) -> Condition:
        """Return the same condition with another threshold of growth, or another number of parts."""
        ...

    def parts(self) -> Iterator[Condition]:
        """Yield the condition and all that are inside it."""
        ...


class _Leaf:
    """A condition that has no others inside."""

    __slots__ = ()

    def tuned(self, at_least: Fraction | None, k: int | None) -> Any:
        """Return the same condition: nothing in it can be tuned."""
        return self

    def parts(self) -> Iterator[Any]:
        """Yield the condition."""
        yield self


@frozen
class Growth(_Leaf):
    """Whether a figure grew by at least a share of what it was; from zero there is no rate of growth."""

    field: str
    at_least: Fraction

    @property
    def fields(self) -> tuple[str, ...]:
        """The figure."""
        return (self.field,)

    def holds(self, pair: Pair) -> bool | None:
        """Return whether it grew so much."""
        before, after = pair.amounts(self.field)
        if not is_number(before) or not is_number(after) or before <= 0:
            return None
        return bool(after - before >= self.at_least * before)

    def tuned(self, at_least: Fraction | None, k: int | None) -> Growth:
        """Return the same with another threshold."""
        return self if at_least is None else evolve(self, at_least=at_least)


@frozen
class Improved(_Leaf):
    """Whether a figure rose, or a no became a yes."""

    field: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The figure."""
        return (self.field,)

    def holds(self, pair: Pair) -> bool | None:
        """Return whether it rose."""
        before, after = pair.amounts(self.field)
        alike = isinstance(before, bool) is isinstance(after, bool)
        if before is None or after is None or not alike or isinstance(before, str) or isinstance(after, str):
            return None
        return bool(after > before)


@frozen
class ClassShift(_Leaf):
    """Whether a class rose (or fell): the tier of the law, the class by one criterion, or one of a named scale."""

    by: str
    direction: Direction = "up"
    start: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The figure of the class."""
        return ("sales",) if self.by == "tier" else (self.by if self.by in CRITERIA else scale(self.by).field,)

    def holds(self, pair: Pair) -> bool | None:
        """Return whether the class moved that way."""
        before, after = self._places(pair)
        if self.start and before is not None and self._name(before) not in self.start:
            return False
        if self.by == "tier":
            event = pair.event()
            known = ("TIER_UP", "TIER_DOWN", "UNCHANGED")
            return None if event is None or event.name not in known else event.name == f"TIER_{self.direction.upper()}"
        if before is None or after is None:
            return None
        return after > before if self.direction == "up" else after < before

    def _places(self, pair: Pair) -> tuple[int | None, int | None]:
        first, second = (None if one is None else self._place(one, pair) for one in (pair.before, pair.after))
        return first, second

    def _place(self, entry: Entry, pair: Pair) -> int | None:
        if self.by not in ("tier", *CRITERIA):
            measured = scale(self.by)
            return measured.place(entry.value(measured.field))
        state = pair.panel.state(entry, pair.yardstick)
        tier = state.tier if self.by == "tier" else state.verdict.by_basis.get(self.by)
        return None if tier is None else int(tier)

    def _name(self, place: int) -> str:
        return tuple(Tier)[place].value if self.by in ("tier", *CRITERIA) else scale(self.by).bands.ids[place]


@frozen
class StageShift(_Leaf):
    """Whether an enterprise reached a higher stage of a ladder."""

    field: str
    ladder: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The stage."""
        return (self.field,)

    def holds(self, pair: Pair) -> bool | None:
        """Return whether the stage is higher; a word that the ladder has not is not known."""
        before, after = (ladder(self.ladder).place(value) for value in pair.amounts(self.field))
        return None if before is None or after is None else after > before


@frozen
class Gained(_Leaf):
    """Whether an enterprise got a licence that it did not have."""

    licence: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The list of licences."""
        return ("nib",) if self.licence == "nib" else ("licences",)

    def holds(self, pair: Pair) -> bool | None:
        """Return whether it was gained between the two dates."""
        before, after = pair.licence(self.licence)
        if before is True or after is False:
            return False
        return None if before is None or after is None else True


@frozen
class Holds(_Leaf):
    """Whether something is the case at the later date."""

    field: str
    value: bool | str = True

    @property
    def fields(self) -> tuple[str, ...]:
        """The fact."""
        return ("nib",) if self.field == "formal" else (self.field,)

    def holds(self, pair: Pair) -> bool | None:
        """Return whether it is the case."""
        found = pair.licence("nib")[1] if self.field == "formal" else pair.amounts(self.field)[1]
        return None if found is None else bool(found == self.value)


@frozen
class AtLeast:
    """Whether at least ``k`` of some conditions hold."""

    k: int
    of: tuple[Condition, ...]
    # Of "all" and "any" the number is not a matter of choice.
    fixed: bool = field(default=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.k <= len(self.of):
            raise ValueError(f"k must be from 1 to {len(self.of)}, not {self.k}")

    @property
    def fields(self) -> tuple[str, ...]:
        """The facts of all of them."""
        return tuple(dict.fromkeys(name for one in self.of for name in one.fields))

    def holds(self, pair: Pair) -> bool | None:
        """Return yes where enough are known to hold, no where too few can."""
        outcomes = [one.holds(pair) for one in self.of]
        sure = outcomes.count(True)
        if sure >= self.k:
            return True
        return False if sure + outcomes.count(None) < self.k else None

    def tuned(self, at_least: Fraction | None, k: int | None) -> AtLeast:
        """Return the same with another threshold inside, or another number.

        Raises:
            ValueError: ``k`` is below 1 or above the number of conditions.
        """
        of = tuple(one.tuned(at_least, k) for one in self.of)
        return AtLeast(self.k if k is None or self.fixed else k, of, self.fixed)

    def parts(self) -> Iterator[Condition]:
        """Yield the condition and all that are inside it."""
        yield self
        for one in self.of:
            yield from one.parts()


@frozen
class Term(_Leaf):
    """A condition that neither law nor source defines; it holds of nobody until the caller defines it."""

    name: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The term."""
        return (self.name,)

    def holds(self, pair: Pair) -> bool | None:
        """Return that it is not known."""
        return None


def defined(when: Condition, terms: Mapping[str, Condition | str]) -> Condition:
    """Return a condition whose undefined terms are replaced by what the caller takes them to mean.

    Raises:
        TypeError: words are given, where a condition is needed.
    """
    if isinstance(when, Term):
        meant = terms[when.name]
        if isinstance(meant, str):
            raise TypeError(f"terms[{when.name!r}] must be a condition, such as holds('has_staff')")
        return meant
    if isinstance(when, AtLeast):
        return evolve(when, of=tuple(defined(one, terms) for one in when.of))
    return when


def is_number(value: object) -> bool:
    """Return whether a value can grow by a rate."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)
