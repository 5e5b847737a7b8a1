"""The three result files: written beside their places, and put there only when all of them are complete."""

from __future__ import annotations

import csv
import json
import re
from contextlib import ExitStack, suppress
from secrets import token_hex
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from plut_kumkm.base.findings import Finding

RESULTS, FINDINGS, SUMMARY = "results.csv", "findings.csv", "summary.json"
RESULT_COLUMNS = (
    "row", "id", "name", "year", "tier", "status", "basis", "reading", "conflict", "is_umkm", "needs", "findings",
)  # fmt: skip
# Last of all, where the places of a source have codes.
REGION_COLUMN = "region_code"
FINDING_COLUMNS = ("row", "column", "code", "severity", "message_id", "message_en")
_FORMULA = frozenset("=+-@\t\r\n")
_MANY = 500  # pairs of messages to be remembered


_ODD = re.compile(r'^[=+\-@\t]|[",\r\n]').search
_QUOTED = re.compile(r'[",\r\n]').search


def plain(text: str) -> str:
    """Return text as a cell that no spreadsheet takes for a formula.

    >>> plain("=SUM(A1)"), plain("Batik Ayu"), plain("")
    ("'=SUM(A1)", 'Batik Ayu', '')
    """
    return "'" + text if text and text[0] in _FORMULA else text


def cell(text: str | None) -> str:
    """Return text as it stands in a line of CSV: no formula, and quoted where that is needed.

    Written out because of its speed: handing every line to ``csv`` took a fifth of the whole evaluation.

    >>> print(cell('Warung "Ayu", Malang'), cell("-"), cell(None), sep="|")
    "Warung ""Ayu"", Malang"|'-|
    """
    if not text:
        return ""
    if not _ODD(text):
        return text
    text = plain(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED(text) else text


class Files:
    """Writes the result files into ``folder``; used as a context, which removes what is not complete.

    The folder is made if need be. Files of an earlier run stay as they are until ``finish``. ``header`` names the
    columns of the file of lines; without it there is none, only what was found and the counts.

    Raises:
        OSError: the folder cannot be made or written to.
    """

    def __init__(self, folder: Path, header: Sequence[str] | None = RESULT_COLUMNS) -> None:
        self.folder = folder
        self._header = header
        self._results: IO[str] | None = None
        self._stack = ExitStack()
        self._made: dict[str, Path] = {}
        self._texts: dict[Any, tuple[str, str]] = {}

    def __enter__(self) -> Files:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._header is not None:
                self._results = self._open(RESULTS)
                self.results((",".join(self._header),))
            self._findings = csv.writer(self._open(FINDINGS), lineterminator="\n")
            self._findings.writerow(FINDING_COLUMNS)
        except BaseException:
            self._discard()
            raise
        return self

    def _open(self, name: str) -> IO[str]:
        # In the same folder, since only within one file system is a rename a single step.
        path = self.folder / f".{name}.{token_hex(4)}.tmp"
        file = path.open("x", encoding="utf-8", errors="replace", newline="")
        self._stack.callback(file.close)
        self._made[name] = path
        return file

    def results(self, lines: Sequence[str]) -> None:
        """Take some lines of ``results.csv``, made of cells."""
        if lines and self._results is not None:
            self._results.write("\n".join(lines) + "\n")

    def finding(self, found: Finding) -> None:
        """Take one line of ``findings.csv``."""
        indonesian, english = self._messages(found)
        row = "" if found.row is None else found.row
        self._findings.writerow(
            (row, plain(found.column or ""), found.code, found.severity, plain(indonesian), plain(english))
        )

    def _messages(self, found: Finding) -> tuple[str, str]:
        # Most findings of a file repeat a few texts, and filling in a text costs more than all else about a row.
        key = (found.code, *found.params.values())
        try:
            texts = self._texts.get(key)
        except TypeError:  # a list among the params
            return found.message("id"), found.message("en")
        if texts is None:
            if len(self._texts) >= _MANY:
                self._texts.clear()
            texts = self._texts[key] = (found.message("id"), found.message("en"))
        return texts

    def finish(self, summary: Mapping[str, Any]) -> tuple[Path, ...]:
        """Write ``summary``, put the files in their places, and return where they are."""
        json.dump(summary, self._open(SUMMARY), ensure_ascii=False, indent=2)
        self._stack.close()
        places = []
        for name in (RESULTS, FINDINGS, SUMMARY):
            if name in self._made:
                place = self.folder / name
                self._made.pop(name).replace(place)
                places.append(place)
        return tuple(places)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._discard()

    def _discard(self) -> None:
        with suppress(OSError):
            self._stack.close()
        for path in self._made.values():
            with suppress(OSError):
                path.unlink()
        self._made.clear()
