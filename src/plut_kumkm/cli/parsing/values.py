"""The words behind an option: days, years, numbers, pairs, and words of a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.periods import FIRST_YEAR, LAST_YEAR, parse_date
from plut_kumkm.cli.parsing.options import UsageError


def path(text: str | None) -> Path | None:
    """Return a path, ``None`` where none was given."""
    return None if text is None else Path(text)


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


def pair(text: str) -> tuple[str, str]:
    """Return the header and the field of ``HEADER=FIELD``."""
    # The last sign parts them: a header may have one of its own, a field has none.
    header, sign, field = text.rpartition("=")
    if not sign or not header.strip() or not field.strip():
        raise UsageError("cli.map", got=text)
    return header.strip(), field.strip()
