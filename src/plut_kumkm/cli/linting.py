"""``plut-kumkm lint``: what is wrong with a plan, with what was reported of it, and with claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.lint import Suppression
from plut_kumkm.cli.evaluating import DONE, UNUSABLE
from plut_kumkm.cli.showing.printing import complain, tell
from plut_kumkm.law.books import load
from plut_kumkm.planning.linting.listing import Lintable, load_lintable
from plut_kumkm.tables.formats.reasons import because

if TYPE_CHECKING:
    from plut_kumkm.cli.parsing.options import LintOptions


def show_lint(options: LintOptions) -> int:
    """Return the status of the command: 0, 1 where something must be mended, 2 when the file cannot be read."""
    lang = options.lang
    try:
        given = _read(options)
        if given is None:
            return UNUSABLE
        report = given.lint(
            on=options.on, select=options.select or None, ignore=options.ignore,
            suppress=[Suppression(rule, reason, where) for rule, where, reason in options.suppress],
            law=None if options.law is None else load(options.law),
        )  # fmt: skip
    except ValidationError as error:
        complain(error, lang)
        return UNUSABLE
    except ValueError as error:
        # No TOML, a rule that is not there, or a law that is none.
        tell("cli.refused", lang, detail=str(error))
        return UNUSABLE
    match options.form:
        case "json":
            print(report.to_json())
        case "github":
            print(report.to_github(str(options.file), lang))
        case _:
            print(report.to_text(lang))
    return report.exit_status() or DONE


def _read(options: LintOptions) -> Lintable | None:
    """Return what the file holds; where that is nothing, or of a form that cannot be read, say why."""
    try:
        options.file.open("rb").close()
    except OSError as error:
        tell("cli.lint_file", options.lang, file=options.file.name, reason=because(error))
        return None
    if options.file.suffix.casefold() != ".toml":
        from plut_kumkm import planning

        read = planning.read(options.file, sheet=options.sheet, table=options.table)
        return Lintable(read.plan, read.realisations, read.budgets)
    given, found = load_lintable(options.file)
    if given is None:
        for one in found:
            tell("cli.lint_form", options.lang, where=one.where, detail=one.message(options.lang))
    elif given == Lintable(None):
        tell("cli.lint_empty", options.lang, file=options.file.name)
        return None
    return given
