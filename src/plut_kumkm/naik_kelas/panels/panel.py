"""A panel: enterprises by key and year, ready to be asked what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, field, frozen

from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.messages import render
from plut_kumkm.base.show import html_table
from plut_kumkm.naik_kelas.moves import Event, Events, Standing, formality_event, tier_event
from plut_kumkm.naik_kelas.panels.members import Entry, Member, Sample, Window, is_another
from plut_kumkm.naik_kelas.states import State, Unlisted, Yardstick

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise, Intervention
    from plut_kumkm.enterprise.tiers import Tier
    from plut_kumkm.naik_kelas.exact import Exact

CONFIRM = 2  # consecutive years in a higher tier that confirm a move: a proposal of this library


@frozen(eq=False, repr=False, kw_only=True)
class Panel:
    """The same enterprises over several years. It is made by ``panel``.

    ``population`` says of whom it is a list, ``sample`` how they were drawn (a list is no sample), ``weights`` how many
    enterprises each stands for, ``view`` whether only those recorded in every year are left.
    """

    members: Mapping[str, Member]
    findings: Report
    unlisted: Unlisted = "unknown"
    population: str | None = None
    sample: Sample | None = None
    weights: Mapping[str, Exact] | None = None
    interventions: tuple[tuple[str, Intervention], ...] = ()
    exits: Mapping[str, str] = field(factory=dict)
    view: Literal["unbalanced", "balanced"] = "unbalanced"
    footing: Mapping[int, Finding] = field(factory=dict)
    slips: frozenset[tuple[str, int, int]] = frozenset()
    _states: dict[Any, State] = field(init=False, factory=dict)
    _rulers: dict[Yardstick, Yardstick] = field(init=False, factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the panel, in order."""
        return tuple(sorted({year for member in self.members.values() for year in member.entries}))

    @property
    def latest(self) -> date:
        """The day of the latest record.

        Raises:
            ValueError: the panel is empty.
        """
        days = [entry.day for entry in self.entries()]
        if not days:
            raise ValueError("the panel is empty: it has no record with a year")
        return max(days)

    def entries(self, year: int | None = None) -> Iterator[Entry]:
        """Yield every entry, or those of a year."""
        for member in self.members.values():
            if year is None:
                yield from member.entries.values()
            elif year in member.entries:
                yield member.entries[year]

    def entry(self, key: str, year: int) -> Entry | None:
        """Return an enterprise in a year, ``None`` where it is not recorded."""
        return self.members[key].entries.get(year)

    def window(self, before: int | None = None, after: int | None = None) -> Window:
        """Return the two years that are compared: the last two of the panel unless given.

        Raises:
            ValidationError: the panel has no such year, has one year only, or they are not in order.
        """
        years = self.years
        after = years[-1] if after is None and years else after
        earlier = [year for year in years if after is not None and year < after]
        before = earlier[-1] if before is None and earlier else before
        if before is None or after is None or before not in years or after not in years or before >= after:
            code = "naik.no_window" if len(years) > 1 else "naik.one_year"
            params = {"before": before or "–", "after": after or "–", "years": years or ("–",)}
            raise ValidationError([Finding(code, "error", (), params)])
        return Window(before, after)

    def balanced(self, *years: int) -> Panel:
        """Return the panel of those that are recorded in every one of these years, which are all unless given."""
        wanted = years or self.years
        kept = {key: one for key, one in self.members.items() if all(year in one.entries for year in wanted)}
        note = Finding("naik.balanced", "info", (), {"kept": len(kept), "left_out": len(self.members) - len(kept)})
        findings = Report((*self.findings, note))
        return evolve(self, members=kept, findings=findings, view="balanced")

    def weight(self, key: str) -> Exact:
        """Return how many enterprises one stands for."""
        return 1 if self.weights is None else self.weights[key]

    def yardstick(self, yardstick: Yardstick | None = None) -> Yardstick:
        """Return a yardstick with its day: that of the latest record unless it has one."""
        fixed = (yardstick or Yardstick()).fixed(self.latest)
        # The same one each time, so that states are found without comparing it.
        return self._rulers.setdefault(fixed, fixed)

    def state(self, entry: Entry, yardstick: Yardstick) -> State:
        """Return the state of an enterprise in a year, worked out once."""
        place = (entry.key, entry.year, yardstick)
        found = self._states.get(place)
        if found is None:
            found = yardstick.state(entry.facts, entry.day, entry.licence("nib", self.unlisted))
            self._states[place] = found
        return found

    def broken(self, key: str, window: Window) -> bool:
        """Return whether another enterprise took the key between two years."""
        member = self.members[key]
        inside = [member.entries[year] for year in member.years if window.before <= year <= window.after]
        return any(is_another(one.record, other.record) for one, other in pairwise(inside))

    def tier_event(self, key: str, window: Window, yardstick: Yardstick, confirm: int = CONFIRM) -> Event | None:
        """Return what became of one enterprise, ``None`` where it is recorded in neither year."""
        before, after = self.entry(key, window.before), self.entry(key, window.after)
        if before is None and after is None:
            return None
        reason = None
        if after is None:
            reason = self.exits.get(key) or self._recorded_again(key, window)
        elif before is not None and self.broken(key, window):
            reason = "another_enterprise"
        elif before is None:
            reason = _founding(after, window) or self._recorded_before(key, window)
        first, last = (None if entry is None else self.state(entry, yardstick) for entry in (before, after))
        notes = tuple(note for entry in (before, after) if entry is not None for note in entry.notes)
        event = tier_event(_id(before, after), first, last, yardstick, reason=reason, notes=notes)
        if event.standing is None:
            return event
        return evolve(event, standing=self._standing(key, event, window.after, yardstick, confirm))

    def _recorded_again(self, key: str, window: Window) -> str | None:
        later = [year for year in self.members[key].years if year > window.after]
        return "recorded_again" if later and not self.broken(key, Window(window.before, later[0])) else None

    def _recorded_before(self, key: str, window: Window) -> str | None:
        earlier = [year for year in self.members[key].years if year < window.before]
        return "recorded_before" if earlier and not self.broken(key, Window(earlier[-1], window.after)) else None

    def _standing(self, key: str, event: Event, after: int, yardstick: Yardstick, confirm: int) -> Standing:
        assert event.before is not None  # noqa: S101 - a move has both dates; said for the type checker
        start = event.before.tier
        for year in range(after + 1, after + confirm):
            entry = self.entry(key, year)
            if entry is None or self.broken(key, Window(after, year)):
                return "provisional"
            now = self.state(entry, yardstick)
            if now.tier is None or now.basis != event.before.basis:
                return "provisional"
            if not _beyond(now.tier, start, up=event.name == "TIER_UP"):
                return "reversed"
        return "confirmed"

    def events(
        self,
        before: int | None = None,
        after: int | None = None,
        *,
        yardstick: Yardstick | None = None,
        confirm: int = CONFIRM,
    ) -> Events:
        """Return what became of every enterprise between two years, of its size and of its formality.

        Args:
            before: the earlier year; the last but one of the panel unless given.
            after: the later year; the last of the panel unless given.
            yardstick: the law and how it is read; that of the latest record for both dates unless given.
            confirm: consecutive years in the new tier, or beyond, that confirm a move.

        Raises:
            ValueError: the panel has no such years, or ``confirm`` is below 1.
        """
        if confirm < 1:
            raise ValueError("confirm must be at least 1")
        window, ruler = self.window(before, after), self.yardstick(yardstick)
        found: list[Event] = []
        for key in self.members:
            event = self.tier_event(key, window, ruler, confirm)
            if event is None:
                continue
            found.append(event)
            if event.reason != "another_enterprise":
                formal = formality_event(event.id, event.before, event.after)
                found += [] if formal is None else [formal]
        return Events(found, self.findings)

    @property
    def records(self) -> Iterator[Enterprise]:
        """The latest record of every enterprise, with the figures of all years: a panel is itself a source."""
        for member in self.members.values():
            snapshots = dict.fromkeys(one for year in member.years for one in member.entries[year].record.snapshots)
            yield evolve(member.entries[member.years[-1]].record, snapshots=tuple(snapshots))

    def helped(self, window: Window) -> dict[str, list[Intervention]]:
        """Return the help that enterprises got after the earlier and not after the later date, by key.

        Of one year alone, as for a stock, it is all help up to its date.
        """
        found: dict[str, list[Intervention]] = {}
        for key, help_ in self.interventions:
            first, last = self._day(key, window.before), self._day(key, window.after)
            if help_.date is not None and help_.date <= last and (not window.years or help_.date > first):
                found.setdefault(key, []).append(help_)
        return found

    def _day(self, key: str, year: int) -> date:
        entry = self.entry(key, year)
        return date(year, 12, 31) if entry is None else entry.day

    def __len__(self) -> int:
        return len(self.members)

    def __repr__(self) -> str:
        years = f"{self.years[0]}–{self.years[-1]}" if self.years else "no year"
        return f"<Panel {years}: {len(self)} enterprises, {self.view}, {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        rows = [(year, sum(1 for _ in self.entries(year))) for year in self.years]
        return html_table((render("naik.year", {}), render("naik.enterprises", {})), rows)


def _beyond(now: Tier, start: Tier | None, *, up: bool) -> bool:
    assert start is not None  # noqa: S101 - a move has a tier at both dates; said for the type checker
    return now > start if up else now < start


def _founding(after: Entry, window: Window) -> str | None:
    """Return whether a newcomer was founded in the window; most are only newly recorded."""
    first = after.facts.founded_first
    return "founded" if first is not None and window.before < first.year <= window.after else None


def _id(*entries: Entry | None) -> str:
    return next(entry.record.id for entry in reversed(entries) if entry is not None)


def keys_by_name(panel: Panel) -> dict[str, str]:
    """Return the keys by key and by id: a list of participants may use either."""
    return {entry.record.id: entry.key for entry in panel.entries()} | {key: key for key in panel.members}


def known_keys(panel: Panel, given: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the keys of a list that the panel has, and what it has not, each once."""
    names = keys_by_name(panel)
    listed = list(dict.fromkeys(given))
    known = dict.fromkeys(names[one] for one in listed if one in names)
    return list(known), [one for one in listed if one not in names]
