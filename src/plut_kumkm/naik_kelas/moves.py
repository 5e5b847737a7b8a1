"""Events: what became of an enterprise between two dates, of its size and, apart from that, of its formality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, overload

from attrs import field, frozen

from plut_kumkm.base.findings import Finding, Lang, Report
from plut_kumkm.base.messages import render
from plut_kumkm.base.show import hide_numbers, html_table

if TYPE_CHECKING:
    from plut_kumkm.enterprise.tiers import Tier
    from plut_kumkm.naik_kelas.states import State, Yardstick

TierEvent = Literal["TIER_UP", "TIER_DOWN", "UNCHANGED", "UNDETERMINED", "CHANGED_BASIS", "ENTERED", "EXITED"]
FormalityEvent = Literal["FORMALISED", "LAPSED"]
Standing = Literal["provisional", "confirmed", "reversed"]
ExitReason = Literal["closed", "moved", "not_recorded", "out_of_remit"]

TIER_EVENTS: tuple[TierEvent, ...] = get_args(TierEvent)
FORMALITY_EVENTS: tuple[FormalityEvent, ...] = get_args(FormalityEvent)
EXIT_REASONS: tuple[ExitReason, ...] = get_args(ExitReason)


@frozen(kw_only=True, repr=False)
class Event:
    """What became of one enterprise on one axis.

    ``reason`` says why it is no longer recorded, where that is known, or why its tier cannot be compared. ``standing``
    of a move is provisional after one year and confirmed after two (a proposal of this library). With
    ``law_dates="own"`` ``by_law`` says what the change of law alone did, ``by_enterprise`` what the enterprise did
    under the later law.
    """

    id: str
    axis: Literal["tier", "formality"]
    name: TierEvent | FormalityEvent
    before: State | None
    after: State | None
    reason: str | None = None
    standing: Standing | None = None
    by_law: TierEvent | None = None
    by_enterprise: TierEvent | None = None
    notes: tuple[Finding, ...] = field(default=(), eq=False)

    def label(self, lang: Lang = "id") -> str:
        """Return the event in words."""
        return render(f"naik.event.{self.name.lower()}", {}, lang)

    def explain(self, lang: Lang = "id") -> str:
        """Return the event, from what to what, and what is uncertain in it."""
        lines = [self.label(lang)]
        for which, state in (("before", self.before), ("after", self.after)):
            if state is not None:
                tier = render(f"status.{state.status}", {}, lang) if state.tier is None else state.tier.label(lang)
                params = {"day": state.day, "tier": tier, "basis": state.basis, "law_day": state.law_day}
                code = f"naik.state_{which}" if state.basis is not None else f"naik.state_{which}_open"
                lines.append(render(code, params, lang))
        if self.reason is not None or self.name == "EXITED":
            lines.append(render(f"naik.reason.{self.reason or 'unknown'}", {}, lang))
        if self.standing is not None:
            lines.append(render(f"naik.standing.{self.standing}", {}, lang))
        if self.by_law is not None and self.by_enterprise is not None:
            said = {name: render(f"naik.event.{name.lower()}", {}, lang) for name in (self.by_law, self.by_enterprise)}
            params = {"law": said[self.by_law], "enterprise": said[self.by_enterprise]}
            lines.append(render("naik.by_law", params, lang))
        lines += [note.message(lang) for note in self.notes]
        return "\n- ".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the event as plain JSON values."""
        return {
            "schema": "plut_kumkm/naik-kelas-event/1",
            "id": hide_numbers(self.id),
            "axis": self.axis,
            "name": self.name,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
            "reason": self.reason,
            "standing": self.standing,
            "by_law": self.by_law,
            "by_enterprise": self.by_enterprise,
            "notes": [note.to_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        more = "".join(f", {word}" for word in (self.standing, self.reason) if word is not None)
        return f"<Event {hide_numbers(self.id)}: {self.name}{more}>"


class Flows(NamedTuple):
    """Gross and net: how many enterprises each tier event befell."""

    up: int = 0
    down: int = 0
    unchanged: int = 0
    undetermined: int = 0
    changed_basis: int = 0
    entered: int = 0
    exited: int = 0

    @property
    def net(self) -> int:
        """How many more rose than fell."""
        return self.up - self.down

    @classmethod
    def of(cls, names: Iterable[str]) -> Flows:
        """Return the counts of some events; those of another axis are left out."""
        counts = Counter(names)
        return cls(*(counts[name] for name in TIER_EVENTS))


class Events(Sequence[Event]):
    """The events between two dates, and what was noticed on the way."""

    __slots__ = ("_events", "findings")

    def __init__(self, events: Iterable[Event], findings: Report | None = None) -> None:
        self._events = tuple(events)
        self.findings = Report() if findings is None else findings

    @property
    def flows(self) -> Flows:
        """Gross up, gross down, and all others."""
        return Flows.of(event.name for event in self._events)

    def named(self, name: TierEvent | FormalityEvent) -> tuple[Event, ...]:
        """Return the events of one name.

        Raises:
            ValueError: there is no such event.
        """
        if name not in (*TIER_EVENTS, *FORMALITY_EVENTS):
            raise ValueError(f"there is no event {name!r}; there are {', '.join((*TIER_EVENTS, *FORMALITY_EVENTS))}")
        return tuple(event for event in self._events if event.name == name)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        return self._events[index]

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        counts = Counter(event.name for event in self._events)
        names = [name for name in (*TIER_EVENTS, *FORMALITY_EVENTS) if counts[name]]
        return f"<Events {', '.join(f'{name} {counts[name]}' for name in names) or 'none'}>"

    def _repr_html_(self) -> str:
        counts = Counter(event.name for event in self._events)
        rows = [
            (render(f"naik.event.{name.lower()}", {}), counts[name])
            for name in (*TIER_EVENTS, *FORMALITY_EVENTS)
            if counts[name]
        ]
        return html_table((render("naik.event_head", {}), render("naik.enterprises", {})), rows)


def tier_event(
    id_: str,
    before: State | None,
    after: State | None,
    yardstick: Yardstick,
    *,
    reason: str | None = None,
    notes: tuple[Finding, ...] = (),
) -> Event:
    """Return what became of the size of an enterprise; ``reason`` is that of an exit, or why it is not compared.

    Raises:
        ValueError: there is no state at either date.
    """
    if before is None or after is None:
        if before is after:
            raise ValueError("an enterprise that is recorded at neither date has no event")
        name: TierEvent = "ENTERED" if before is None else "EXITED"
        return Event(id=id_, axis="tier", name=name, before=before, after=after, reason=reason, notes=notes)
    if reason is not None:
        name = "UNDETERMINED"
    else:
        name, reason = _compared(before, after, yardstick)
    by_law: TierEvent | None = None
    by_enterprise: TierEvent | None = None
    if yardstick.law_dates == "own" and reason != "another_enterprise":
        later = yardstick.ask(before.facts, after.law_day)
        by_law = _step(before.tier, later.value)
        by_enterprise = _step(later.value, after.tier)
    return Event(
        id=id_, axis="tier", name=name, before=before, after=after, reason=reason, notes=notes,
        standing="provisional" if name in ("TIER_UP", "TIER_DOWN") else None,
        by_law=by_law, by_enterprise=by_enterprise,
    )  # fmt: skip


def formality_event(id_: str, before: State | None, after: State | None) -> Event | None:
    """Return that an enterprise became formal or ceased to be, ``None`` where neither is known."""
    if before is None or after is None or None in (before.formal, after.formal) or before.formal is after.formal:
        return None
    name: FormalityEvent = "FORMALISED" if after.formal else "LAPSED"
    return Event(id=id_, axis="formality", name=name, before=before, after=after)


def _compared(before: State, after: State, yardstick: Yardstick) -> tuple[TierEvent, str | None]:
    if before.tier is None or after.tier is None:
        return "UNDETERMINED", "tier_unknown"
    if before.basis != after.basis:
        return "CHANGED_BASIS", None
    name = _step(before.tier, after.tier)
    if yardstick.hysteresis and name != "UNCHANGED":
        # To rise, the bound must be passed by the band; to fall, the amount must lie below it by the band.
        sign = 1 if name == "TIER_UP" else -1
        shrunk = yardstick.shrunk(after, 1 + sign * yardstick.hysteresis)
        if _step(before.tier, shrunk) != name:
            return "UNCHANGED", "within_hysteresis"
    return name, None


def _step(before: Tier | None, after: Tier | None) -> TierEvent:
    if before is None or after is None:
        return "UNDETERMINED"
    return "TIER_UP" if after > before else "TIER_DOWN" if after < before else "UNCHANGED"
