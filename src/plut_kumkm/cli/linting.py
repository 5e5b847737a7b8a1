"""``plut-kumkm lint``: what is wrong with a plan, with what was reported of it, and with claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from plut_kumkm.base.lint import Problem, Suppression
from plut_kumkm.base.show import excerpt
from plut_kumkm.cli.asked import law_of
from plut_kumkm.cli.parsing.options import UsageError
from plut_kumkm.cli.showing.printing import tell
from plut_kumkm.cli.status import DONE, ToldError
from plut_kumkm.planning.linting.listing import RULES, Lintable, load_lintable
from plut_kumkm.planning.linting.places import placed
from plut_kumkm.tables.formats.reasons import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plut_kumkm.base.findings import Finding
    from plut_kumkm.base.lint import LintReport
    from plut_kumkm.cli.parsing.options import LintOptions


def show_lint(options: LintOptions) -> int:
    """Return the status of the command: 0, 1 where something must be mended, 2 when the file cannot be read."""
    lang = options.lang
    _known_rules(options)
    law = law_of(options.law)
    given, noticed = _read(options)
    report = given.lint(
        on=options.on, select=options.select or None, ignore=options.ignore,
        suppress=[Suppression(rule, reason, where) for rule, where, reason in options.suppress],
        law=law,
    )  # fmt: skip
    # What could not be read as it stands is as wrong as what the rules find, and no rule sees it any more.
    report = evolve(report, problems=(*(Problem(one.code, one) for one in noticed), *report.problems))
    report = _with_lines(report, options)
    match options.form:
        case "json":
            print(report.to_json())
        case "github":
            print(report.to_github(str(options.file), lang))
        case _:
            print(report.to_text(lang))
    return report.exit_status() or DONE


def _known_rules(options: LintOptions) -> None:
    ids = tuple(rule.id for rule in RULES)
    for option, given in (("--select", options.select), ("--ignore", options.ignore)):
        for one in given:
            if not any(name.startswith(one) for name in ids):
                raise UsageError("cli.not_one_of", option=option, got=one, known=ids)


def _with_lines(report: LintReport, options: LintOptions) -> LintReport:
    """Return the report with the lines of a TOML file; what a table is wrong in has its row already."""
    if not _is_toml(options):
        return report
    text = options.file.read_text(encoding="utf-8")
    found = placed((one.finding for one in report.problems), text)
    passed = placed((one.finding for one, _ in report.suppressed), text)
    return evolve(
        report,
        problems=tuple(evolve(one, finding=each) for one, each in zip(report.problems, found, strict=True)),
        suppressed=tuple(
            (evolve(one, finding=each), by) for (one, by), each in zip(report.suppressed, passed, strict=True)
        ),
    )


def _is_toml(options: LintOptions) -> bool:
    return options.file.suffix.casefold() == ".toml"


def _read(options: LintOptions) -> tuple[Lintable, Sequence[Finding]]:
    """Return what the file holds and what reading a table found; where there is nothing to lint, say why and stop."""
    try:
        options.file.open("rb").close()
    except OSError as error:
        raise UsageError("cli.lint_file", file=options.file.name, reason=because(error)) from None
    if not _is_toml(options):
        from plut_kumkm import planning

        read = planning.read(
            options.file, options.kind, direction=options.direction, accumulation=options.accumulation,
            sheet=options.sheet, table=options.table,
        )  # fmt: skip
        if read.plan is None:
            counts = {name: len(getattr(read, name)) for name in ("realisations", "budgets", "series")}
            raise UsageError("cli.plan_no_plan", file=excerpt(options.file.name), **counts)
        return Lintable(read.plan, read.realisations, read.budgets), read.findings
    given, found = load_lintable(options.file)
    if given is None:
        for one in placed(found, options.file.read_text(encoding="utf-8")):
            where = one.where if one.row is None else f"{one.row}: {one.where}"
            tell("cli.lint_form", options.lang, where=where, detail=one.message(options.lang))
        raise ToldError
    if given == Lintable(None):
        raise UsageError("cli.lint_empty", file=options.file.name)
    return given, ()
