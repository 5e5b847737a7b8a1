"""What a cell can say: a value, nothing (``None``), or a ``Problem``, which may carry a value to keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from plut_kumkm.base.findings import Severity

Reader = Callable[[str], Any]
# Reads plain cells of a column together, or returns ``None``: one of them is not plain.
Many = Callable[[Sequence[str]], "list[Any] | None"]
Dash = Literal["missing", "zero"]


# What stands in a cell that nobody filled. "0" among them only where a zero cannot be meant.
_ABSENT = frozenset((
    *("n/a", "na", "null", "none", "nan", "nil", "kosong", "(kosong)", "belum diisi", "belum disi"),
    *("belum terisi", "tidak diketahui", "tidak tersedia", "tidak terdefinisi", "tak terdefinisi"),
    *("belum ada data", "belum tersedia"),
))  # fmt: skip
# Zero, or not asked? A program cannot tell.
DASHES = frozenset(("-", "--", "---", "–", "—", "tidak ada", "nihil", "rp -", "rp-", "rp. -"))
# What a spreadsheet shows where a formula has no result.
_ERRORS = frozenset((
    *("#ref!", "#div/0!", "#n/a", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data"),
    *("#field!", "#blocked!", "#unknown!", "#connect!", "#busy!", "#error!"),
))  # fmt: skip
# In a text a lone zero says nothing either.
NOTHING = _ABSENT | DASHES | _ERRORS | {"", "0"}
_LONGEST_CACHE = 8192
# Up to so many texts in a column, looking them up is quicker than reading them together.
_FEW_TEXTS = 256


class Problem:
    """Why a cell was not read, or is doubtful; ``value`` is kept where there is one."""

    __slots__ = ("code", "params", "severity", "value")

    def __init__(self, code: str, value: Any = None, severity: Severity = "error", **params: Any) -> None:
        self.code, self.value, self.params = code, value, params
        self.severity: Severity = severity


class Fence(NamedTuple):
    """Between which amounts a column lies, and its bulk: outside ``edge`` and ``high`` a slip of 1,000 is looked for.

    Below ``low`` a value stands apart by itself; from there to ``edge`` only its row can say so.
    """

    low: int
    edge: int
    high: int
    bulk_low: int
    bulk_high: int


class Cells(dict[str, Any]):
    """What the cells of one column say: looked up one by one, or many together, which costs a fifth.

    Texts are read on first sight. How many are remembered is bounded, because they may all differ.
    """

    __slots__ = ("_differ", "_many", "_read")

    def __init__(self, read: Reader, many: Many | None = None) -> None:
        super().__init__()
        self._read, self._many, self._differ = read, many, False

    def __missing__(self, text: str) -> Any:
        value = self._read(text)
        if len(self) < _LONGEST_CACHE:
            self[text] = value
        return value

    def many(self, texts: Sequence[str]) -> list[Any]:
        """Return the value, ``None`` or ``Problem`` of each text."""
        if self._differ and self._many is not None and (values := self._many(texts)) is not None:
            return values
        # A full cache belongs to a column whose cells differ: looking them up first would be in vain.
        values = list(map(self._read if len(self) >= _LONGEST_CACHE else self.__getitem__, texts))
        self._differ = len(self) > _FEW_TEXTS
        return values


def is_absent(text: str) -> bool:
    """Return whether a cell says nothing: blank, a dash, a word for "no data", or the error of a formula."""
    plain = text.strip().casefold()
    return not plain or plain in DASHES or plain in _ABSENT or plain in _ERRORS


def gap(folded: str) -> Problem | None:
    """Return what a cell that says nothing is: the error of a formula is to be mended, all else is not known.

    Args:
        folded: the cell, trimmed, in small letters.
    """
    return Problem("cell.error", error=folded.upper()) if folded in _ERRORS else None
