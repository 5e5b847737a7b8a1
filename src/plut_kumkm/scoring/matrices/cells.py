"""Cells: what a user writes as one number, read strictly, and why it cannot be read where it cannot."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.numbers import LARGEST, SMALLEST, finite, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark = Literal[",", "."]
MARKS: tuple[Mark, ...] = get_args(Mark)
_TEXT = re.compile(r"([-+]?)(\d+(?:[.,]\d+)*)").fullmatch
_POWER = re.compile(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d+").fullmatch
_DASHES = str.maketrans("−–", "--")
_LONGEST = 60


class Wrong(NamedTuple):
    """Why a cell is no number: the code of a finding, and what fills its text."""

    code: str
    params: dict[str, Any]

    def at(self, *path: str | int, criterion: str, alternative: str) -> Finding:
        """Return the finding, with the place of the cell."""
        return Finding(self.code, "error", path, {"criterion": criterion, "alternative": alternative, **self.params})


def read(value: object, decimal: Mark | None = None) -> float | Wrong | None:
    """Return a cell as a float, ``None`` where it is missing, or why it is neither.

    Missing is ``None`` or blank text alone: NaN is the result of a computation that went wrong as often as it is
    a gap, so it is refused.

    >>> read("0,85"), read(" "), read(7)
    (0.85, None, 7.0)
    >>> read("1.500").code, read(float("nan")).code
    ('scoring.cell_ambiguous', 'scoring.cell_not_finite')
    """
    # The two types of nearly every cell come first.
    if type(value) is float or type(value) is int:
        return _sized(value)
    if value is None:
        return None
    if isinstance(value, str):
        return _read_text(value, decimal)
    if isinstance(value, bool) or not isinstance(value, Real | Decimal | Fraction):
        return _wrong("scoring.cell_type", got=type(value).__name__)
    return _sized(value)


def _sized(value: Any) -> float | Wrong:
    try:
        found = float(value)
    except OverflowError:
        # Not the number itself: it has hundreds of digits.
        return _wrong("scoring.cell_range", got="> 1e308")
    except ValueError:  # Decimal("sNaN")
        return _wrong("scoring.cell_not_finite", got=str(value))
    if not finite(found):
        # A text or a decimal that is finite as it is written leaves the floats; the words for infinity came before.
        written = isinstance(value, str) or (isinstance(value, Decimal) and value.is_finite())
        if not written:
            return _wrong("scoring.cell_not_finite", got=repr(found))
        return _wrong("scoring.cell_range", got=show.excerpt(str(value)))
    if not found and _not_zero(value):
        return _wrong("scoring.cell_range", got="< 1e-300")
    if found and not SMALLEST <= abs(found) <= LARGEST:
        return _wrong("scoring.cell_range", got=repr(found))
    return found


def _not_zero(value: Any) -> bool:
    """Return whether a number that is 0 as a float is another one as it is written."""
    if isinstance(value, str):
        return any(digit in "123456789" for digit in value.lower().partition("e")[0])
    return bool(value)


def _read_text(text: str, decimal: Mark | None) -> float | Wrong | None:
    given = text.strip().translate(_DASHES)
    if not given:
        return None
    if given.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        return _wrong("scoring.cell_not_finite", got=given)
    if len(given) <= _LONGEST and given.isascii():
        if _POWER(given):
            return _sized(given)
        found = _TEXT(given)
        plain = None if found is None else _plain(found[2], decimal)
        if isinstance(plain, tuple):
            first, second = plain
            return _wrong("scoring.cell_ambiguous", got=given, first=first, second=second, count=1)
        if found is not None and plain is not None:
            return _sized(found[1] + plain)
    return _wrong("scoring.cell_form", got=show.excerpt(text))


def _plain(number: str, decimal: Mark | None) -> str | tuple[str, str] | None:
    """Return the number with a decimal point and without groups, its two readings, or ``None`` if it is no number."""
    marks = [sign for sign in number if sign in ".,"]
    if not marks:
        return number
    last = marks[-1]
    head, _, tail = number.rpartition(last)
    if len(set(marks)) == 2:
        # The last mark is the decimal one, and the other one groups.
        fits = marks.count(last) == 1 and _grouped(head, marks[0]) and decimal in (None, last)
        return f"{head.replace(marks[0], '')}.{tail}" if fits else None
    if len(marks) > 1:
        return number.replace(last, "") if _grouped(number, last) and decimal != last else None
    if not _grouped(number, last) or decimal == last:
        return None if decimal is not None and decimal != last else f"{head}.{tail}"
    return (head + tail, f"{head}.{tail}") if decimal is None else head + tail


def _grouped(number: str, mark: str) -> bool:
    head, *groups = number.split(mark)
    return len(head) <= 3 and head[0] != "0" and all(len(group) == 3 and group.isdigit() for group in groups)


def settled(values: Iterable[object]) -> Mark | None:
    """Return the decimal mark that the texts of a column prove, ``None`` where they prove none or both.

    >>> settled(["1.500", "2,75"]), settled(["4.125", "0.5"]), settled(["1.500"])
    (',', '.', None)
    """
    proved: set[Mark] = set()
    for value in values:
        found = _TEXT(value.strip().translate(_DASHES)) if isinstance(value, str) else None
        marks = [] if found is None else [sign for sign in found[2] if sign in ".,"]
        if len(marks) == 1 and found is not None and not _grouped(found[2], marks[0]):
            proved.add("," if marks[0] == "," else ".")
        elif len(marks) > 1:
            # Two marks: the last is the decimal one. One mark repeated: it groups, so the decimal one is the other.
            same = len(set(marks)) == 1
            proved.add("," if (marks[-1] == ",") is not same else ".")
    return proved.pop() if len(proved) == 1 else None


def _wrong(code: str, **params: Any) -> Wrong:
    return Wrong(code, params)


def number(value: object, what: str, *path: str | int, decimal: Mark | None = None) -> float:
    """Return a number that must be there, such as a weight.

    Raises:
        ValidationError: it is missing, or no finite number; ``what`` is named.

    >>> number("0,3", "bobot C1")
    0.3
    """
    found = read(value, decimal)
    if found is None:
        refuse("scoring.number_missing", path, what=what)
    if isinstance(found, Wrong):
        two = found.code == "scoring.cell_ambiguous"
        refuse("scoring.number_ambiguous" if two else "scoring.number_wrong", path, what=what, **found.params)
    return found
