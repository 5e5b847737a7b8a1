"""From measures to realisations: an indicator is bound to a measure by its id, and takes what the measure says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, Report
from plut_kumkm.planning.answers import nearest, render
from plut_kumkm.planning.binding.measures import Measured, about, read_measure
from plut_kumkm.planning.reading.words import same_unit
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import STANDINGS, Realisation
from plut_kumkm.planning.records.values import label
from plut_kumkm.planning.records.walking import Placed, indicators_of

# What measures call their units, and what plans call the same.
_UNITS: Mapping[str, tuple[str, ...]] = {
    "percent": ("%",),
    "enterprises": ("usaha", "unit usaha", "pelaku usaha", "umkm", "unit"),
}


def bind(indicator: Indicator, measure: str, *, base: str | None = None) -> Indicator:
    """Return the indicator bound to a measure: its values are those of the measure and need not be typed.

    Args:
        indicator: the indicator.
        measure: the id of the measure, with the part of the library that makes it: "naik_kelas:F6".
        base: of whom ("all", "micro", "assisted" …), where the measure is made of several.

    Raises:
        TypeError: one of them is of another type.
        ValueError: the id is blank, or names no part of the library.

    >>> share = bind(Indicator(id="ik1", name="Persentase usaha mikro naik kelas"), "naik_kelas:F6", base="micro")
    >>> share.measure, share.base
    ('naik_kelas:F6', 'micro')
    """
    if not isinstance(indicator, Indicator):
        raise TypeError(f"indicator must be an Indicator, not {type(indicator).__name__}")
    for name, given in (("measure", measure), ("base", base)):
        if not isinstance(given, str) and (name == "measure" or given is not None):
            raise TypeError(f"{name} must be a str, not {type(given).__name__}")
        if given is not None and not given.strip():
            raise ValueError(f"{name} must not be blank")
    room, _, rest = measure.rpartition(":")
    if not room.strip() or not rest.strip():
        raise ValueError(
            f'measure must name the part of the library that makes it, such as "naik_kelas:F6", not {measure!r}'
        )
    return evolve(indicator, measure=measure.strip(), base=None if base is None else base.strip())


@frozen(kw_only=True, repr=False, eq=False)
class Filled:
    """The realisations that measures gave, and everything that did not come together; iterate it for the realisations.

    ``unused`` are the measures that no indicator took, as they were given; ``unfilled`` the indicators that are bound
    to a measure and took none; ``unbound`` those that are bound to none.
    """

    plan: Plan | ActionPlan
    realisations: tuple[Realisation, ...]
    unused: tuple[object, ...]
    unfilled: tuple[Placed, ...]
    unbound: tuple[Placed, ...]
    report: Report

    def __iter__(self) -> Iterator[Realisation]:
        return iter(self.realisations)

    def __len__(self) -> int:
        return len(self.realisations)

    def explain(self, lang: Lang = "id") -> str:
        """Return how many realisations there are, each with its measure, and what was noticed."""
        counts = {
            "realisations": len(self.realisations),
            "unused": len(self.unused),
            "unfilled": len(self.unfilled),
            "unbound": len(self.unbound),
        }
        lines = [render("planning.measure.filled", counts, lang)]
        lines += [
            f"- {one.indicator} · {one.period.label(lang)}: {label(one.value, lang)} ({one.source})"
            for one in self.realisations
        ]
        lines += [render("verdict.note", {"note": found.message(lang)}, lang) for found in self.report]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Filled {self.plan.id}: {len(self)} realisations, {len(self.unused)} measures unused>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def realise(
    plan: Plan | ActionPlan,
    measures: Iterable[object],
    *,
    standing: str = "final",
    units: Mapping[str, Iterable[str]] | None = None,
) -> Filled:
    """Return the realisations of the indicators of a plan that are bound to measures.

    A measure without a value gives a realisation without one, which says so and is never zero. One whose unit or base
    is not that of the indicator gives none. Of two that say different things of one period both are kept and named.

    Args:
        plan: a plan or an action plan.
        measures: plain records, as mappings or with attributes: ``id``, ``period`` or ``year``, ``value`` in ``unit``,
            and as far as they are known ``base``, ``unit``, ``numerator``, ``denominator``, ``coverage`` [1],
            ``status``, ``population``, ``cites``, ``warnings``. An id without a room ("F6") is that of the one room
            that the plan names.
        standing: "final", "preliminary" or "prognosis".
        units: what the plan calls the units of the measures, beside "%" for "percent" and "usaha" for "enterprises".

    Raises:
        TypeError: ``plan`` is no plan, a measure no record, or a number a ``float``.
        ValueError: there is no such standing.

    >>> one = bind(Indicator(id="ik1", name="Persentase usaha naik kelas", unit="%"), "naik_kelas:F6", base="umkm")
    >>> plan = Plan(id="p", kind="renja", indicators=(one,))
    >>> record = {"id": "F6", "year": 2025, "value": "12,5", "unit": "percent", "base": "umkm", "cites": ["N10"]}
    >>> [(found.indicator, found.value, found.measure, found.cites) for found in realise(plan, [record])]
    [('ik1', Fraction(25, 2), 'naik_kelas:F6', ('N10',))]
    """
    if not isinstance(plan, Plan | ActionPlan):
        raise TypeError(f"plan must be a Plan or an ActionPlan, not {type(plan).__name__}")
    if standing not in STANDINGS:
        raise ValueError(f"standing must be one of {', '.join(STANDINGS)}, not {standing!r}")
    called = {name: frozenset(map(same_unit, words)) for name, words in _UNITS.items()}
    for name, words in (units or {}).items():
        called[name] = called.get(name, frozenset()) | frozenset(map(same_unit, words))
    work = _Filling(plan, standing, called)
    for place, given in enumerate(measures):
        work.take(given, place)
    return work.filled()


class _Filling:
    """The work: which measures each indicator takes."""

    def __init__(self, plan: Plan | ActionPlan, standing: str, units: Mapping[str, frozenset[str]]) -> None:
        self.plan, self.standing, self.units = plan, standing, units
        self.placed = tuple(indicators_of(plan))
        self.bound: dict[str, list[Placed]] = {}
        for one in self.placed:
            if one.indicator.measure is not None:
                self.bound.setdefault(one.indicator.measure, []).append(one)
        self.taken: dict[int, list[Measured]] = {id(one): [] for one in self.placed}
        self.asked: set[str] = set()
        self.unused: list[object] = []
        self.found: list[Finding] = []

    def take(self, given: object, place: int) -> None:
        """Give a measure to the indicators that are bound to it."""
        measure, problems = read_measure(given, place)
        self.found += problems
        if measure is None:
            self.unused.append(given)
            return
        wanted = [measure.id] if measure.id in self.bound else [name for name in self.bound if _is(name, measure)]
        if len(wanted) != 1:
            self.unused.append(given)
            code = "planning.measure_ambiguous" if wanted else "planning.measure_unwanted"
            params = {"measure": measure.name, "near": tuple(wanted) or nearest(measure.id, self.bound, cutoff=0.5)}
            self.found.append(Finding(code, "warning", ("measures", place), params))
            return
        self.asked.add(wanted[0])
        fitting = [one for one in self.bound[wanted[0]] if self._fits(measure, one)]
        for one in fitting:
            self.taken[id(one)].append(measure)
        if fitting:
            self.found += about(measure)
            self._years(measure)
        else:
            self.unused.append(given)

    def _years(self, measure: Measured) -> None:
        """Name a measure of a year that the plan has nothing to do with; the year before it is that of its baseline."""
        years = self.plan.years
        if years and not years[0] - 1 <= measure.period.year <= years[-1]:
            params = {"measure": measure.name, "period": measure.period, "first": years[0], "last": years[-1]}
            self.found.append(Finding("planning.measure_year_outside", "warning", ("measures", measure.place), params))

    def _fits(self, measure: Measured, placed: Placed) -> bool:
        """Return whether unit and base of a measure are those of an indicator; what is not said on one side may be."""
        indicator = placed.indicator
        params: dict[str, Any] = {"measure": measure.name, "indicator": show.hide_numbers(indicator.name)}
        if measure.base is not None and indicator.base is not None and measure.base != indicator.base:
            told = {**params, "wanted": indicator.base, "got": measure.base}
            self.found.append(Finding("planning.measure_base_differs", "error", placed.path, told))
            return False
        if measure.base is None and indicator.base is not None:
            told = {**params, "wanted": indicator.base}
            self.found.append(Finding("planning.measure_base_missing", "warning", placed.path, told))
        if indicator.unit is None or measure.unit is None:
            of = "indicator" if indicator.unit is None else "measure"
            told = {**params, "unit": measure.unit or indicator.unit}
            self.found.append(Finding(f"planning.measure_unit_missing_{of}", "warning", placed.path, told))
            return True
        unit = same_unit(indicator.unit)
        if unit == same_unit(measure.unit) or unit in self.units.get(measure.unit, ()):
            return True
        told = {**params, "wanted": indicator.unit, "got": measure.unit}
        self.found.append(Finding("planning.measure_unit_differs", "error", placed.path, told))
        return False

    def filled(self) -> Filled:
        """Return the realisations and what did not come together."""
        made: dict[Realisation, None] = {}
        for placed in self.placed:
            for measure in self._each(placed, self.taken[id(placed)]):
                made[self._realisation(placed.indicator, measure)] = None
        unbound = tuple(one for one in self.placed if one.indicator.measure is None)
        unfilled = tuple(one for one in self.placed if one.indicator.measure is not None and not self.taken[id(one)])
        for one in unfilled:
            if one.indicator.measure not in self.asked:
                params = {"indicator": show.hide_numbers(one.indicator.name), "measure": one.indicator.measure}
                self.found.append(Finding("planning.indicator_unfilled", "warning", one.path, params))
        if unbound:
            told = {"count": len(unbound), "of": len(self.placed), "ids": tuple(map(_id, unbound[:5]))}
            self.found.append(Finding("planning.indicators_unbound", "info", (), told))
        return Filled(
            plan=self.plan,
            realisations=tuple(made),
            unused=tuple(self.unused),
            unfilled=unfilled,
            unbound=unbound,
            report=Report(self.found),
        )

    def _each(self, placed: Placed, taken: Sequence[Measured]) -> Iterator[Measured]:
        """Yield the measures of an indicator, copies once; what contradicts another is yielded and named."""
        for period in sorted({one.period for one in taken}):
            held: dict[tuple[Any, ...], Measured] = {}
            for one in taken:
                if one.period == period and held.setdefault(one.told, one) is not one:
                    path = ("measures", one.place)
                    self.found.append(Finding("planning.measure_repeated", "info", path, {"measure": one.name}))
            if len(held) > 1:
                bases = {one.base for one in held.values()}
                code = "planning.measures_contradict" if len(bases) == 1 else "planning.measure_bases"
                params = {
                    "indicator": show.hide_numbers(placed.indicator.name),
                    "period": period,
                    "values": tuple(f"{label(one.value)} ({one.label()})" for one in held.values()),
                }
                self.found.append(Finding(code, "error", placed.path, params))
            yield from held.values()

    def _realisation(self, indicator: Indicator, measure: Measured) -> Realisation:
        return Realisation(
            indicator=indicator.id,
            period=measure.period,
            value=measure.value,
            standing=self.standing,
            source=evolve(measure, id=str(indicator.measure)).label(),
            measure=indicator.measure,
            cites=measure.cites,
            warnings=measure.warnings,
        )


def _is(name: str, measure: Measured) -> bool:
    """Return whether a measure may be the one of that name, because one of the two names no room."""
    room, _, rest = name.rpartition(":")
    return (not room or not measure.room) and rest == measure.id.rpartition(":")[2]


def _id(placed: Placed) -> str:
    return placed.indicator.id
