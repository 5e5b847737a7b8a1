"""Help that enterprises received, read from a table: who, in which programme, of which kind, when, at what cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data, show
from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.money import read_amount
from plut_kumkm.base.periods import parse_date
from plut_kumkm.enterprise.records import Intervention
from plut_kumkm.tables.raw import from_file

if TYPE_CHECKING:
    from plut_kumkm.tables.formats.grids import Limits

_READERS: Mapping[str, Callable[[str], Any]] = {"date": parse_date, "cost": read_amount}
_LONGEST = 200


@cache
def _headers() -> Mapping[str, str]:
    """Return header, squashed → field of an intervention."""
    found: dict[str, str] = {}
    for name, entry in data.toml("fields/intervention.toml").items():
        for said in (name, *entry["label"].values(), *entry["aliases"]):
            found[_squash(said)] = name
    return found


def _squash(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def read_interventions(
    path: str | Path, *, sheet: str | int | None = None, table: int | None = None, limits: Limits | None = None
) -> tuple[tuple[Intervention, ...], Report]:
    """Return the help that a table lists, one record a row, and everything that was found.

    Columns are known by their headers: the id of the enterprise, code of the programme, kind (a service field or type),
    day, cost [IDR] and provider. A cell that cannot be read leaves its fact unknown and is named.

    Args:
        path: the file, of any kind that ``read`` takes.
        sheet: the sheet of a workbook, or the table of another file that holds several.
        table: which of several tables on that sheet, from 1.
        limits: how much of a file is read before it is refused.

    Raises:
        ValidationError: the file cannot be read, or none of its first rows names the enterprise.
    """
    raw = from_file(path, sheet=sheet, table=table, **({} if limits is None else {"limits": limits}))
    found = list(raw.findings)
    columns, start = _columns(raw.records, Path(path))
    read = list(_rows(raw.records[start:], columns, raw.before + start + 1, found))
    return tuple(read), Report(found)


def _columns(records: Sequence[Sequence[str]], path: Path) -> tuple[Mapping[int, str], int]:
    """Return which column holds what, and where the first row of help is."""
    known = _headers()
    for place, record in enumerate(records[:20]):
        columns: dict[int, str] = {}
        for column, text in enumerate(record):
            name = known.get(_squash(text))
            if name is not None and name not in columns.values():
                columns[column] = name
        if "enterprise" in columns.values():
            return columns, place + 1
    wanted = tuple(data.toml("fields/intervention.toml")["enterprise"]["aliases"])
    raise ValidationError(
        [Finding("help.no_enterprise", "error", (), {"file": show.excerpt(path.name), "known": wanted})]
    )


def _rows(
    records: Sequence[Sequence[str]], columns: Mapping[int, str], first: int, found: list[Finding]
) -> Iterator[Intervention]:
    seen: dict[Intervention, int] = {}
    for row, record in enumerate(records, first):
        texts = {name: record[column].strip()[:_LONGEST] for column, name in columns.items() if column < len(record)}
        if not any(texts.values()):
            continue
        if not texts.get("enterprise"):
            found.append(Finding("help.nobody", "warning", ("enterprise",), {}, row=row, column="enterprise"))
            continue
        values: dict[str, Any] = {}
        for name, text in texts.items():
            if not text or text == "-":
                continue
            try:
                values[name] = _READERS[name](text) if name in _READERS else text
            except ValidationError as error:
                params = {"field": name, "got": show.excerpt(text)}
                found.append(Finding("help.unread", "warning", (name,), params, row=row, column=name))
                found += [
                    Finding(one.code, "warning", (name,), one.params, row=row, column=name) for one in error.findings
                ]
        if values.get("cost", 0) < 0:
            found.append(
                Finding("help.negative", "warning", ("cost",), {"got": values.pop("cost")}, row=row, column="cost")
            )
        one = Intervention(**values)
        first = seen.setdefault(one, row)
        if first != row:
            found.append(Finding("help.twice", "warning", (), {"first": first}, row=row))
        yield one
