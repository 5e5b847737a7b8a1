"""Rules on one indicator: its baseline, the path of its targets, its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import PARTS, Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.linting.subjects import (
    Said,
    Shown,
    Subject,
    When,
    number,
    path_of,
    same_number,
    values_of,
    worse,
)
from plut_kumkm.planning.numbers import Exact
from plut_kumkm.planning.reading.words import same_unit
from plut_kumkm.planning.records.action_plans import ACTION_STATUSES, Action, ActionPlan
from plut_kumkm.planning.records.indicators import ACCUMULATIONS, BOUNDED, DIRECTIONS, FAMILIES, LEVELS
from plut_kumkm.planning.records.values import Absent, Range, Unread, Value, Word
from plut_kumkm.planning.records.walking import Placed

JUMP = 10  # from one year to the next: what grows tenfold in a year is a slip of the unit, as a rule
LAST_STEP = 3  # the last step against the largest of those before it
LONGEST = 10  # years that are planned one by one; an RPJPD of twenty goes by stages
_TOP = 100
_PAIR = "/"
# How a share of a whole is called, and what is no share though it is called a percentage.
_SHARES = ("persentase", "prosentase", "proporsi", "cakupan")
_GROWS = frozenset(
    (
        "pertumbuhan",
        "peningkatan",
        "kenaikan",
        "penurunan",
        "pertambahan",
        "penambahan",
        "perubahan",
        "capaian",
        "realisasi",
    )
)
# Units, as ``same_unit`` writes them, of what is counted: no predicate has one of these.
_COUNTED = ("%", "orang", "usaha", "unit usaha", "pelaku usaha", "umkm", "unit", "kegiatan", "laporan", "dokumen", "rp")
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "direction": DIRECTIONS, "accumulation": ACCUMULATIONS, "level": LEVELS, "bounded": BOUNDED,
    "better": ("higher", "lower"),
}  # fmt: skip


def worse_than_baseline(subject: Subject) -> Iterator[Finding]:
    """A target worse than where the plan starts plans to fall back. Check direction and baseline, or say why."""
    for placed in subject.indicators:
        start = number(placed.indicator.baseline)
        if start is None:
            continue
        for path, name, value in _yearly(placed):
            read = number(value)
            if path[-1] != "baseline" and read is not None and worse(read, start, placed.indicator.direction):
                params = {"indicator": _name(placed), "when": When(name), "got": Shown(read), "baseline": Shown(start)}
                yield Finding("plan_lint.worse_than_baseline", "warning", path=path, params=params)


def jumps(subject: Subject) -> Iterator[Finding]:
    """A number ten times the one before it is a slip of the unit, as a rule. Check the unit and the decimal mark."""
    for placed in subject.indicators:
        line: list[tuple[str, Exact]] = [(name, read) for _, name, value in _yearly(placed)
                                         if (read := number(value)) is not None and name != "end_target"]  # fmt: skip
        for (before, first), (after, second) in pairwise(line):
            low, high = sorted((abs(Fraction(first)), abs(Fraction(second))))
            if low and high >= JUMP * low:
                params = {"indicator": _name(placed), "before": When(before), "first": Shown(first)}
                params |= {"after": When(after), "second": Shown(second)}
                yield Finding("plan_lint.jump", "warning", path=placed.path, params=params)


def ranges(subject: Subject) -> Iterator[Finding]:
    """A range runs from the lower number to the higher one. Swap the two."""
    for placed in subject.indicators:
        for path, name, value in values_of(placed):
            if isinstance(value, Range) and value.descending:
                params = {"indicator": _name(placed), "when": When(name), "got": value}
                yield Finding("plan_lint.range_descending", path=path, params=params)


def two_values(subject: Subject) -> Iterator[Finding]:
    """Two numbers in one cell are two indicators. Give each its own, with what makes them differ in the name."""
    for placed in subject.indicators:
        for path, name, value in values_of(placed):
            if isinstance(value, Unread) and _PAIR in value.text:
                params = {"indicator": _name(placed), "when": When(name), "got": value}
                yield Finding("plan_lint.two_values", path=path, params=params)


def unread(subject: Subject) -> Iterator[Finding]:
    """A number with two readings, or none, counts for nothing. Write it in full, with a decimal comma."""
    for placed in subject.indicators:
        for path, name, value in values_of(placed):
            if isinstance(value, Unread) and _PAIR not in value.text:
                params = {"indicator": _name(placed), "when": When(name), "got": value}
                yield Finding("plan_lint.unread", path=path, params=params)
        yield from _among_numbers(subject, placed)


def _among_numbers(subject: Subject, placed: Placed) -> Iterator[Finding]:
    """Yield the words that stand where numbers do; a class of a rating scale may stand beside a score."""
    held = tuple(values_of(placed))
    unit = placed.indicator.unit
    counted = unit is not None and same_unit(unit) in _COUNTED
    if not counted and not any(isinstance(value, int | Fraction | Range | Quantity) for _, _, value in held):
        return
    for path, name, value in held:
        if isinstance(value, Word) and value.text.strip().casefold() not in subject.classes:
            params = {"indicator": _name(placed), "when": When(name), "got": show.excerpt(value.text)}
            yield Finding("plan_lint.word_among_numbers", path=path, params=params)


def absent(subject: Subject) -> Iterator[Finding]:
    """Without a baseline or a target nothing can be measured. Fill it in, or say when it will be measured."""
    for placed in subject.indicators:
        if placed.indicator.baseline is None and placed.indicator.targets:
            params = {"indicator": _name(placed), "when": When("baseline")}
            yield Finding("plan_lint.absent", "warning", path=(*placed.path, "baseline"), params=params)
        for path, name, value in values_of(placed):
            if isinstance(value, Absent):
                params = {"indicator": _name(placed), "when": When(name)}
                yield Finding("plan_lint.absent", "warning", path=path, params=params)
        if not placed.indicator.targets and placed.indicator.end_target is None:
            yield Finding("plan_lint.no_target", "warning", path=placed.path, params={"indicator": _name(placed)})


def end_repeats(subject: Subject) -> Iterator[Finding]:
    """An end target that repeats the last year is no sum over the years. Check which of the two is meant."""
    for placed in subject.indicators:
        end, yearly = number(placed.indicator.end_target), path_of(placed)
        if end is None or not yearly or placed.indicator.accumulation != "sum":
            continue
        total = sum(value for _, value in yearly)
        if end == yearly[-1][1] and end != total:
            params = {"indicator": _name(placed), "got": Shown(end), "sum": Shown(total)}
            yield Finding("plan_lint.end_repeats", "warning", path=(*placed.path, "end_target"), params=params)


def last_jump(subject: Subject) -> Iterator[Finding]:
    """A path that leaves nearly everything to its last year is no path. Spread the steps, or say what comes then."""
    for placed in subject.indicators:
        values = [value for _, value in path_of(placed)]
        steps = [abs(Fraction(second - first)) for first, second in pairwise(values)]
        if len(steps) > 1 and max(steps[:-1]) and steps[-1] > LAST_STEP * max(steps[:-1]):
            params = {"indicator": _name(placed), "last": Shown(steps[-1]), "largest": Shown(max(steps[:-1]))}
            yield Finding("plan_lint.last_jump", "warning", path=placed.path, params=params)


def years(subject: Subject) -> Iterator[Finding]:
    """Every year of the plan has its target, and no other year. Fill the gap, or move what lies outside.

    An action may begin late or end early, and twenty years are not planned one by one: there only a gap within counts.
    """
    span = subject.years
    for placed in subject.indicators:
        own = {one.period.year for one in placed.indicator.targets}
        for place, one in enumerate(placed.indicator.targets):
            if span and one.period.year not in span:
                params = {"indicator": _name(placed), "year": one.period.year, "first": span[0], "last": span[-1]}
                yield Finding("plan_lint.year_outside", "warning", path=(*placed.path, "targets", place), params=params)
        inside = sorted(year for year in own if year in span)
        missing = [year for year in _wanted(subject, placed, inside, span) if year not in own] if inside else []
        if missing:
            params = {"indicator": _name(placed), "years": tuple(map(str, missing))}
            yield Finding("plan_lint.year_missing", "warning", path=(*placed.path, "targets"), params=params)


def _wanted(subject: Subject, placed: Placed, inside: list[int], span: range) -> Iterable[int]:
    """Return the years that should have a target."""
    if isinstance(subject.plan, ActionPlan):
        return range(inside[0], inside[-1])
    if len(span) > LONGEST:
        return ()
    # The target of the end stands for that of the last year.
    return span[:-1] if placed.indicator.end_target is not None else span


def twice(subject: Subject) -> Iterator[Finding]:
    """One period has one target. Keep the right one; both are shown, and only the first is measured."""
    for placed in subject.indicators:
        first: dict[Period, Value] = {}
        for place, one in enumerate(placed.indicator.targets):
            other = first.setdefault(one.period, one.value)
            if other is not one.value and not same_number(one.value, other):
                params = {"indicator": _name(placed), "when": one.period, "got": Said(one.value), "other": Said(other)}
                yield Finding("plan_lint.target_twice", path=(*placed.path, "targets", place), params=params)


def monotone(subject: Subject) -> Iterator[Finding]:
    """What stands at the end of each year does not get worse on its way. Check the path, or whether years add up."""
    for placed in subject.indicators:
        if placed.indicator.accumulation != "last":
            continue
        for (before, first), (after, second) in pairwise(path_of(placed)):
            if worse(second, first, placed.indicator.direction):
                params = {"indicator": _name(placed), "before": before, "first": Shown(first)}
                params |= {"after": after, "second": Shown(second)}
                yield Finding("plan_lint.not_monotone", "warning", path=placed.path, params=params)


def above_whole(subject: Subject) -> Iterator[Finding]:
    """A share of a whole, or a score, lies between 0 and 100. Check the number, or whether it is a growth."""
    for placed in subject.indicators:
        if placed.indicator.bounded not in BOUNDED:
            continue
        for path, name, value in values_of(placed):
            low, high = (value.low, value.high) if isinstance(value, Range) else (number(value), number(value))
            if high is not None and high > _TOP:
                params = {"indicator": _name(placed), "when": When(name), "got": Shown(high)}
                yield Finding("plan_lint.above_whole", path=path, params=params)
            if low is not None and low < 0:
                params = {"indicator": _name(placed), "when": When(name), "got": Shown(low)}
                yield Finding("plan_lint.below_whole", path=path, params=params)


def above_named_whole(subject: Subject) -> Iterator[Finding]:
    """What is called a percentage of something does not pass 100. Check the number, or the name if it is a growth.

    A growth that says so in its name may.
    """
    for placed in subject.indicators:
        one = placed.indicator
        if one.bounded is not None or one.unit is None or same_unit(one.unit) != "%":
            continue
        first, *rest = one.name.casefold().split() or [""]
        if first not in _SHARES or not _GROWS.isdisjoint(rest):
            continue
        for path, name, value in values_of(placed):
            high = value.high if isinstance(value, Range) else number(value)
            if high is not None and high > _TOP:
                params = {"indicator": _name(placed), "when": When(name), "got": Shown(high)}
                yield Finding("plan_lint.above_named_whole", "warning", path=path, params=params)


def weights(subject: Subject) -> Iterator[Finding]:
    """Weights of indicators side by side add up to 100, or to 1. Correct them, or leave them out."""
    groups: dict[tuple[str | int, ...], list[Fraction | int]] = {}
    for placed in subject.indicators:
        if placed.indicator.weight is not None:
            groups.setdefault(placed.path[:-1], []).append(placed.indicator.weight)
    for path, given in groups.items():
        if sum(given) not in (1, _TOP):
            params = {"sum": Shown(sum(given)), "count": len(given)}
            yield Finding("plan_lint.weights", "warning", path=path, params=params)


def quarters(subject: Subject) -> Iterator[Finding]:
    """Quarters add up to their year where they are summed; where the last counts, it is the year. Correct one."""
    for placed in subject.indicators:
        how = placed.indicator.accumulation
        parts: dict[tuple[int, str], list[tuple[Period, Exact]]] = {}
        for one in placed.indicator.targets:
            read = number(one.value)
            if read is not None and one.period.kind != "year":
                parts.setdefault((one.period.year, one.period.kind), []).append((one.period, read))
        for year, value in path_of(placed):
            for (of, kind), found in parts.items():
                if of != year.year or len(found) != PARTS[kind]:  # type: ignore[index]  # kinds of periods
                    continue
                last = max(found)[1]
                expected = sum(read for _, read in found) if how == "sum" else last if how == "last" else value
                if expected != value:
                    params = {
                        "indicator": _name(placed),
                        "year": year,
                        "got": Shown(value),
                        "expected": Shown(expected),
                    }
                    yield Finding("plan_lint.quarters", path=placed.path, params=params)


def incomplete(subject: Subject) -> Iterator[Finding]:
    """A target means nothing without unit and direction. Say both, in the words of the plan."""
    for placed in subject.indicators:
        one = placed.indicator
        if not one.targets and one.end_target is None:
            continue
        for name, said in (("unit", one.unit), ("direction", one.direction)):
            if said is None:
                params = {"indicator": _name(placed), "field": When(name)}
                yield Finding("plan_lint.incomplete", "warning", path=(*placed.path, name), params=params)
        if one.direction == "range" and one.better is None:
            params = {"indicator": _name(placed), "field": When("better")}
            yield Finding("plan_lint.incomplete", "warning", path=(*placed.path, "better"), params=params)


def words(subject: Subject) -> Iterator[Finding]:
    """A word that is none of its list is read by nobody. Use one of the list."""
    for placed in subject.indicators:
        for name, known in _CLOSED.items():
            said = getattr(placed.indicator, name)
            if said is not None and said not in known:
                params = {"indicator": _name(placed), "field": When(name), "got": show.excerpt(said), "known": known}
                yield Finding("plan_lint.word_unknown", path=(*placed.path, name), params=params)
        for family in placed.indicator.families:
            if family not in FAMILIES:
                params = {"indicator": _name(placed), "field": When("families"), "got": show.excerpt(family)}
                yield Finding("plan_lint.word_unknown", path=(*placed.path, "families"),
                              params={**params, "known": FAMILIES})  # fmt: skip
    for part in subject.parts:
        status = part.part.status if isinstance(part.part, Action) else None
        if status is not None and status not in ACTION_STATUSES:
            params = {"indicator": show.excerpt(part.part.name), "field": When("status"),
                      "got": show.excerpt(status), "known": ACTION_STATUSES}  # fmt: skip
            yield Finding("plan_lint.word_unknown", path=(*part.path, "status"), params=params)


def _yearly(placed: Placed) -> Iterator[tuple[tuple[str | int, ...], str, Value]]:
    """Yield the values that are of whole years: a quarter does not compare with them."""
    kinds = [one.period.kind for one in placed.indicator.targets]
    for path, name, value in values_of(placed):
        place = path[-1]
        if not isinstance(place, int) or kinds[place] == "year":
            yield path, name, value


def _name(placed: Placed) -> str:
    return show.excerpt(placed.indicator.name)
