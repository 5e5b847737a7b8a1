"""A table of a plan, a budget, reports or counts, read as a whole: its records, and everything that was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from attrs import evolve, frozen

from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.money import Mark
from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.reading.building import Builder, Said
from plut_kumkm.planning.reading.heads.columns import MONEY, Column, roles
from plut_kumkm.planning.reading.heads.layout import Layout, bare, layout_of, plan_kind, unused
from plut_kumkm.planning.reading.lines import Lines, marks
from plut_kumkm.planning.reading.matching import Match
from plut_kumkm.planning.reading.noticing import notice_indicator, notice_line, notice_money, notice_percent
from plut_kumkm.planning.reading.raw import Raw, from_file, from_memory, in_step
from plut_kumkm.planning.reading.series.checking import notice_series
from plut_kumkm.planning.reading.series.counting import CountSeries, as_series, read_items
from plut_kumkm.planning.reading.trees import Tree
from plut_kumkm.planning.reading.words import slug
from plut_kumkm.planning.records.action_plans import ACTION_PLAN_KINDS, ActionPlan
from plut_kumkm.planning.records.indicators import ACCUMULATIONS, DIRECTIONS
from plut_kumkm.planning.records.plans import PLAN_KINDS, Plan
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.tables import LIMITS, Limits

# What a table may be said to be: a plan of one of the kinds, or something else.
KINDS: tuple[str, ...] = (*PLAN_KINDS, *ACTION_PLAN_KINDS, "realisations", "budgets", "series")
# Whose cells come without the form in which they are shown: 100% is 1 there.
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


@frozen(kw_only=True, repr=False)
class PlanTable:
    """What a table held; each part is empty where the table has none of it.

    ``plan`` is a plan only where the table has targets. ``budgets`` are those of the plan too, each with the id of
    what it is for. ``columns`` tell how each column was read.
    """

    name: str
    kind: str
    plan: Plan | ActionPlan | None
    budgets: tuple[Budget, ...]
    realisations: tuple[Realisation, ...]
    series: tuple[CountSeries, ...]
    findings: Report
    columns: tuple[Column, ...]

    def __repr__(self) -> str:
        held = f"{len(self.realisations)} realisations, {len(self.budgets)} budgets, {len(self.series)} series"
        plan = "no plan" if self.plan is None else f"plan {self.plan.id}"
        return f"<PlanTable {self.name}: {plan}, {held}, {len(self.findings)} findings>"


@frozen(kw_only=True)
class _Asked:
    """How a table is to be read."""

    kind: str | None
    plan: Plan | ActionPlan | None
    year: int | None
    direction: str | None
    accumulation: str | None
    baseline_year: int | None
    decimal: Mark | None
    mapping: Mapping[str, str]
    workbook: bool = False

    def __attrs_post_init__(self) -> None:
        for name, given, known in (
            ("kind", self.kind, KINDS),
            ("direction", self.direction, DIRECTIONS),
            ("accumulation", self.accumulation, ACCUMULATIONS),
            ("decimal", self.decimal, (",", ".")),
        ):
            if given is not None and given not in known:
                raise ValueError(f"{name} must be one of {', '.join(map(repr, known))}, not {given!r}")
        for name, number in (("year", self.year), ("baseline_year", self.baseline_year)):
            if number is not None and type(number) is not int:
                raise TypeError(f"{name} must be an int, not {type(number).__name__}")
        if self.plan is not None and not isinstance(self.plan, Plan | ActionPlan):
            raise TypeError(f"plan must be a Plan or an ActionPlan, not {type(self.plan).__name__}")
        for role in self.mapping.values():
            if role not in roles():
                raise ValueError(f"mapping gives {role!r}, which is none of {', '.join(roles())}")


def read(
    path: str | Path,
    kind: str | None = None,
    *,
    plan: Plan | ActionPlan | None = None,
    year: int | None = None,
    direction: str | None = None,
    accumulation: str | None = None,
    baseline_year: int | None = None,
    decimal: Mark | None = None,
    mapping: Mapping[str, str] | None = None,
    sheet: str | int | None = None,
    table: int | None = None,
    limits: Limits = LIMITS,
) -> PlanTable:
    r"""Return what a table of an office holds: a plan with its money, reports, budgets, or counts by year.

    A cell that cannot be read keeps its text, gets a finding with its row and column, and gives its indicator no value.

    Args:
        path: delimited text, a workbook, JSON, a web page, a SQL dump, or Parquet.
        kind: which kind of plan it is ("renstra", "rpd", "renaksi" …), or "realisations", "budgets", "series"; told by
            its titles and columns unless given. Columns of nothing but years are targets unless it says otherwise.
        plan: the plan that the table reports on: what it reports then gets the ids of that plan.
        year: the year of the figures whose column, row and titles name none.
        direction: that of every indicator whose row names none. Without it such an indicator is not measured.
        accumulation: how the parts of a year are put together, where the row does not say.
        baseline_year: the year of the baseline, where the table does not say.
        decimal: the decimal mark; what the cells prove unless given.
        mapping: header as printed → what the column holds, where the header does not say it itself.
        sheet: the sheet of a workbook, by name or number from 1.
        table: which of several tables on that sheet, from 1.
        limits: how much of a file is read before it is refused.

    Raises:
        ValidationError: the file cannot be read, or holds no such table.
        ValueError: an argument is none of its values.
        TypeError: an argument is of the wrong type.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "renja 2025.csv"
    ...     _ = file.write_text("Program;Indikator;Target 2025\nProgram Contoh;Jumlah event;12 event\n")
    ...     found = read(file, direction="higher")
    >>> found.plan.programmes[0].indicators[0].unit, found.plan.kind, found.findings.codes
    ('event', 'renja', {'planning.read_direction_asked': 1})
    """
    asked = _Asked(
        kind=kind, plan=plan, year=year, direction=direction, accumulation=accumulation,
        baseline_year=baseline_year, decimal=decimal, mapping=mapping or {},
    )  # fmt: skip
    raw = from_file(path, sheet=sheet, table=table, limits=limits)
    return _read(raw, evolve(asked, workbook=Path(path).suffix.casefold() in _WORKBOOKS))


def from_records(
    records: Iterable[Mapping[str, object]],
    kind: str | None = None,
    *,
    plan: Plan | ActionPlan | None = None,
    year: int | None = None,
    direction: str | None = None,
    accumulation: str | None = None,
    baseline_year: int | None = None,
    decimal: Mark | None = None,
    mapping: Mapping[str, str] | None = None,
) -> PlanTable:
    """Return what records in memory hold, read as ``read`` reads those of a file whose header is their keys.

    Raises:
        ValidationError: nothing in them is a plan, a budget, a report or a series of counts.
        ValueError, TypeError: as ``read``.

    >>> found = from_records([{"Indikator": "Event", "Satuan": "event", "Arah": "naik", "Target 2025": 12}], "renja")
    >>> found.plan.indicators[0].direction, found.plan.indicators[0].target(found.plan.indicators[0].targets[0].period)
    ('higher', 12)
    """
    asked = _Asked(
        kind=kind, plan=plan, year=year, direction=direction, accumulation=accumulation,
        baseline_year=baseline_year, decimal=decimal, mapping=mapping or {},
    )  # fmt: skip
    return _read(from_memory(records), asked)


def _read(raw: Raw, asked: _Asked) -> PlanTable:
    layout = layout_of(raw.records, asked.mapping)
    if layout is None:
        _refuse(raw)
    raw = in_step(raw, layout.records)
    kind = layout.kind if asked.kind is None or asked.kind in (*PLAN_KINDS, *ACTION_PLAN_KINDS) else asked.kind
    layout = _settled(layout, asked.kind)
    years = layout.title_years
    year = asked.year if asked.year is not None else years[0] if len(years) == 1 else None
    lines = Lines(layout, raw.before, year, marks(layout, raw.records, asked.decimal))
    lines.found.extend(raw.findings)
    _about(lines, asked, by_title=asked.year is None and year is not None)
    if kind == "series":
        items = read_items(lines, layout, raw.records, asked.decimal)
        notice_series(lines, layout, items)
        return PlanTable(
            name=raw.name, kind=kind, plan=None, budgets=(), realisations=(), series=as_series(items),
            findings=_report(lines), columns=layout.columns,
        )  # fmt: skip
    return _as_plan(raw, lines, kind, asked)


def _refuse(raw: Raw) -> NoReturn:
    first = next((cells for cells in raw.records if sum(map(bool, map(str.strip, cells))) > 1), ())
    headers = tuple(excerpt(cell) for cell in first if cell.strip())[:12] or ("–",)
    raise ValidationError(
        [Finding("planning.read_nothing", "error", (), {"file": excerpt(raw.name), "headers": headers})]
    )


def _settled(layout: Layout, asked: str | None) -> Layout:
    """Return the layout with what its columns of bare years are, and which column has the actions of an action plan."""
    columns = layout.columns
    if asked in ("realisations", "budgets"):
        columns = bare(columns, "realisation" if asked == "realisations" else "ceiling")
    if asked in PLAN_KINDS:
        # A plan of the other kinds has no actions: what is called so is an activity.
        columns = tuple(evolve(one, role="activity") if one.role == "action" else one for one in columns)
    if asked in ACTION_PLAN_KINDS and not layout.having("action"):
        for role in ("subactivity", "activity", "programme", "part"):
            if layout.having(role):
                columns = tuple(evolve(one, role="action") if one.role == role else one for one in columns)
                break
    return evolve(layout, columns=columns)


def _about(lines: Lines, asked: _Asked, *, by_title: bool) -> None:
    """Say what holds for the table as a whole."""
    layout = lines.layout
    head = layout.records + lines.before
    rest = unused(layout.columns)
    if rest:
        lines.say(
            "planning.read_columns_unused", head, None, "info", headers=tuple(excerpt(one.header) for one in rest)
        )
    if any(one.bare and one.role == "target" for one in layout.columns) and layout.kind != "series":
        header = next(one.header for one in layout.columns if one.bare)
        lines.say("planning.read_bare_years", head, header)
    if not layout.indicators and layout.kind != "series":
        lost = tuple(excerpt(one.header) for one in layout.figures if one.role not in MONEY)
        if lost:
            lines.say("planning.read_no_indicators", head, None, headers=lost)
    if by_title and any(one.figure and (one.when is None or one.when.year is None) for one in layout.columns):
        lines.say("planning.read_year_title", head, None, "info", year=str(lines.year))
    if asked.direction is not None:
        lines.say("planning.read_direction_asked", head, None, "info", direction=asked.direction)


def _as_plan(raw: Raw, lines: Lines, kind: str, asked: _Asked) -> PlanTable:
    layout = lines.layout
    told: str | None = asked.kind if asked.kind in (*PLAN_KINDS, *ACTION_PLAN_KINDS) else None
    told = told or plan_kind((*layout.titles, *(one.header for one in layout.columns), raw.name))
    actions = bool(layout.having("action"))
    if actions and told not in ACTION_PLAN_KINDS:
        told = "renaksi"
    elif not actions and told in ACTION_PLAN_KINDS:
        told = None
    if told is None and kind == "plan":
        lines.say("planning.read_kind", layout.records + lines.before, None)
    tree = Tree(lines, actions=actions, long=bool(layout.having("year", "period")))
    held = list(lines.take(raw.records))
    for line in held:
        tree.add(line)
        notice_line(lines, line)
    builder = Builder(tree, lines, Said(asked.direction, asked.accumulation, asked.baseline_year))
    found = builder.plan(id=slug(raw.name), kind=told or "unknown", title=_title(layout), **_years(tree))
    for draft in tree.drafts:
        if asked.workbook:
            notice_percent(lines, draft, builder.indicator(draft))
        notice_indicator(lines, draft, builder.indicator(draft), asked=kind == "plan")
    notice_money(lines, tree, held)
    budgets, realisations = builder.budgets(), builder.realisations()
    if asked.plan is not None:
        match = Match(asked.plan, tree, lines)
        budgets, realisations = match.budgets(budgets), match.realisations(realisations)
    return PlanTable(
        name=raw.name, kind=kind, plan=found if kind == "plan" else None, budgets=budgets, realisations=realisations,
        series=(), findings=_report(lines), columns=layout.columns,
    )  # fmt: skip


def _title(layout: Layout) -> str | None:
    return layout.titles[0] if layout.titles else None


def _years(tree: Tree) -> dict[str, Any]:
    """Return the first and the last year of a plan: those of its targets, else those of its money."""
    years = {period.year for draft in tree.drafts for period, _ in draft.targets}
    years = years or {one.period.year for node in tree.nodes for one in node.budgets}
    return {"first_year": min(years), "last_year": max(years)} if years else {}


def _report(lines: Lines) -> Report:
    """Return what was found, in the order of the rows."""
    return Report(sorted(lines.found, key=lambda one: one.row or 0))
