"""Plans in the order of their hierarchy: laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from plut_kumkm.base.findings import Finding
from plut_kumkm.planning.aligning import noticing
from plut_kumkm.planning.aligning.alignments import Alignment
from plut_kumkm.planning.aligning.comparing import compare
from plut_kumkm.planning.aligning.gaps import Gap, Orphan, Purses, without_indicator
from plut_kumkm.planning.aligning.matching.entries import Entry, Match, entries_of
from plut_kumkm.planning.aligning.matching.joining import Joined, join
from plut_kumkm.planning.aligning.matching.names import NEAR
from plut_kumkm.planning.aligning.rows import AlignedRow
from plut_kumkm.planning.numbers import exact
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Plan


def align(*plans: Plan | ActionPlan, near: object = NEAR, same: Iterable[tuple[str, str]] = ()) -> Alignment:
    """Return plans side by side: which of their indicators are the same, where they agree, what has no counterpart.

    Indicators are the same by id and name, by the code of their part and name, by name, by the measure they are bound
    to, by id alone, or by a near name; every match says how, and how far apart the names are. Where nothing tells which
    of several it is, none is chosen and all are named. What is missing or cannot be read agrees with nothing.

    Args:
        plans: two or more plans or action plans, the highest first (RPD, Renstra, Renja).
        near: how far apart two names may be at most to be taken for one [1], from 0 (the same words) to 1.
        same: pairs of ids of indicators that are the same although nothing shows it.

    Raises:
        TypeError: fewer than two plans, or something that is none; ``near`` is no exact number.
        ValueError: ``near`` is not from 0 to 1, or a pair names indicators that no two plans have.

    >>> from plut_kumkm.planning.records.indicators import Indicator
    >>> def plan(id_, *names):
    ...     return Plan(id=id_, kind="rpd", indicators=tuple(Indicator(id=f"{id_}{n}", name=n) for n in names))
    >>> found = align(plan("rpd", "Jumlah event ekraf", "Rasio UMK"), plan("renstra", "Jumlah even ekraf"))
    >>> [match.label("en") for match in found.matches]
    ['rpd rpdJumlah event ekraf = renstra renstraJumlah even ekraf (near name, 5% apart)']
    >>> [(one.entry.label, one.way) for one in found.orphans]
    [('rpd', 'down')]
    """
    if len(plans) < 2:
        raise TypeError("align needs two plans or more")
    for one in plans:
        if not isinstance(one, Plan | ActionPlan):
            raise TypeError(f"a plan must be a Plan or an ActionPlan, not {type(one).__name__}")
    limit = Fraction(exact(near, "near"))
    if not 0 <= limit <= 1:
        raise ValueError(f"near must be from 0 to 1, not {near!r}")
    labels = _labels(plans)
    entries = [entries_of(plan, place, label) for place, (plan, label) in enumerate(zip(plans, labels, strict=True))]
    given = tuple(same)
    joined = join(entries, near=limit, given=given)
    _check_given(given, joined)
    rows = tuple(AlignedRow(entries=held, matches=matches, cells=compare(held, plans)) for held, matches in joined.rows)
    doubts = _doubts(joined)
    orphans = tuple(_orphans(rows, joined, len(plans)))
    purses = Purses(plans)
    bare = tuple(
        gap
        for place, (plan, label) in enumerate(zip(plans, labels, strict=True))
        for gap in without_indicator(plan, place, label)
    )
    unfunded = purses.without_money([row.entries for row in rows], labels)
    findings = (
        *(found for row in rows for found in noticing.of_row(row)),
        *map(noticing.of_orphan, orphans),
        *(noticing.of_doubt(entry, candidates) for entry, candidates in doubts.items()),
        *map(noticing.of_clash, joined.clashes),
        *(noticing.of_gap(gap, "indicator") for gap in bare),
        *_of_money(unfunded, purses, labels),
        *_of_plans(plans, labels, entries),
    )
    return Alignment(
        plans=plans,
        labels=labels,
        rows=rows,
        orphans=orphans,
        doubts=doubts,
        without_indicator=bare,
        without_money=unfunded,
        findings=findings,
        near=limit,
    )


def _labels(plans: Sequence[Plan | ActionPlan]) -> tuple[str, ...]:
    """Return the ids of the plans; where two are the same, their places behind them."""
    counted = Counter(plan.id for plan in plans)
    return tuple(plan.id if counted[plan.id] == 1 else f"{plan.id} ({place})" for place, plan in enumerate(plans, 1))


def _check_given(given: Sequence[tuple[str, str]], joined: Joined) -> None:
    used = {
        frozenset((match.one.indicator.id, match.other.indicator.id))
        for found in joined.pairs.values()
        for match in found.matches
        if match.how == "given"
    }
    for pair in given:
        if frozenset(pair) not in used:
            raise ValueError(f"same= names {pair[0]!r} and {pair[1]!r}, which are not each once in two of the plans")


def _doubts(joined: Joined) -> dict[Entry, tuple[Match, ...]]:
    """Return the indicators in doubt with their candidates in every other plan."""
    found: dict[Entry, list[Match]] = {}
    for paired in joined.pairs.values():
        for entry, candidates in paired.doubts.items():
            found.setdefault(entry, []).extend(candidates)
    return {entry: tuple(candidates) for entry, candidates in found.items()}


def _orphans(rows: Sequence[AlignedRow], joined: Joined, plans: int) -> Iterator[Orphan]:
    """Yield the indicators that no plan below, or no plan above, has; what is in doubt is no orphan."""
    for row in rows:
        held = [place for place, entry in enumerate(row.entries) if entry is not None]
        for place, way in ((held[-1], "down"), (held[0], "up")):
            others = range(place + 1, plans) if way == "down" else range(place)
            entry = row.entries[place]
            pairs = [joined.pairs[min(place, other), max(place, other)] for other in others]
            if entry is None or not pairs or any(entry in paired.doubts for paired in pairs):
                continue
            near = sorted(
                (match for paired in pairs for match in paired.near.get(entry, ())), key=lambda match: match.distance
            )
            yield Orphan(entry, "down" if way == "down" else "up", tuple(near))


def _of_money(unfunded: Sequence[Gap], purses: Purses, labels: Sequence[str]) -> Iterator[Finding]:
    if unfunded and not any(purses.any):
        # Once for all: that nothing has money says that no money was given, not that each of them lacks it.
        yield Finding("planning.align_no_money", "info", (), {"plans": tuple(labels)})
        return
    yield from (noticing.of_gap(gap, "money") for gap in unfunded)


def _of_plans(
    plans: Sequence[Plan | ActionPlan], labels: Sequence[str], entries: Sequence[Sequence[Entry]]
) -> Iterator[Finding]:
    """Yield what is odd about the plans themselves: one without indicators, two without a common year."""
    for plan, label, held in zip(plans, labels, entries, strict=True):
        if not held:
            yield Finding("planning.align_plan_empty", "warning", (label,), {"plan": label})
        first, years = plans[0], plan.years
        if first.years and years and not set(first.years) & set(years):
            params = {"first": labels[0], "second": label}
            yield Finding("planning.align_years_apart", "warning", (label,), params)
