"""Months, quarters and semesters made into the value of a year, or of a year so far.

A sum needs every period that has ended: with one of them missing there is no sum, and which one is missing is said. The
last value and the average take what there is. Two different reports of one period are both kept and named, and neither
is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import PARTS, Period, check_day
from plut_kumkm.planning.answers import Answer, render
from plut_kumkm.planning.numbers import Exact, whole
from plut_kumkm.planning.records.indicators import ACCUMULATIONS, shortest
from plut_kumkm.planning.records.reports import STANDINGS, Realisation
from plut_kumkm.planning.records.values import Absent, Unread, Value, label, to_json

# Which report of a period counts: the final one before the preliminary, and a prognosis only where it was asked for.
_RANK = {"final": 0, "preliminary": 1, "prognosis": 2}


@frozen(kw_only=True, repr=False)
class Consolidated(Answer[Value]):
    """The value of a year, from which periods it was made, and which of them are missing.

    ``through`` is the last period that it contains, ``standing`` the weakest standing among them.
    """

    year: int
    accumulation: str | None
    used: tuple[Realisation, ...] = ()
    missing: tuple[Period, ...] = ()

    @property
    def through(self) -> Period | None:
        """The last period in it, or ``None`` when it has none."""
        return max((one.period for one in self.used), default=None, key=lambda period: period.span.until or date.min)

    @property
    def standing(self) -> str | None:
        """The weakest standing of what it was made of."""
        return max((one.standing for one in self.used), default=None, key=lambda one: _RANK.get(one, -1))

    def headline(self, lang: Lang = "id") -> str:
        """Return the value and the time it covers in one line."""
        said = render(f"status.{self.status}", {}, lang) if self.value is None else label(self.value, lang)
        through = self.through
        until = str(self.year) if through is None or through.kind == "year" else through.label(lang)
        return render("planning.consolidated", {"value": said, "until": until}, lang)

    def told(self) -> dict[str, Any]:
        """Return of what the value was made."""
        return {
            "value": None if self.value is None else to_json(self.value),
            "year": self.year,
            "accumulation": self.accumulation,
            "used": [one.period.label() for one in self.used],
            "missing": [one.label() for one in self.missing],
            "standing": self.standing,
        }


def consolidate(
    realisations: Iterable[Realisation],
    *,
    year: int,
    accumulation: str | None,
    on: date | None = None,
    prognosis: bool = False,
) -> Consolidated:
    """Return the value of a year from the reports of one indicator, as far as there are any.

    A report of the whole year is taken as it stands; where its parts say something else, a note tells. Where there is
    none, or it was left open, the
    shortest periods that were reported are put together, or longer ones where only those leave no gap: "sum" adds them,
    "last" takes the last one, "average" their mean.

    Args:
        realisations: reports of one indicator; those of other years are left aside.
        year: the year.
        accumulation: "sum", "last" or "average"; ``None`` where the plan does not say, and then parts of a year give no
            value.
        on: the day of the question: later periods do not count, and in a sum those that have ended must all be there.
            The end of the year unless given.
        prognosis: whether a forecast may stand in for a report.

    Raises:
        ValueError: there is no such accumulation.

    Source:
        WP-SIPD sums positive quarters and takes the last of the others (secondary); the average is this library's.

    >>> from plut_kumkm.planning.records.reports import realised
    >>> quarters = realised("i", {"TW I 2025": 4, "TW II 2025": 5, "TW III 2025": 6})
    >>> consolidate(quarters, year=2025, accumulation="sum", on=date(2025, 9, 30)).value
    15
    >>> consolidate(quarters, year=2025, accumulation="sum").missing
    (Period(year=2025, kind='quarter', number=4),)
    """
    if accumulation is not None and accumulation not in ACCUMULATIONS:
        raise ValueError(f"accumulation must be one of {', '.join(ACCUMULATIONS)}, not {accumulation!r}")
    day = date(year, 12, 31) if on is None else on
    check_day(day, "on")
    asked = [one for one in realisations if one.period.year == year and _begun(one.period, day)]
    chosen, notes = _one_each(asked, prognosis)
    told: dict[str, Any] = {"year": year, "accumulation": accumulation}
    if any(note.code == "planning.reports_contradict" for note in notes):
        return Consolidated(value=None, status="indeterminate", notes=notes, used=tuple(chosen), **told)
    notes += tuple(_said_prognosis(chosen))
    whole_year = next((one for one in chosen if one.period.kind == "year"), None)
    parts, gaps = _parts(chosen, day)
    if whole_year is not None and not (parts and _left_open(whole_year)):
        if not isinstance(whole_year.value, Absent):
            notes += tuple(_differs(whole_year, parts, accumulation))
        return _known((whole_year,), whole_year.value, notes, told)
    if not parts:
        note = Finding("planning.no_report", "info", (), {"year": year})
        return Consolidated(value=None, status="unknown", needs=("actual",), notes=(*notes, note), **told)
    if accumulation is None:
        note = Finding("planning.accumulation_missing", "warning", (), {"year": year})
        return Consolidated(
            value=None, status="unknown", needs=("accumulation",), notes=(*notes, note), used=parts, **told
        )
    return _together(parts, accumulation, gaps, notes, told)


def _left_open(one: Realisation) -> bool:
    """Return whether nothing was said of the year, so that its parts may: "n/a" says something, a dash does not."""
    return isinstance(one.value, Absent) and one.value.reason in ("blank", "dash")


def _begun(period: Period, day: date) -> bool:
    """Return whether a report of the period can exist on the day: it has ended, or it is the year that is running."""
    since, until = period.span.since, period.span.until
    return (until is not None and until <= day) or (period.kind == "year" and since is not None and since <= day)


def _one_each(asked: list[Realisation], prognosis: bool) -> tuple[list[Realisation], tuple[Finding, ...]]:
    """Return one report for each period, the best in standing, and which of them contradict one another."""
    chosen: list[Realisation] = []
    notes: list[Finding] = []
    best: dict[Period, tuple[int, list[Realisation]]] = {}
    for one in asked:
        rank = _RANK.get(one.standing, 1)
        if rank == _RANK["prognosis"] and not prognosis:
            continue
        held = best.get(one.period)
        if held is None or rank < held[0]:
            best[one.period] = (rank, [one])
        elif rank == held[0]:
            held[1].append(one)
    for period in sorted(best):
        reports = best[period][1]
        if len(reports) > 1:
            values = tuple(dict.fromkeys(label(one.value) for one in reports))
            if len(values) > 1:
                notes.append(Finding("planning.reports_contradict", "error", (), {"period": period, "values": values}))
        chosen.append(reports[0])
    return chosen, tuple(notes)


def _said_prognosis(chosen: list[Realisation]) -> Iterator[Finding]:
    for one in chosen:
        if one.standing == "prognosis":
            yield Finding("planning.prognosis", "warning", (), {"period": one.period})
        elif one.standing not in STANDINGS:
            yield Finding("planning.standing_unknown", "warning", (), {"got": one.standing, "known": STANDINGS})


def _shortest(chosen: list[Realisation]) -> tuple[Realisation, ...]:
    """Return the reports of the shortest kind of period, none where there are only those of whole years."""
    kind = shortest(one.period for one in chosen) if chosen else "year"
    return tuple(one for one in chosen if one.period.kind == kind != "year")


def _parts(chosen: list[Realisation], day: date) -> tuple[tuple[Realisation, ...], tuple[Period, ...]]:
    """Return the reports of the shortest periods, or longer ones that leave no gap; and which are missing."""
    found = _shortest(chosen)
    gaps = _gaps(found, day) if found else ()
    if not gaps:
        return found, ()
    wanted = max(_end(one) for one in (*gaps, *(one.period for one in found)))
    for kind in sorted(PARTS, key=lambda name: -PARTS[name]):
        longer = tuple(one for one in chosen if one.period.kind == kind != "year")
        # They must reach as far: Semester I says nothing of a third quarter that is missing.
        if longer and not _gaps(longer, day) and _end(longer[-1].period) >= wanted:
            return longer, ()
    return found, gaps


def _end(period: Period) -> date:
    return period.span.until or date.min


def _gaps(parts: tuple[Realisation, ...], day: date) -> tuple[Period, ...]:
    """Return the periods that have ended by the day and were not reported, or without a value."""
    first = parts[0].period
    held = {one.period.number for one in parts if not isinstance(one.value, Absent)}
    if len(held) == PARTS[first.kind]:
        return ()
    every = (Period(first.year, first.kind, number) for number in range(1, PARTS[first.kind] + 1) if number not in held)
    return tuple(one for one in every if _begun(one, day))


def _known(
    used: tuple[Realisation, ...], found: Value, notes: tuple[Finding, ...], told: dict[str, Any]
) -> Consolidated:
    if isinstance(found, Absent):
        note = Finding("planning.actual_missing", "info", ("actual",), {"of": "actual", "reason": found})
        return Consolidated(value=None, status="unknown", needs=("actual",), notes=(*notes, note), used=used, **told)
    if isinstance(found, Unread):
        note = Finding("planning.cell_unread", "warning", ("actual",), {"of": "actual", "got": found})
        return Consolidated(value=None, status="unknown", needs=("actual",), notes=(*notes, note), used=used, **told)
    return Consolidated(value=found, status="known", notes=notes, used=used, **told)


def _together(
    parts: tuple[Realisation, ...],
    accumulation: str,
    missing: tuple[Period, ...],
    notes: tuple[Finding, ...],
    told: dict[str, Any],
) -> Consolidated:
    told = {**told, "missing": missing}
    held = tuple(one for one in parts if not isinstance(one.value, Absent))
    if accumulation == "last" and held:
        if missing and missing[-1] > held[-1].period:
            params = {"period": held[-1].period, "missing": missing[-1]}
            notes += (Finding("planning.last_is_older", "info", (), params),)
        return _known((held[-1],), held[-1].value, notes, told)
    unread = next((one for one in held if isinstance(one.value, Unread)), None)
    if unread is not None:
        return _known(held, unread.value, notes, told)
    numbers = [one.value for one in held if isinstance(one.value, int | Fraction)]
    if len(numbers) < len(held):
        note = Finding("planning.parts_not_numbers", "warning", (), {"accumulation": accumulation})
        return Consolidated(value=None, status="indeterminate", notes=(*notes, note), used=parts, **told)
    if not held or (missing and accumulation == "sum"):
        note = Finding("planning.periods_missing", "warning", (), {"missing": missing})
        return Consolidated(value=None, status="unknown", needs=("actual",), notes=(*notes, note), used=parts, **told)
    if missing:
        notes += (Finding("planning.average_of_some", "warning", (), {"missing": missing}),)
    return _known(held, _of(numbers, accumulation), notes, told)


def _of(numbers: list[Exact], accumulation: str) -> Exact:
    total = sum(numbers)
    return whole(Fraction(total) / len(numbers) if accumulation == "average" else total)


def _differs(whole_year: Realisation, parts: tuple[Realisation, ...], accumulation: str | None) -> Iterator[Finding]:
    """Yield a note where all parts of a year are there and say something else than the year."""
    numbers = [one.value for one in parts if isinstance(one.value, int | Fraction)]
    if not parts or accumulation is None or len(numbers) < PARTS[parts[0].period.kind]:
        return
    together = numbers[-1] if accumulation == "last" else _of(numbers, accumulation)
    if isinstance(whole_year.value, int | Fraction) and together != whole_year.value:
        params = {"year": label(whole_year.value), "parts": label(together), "period": whole_year.period}
        yield Finding("planning.year_and_parts_differ", "warning", (), params)
