"""What a file is, told by its first bytes and by its ending, and which of its tables is meant."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from plut_kumkm.base import messages
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.grids import LIMITS, Found, refuse
from plut_kumkm.tables.formats.reasons import Reason, because

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.tables.formats.grids import Grid, Limits

__all__ = ["Kind", "find_source", "refuse"]

_WORKBOOK = "workbook"
_WORKBOOKS = ("xlsx", "xlsb", "xls", "ods")

_ENDINGS = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), "text"),
    **dict.fromkeys((".jsonl", ".ndjson"), "lines"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), _WORKBOOK),
    **dict.fromkeys((".html", ".htm"), "html"),
    ".sql": "sql",
    ".json": "json",
    ".parquet": "parquet",
}
_HEAD = 1 << 13
_PARQUET = b"PAR1"
# Zip, also without parts; and OLE. Not the letters PK alone: they may begin a header.
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|table|meta|style)\b").search
# The XML in which Excel 2003 could write a workbook.
_OLD_XML = "urn:schemas-microsoft-com:office:spreadsheet"


class Kind(str):
    """What a file is, as a message writes it."""

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the kind in words."""
        return messages.render(f"table.kind.{self}", {}, lang)


def find_source(
    path: Path, *, sheet: str | int | None = None, table: int | None = None, limits: Limits = LIMITS
) -> Found:
    """Return where the records of ``path`` come from.

    Args:
        path: the file.
        sheet: which sheet, by name or number from 1; for files that hold several tables without sheets, which table.
        table: which of the tables on that sheet, from 1.
        limits: how much is read.

    Raises:
        ValidationError: it is missing, empty, damaged, too large, of a kind that is not read, or has no such table.
    """
    if "\0" in str(path):
        # Python would raise ValueError: no system has such a file.
        refuse("table.unreadable", path, reason=Reason("nul"))
    ending = path.suffix.casefold()
    said = _ENDINGS.get(ending)
    if said is None and path.is_dir():
        refuse("table.unreadable", path, reason=Reason("is_folder"))
    if said is None:
        refuse("table.ending", path, ending=excerpt(ending), known=", ".join(sorted(_ENDINGS)))
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        refuse("table.unreadable", path, reason=because(error))
    kind = _kind(path, said, head, limits)
    notes: tuple[Finding, ...] = ()
    if (_WORKBOOK if kind in _WORKBOOKS else kind) != said:
        params = {"file": excerpt(path.name), "ending": excerpt(ending), "kind": Kind(kind)}
        notes = (Finding("table.other_kind", "warning", (), params),)
    # A reader is imported when there is something for it to read.
    if kind in ("text", "lines"):
        if sheet is not None or table not in (None, 1):
            refuse("sheet.no_sheets", path)
        from plut_kumkm.tables.formats.delimited import find_text

        return Found(find_text(path, lines=kind == "lines", notes=notes))
    from plut_kumkm.tables.formats.choosing import choose

    return choose(path, _grids(path, kind, limits), sheet, table, notes)


def _kind(path: Path, said: str, head: bytes, limits: Limits) -> str:
    """Return what the first bytes are: programs export text under the ending of a workbook, people rename files."""
    if head.startswith(_ARCHIVES):
        from plut_kumkm.tables.formats.workbook import kind_of

        if (workbook := kind_of(path, head, limits)) is not None:
            return workbook
    if head.startswith(_PARQUET):
        return "parquet"
    text = head.decode("utf-8", "replace").replace("\0", "").casefold()
    if said in ("workbook", "text") and _MARKUP(text):
        return "html"
    if said != _WORKBOOK:
        return said
    if _OLD_XML in text:
        refuse("workbook.old_xml", path)
    if not head.strip():
        refuse("table.empty", path)
    if head.startswith(_ARCHIVES) or (head.count(0) and not head.startswith(_UTF_16)):
        refuse("workbook.damaged", path, reason=Reason("no_workbook"))
    return "text"


def _grids(path: Path, kind: str, limits: Limits) -> Sequence[Grid]:
    if kind in _WORKBOOKS:
        from plut_kumkm.tables.formats import workbook

        return workbook.grids(path, kind, limits)
    if kind == "html":
        from plut_kumkm.tables.formats.markup import html

        return html.grids(path, limits)
    if kind == "sql":
        from plut_kumkm.tables.formats.dumps import sql

        return sql.grids(path, limits)
    if kind == "json":
        from plut_kumkm.tables.formats.trees import json_tree

        return json_tree.grids(path, limits)
    from plut_kumkm.tables.formats import parquet

    return parquet.grids(path, limits)
