"""What makes the comparison of years doubtful: strangers under one key, one enterprise under two, slips, footings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import evolve

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import hide_numbers
from plut_kumkm.enterprise.checks.footing import odd_years
from plut_kumkm.enterprise.records import Cooperative
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.panels.members import Entry, Member, Window, folded, is_another, owner_of

if TYPE_CHECKING:
    from plut_kumkm.enterprise.facts import Facts

Members = Mapping[str, Member]
_SHOWN = 5  # ids in one message
_READ = frozenset({"sales", "capital", "assets", "workers"})  # of these a doubtful cell changes what is measured
_OVERFLOWS = (2**31 - 1, 2**32 - 1, 2**63 - 1)


def without_mark(facts: Facts) -> Facts:
    """Return facts whose sales are not known where they are the largest number of a cell: that says "at least"."""
    return evolve(facts, sales=None) if facts.sales in _OVERFLOWS else facts


def ids_param(ids: Iterable[str]) -> dict[str, Any]:
    """Return how many enterprises a finding is about and the first of them, numbers of persons masked."""
    listed = list(ids)
    # A key of several fields holds a mark that no text shows.
    return {"count": len(listed), "ids": tuple(hide_numbers(one.replace("\x1f", " / ")) for one in listed[:_SHOWN])}


def source_findings(source: Any) -> Iterator[Finding]:
    """Yield what a register's own reader found in the cells that are measured here, such as overflow marks.

    Any register whose ``contents`` has rows with findings is asked; the records alone no longer show it.
    """
    contents = getattr(source, "contents", None)
    for row in contents.rows() if contents is not None else ():
        for found in row.findings:
            if found.severity != "info" and found.path and found.path[0] in _READ:
                yield found


def footing_of(members: Members) -> dict[int, Finding]:
    """Return, by year, that its sales are on another footing than those of a neighbour."""
    sales = [
        {year: amount for year, entry in one.entries.items() if (amount := entry.value("sales") or 0) > 0}
        for one in members.values()
    ]
    found: dict[int, Finding] = {}
    for odd in odd_years(sales):
        percent = exact.Share(odd.own, odd.theirs)
        params = {"year": odd.year, "other": odd.other, "percent": percent, "pairs": odd.pairs}
        found[odd.year] = Finding("naik.year_footing", "warning", ("sales",), params)
    return found


def slips_of(members: Members) -> frozenset[tuple[str, int, int]]:
    """Return the enterprises and pairs of years whose sales differ as if by a slip of a thousand."""
    times = data.toml("naik_kelas/panel.toml")["slip"]["times"]
    return frozenset(
        (key, one.year, other.year)
        for key, member in members.items()
        for one, other in pairwise(_ordered(member))
        if _is_slip(one.value("sales"), other.value("sales"), times)
    )


def slip_finding(keys: Iterable[str], window: Window) -> Finding:
    """Return that the sales of some enterprises differ as if by a slip of a thousand."""
    times = data.toml("naik_kelas/panel.toml")["slip"]["times"]
    return Finding("naik.slip", "warning", ("sales",), {**ids_param(keys), "window": str(window), "times": times})


def across_years(
    members: Members, slips: frozenset[tuple[str, int, int]], footing: Mapping[int, Finding]
) -> Iterator[Finding]:
    """Yield what is doubtful in a panel as a whole."""
    years = _years(members)
    for before, after in pairwise(years):
        yield from _between(members, before, after, slips)
    yield from footing.values()
    for year in years:
        present = [one.entries[year] for one in members.values() if year in one.entries]
        missing = sum(1 for entry in present if entry.value("sales") is None and not entry.marked)
        if missing:
            params = {"year": year, "count": missing, "total": len(present)}
            yield Finding("naik.sales_missing", "info", ("sales",), params)
        marks = [entry.key for entry in present if entry.marked]
        if marks:
            yield Finding("naik.overflow", "warning", ("sales",), {**ids_param(marks), "year": year})
    yield from _branches(members)
    gaps = [key for key, one in members.items() if _has_gap(one, years)]
    if gaps:
        yield Finding("naik.gap", "warning", ("snapshots",), ids_param(gaps))


def _between(members: Members, before: int, after: int, slips: frozenset[tuple[str, int, int]]) -> Iterator[Finding]:
    window = Window(before, after)
    gone = {key: one for key, one in members.items() if before in one.entries and after not in one.entries}
    come = {key: one for key, one in members.items() if after in one.entries and before not in one.entries}
    both = [one for one in members.values() if before in one.entries and after in one.entries]
    params = {"before": before, "after": after, "both": len(both), "entered": len(come), "exited": len(gone)}
    yield Finding("naik.composition", "info", (), params)
    strangers = [one.key for one in both if is_another(one.entries[before].record, one.entries[after].record)]
    if strangers:
        yield Finding("naik.another_enterprise", "error", ("id",), {**ids_param(strangers), "window": str(window)})
    left = {same: key for key, one in gone.items() if (same := _identity(one.entries[before])) is not None}
    renamed = [
        f"{left[same]} → {key}"
        for key, one in come.items()
        if (same := _identity(one.entries[after])) is not None and same in left
    ]
    if renamed:
        yield Finding("naik.key_changed", "error", ("id",), {**ids_param(renamed), "window": str(window)})
    slipped = sorted(key for key, first, last in slips if (first, last) == (before, after))
    if slipped:
        yield slip_finding(slipped, window)


def _identity(entry: Entry) -> tuple[str, str | None, str | None] | None:
    """Return by what an enterprise is known beside its key; a name alone is no proof."""
    record = entry.record
    owner, region = owner_of(record), record.region
    if not record.name or not (owner or region):
        return None
    return folded(record.name), owner, None if region is None else folded(region)


def _branches(members: Members) -> Iterator[Finding]:
    """Yield that cooperatives of one name are counted as several, as branches are in some registers."""
    common = frozenset(data.toml("naik_kelas/panel.toml")["branches"]["no_names"])
    named: dict[str, list[str]] = {}
    for key, member in members.items():
        record = member.entries[member.years[-1]].record
        if isinstance(record, Cooperative) and record.name:
            name = folded(record.name)
            if not common.issuperset("".join(char if char.isalnum() else " " for char in name).split()):
                named.setdefault(name, []).append(key)
    groups = [keys for keys in named.values() if len(keys) > 1]
    if groups:
        first = max(groups, key=len)
        params = {**ids_param(first), "groups": len(groups), "records": sum(map(len, groups))}
        yield Finding("naik.branches", "warning", ("name",), params)


def _has_gap(member: Member, years: tuple[int, ...]) -> bool:
    first, last = member.years[0], member.years[-1]
    return any(first < year < last and year not in member.entries for year in years)


def _years(members: Members) -> tuple[int, ...]:
    return tuple(sorted(Counter(year for one in members.values() for year in one.entries)))


def _ordered(member: Member) -> list[Entry]:
    return [member.entries[year] for year in member.years]


def _is_slip(one: int | None, other: int | None, times: int) -> bool:
    if one is None or other is None or min(one, other) <= 0:
        return False
    return max(one, other) >= min(one, other) * times
