"""How a command ends: its status, and what is said of whatever stopped it, in one place for every command.

0: done; 1: done, and ``--strict`` found errors; 2: the input or the command cannot be used; 130: stopped by the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from plut_kumkm.base import messages
from plut_kumkm.base.findings import ValidationError
from plut_kumkm.cli.parsing.options import (
    CheckOptions,
    LintOptions,
    MobilityOptions,
    PathwayOptions,
    PlanOptions,
    UsageError,
)
from plut_kumkm.cli.showing.printing import complain, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.cli.parsing.options import Options

DONE, FOUND, UNUSABLE, STOPPED = 0, 1, 2, 130

Asked = TypeVar("Asked", bound="Options")


class ToldError(Exception):
    """The input cannot be used, and the user was told why."""


def found_errors(options: CheckOptions | PlanOptions, *, errors: bool) -> int:
    """Return the status of a command that is done: with ``--strict`` errors that were found are no good end."""
    return FOUND if options.strict and errors else DONE


def answered(do: Callable[[Asked], int], options: Asked) -> int:
    """Return the status of ``do(options)``; of what the user can mend, say what it is and return 2."""
    try:
        return do(options)
    except ToldError:
        pass
    except UsageError as error:
        tell(error.code, options.lang, **error.params)
    except ValidationError as error:
        complain(error, options.lang)
    except BrokenPipeError:
        raise
    except OSError as error:
        if not isinstance(options, CheckOptions | PlanOptions):
            raise
        _out_of_reach(options, error)
    except ValueError as error:
        # Some commands hand words of the user on: a year, a formula, a breakdown, a rule. In the others only a law of
        # the user's own can be at fault: it is no TOML of this kind, or has criteria for which there are no facts.
        handed_on = isinstance(options, LintOptions | MobilityOptions | PathwayOptions)
        if not handed_on and getattr(options, "law", None) is None:
            raise
        tell("cli.refused" if handed_on else "cli.law", options.lang, detail=words(error, options.lang))
    return UNUSABLE


def _out_of_reach(options: CheckOptions | PlanOptions, error: OSError) -> None:
    """Say why a file could not be read or written."""
    from plut_kumkm.tables.formats.reasons import because

    if options.out is not None:
        tell("cli.unwritable", options.lang, folder=str(options.out), reason=because(error))
    else:
        tell("cli.unreadable", options.lang, file=str(options.file), reason=because(error))


def words(error: ValueError, lang: Lang) -> str:
    """Return what an error says: in the language of the user where that is known."""
    code = getattr(error, "code", "")
    return messages.render(code, getattr(error, "params", {}), lang) if code else str(error)
