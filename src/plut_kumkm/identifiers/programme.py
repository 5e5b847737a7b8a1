"""Codes of programmes in regional government: the nomenclature that plans and budgets share.

| part | digits | Indonesian |
|---|---|---|
| 1 | 1 | urusan |
| 2 | 2 | bidang urusan |
| 3 | 2 | program |
| 4 | 1.2 | kegiatan: level (1 province, 2 kabupaten or kota) and number |
| 5 | 2 or 4 | subkegiatan |

A code may end after any part. An account code that follows a subkegiatan is cut off before matching.

Source:
    Permendagri 90/2019 and its updates, Kepmendagri 050-5889/2021, Kepmendagri 900.1.15.5-1317/2023; the pattern from
    public code (secondary). That two digits of the subkegiatan became four with the last of these is unverified.

>>> validate("2.17.08.2.01.0015"), format(" 2.17.08.2.01. ")
('2.17.08.2.01.0015', '2.17.08.2.01')
>>> is_valid("2.17.08.3.01")  # a level 3 does not exist
False
>>> found = parse("2.17.07.2.01.04.5.1.02.04.01.0003")
>>> found.number, found.level, found.programme, [one.code for one in found.findings]
('2.17.07.2.01.04', 'subactivity', '2.17.07', ['programme.account', 'programme.short_subactivity'])
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from plut_kumkm.identifiers import frame

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings

Level = Literal["affair", "field", "programme", "activity", "subactivity"]
LEVELS: tuple[Level, ...] = ("affair", "field", "programme", "activity", "subactivity")

_KIND = frame.Kind("programme")
_SHAPE = re.compile(
    r"([1-9])(?:(\.[0-9]{2})(?:(\.[0-9]{2})(?:(\.[0-9]\.[0-9]{2})(\.[0-9]{2}|\.[0-9]{4})?)?)?)?"
).fullmatch
_ACCOUNT = re.compile(
    r"([1-9](?:\.[0-9]{2}){2}\.[0-9]\.[0-9]{2}\.(?:[0-9]{4}|[0-9]{2}))\.[1-9](?:\.[0-9]{1,4})*"
).fullmatch
_PLACEHOLDER = re.compile(r"X(?:\.(?:XX|[0-9]{1,4}))+").fullmatch
_SUPPORT = "01"


@frozen(kw_only=True)
class Programme(frame.Parsed):
    """A code of the nomenclature and the codes above it."""

    level: Level

    @property
    def programme(self) -> str | None:
        """The code of the program, or ``None`` above it."""
        return self._head(3)

    @property
    def activity(self) -> str | None:
        """The code of the kegiatan, or ``None`` above it."""
        return self._head(5)

    @property
    def field(self) -> str | None:
        """The code of the bidang urusan, or ``None`` for an urusan."""
        return self._head(2)

    @property
    def government(self) -> Literal["province", "regency"] | None:
        """Whose activity it is, or ``None`` above the kegiatan."""
        activity = self._head(5)
        if activity is None:
            return None
        return "province" if activity.split(".")[3] == "1" else "regency"

    @property
    def is_support(self) -> bool | None:
        """Whether the program is the one that supports the administration (01 in every bidang), or ``None``."""
        return None if self.programme is None else self.programme.endswith(f".{_SUPPORT}")

    def _head(self, parts: int) -> str | None:
        split = self.number.split(".")
        return ".".join(split[:parts]) if len(split) >= parts else None


def compact(text: str) -> str:
    """Return the code without blanks, a dot at its end and the account code after it."""
    number = frame.tidy(text).replace(" ", "").rstrip(".")
    account = _ACCOUNT(number)
    return account[1] if account else number


def format(text: str) -> str:
    """Return the code as plans print it, which is its compact form."""
    return compact(text)


def _read(text: str) -> Programme | Findings:
    """Read a code of the nomenclature.

    Args:
        text: the code, with its dots.
    """
    notes, number = frame.begin(_KIND, text, compact, digits=False)
    if notes.failed:
        return notes.found
    shape = _SHAPE(number)
    if shape is None:
        notes.error("placeholder" if _PLACEHOLDER(number.upper()) else "form")
    elif shape[4] and shape[4][1] not in "12":
        notes.error("government", digit=shape[4][1])
    if notes.failed or shape is None:
        return notes.found
    if _ACCOUNT(frame.tidy(text).replace(" ", "").rstrip(".")):
        notes.note("warning", "account")
    parts = [part for part in shape.groups() if part]
    if len(parts) == len(LEVELS) and len(parts[-1]) == len(".00"):
        notes.note("info", "short_subactivity")
    return Programme(number=number, level=LEVELS[len(parts) - 1], findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
