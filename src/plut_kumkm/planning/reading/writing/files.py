"""Tables of plans as files: delimited text or a workbook, with the header records that offices use."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any

from plut_kumkm.base.show import no_formula
from plut_kumkm.planning.reading.writing.flat import Flat, Key
from plut_kumkm.planning.reading.writing.forms import EvaluationForm
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Realisation

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:,[0-9]{1,12})?").fullmatch
_DIGITS = 15  # that a spreadsheet keeps of a number
_GROUPS = {
    "target": "Target kinerja dan pendanaan", "ceiling": "Target kinerja dan pendanaan",
    **dict.fromkeys(("realisation", "preliminary", "prognosis", "spent"), "Realisasi kinerja dan anggaran"),
}  # fmt: skip
_LOWEST = {
    "target": "Target", "ceiling": "Rp", "realisation": "K", "preliminary": "K sementara", "prognosis": "K prognosis",
    "spent": "Rp",
}  # fmt: skip
_ENDINGS = (".csv", ".xlsx")


def write(
    table: Plan | ActionPlan | EvaluationForm,
    path: str | Path,
    *,
    realisations: Iterable[Realisation] = (),
) -> Path:
    """Return the path of the file into which a plan, or an evaluation form, was written.

    A plan gets three header records, a column for each part, and for each period ``Target`` and ``Rp``, what came of
    it as ``K`` and ``Rp``; ``read`` reads it back. No cell is one that a spreadsheet calculates.

    Args:
        table: the plan or the form.
        path: a ``.csv`` or ``.xlsx`` file; one that is there is replaced when the new one is complete.
        realisations: what came of a plan, to stand beside it.

    Raises:
        ValueError: the ending is another.
        TypeError: ``table`` is neither.
        ModuleNotFoundError: a workbook is asked for and xlsxwriter is not installed; the message names the extra.
        OSError: the file cannot be written.
    """
    place = Path(path)
    if place.suffix.casefold() not in _ENDINGS:
        raise ValueError(f"a table is written as {' or '.join(_ENDINGS)}, not as {place.suffix!r}")
    if isinstance(table, EvaluationForm):
        records: list[Sequence[str]] = [table.header, *table.rows]
        depth = 1
    elif isinstance(table, Plan | ActionPlan):
        records, depth = _plan(Flat(table, realisations), table.title)
    else:
        raise TypeError(f"table must be a Plan, an ActionPlan or an EvaluationForm, not {type(table).__name__}")
    made = place.with_name(f".{place.name}.{token_hex(4)}.tmp")
    try:
        (_csv if place.suffix.casefold() == ".csv" else _xlsx)(made, records, depth)
        made.replace(place)
    finally:
        made.unlink(missing_ok=True)
    return place


def _plan(flat: Flat, title: str | None) -> tuple[list[Sequence[str]], int]:
    """Return the records of a plan, and how many of them are its header."""
    planned: list[Key] = [key for key in flat.figures() if key[0] in ("target", "ceiling")]
    reported: list[Key] = [key for key in flat.figures() if key[0] not in ("target", "ceiling")]
    end: list[Key] = [("end", None)] if ("end", None) in flat.used else []
    fixed = list(flat.fixed())
    keys = [*fixed, *planned, *end, *reported]
    top: list[str] = []
    middle: list[str] = []
    lowest: list[str] = []
    before: Key | None = None
    for key in keys:
        name, period = key
        if period is None:
            top.append(flat.header(key))
            middle.append("")
            lowest.append("")
        else:
            same = before is not None and before[1] is not None and _GROUPS[before[0]] == _GROUPS[name]
            top.append("" if same else _GROUPS[name])
            middle.append("" if same and before is not None and before[1] == period else _over(period.label()))
            lowest.append(_LOWEST[name])
        before = key
    header = [top, middle, lowest] if planned or reported else [top]
    titles: list[Sequence[str]] = [] if title is None else [[title]]
    rows = [[row.get(key, "") for key in keys] for row in flat.rows]
    return [*titles, *header, *rows], len(titles) + len(header)


def _over(label: str) -> str:
    return f"Tahun {label}" if label.isdigit() else label


def _csv(path: Path, records: Sequence[Sequence[str]], depth: int) -> None:
    del depth  # text alone has no look
    with path.open("x", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([no_formula(cell) for cell in record] for record in records)


def _xlsx(path: Path, records: Sequence[Sequence[str]], depth: int) -> None:
    try:
        import xlsxwriter  # type: ignore[import-untyped] # the package ships no types
    except ModuleNotFoundError:
        raise ModuleNotFoundError("a workbook needs xlsxwriter: pip install 'plut_kumkm[excel]'") from None
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    # The library types nothing of its own.
    book: Any = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet("Rencana")
    bold = book.add_format({"bold": True, "text_wrap": True})
    for row, record in enumerate(records):
        for column, text in enumerate(record):
            if row >= depth and _NUMBER(text) and sum(map(str.isdigit, text)) <= _DIGITS:
                sheet.write_number(row, column, float(text.replace(",", ".")))
            elif text:
                sheet.write_string(row, column, text, bold if row < depth else None)
    sheet.freeze_panes(depth, 0)
    book.close()
