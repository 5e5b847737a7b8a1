"""Where the command starts and ends: arguments in, a status out, and never a traceback for what a user can mend.

0: done; 1: done, and ``--strict`` found errors; 2: the input or the command cannot be used; 130: stopped by the user.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from plut_kumkm.cli.checking import check
from plut_kumkm.cli.classifying import classify
from plut_kumkm.cli.evaluating import evaluate
from plut_kumkm.cli.parsing.arguments import parse, spoken
from plut_kumkm.cli.parsing.options import (
    ClassifyOptions,
    EvaluateOptions,
    Help,
    LawOptions,
    LintOptions,
    MobilityOptions,
    Options,
    PathwayOptions,
    PlanOptions,
    SubsectorOptions,
    UsageError,
    Version,
)
from plut_kumkm.cli.showing.law_table import show_law
from plut_kumkm.cli.showing.printing import tell
from plut_kumkm.cli.status import DONE, STOPPED, UNUSABLE, answered

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Return the status of the command with these arguments, by default those it was started with.

    >>> main(["--version"]) == 0  # doctest: +ELLIPSIS
    plut-kumkm ...
    True
    """
    given = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        # A sign that the terminal does not have is no reason to stop.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    lang = spoken(given)
    try:
        try:
            asked = parse(given, lang)
        except UsageError as error:
            tell(error.code, lang, **error.params)
            return UNUSABLE
        if isinstance(asked, Version | Help):
            print(asked.text)
            status = asked.status
        else:
            status = answered(_done, asked)
        sys.stdout.flush()
    except KeyboardInterrupt:
        tell("cli.stopped", lang)
        return STOPPED
    except BrokenPipeError:
        # Whoever read the output has seen enough; the result files were complete before the first line of it.
        _mute()
        return DONE
    return status


def _done(asked: Options) -> int:
    match asked:
        case LawOptions():
            return show_law(asked)
        case SubsectorOptions():
            # Here, so that no other command waits for the creative economy to be imported.
            from plut_kumkm.cli.subsectors import show_subsectors

            return show_subsectors(asked)
        case LintOptions():
            from plut_kumkm.cli.linting import show_lint

            return show_lint(asked)
        case MobilityOptions():
            from plut_kumkm.cli.naik_kelas import show_mobility

            return show_mobility(asked)
        case PathwayOptions():
            from plut_kumkm.cli.naik_kelas import show_pathway

            return show_pathway(asked)
        case PlanOptions():
            from plut_kumkm.cli.planning import show_plan

            return show_plan(asked)
        case EvaluateOptions():
            return evaluate(asked)
        case ClassifyOptions():
            return classify(asked)
        case _:
            return check(asked)


def _mute() -> None:
    """Send what is still to be written nowhere, or Python would complain about the pipe at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
