"""``plut-kumkm plan``: a plan, what came of it and its money, on one screen and in three files."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import evolve, frozen

from plut_kumkm.base import data, messages
from plut_kumkm.base.findings import SEVERITIES, Finding
from plut_kumkm.base.show import excerpt, number
from plut_kumkm.base.version import version
from plut_kumkm.cli.asked import day
from plut_kumkm.cli.parsing.options import UsageError
from plut_kumkm.cli.showing.printing import Grid, put, tell
from plut_kumkm.cli.status import ToldError, found_errors, words
from plut_kumkm.planning import (
    ActionPlan,
    Budget,
    Plan,
    PlanTable,
    Realisation,
    Scorecard,
    evaluate,
    load,
    read,
    structure,
    with_money,
)
from plut_kumkm.planning.linting.places import placed
from plut_kumkm.planning.reading.heads.columns import roles
from plut_kumkm.planning.records.walking import PartKind
from plut_kumkm.planning.scorecards.coverage import Coverage
from plut_kumkm.registry.results.writing import plain

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang, Report
    from plut_kumkm.cli.parsing.options import PlanOptions
    from plut_kumkm.cli.showing.printing import Part

SCHEMA = "plut_kumkm/plan_summary/1"
SCORECARD, FINDINGS, SUMMARY = "scorecard.csv", "findings.csv", "summary.json"
_FINDING_COLUMNS = ("file", "row", "column", "code", "severity", "message_id", "message_en")
_COLUMNS = ("name", "actions", "funded", "ceiling", "indicators", "measured", "lacks")
# By what the parts are shown: policy directions, or what the plan has in their place.
_BY: tuple[PartKind, ...] = ("policy_direction", "objective", "programme")
# Of a table its reader has told these, with row and column.
_READ = frozenset({"planning.direction_missing", "planning.cell_unread", "planning.number_ambiguous"})
_MOST = 10  # codes of findings on the screen; the file has them all


@frozen
class Found:
    """A finding and the file that it is about, "" for the plan as a whole; ``about`` is the indicator that it is of."""

    file: str
    finding: Finding
    about: str = ""


def show_plan(options: PlanOptions) -> int:
    """Return the status of the command: 0, 1 with ``--strict`` and errors, 2 when the input cannot be used."""
    found: list[Found] = []
    card = _measured(options, found)
    found += _of_plan(options.file, card.report)
    found += _of_rows(options.file, card)
    files = () if options.out is None else _written(options.out, card, found)
    put(_page(card, found, files, options.lang))
    return found_errors(options, errors=any(one.finding.severity == "error" for one in found))


# --------------------------------------------------------------------------------------------------------------- input


def _of_plan(path: Path, noticed: Report) -> list[Found]:
    """Return what is to be known of the plan as a whole, with the line of its file where that has one."""
    findings = placed(noticed, path.read_text(encoding="utf-8")) if _is_toml(path) else tuple(noticed)
    return [Found("" if one.row is None else path.name, one) for one in findings]


def _of_rows(path: Path, card: Scorecard) -> Iterator[Found]:
    """Yield what keeps an indicator from being measured, or makes its figure doubtful."""
    text = path.read_text(encoding="utf-8") if _is_toml(path) else None
    for row in card.rows:
        notes = [
            evolve(note, path=row.placed.path)
            for note in dict.fromkeys((*row.notes, *row.achievement.notes))
            if note.severity != "info" and (text is not None or note.code not in _READ)
        ]
        for note in notes if text is None else placed(notes, text):
            yield Found("" if note.row is None else path.name, note, row.indicator.name)


def _is_toml(path: Path) -> bool:
    return path.suffix.casefold() == ".toml"


def _measured(options: PlanOptions, found: list[Found]) -> Scorecard:
    for header, role in options.mapping.items():
        if role not in roles():
            raise UsageError("cli.not_one_of", option="--map", got=f"{header}={role}", known=roles())
    plan, reports, more = _plan(options, found)
    for path in (options.realisations, options.budget):
        if path is None:
            continue
        came, money = _beside(path, plan, options, found)
        # A table of money may repeat the values; those of the report count.
        reports = [*reports, *came] if path == options.realisations else reports
        more = [*more, *money]
    if not reports:
        tell("cli.plan_no_reports", options.lang)
    on = day(options)
    joined, left = with_money(plan, more)
    return evaluate(joined, reports, on=on, budget=left)


def _plan(
    options: PlanOptions, found: list[Found]
) -> tuple[Plan | ActionPlan, Sequence[Realisation], Sequence[Budget]]:
    path = options.file
    if _is_toml(path):
        try:
            plan, report = load(path, decimal=options.decimal)
        except data.DataError as error:
            raise UsageError("cli.plan_unusable", detail=words(error, options.lang)) from None
        noticed = placed(report, path.read_text(encoding="utf-8"))
        found += [Found(path.name, one) for one in noticed]
        if plan is None:
            _complain_of(path, [one for one in noticed if one.severity == "error"], options.lang)
        return plan, (), ()
    table = _table(path, None, options, kind=options.kind)
    found += [Found(path.name, one) for one in table.findings]
    if table.plan is None:
        counts = {name: len(getattr(table, name)) for name in ("realisations", "budgets", "series")}
        raise UsageError("cli.plan_no_plan", file=excerpt(path.name), **counts)
    return table.plan, table.realisations, ()


def _table(path: Path, plan: Plan | ActionPlan | None, options: PlanOptions, kind: str | None) -> PlanTable:
    own = plan is None
    return read(
        path,
        kind,
        plan=plan,
        year=options.year,
        direction=options.direction if own else None,
        accumulation=options.accumulation if own else None,
        decimal=options.decimal,
        mapping=options.mapping,
        sheet=options.sheet if own else None,
        table=options.table if own else None,
    )


def _beside(
    path: Path, plan: Plan | ActionPlan, options: PlanOptions, found: list[Found]
) -> tuple[Sequence[Realisation], Sequence[Budget]]:
    """Return what a file beside the plan reports."""
    if not _is_toml(path):
        table = _table(path, plan, options, "realisations" if path == options.realisations else None)
        found += [Found(path.name, one) for one in table.findings]
        return table.realisations, table.budgets
    try:
        content = data.read_toml(path)
    except data.DataError as error:
        raise UsageError("cli.plan_unusable", detail=words(error, options.lang)) from None
    came = _structured(Realisation, content, "realisations", path, options, found)
    return came, _structured(Budget, content, "budgets", path, options, found)


def _structured(
    kind: type[Any], content: Mapping[str, Any], name: str, path: Path, options: PlanOptions, found: list[Found]
) -> list[Any]:
    made = []
    for place, one in enumerate(content.get(name, ())):
        record, report = structure(kind, one, decimal=options.decimal)
        told = placed(
            [Finding(each.code, each.severity, (name, place, *each.path), each.params) for each in report],
            path.read_text(encoding="utf-8"),
        )
        found += [Found(path.name, each) for each in told]
        if record is None:
            _complain_of(path, told, options.lang)
        made.append(record)
    return made


def _complain_of(path: Path, findings: Sequence[Finding], lang: Lang) -> NoReturn:
    """Say what is wrong with a file, each with its place in it, and give up."""
    for one in findings:
        place = f"{excerpt(path.name)} "
        if one.row is not None:
            place = messages.render("cli.plan_in_file", {"file": excerpt(path.name), "row": one.row}, lang)
        tell("cli.plan_unusable", lang, detail=f"{place}{one.where}: {one.message(lang)}")
    raise ToldError


# -------------------------------------------------------------------------------------------------------------- output


def _parts(card: Scorecard) -> tuple[PartKind, tuple[Coverage, ...]]:
    for by in _BY:
        parts = card.coverage(by)
        if parts:
            return by, parts
    return _BY[0], ()


def _page(card: Scorecard, found: Sequence[Found], files: Sequence[Path], lang: Lang) -> Iterator[Part]:
    def text(code: str, **params: Any) -> str:
        return messages.render(f"cli.{code}", params, lang)

    plan = card.plan
    lines = [text("plan_heading", plan=plan.title or plan.id, kind=plan.kind, day=card.on), card.total.text(lang)]
    if card.money is not None:
        lines.append(card.money.text(lang))
    yield "\n".join(lines)
    rated = [(name or text("plan_unrated"), number(count, lang)) for name, count in card.ratings.items() if count]
    title = text("plan_ratings", scale=card.choices.scale)
    yield Grid(title, (text("plan_rating"), text("plan_indicators")), tuple(rated))
    by, parts = _parts(card)
    if parts:
        header = tuple(messages.render(f"planning.coverage.{name}", {}, lang) for name in _COLUMNS)
        yield Grid(text(f"plan_parts.{by}"), header, tuple(part.cells(lang) for part in parts))
        lacking = tuple(f"{part.name} ({part.cells(lang)[-1]})" for part in parts if part.lacks)
        yield text("plan_starving", parts="; ".join(lacking)) if lacking else text("plan_fed")
    if found:
        yield _noticed(found, lang)
    yield "\n".join((text("written"), *(f"- {path}" for path in files))) if files else text("plan_not_written")


def _noticed(found: Sequence[Found], lang: Lang) -> str:
    """Return the findings by code, the gravest first, each with one example and its place."""
    counts = Counter(one.finding.code for one in found)
    example: dict[str, Found] = {}
    for one in found:
        example.setdefault(one.finding.code, one)
    order = sorted(counts, key=lambda code: (SEVERITIES.index(example[code].finding.severity), -counts[code], code))
    lines = [messages.render("cli.findings", {"count": len(found)}, lang)]
    for code in order[:_MOST]:
        one = example[code]
        place = ""
        if one.finding.row is not None:
            place = messages.render("cli.plan_in_file", {"file": excerpt(one.file), "row": one.finding.row}, lang)
        if one.about:
            place += f"{excerpt(one.about)}: "
        severity = messages.render(f"cli.severity.{one.finding.severity}", {}, lang)
        lines.append(f"- {code} ({severity}, {number(counts[code], lang)}×): {place}{one.finding.message(lang)}")
    if len(order) > _MOST:
        lines.append(messages.render("cli.more_findings", {"count": len(order) - _MOST}, lang))
    return "\n".join(lines)


def summary(card: Scorecard, found: Sequence[Found]) -> dict[str, Any]:
    """Return what came of a plan as plain JSON values, without its rows."""
    by, parts = _parts(card)
    told = card.to_dict()
    severities = Counter(one.finding.severity for one in found)
    return {
        "schema": SCHEMA,
        "plut_kumkm": version(),
        **{name: told[name] for name in ("plan", "on", "choices", "total", "ratings", "money", "absorption_percent")},
        "parts": {"by": by, "coverage": [one.to_dict() for one in parts]},
        "findings_by_severity": {name: severities[name] for name in SEVERITIES},
        "findings_by_code": dict(sorted(Counter(one.finding.code for one in found).items())),
    }


def _written(folder: Path, card: Scorecard, found: Sequence[Found]) -> tuple[Path, ...]:
    """Return the three files, put in their places when all of them are complete."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Path] = {}
    try:
        for name in (SCORECARD, FINDINGS, SUMMARY):
            made[name] = folder / f".{name}.{token_hex(4)}.tmp"
        rows = card.to_records()
        header = list(rows[0]) if rows else ["indicator"]
        _csv(made[SCORECARD], header, [[row[name] for name in header] for row in rows])
        _csv(made[FINDINGS], _FINDING_COLUMNS, [_finding(one) for one in found])
        with made[SUMMARY].open("x", encoding="utf-8") as file:
            json.dump(summary(card, found), file, ensure_ascii=False, indent=2)
        return tuple(path.replace(folder / name) for name, path in made.items())
    finally:
        for path in made.values():
            path.unlink(missing_ok=True)


def _finding(one: Found) -> tuple[Any, ...]:
    found = one.finding
    column = found.column or (found.where if found.path else "")
    return one.file, found.row, column, found.code, found.severity, found.message("id"), found.message("en")


def _csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Any) -> Any:
    """Return a value as a cell: no formula, and words of JSON for yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, str) else value
