"""The words behind an option: days, years, numbers, pairs, and words of a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.periods import FIRST_YEAR, LAST_YEAR, parse_date
from plut_kumkm.base.show import excerpt
from plut_kumkm.cli.parsing.options import UsageError


def path(text: str | None) -> Path | None:
    """Return a path, ``None`` where none was given."""
    return None if text is None else Path(text)


def readable(option: str, text: str | None) -> Path | None:
    """Return the path of a file that can be opened."""
    if text is None:
        return None
    from plut_kumkm.tables.formats.reasons import Reason, because

    try:
        Path(text).open("rb").close()
    except OSError as error:
        raise UsageError("cli.option_file", option=f"--{option}", file=text, reason=because(error)) from None
    except ValueError:
        # No system has a file with such a sign in its name.
        raise UsageError("cli.option_file", option=f"--{option}", file=excerpt(text), reason=Reason("nul")) from None
    return Path(text)


def word(option: str, value: str | None, known: tuple[str, ...]) -> str | None:
    """Return a word of a list."""
    if value is not None and value not in known:
        raise UsageError("cli.not_one_of", option=f"--{option}", got=value, known=known)
    return value


def day(text: str | None) -> date | None:
    """Return a day, in any form in which one is written."""
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValidationError as error:
        raise UsageError(error.finding.code, **error.finding.params) from None


def year(text: str | None) -> int | None:
    """Return a year of four digits."""
    if text is None:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise UsageError("cli.year", got=text, first=FIRST_YEAR, last=LAST_YEAR)
    return int(text)


def number(option: str, text: str | None) -> int | None:
    """Return a whole number from 1."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise UsageError("cli.number", option=f"--{option}", got=text)
    return int(text)


def words(text: str | None) -> tuple[str, ...]:
    """Return words that commas part."""
    return tuple(word.strip() for word in (text or "").split(",") if word.strip())


def exemption(text: str) -> tuple[str, str | None, str]:
    """Return rule, place and reason of ``PLN001@$.indicators[0]=reason``; without a place it is ``None``."""
    what, sign, reason = text.partition("=")
    rule, at, place = what.strip().partition("@")
    if not sign or not rule or not reason.strip():
        raise UsageError("cli.suppress", got=text)
    return rule, (place if at else None), reason.strip()


def pair(text: str) -> tuple[str, str]:
    """Return the header and the field of ``HEADER=FIELD``."""
    # The last sign parts them: a header may have one of its own, a field has none.
    header, sign, field = text.rpartition("=")
    if not sign or not header.strip() or not field.strip():
        raise UsageError("cli.map", got=text)
    return header.strip(), field.strip()
