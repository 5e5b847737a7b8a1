"""The report on a hub: which subsectors it reaches, how evenly, month by month; in visits, never in made-up people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, Report, ValidationError
from plut_kumkm.base.periods import Period, Span
from plut_kumkm.base.quantities import Quantity, total
from plut_kumkm.ekraf.hubs.checking import activity_findings
from plut_kumkm.ekraf.hubs.records import Activity, Hub
from plut_kumkm.ekraf.lists import Subsector, SubsectorList
from plut_kumkm.law.verdicts import render

if TYPE_CHECKING:
    from datetime import date

SCHEMA = "plut_kumkm/hub_report/1"


@frozen
class Month:
    """What took place in one month: occasions, visits, sales [IDR], as far as they were written down."""

    period: Period
    events: int
    attendances: Quantity | None
    turnover: Quantity | None


@frozen(eq=False, repr=False, slots=False)
class HubReport:
    """What a hub did in a span, over the subsectors of one version of the list.

    Every share says of what it is a share. A total in which a count is missing is a lower bound. People of several
    activities are never added up as people: ``participations`` counts who took part in two of them twice, and
    ``persons`` is known only where the hub counted distinct visitors itself.

    Attributes:
        hub: the hub.
        span: the days that are looked at.
        listed: the list of subsectors.
        activities: the activities of the span and the hub, in order of their days.
        persons: distinct people over all activities [orang], as the hub counted them; ``None`` where it did not.
        findings: what is wrong with the records, and which of them are not in the report.
    """

    hub: Hub
    span: Span
    listed: SubsectorList
    activities: tuple[Activity, ...]
    persons: int | None
    findings: Report

    @cached_property
    def _served(self) -> Mapping[str, tuple[Subsector, ...]]:
        """The subsectors of each activity, by its id, as far as its names are in the list."""
        return {one.id: resolved(one.subsectors, self.listed) for one in self.activities}

    # ---------------------------------------------------------------------------------------------------------- totals

    @property
    def events(self) -> int:
        """How often something took place: every occasion of every activity."""
        return sum(one.times for one in self.activities)

    @property
    def attendances(self) -> Quantity | None:
        """Visits [kunjungan]: a lower bound where an activity did not count them, ``None`` where none did."""
        return _total(one.attendances for one in self.activities)

    @property
    def participations(self) -> Quantity | None:
        """Distinct people of each activity, added up: not people, as who came to two activities counts twice."""
        return _total(one.persons for one in self.activities)

    @property
    def persons_at_least(self) -> int | None:
        """The fewest distinct people there can have been [orang]: as many as the fullest activity had."""
        known = [one.persons for one in self.activities if one.persons is not None and one.persons >= 0]
        return max(known, default=None)

    @property
    def turnover(self) -> Quantity | None:
        """Sales made at the activities [IDR]; a lower bound where some are missing."""
        return _total(one.turnover for one in self.activities)

    @property
    def jobs(self) -> Quantity | None:
        """Jobs that came of the activities [orang]; a lower bound where some are missing."""
        return _total(one.jobs for one in self.activities)

    @property
    def partners(self) -> tuple[str, ...]:
        """Who took part in holding the activities, each once as first written, sorted."""
        names: dict[str, str] = {}
        for one in self.activities:
            for name in one.partners:
                plain = " ".join(name.split())
                names.setdefault(plain.casefold(), plain)
        return tuple(names[key] for key in sorted(names))

    @property
    def by_sex(self) -> dict[str | None, int]:
        """Participations by sex, as far as they were counted so; ``None`` is not known."""
        return self._by("sex")

    @property
    def by_age_band(self) -> dict[str | None, int]:
        """Participations by age band, as far as they were counted so; ``None`` is not known."""
        return self._by("age_band")

    def _by(self, name: str) -> dict[str | None, int]:
        found: Counter[str | None] = Counter()
        for one in self.activities:
            for head in one.headcounts:
                found[getattr(head, name)] += max(head.persons, 0)
        return {key: found[key] for key in sorted(found, key=lambda key: (key is None, key or ""))}

    # ------------------------------------------------------------------------------------------------------ subsectors

    @property
    def events_by_subsector(self) -> dict[Subsector, Fraction]:
        """Occasions by subsector, in the order of the list; one for several subsectors is divided evenly among them."""
        found: dict[Subsector, Fraction] = dict.fromkeys(self.listed, Fraction(0))
        for one in self.activities:
            served = self._served[one.id]
            for item in served:
                found[item] += Fraction(one.times, len(served))
        return found

    @property
    def served(self) -> tuple[Subsector, ...]:
        """The subsectors for which something took place, in the order of the list."""
        return tuple(item for item, events in self.events_by_subsector.items() if events)

    @property
    def gaps(self) -> tuple[Subsector, ...]:
        """The subsectors for which nothing took place, in the order of the list."""
        return tuple(item for item, events in self.events_by_subsector.items() if not events)

    @property
    def coverage(self) -> Fraction:
        """The subsectors served, of all subsectors of the list [1]."""
        return Fraction(len(self.served), len(self.listed))

    @property
    def concentration(self) -> Fraction | None:
        """How concentrated the occasions are [1]: the sum of the squared shares (Herfindahl).

        The shares are of the occasions that have a subsector. It is 1 where all are of one subsector, and one divided
        by the number of subsectors where all have equally many.
        """
        events = self.events_by_subsector.values()
        every = sum(events, Fraction(0))
        return sum(((one / every) ** 2 for one in events), Fraction(0)) if every else None

    @property
    def rooms_for(self) -> dict[Subsector, tuple[str, ...]]:
        """The ids of the rooms that serve each subsector, in the order of the list."""
        rooms = [(room.id, resolved(room.subsectors, self.listed)) for room in self.hub.rooms]
        return {item: tuple(id_ for id_, served in rooms if item in served) for item in self.listed}

    @property
    def by_element(self) -> dict[tuple[str, str], Fraction]:
        """Occasions by element of the ecosystem and subsector; one of several of either is divided evenly."""
        found: dict[tuple[str, str], Fraction] = {}
        for one in self.activities:
            cells = [(element, item.slug) for element in one.elements for item in self._served[one.id]]
            for cell in cells:
                found[cell] = found.get(cell, Fraction(0)) + Fraction(one.times, len(cells))
        return dict(sorted(found.items()))

    # ---------------------------------------------------------------------------------------------------------- months

    @property
    def months(self) -> tuple[Month, ...]:
        """The months from the first to the last activity; an activity counts in the month in which it began."""
        if not self.activities:
            return ()
        periods = _months(self.activities[0].date, self.activities[-1].date)
        found = []
        for period in periods:
            within = [one for one in self.activities if one.date in period.span]
            found.append(
                Month(
                    period,
                    sum(one.times for one in within),
                    _total(one.attendances for one in within),
                    _total(one.turnover for one in within),
                )
            )
        return tuple(found)

    # ----------------------------------------------------------------------------------------------------------- words

    def text(self, lang: Lang = "id") -> str:
        """Return the report in a few lines, each share with what it is a share of."""
        concentration = self.concentration
        params: dict[str, Any] = {
            "hub": self.hub.name or self.hub.id,
            "span": self.span,
            "list": self.listed,
            "events": self.events,
            "activities": len(self.activities),
            "attendances": self.attendances,
            "participations": self.participations,
            "persons": self.persons,
            "served": len(self.served),
            "gaps": self.gaps,
            "concentration": None if concentration is None else str(concentration),
            "findings": len(self.findings),
        }
        names = ["report_head", "report_counts", "report_coverage"]
        names += ["report_gaps"] if self.gaps else []
        names += ["report_concentration"] if concentration is not None else []
        names += ["report_findings"] if len(self.findings) else []
        return "\n".join(render(f"hub.{name}", params, lang) for name in names)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one plain dictionary a subsector: slug, names, occasions and rooms."""
        rooms = self.rooms_for
        return [
            {
                "subsector": item.slug,
                "name_id": item.label("id"),
                "name_en": item.label("en"),
                "events": str(events),
                "rooms": list(rooms[item]),
            }
            for item, events in self.events_by_subsector.items()
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return {
            "schema": SCHEMA,
            "hub": self.hub.id,
            "since": None if self.span.since is None else self.span.since.isoformat(),
            "until": None if self.span.until is None else self.span.until.isoformat(),
            "list": self.listed.version,
            "events": self.events,
            "attendances": _plain(self.attendances),
            "participations": _plain(self.participations),
            "persons": self.persons,
            "persons_at_least": self.persons_at_least,
            "by_sex": [{"sex": key, "participations": count} for key, count in self.by_sex.items()],
            "by_age_band": [{"age_band": key, "participations": count} for key, count in self.by_age_band.items()],
            "coverage": {
                "value": str(self.coverage),
                "part": len(self.served),
                "whole": len(self.listed),
                "of": "subsectors served / subsectors of the list",
            },
            "gaps": [item.slug for item in self.gaps],
            "concentration": None if self.concentration is None else str(self.concentration),
            "subsectors": self.to_records(),
            "elements": [
                {"element": element, "subsector": slug, "events": str(events)}
                for (element, slug), events in self.by_element.items()
            ],
            "months": [
                {
                    "month": f"{month.period.year}-{month.period.number:02}",
                    "events": month.events,
                    "attendances": _plain(month.attendances),
                    "turnover": _plain(month.turnover),
                }
                for month in self.months
            ],
            "partners": list(self.partners),
            "turnover": _plain(self.turnover),
            "jobs": _plain(self.jobs),
            "findings": self.findings.to_records(),
        }

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<HubReport {self.hub.id}: {self.events} events, {len(self.served)} of {len(self.listed)} subsectors>"

    def _repr_html_(self) -> str:
        rows = [(item.label(), str(events)) for item, events in self.events_by_subsector.items()]
        return show.html_lines(self.text()) + show.html_table(("subsektor", "kegiatan"), rows)


def _total(values: Iterable[int | None]) -> Quantity | None:
    # A count below zero is a slip: it counts as missing, and its finding says so.
    return total(None if value is None or value < 0 else value for value in values)


def _plain(value: Quantity | None) -> dict[str, Any] | None:
    return None if value is None else value.to_dict()


def resolved(names: Iterable[str], listed: SubsectorList) -> tuple[Subsector, ...]:
    """Return the subsectors that names stand for, each once; a name that is not in the list is left out."""
    found: dict[Subsector, None] = {}
    for name in names:
        try:
            found[listed.find(name)] = None
        except ValidationError:
            continue
    return tuple(found)


def _months(first: date, last: date) -> list[Period]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    starts = [first.month - 1 + number for number in range(count)]
    return [Period(first.year + start // 12, "month", start % 12 + 1) for start in starts]


def hub_report(
    hub: Hub,
    activities: Iterable[Activity],
    *,
    listed: SubsectorList,
    span: Span | None = None,
    persons: int | None = None,
) -> HubReport:
    """Return what a hub did, over the subsectors of a list.

    Activities of another hub, outside the span, or with an id that was there before are not in the report; a finding
    names each.

    Args:
        hub: the hub.
        activities: what took place, in any order.
        listed: the list of subsectors, such as ``subsectors(version="2019")``.
        span: the days that are looked at, by the first day of an activity; all unless given.
        persons: distinct people over all activities, where the hub counted them.

    Raises:
        TypeError: an argument is of the wrong type.
        ValueError: ``persons`` is below zero.

    >>> from datetime import date
    >>> from plut_kumkm.ekraf import subsectors
    >>> shows = [Activity(id="a", date=date(2026, 1, 9), subsectors=("kriya",), attendances=80, persons=60),
    ...          Activity(id="b", date=date(2026, 3, 7), subsectors=("kriya", "gim"))]
    >>> found = hub_report(Hub(id="h"), shows, listed=subsectors(version="2019"))
    >>> found.attendances, found.participations, found.coverage, found.concentration
    (<Quantity paling sedikit 80>, <Quantity paling sedikit 60>, Fraction(2, 17), Fraction(5, 8))
    """
    if not isinstance(hub, Hub) or not isinstance(listed, SubsectorList):
        raise TypeError(f"a Hub and a SubsectorList are needed, not {type(hub).__name__} and {type(listed).__name__}")
    if span is not None and not isinstance(span, Span):
        raise TypeError(f"span must be a Span, not {type(span).__name__}")
    if persons is not None and (type(persons) is not int or persons < 0):
        raise ValueError(f"persons must be a count from 0, not {persons!r}")
    given = tuple(activities)
    whole = Span() if span is None else span
    findings = list(activity_findings(given, listed, hub=hub))
    kept: dict[str, Activity] = {}
    for place, one in enumerate(given):
        path = ("activities", place)
        if one.hub is not None and one.hub != hub.id:
            findings.append(Finding("hub.of_another_hub", "warning", (*path, "hub"), {"got": show.excerpt(one.hub)}))
        elif one.date not in whole:
            findings.append(Finding("hub.outside_span", "info", (*path, "date"), {"day": one.date, "span": whole}))
        else:
            kept.setdefault(one.id, one)
    chosen = tuple(sorted(kept.values(), key=lambda one: (one.date, one.id)))
    report = HubReport(hub, whole, listed, chosen, persons, Report(findings))
    low, high = report.persons_at_least, report.participations
    if persons is not None and (
        (low is not None and persons < low) or (high is not None and high.surely_less(persons))
    ):
        params = {"got": persons, "low": low, "high": high if high is not None and high.exact else None}
        extra = Finding("hub.persons_impossible", "error", ("persons",), params)
        report = HubReport(hub, whole, listed, chosen, persons, Report((*findings, extra)))
    return report
