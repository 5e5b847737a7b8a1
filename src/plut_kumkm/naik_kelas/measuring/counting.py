"""Counting: who belongs to the base of a formula, of whom its outcome is known, and what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve, field, frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.naik_kelas.formulas.conditions import AtLeast, ClassShift, Pair, is_number
from plut_kumkm.naik_kelas.measuring.measures import Measure, wilson
from plut_kumkm.naik_kelas.moves import Flows
from plut_kumkm.naik_kelas.panels.checks import ids_param
from plut_kumkm.naik_kelas.panels.panel import known_keys

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.formulas.catalogue import Indicator
    from plut_kumkm.naik_kelas.formulas.conditions import Condition
    from plut_kumkm.naik_kelas.moves import Event
    from plut_kumkm.naik_kelas.panels.members import Entry, Window
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import State, Yardstick

_MOVES = {"TIER_UP": 1, "TIER_DOWN": -1, "UNCHANGED": 0}


class Count(NamedTuple):
    """What was counted; by weight where the panel has weights, but for those that are gone.

    ``considered`` is the base with those of whom it is not known whether they belong to it. ``sizes`` are the numbers
    of enterprises, without weights, that the count tells of: those considered first. ``open_ends`` is the least and the
    most that those whose outcome is not known could add. ``stocks`` are, of either date, those known to be of the class
    that is counted and those that may be.
    """

    considered: Exact = 0
    determined: Exact = 0
    numerator: Exact = 0
    denominator: Exact = 0
    exited: int = 0
    flows: Flows | None = None
    basis: frozenset[str | None] = frozenset()
    open_ends: tuple[Exact, Exact] = (0, 0)
    sizes: tuple[int, ...] = (0,)
    stocks: tuple[tuple[Exact, Exact], ...] = ()

    @property
    def coverage(self) -> Fraction | None:
        """The part of the base whose outcome is known, ``None`` for an empty one."""
        return Fraction(self.determined) / Fraction(self.considered) if self.considered else None


class _Row(NamedTuple):
    weight: Exact
    outcome: tuple[Exact, Exact] | None
    event: str | None
    basis: str | None
    gone: bool
    ends: tuple[int, int]


@frozen(kw_only=True, eq=False)
class Counting:
    """A formula, with everything that was chosen, ready to be counted over some enterprises of a panel."""

    panel: Panel
    formula: Indicator
    window: Window
    ruler: Yardstick
    base: str
    when: Condition | None
    confirmed: bool = False
    deflator: Mapping[int, Exact] | None = None
    _rows: dict[str, _Row | None] = field(init=False, factory=dict)

    @property
    def stock(self) -> bool:
        """Whether one year alone is looked at."""
        return not self.window.years

    @property
    def by_tier(self) -> bool:
        """Whether the formula or its base asks for the tier."""
        asked = () if self.when is None else self.when.parts()
        return (
            self.base in ("umkm", "micro", "small", "medium")
            or self.formula.amount == "micro"
            or any(isinstance(part, ClassShift) and part.by == "tier" for part in asked)
        )

    @property
    def by_sales(self) -> bool:
        """Whether sales decide anything, so that a year on another footing matters."""
        asked = () if self.when is None else self.when.fields
        return self.by_tier or "sales" in (*asked, self.formula.amount)

    def keys(self, cohort: Iterable[str] | None) -> tuple[list[str] | None, list[Finding]]:
        """Return the enterprises of the base as far as it is no matter of size; ``None`` for an unknown cohort."""
        year = self.window.after if self.stock else self.window.before
        if self.base in ("before", "after"):
            return [key for key in self.panel.members if self._either(key)], []
        if self.base != "assisted":
            return [key for key, one in self.panel.members.items() if year in one.entries], []
        if cohort is None:
            if not self.panel.interventions:
                return None, [Finding("naik.cohort_missing", "warning", ("cohort",))]
            helped = self.panel.helped(self.window)
            return [key for key in self.panel.members if key in helped and self._either(key)], []
        keys, unknown = known_keys(self.panel, cohort)
        found = [Finding("naik.unknown_member", "error", ("cohort",), ids_param(unknown))] if unknown else []
        absent = [key for key in keys if not self._either(key)]
        if absent:
            found.append(Finding("naik.cohort_absent", "warning", ("cohort",), ids_param(absent)))
        return [key for key in keys if key not in set(absent)], found

    def _either(self, key: str) -> bool:
        return any(year in self.panel.members[key].entries for year in self.window)

    def anchor(self, key: str) -> Entry:
        """Return the entry by which an enterprise is grouped: the earlier one where two years are compared."""
        entries = self.panel.members[key].entries
        if self.stock or self.window.before not in entries:
            return entries[self.window.after]
        return entries[self.window.before]

    def event(self, key: str) -> Event | None:
        """Return what became of the size, as far as it counts: with ``confirmed`` only moves that were."""
        event = self.panel.tier_event(key, self.window, self.ruler)
        if event is None or not self.confirmed or event.standing in (None, "confirmed"):
            return event
        return evolve(event, name="UNCHANGED" if event.standing == "reversed" else "UNDETERMINED")

    def pair(self, key: str) -> Pair:
        """Return an enterprise at both dates; where another took its key, nothing is known of it at the later."""
        after = self.panel.entry(key, self.window.after)
        if self.stock:
            return Pair(None, after, self.panel, self.ruler, lambda: None, self.deflator)
        before = self.panel.entry(key, self.window.before)
        if self.panel.broken(key, self.window):
            after = None
        return Pair(before, after, self.panel, self.ruler, lambda: self.event(key), self.deflator)

    def state(self, entry: Entry) -> State:
        """Return the state of an enterprise in one of the years."""
        return self.panel.state(entry, self.ruler)

    def belongs(self, key: str) -> bool | None:
        """Return whether an enterprise belongs to the base, ``None`` where its size is not known."""
        if self.base not in ("umkm", "micro", "small", "medium"):
            return True
        verdict = self.state(self.anchor(key)).verdict
        tier = verdict.value
        if tier is None:
            return None
        if self.base == "umkm":
            # Who stands alone is hardly ever recorded: only who surely belongs to a larger one is left out.
            return tier is not Tier.LARGE and verdict.is_umkm is not False
        return str(tier.value) == self.base

    def count(self, keys: Iterable[str]) -> Count:
        """Return what is counted over some enterprises."""
        inside = [key for key in keys if self._row(key) is not None]
        rows = [row for key in inside if (row := self._row(key)) is not None]
        known = [(row.weight, row.outcome) for row in rows if row.outcome is not None]
        sizes = [len(rows), len(known)]
        if self.formula.how in ("share", "count"):
            moved = sum(1 for _, outcome in known if outcome[0])
            sizes += [moved, len(known) - moved]
        flows = None
        if self.by_tier and not self.stock:
            flows = Flows.of(row.event for row in rows if row.event is not None)
            sizes += [flows.up, flows.down]
        return Count(
            considered=sum(row.weight for row in rows),
            determined=sum(weight for weight, _ in known),
            numerator=sum(weight * outcome[0] for weight, outcome in known),
            denominator=sum(weight * outcome[1] for weight, outcome in known),
            exited=sum(1 for row in rows if row.gone),
            flows=flows,
            basis=frozenset(row.basis for row in rows),
            open_ends=(
                sum(row.weight * row.ends[0] for row in rows if row.outcome is None),
                sum(row.weight * row.ends[1] for row in rows if row.outcome is None),
            ),
            sizes=tuple(sizes),
            stocks=tuple(self._stock(inside, year) for year in self.window) if self.formula.how == "number" else (),
        )

    def _stock(self, keys: Iterable[str], year: int) -> tuple[Exact, Exact]:
        """Return how many are known to be of the counted class in a year, and how many more may be."""
        known: Exact = 0
        maybe: Exact = 0
        for key in keys:
            entry = self.panel.entry(key, year)
            tier = None if entry is None else self.state(entry).tier
            if entry is not None and tier is None:
                maybe += self.panel.weight(key)
            elif tier is not None and tier.value == self.formula.amount:
                known += self.panel.weight(key)
        return known, maybe

    def _row(self, key: str) -> _Row | None:
        """Return what is counted of one enterprise, worked out once for all groups; ``None`` outside the base."""
        if key not in self._rows:
            belongs = self.belongs(key)
            self._rows[key] = None if belongs is False else self._worked_out(key, belongs)
        return self._rows[key]

    def _worked_out(self, key: str, belongs: bool | None) -> _Row:
        of = {"net": self._net, "change": self._change, "number": self._number, "total": self._total}
        found = of.get(self.formula.how, self._outcome)(key, belongs)
        basis = event = None
        if self.by_tier:
            basis = self.state(self.anchor(key)).basis
            event = None if self.stock else self.event(key)
        gone = self.window.after not in self.panel.members[key].entries
        ends = self._net_ends(key) if self.formula.how == "net" else (0, 1)
        return _Row(self.panel.weight(key), found, None if event is None else event.name, basis, gone, ends)

    def _net_ends(self, key: str) -> tuple[int, int]:
        """Return the least and the most that one could add to the net: the lowest cannot fall, the highest not rise."""
        entries = (self.panel.entry(key, year) for year in self.window)
        first, last = (None if entry is None else self.state(entry).tier for entry in entries)
        return (
            0 if first is Tier.MICRO or last is Tier.LARGE else -1,
            0 if first is Tier.LARGE or last is Tier.MICRO else 1,
        )

    def _outcome(self, key: str, belongs: bool | None) -> tuple[Exact, Exact] | None:
        held = self.when.holds(self.pair(key)) if self.when is not None else None
        if held is None or (belongs is None and (held or self.formula.how != "count")):
            return None  # of a mere number, one whose outcome is no is known even where its size is not
        return (1 if held else 0), 1

    def _net(self, key: str, belongs: bool | None) -> tuple[Exact, Exact] | None:
        event = self.event(key)
        if belongs is None or event is None or event.name not in _MOVES:
            return None
        return _MOVES[event.name], 1

    def _change(self, key: str, belongs: bool | None) -> tuple[Exact, Exact] | None:
        before, after = self.pair(key).amounts(str(self.formula.amount))
        if belongs is None or not is_number(before) or not is_number(after):
            return None
        return after - before, before

    def _number(self, key: str, belongs: bool | None) -> tuple[Exact, Exact] | None:
        members = [self.panel.entry(key, year) for year in self.window]
        tiers = [None if entry is None else self.state(entry).tier for entry in members]
        if any(entry is not None and tier is None for entry, tier in zip(members, tiers, strict=True)):
            return None
        first, last = (1 if tier is not None and tier.value == self.formula.amount else 0 for tier in tiers)
        return last - first, last if self.base == "after" else first

    def _total(self, key: str, belongs: bool | None) -> tuple[Exact, Exact] | None:
        amount = self.pair(key).amounts(str(self.formula.amount))[1]
        return None if belongs is None or not is_number(amount) else (amount, 1)

    def measured(self, count: Count) -> Measure:
        """Return the measure of a count, without its notes."""
        how = self.formula.how
        plain = how == "count"
        # A number of those of whom nothing is known is not 0.
        whole = count.determined > 0 if plain else count.denominator > 0
        value = None
        if whole and count.considered and not self.partly_known(count):
            value = Fraction(count.numerator) if plain else Fraction(count.numerator) / Fraction(count.denominator)
        sampled = self.panel.sample is not None and self.panel.sample.method == "simple"
        interval = None
        if how == "share" and sampled and self.panel.weights is None:
            interval = wilson(count.numerator, count.denominator)
        return Measure(
            indicator=self.formula, value=value, status="unknown" if value is None else "known", window=self.window,
            base=self.base, basis=_only(count.basis),
            provisions=(self.formula.provision,), numerator=count.numerator,
            denominator=None if plain and self.base == "none" else count.denominator,
            considered=count.considered, determined=count.determined, exited=count.exited, coverage=count.coverage,
            range=self._range(count), interval=interval, flows=count.flows, population=self.panel.population,
        )  # fmt: skip

    def partly_known(self, count: Count) -> bool:
        """Return whether some outcomes are open in a way that makes those known no fair part of all.

        Of "any of", "all of" and "k of n" one side is known sooner than the other: who meets one condition is known to
        have moved, who meets none is known only when nothing is missing. And a class that is counted at two dates
        cannot leave out an enterprise at both because its class is open at one.
        """
        if count.determined == count.considered:
            return False
        parts = () if self.when is None else self.when.parts()
        return self.formula.amount == "micro" or any(isinstance(one, AtLeast) and len(one.of) > 1 for one in parts)

    def missing(self, keys: Iterable[str], measured: Measure) -> tuple[str, ...]:
        """Return the figures that nobody has, where a measure is unknown for want of them."""
        if measured.value is not None or not measured.considered:
            return ()
        asked = self.formula.fields if self.when is None else self.when.fields
        open_ = [key for key in keys if (row := self._row(key)) is not None and row.outcome is None]
        if not open_:
            return ()
        pairs = [self.pair(key) for key in (open_ if measured.determined else keys)]
        return tuple(name for name in asked if not any(pair.tells(name) for pair in pairs))

    def _range(self, count: Count) -> tuple[Fraction, Fraction] | None:
        how = self.formula.how
        if how == "number":
            return _grown(*count.stocks, over_last=self.base == "after")
        if how not in ("share", "count", "net") or not count.considered:
            return None
        whole = Fraction(1 if how == "count" else count.considered)
        least, most = (Fraction(count.numerator + end) for end in count.open_ends)
        return least / whole, most / whole


def _grown(
    first: tuple[Exact, Exact], last: tuple[Exact, Exact], *, over_last: bool
) -> tuple[Fraction, Fraction] | None:
    """Return the least and the most growth of a number of which some are open, ``None`` where it has no end.

    >>> _grown((4, 0), (2, 1), over_last=False)
    (Fraction(-1, 2), Fraction(-1, 4))
    """
    most_first, most_last = sum(first), sum(last)
    if not (last[0] if over_last else first[0]):
        return None
    if over_last:
        return 1 - Fraction(most_first) / last[0], 1 - Fraction(first[0]) / most_last
    return Fraction(last[0]) / most_first - 1, Fraction(most_last) / first[0] - 1


def _only(found: frozenset[str | None]) -> str | None:
    """Return the one basis that all go by, ``None`` where there are several or none."""
    known = found - {None}
    return next(iter(known)) if len(known) == 1 else None
