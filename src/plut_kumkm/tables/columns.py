"""What each column of a table is: the field it holds, or why it is not used."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Literal

from attrs import asdict, evolve, frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.money import Mark
from plut_kumkm.base.show import excerpt, hide_numbers
from plut_kumkm.tables.catalogue import SUSPECTED, Field, Kind, Named, OfYear, fields, nearest, squash
from plut_kumkm.tables.cells import is_absent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

    from plut_kumkm.tables.headers import Heading

Status = Literal["mapped", "suspected", "proxy", "unmapped", "unused"]
USED = ("mapped", "proxy")
TAKEN = "column.taken"  # the field is read from another column
SCALED = ("money", "count")
_TWELVE = range(1, 13)
# What stands for a yearly figure and is twelve times a monthly one: of the field, or of what stands near it.
ANNUALISED, _ANNUALISED_PROXY = "annualised", "annualised_proxy"
# Said once for the field, not twelve times.
_MONTHLY, _MONTHLY_PROXY = "column.monthly", "column.monthly_proxy"
_OF_MONTHS = ("column.months", "column.months_incomplete")
# What the user asked for and does not get.
_BESIDE_YEAR = "column.month_beside_year"
_AGAINST_USER = ("column.monthly_by_user", _BESIDE_YEAR)
# A figure of no year where columns of the same field name theirs: of which of the years it is nobody can tell.
_UNDATED = "column.undated_beside_years"
_YEARLY = "/tahun"
# Headers over the month that a row is of.
_OF_ROWS = frozenset("bulan bln namabulan periodebulan bulandata bulanlaporan".split())
# So many headers, and names of fields, stand in one message.
_MOST_SHOWN = 12
# Worth saying of a column although it is used.
_SAID = ("column.proxy_accepted", "column.by_user", "column.annualised", "column.monthly_by_user")
_KBLI_CODE = re.compile(r"[A-Za-z]?[.\s]?[0-9]{2,}")


@frozen
class Column:
    """One column: where it stands, what it is used for, and why (a message code).

    ``unit`` is what a printed number is multiplied by; ``decimal`` the decimal mark that the cells settle; ``proxy``
    the kind of figure that stands for the field; ``version`` the KBLI version that the header or the caller names;
    ``nearest`` the field whose headers are most like an unknown one.
    """

    position: int
    header: str
    field: str | None = None
    year: int | None = None
    month: int | None = None
    unit: int = 1
    decimal: Mark | None = None
    status: Status = "unmapped"
    why: str = "column.unmapped"
    proxy: str | None = None
    version: str | None = None
    nearest: str | None = None

    @property
    def used(self) -> bool:
        """Whether its cells become values."""
        return self.status in USED

    @property
    def kind(self) -> Field:
        """The field it holds; asked of used columns only."""
        return fields()[self.field or ""]

    @property
    def times(self) -> int:
        """How many of its figures make one of the field [1]: twelve of a monthly one that stands for a year."""
        return len(_TWELVE) if self.proxy in (ANNUALISED, _ANNUALISED_PROXY) else 1

    def to_dict(self) -> dict[str, Any]:
        """Return the column as plain JSON values."""
        return asdict(self)


class Consent:
    """What the user allows beyond what the headers say plainly."""

    __slots__ = ("annualise", "kbli", "mapping", "proxies", "sum_months")

    def __init__(
        self, mapping: Mapping[str, str], *, proxies: bool, sum_months: bool, kbli: str | None, annualise: bool = False
    ) -> None:
        self.mapping, self.proxies, self.sum_months, self.kbli = mapping, proxies, sum_months, kbli
        self.annualise = annualise


def assign(
    headings: Sequence[Heading], preview: Sequence[Sequence[str]], consent: Consent, title_unit: int = 1
) -> tuple[Column, ...]:
    """Return the columns: what the user names first, then what the headers say, then what only looks like a field.

    Args:
        headings: one a column.
        preview: the first records, to tell a column of codes from one of titles.
        consent: what the user allows.
        title_unit: the unit that a title above the header names, for amounts whose own header names none.

    Raises:
        ValidationError: the user names a header that is not there, or a field that does not exist.
    """
    # A file without a header has its first record here.
    columns = [
        Column(place, hide_numbers(one.text), year=one.year, month=one.month) for place, one in enumerate(headings)
    ]
    taken: set[tuple[str | None, int | None, int | None]] = set()

    def take(place: int, field: str, **changes: Any) -> None:
        column = _fit(columns[place], headings[place], fields()[field], title_unit, consent.kbli)
        slot = (field, column.year, column.month)
        free = slot not in taken or fields()[field].type == "kbli"
        if free:
            columns[place] = evolve(column, **changes)
            if columns[place].used:
                taken.add(slot)
        else:
            columns[place] = evolve(column, status="unused", why=TAKEN)

    named = _named(headings, consent.mapping)
    lone = _lone_months(headings, named)
    for place, field in named.items():
        if place in lone:
            # No part of a sum: it is read as any column is that the user names.
            columns[place] = evolve(columns[place], month=None)
        take(place, field, **_by_user(headings[place], field, consent, lone=place in lone))
    # A header of one meaning goes before one of several: "Nama" is the owner where "Nama Usaha" stands beside it.
    rest = [place for place, one in enumerate(headings) if place not in named and one.meanings]
    for place in sorted(rest, key=lambda place: len(headings[place].meanings) > 1):
        _by_header(place, headings[place], columns, preview, taken, take)
    _months(columns, consent, frozenset(named))
    if consent.annualise:
        _annualise(columns, take, _MONTHLY, ANNUALISED)
        if consent.proxies:
            _annualise(columns, take, _MONTHLY_PROXY, _ANNUALISED_PROXY)
    direct = {column.field for column in columns if column.used}
    for place in rest:
        found = headings[place].meanings[0]
        if found.how == "proxy":
            if headings[place].month is not None:
                take(place, found.field, status="suspected", why="column.months_not_summed", proxy=found.kind)
            elif found.field in direct:
                take(place, found.field, status="unused", why=TAKEN, proxy=found.kind)
            elif consent.proxies:
                take(place, found.field, status="proxy", why="column.proxy_accepted", proxy=found.kind)
            else:
                take(place, found.field, status="suspected", why="column.proxy", proxy=found.kind)
    _undated(columns)
    for place, one in enumerate(headings):
        if place not in named and not one.meanings and one.keys:
            near = nearest(one.keys[0])
            if near is not None:
                suspected = near[1] >= SUSPECTED
                columns[place] = evolve(
                    columns[place],
                    field=near[0] if suspected else None,
                    status="suspected" if suspected else "unmapped",
                    why="column.near",
                    nearest=near[0],
                )
    return tuple(columns)


def findings_about(columns: Sequence[Column], filled: frozenset[int]) -> list[Finding]:
    """Return what is to be said of the columns as a whole; of an empty one nothing."""
    found = []
    for column in columns:
        if (column.used and column.why not in _SAID) or column.why in _OF_MONTHS:
            continue
        if not column.header:
            if column.position in filled:
                place = column.position + 1
                found.append(Finding("column.unnamed", "info", (), {"position": place}, column=f"#{place}"))
            continue
        params: dict[str, Any] = {
            "header": excerpt(column.header),
            "field": Named(column.field or column.nearest or "–"),
            "kind": Kind(column.proxy or "none"),
        }
        if column.why == _UNDATED:
            params["years"] = _years_of(columns, column.field)
        warned = column.status == "suspected" or column.why in (*_AGAINST_USER, _UNDATED)
        found.append(Finding(column.why, "warning" if warned else "info", (), params, column=column.header))
    found += [*_about_months(columns), *_about_rows_of_months(columns, filled), *_about_years(columns)]
    return [*found, *_about_kbli(columns)]


def _fit(column: Column, heading: Heading, field: Field, title_unit: int, kbli: str | None) -> Column:
    """Return ``column`` with what the header means for this field: unit of an amount, version of a code."""
    if field.type == "kbli":
        # "KBLI 2020": the year is the version, unless it is another one.
        version = str(heading.year) if str(heading.year) in field.versions else kbli
        return evolve(column, field=field.name, year=None, version=version)
    unit = heading.unit
    if field.type == "money" and not heading.has_unit:
        unit = title_unit
    return evolve(column, field=field.name, unit=unit if field.type in SCALED else 1)


def _named(headings: Sequence[Heading], mapping: Mapping[str, str]) -> dict[int, str]:
    """Return place → field for the headers that the user names, compared without case, marks and spaces."""
    found: dict[int, str] = {}
    for header, field in mapping.items():
        if field not in fields():
            near = nearest(squash(field))
            _wrong(
                "table.mapping_field",
                got=excerpt(field),
                near=Named(near[0]) if near else "–",
                known=tuple(sorted(fields())),
            )
        key = squash(header)
        # The header as printed; else without unit and year, which then names a column of each year.
        places = [place for place, one in enumerate(headings) if one.text and squash(one.text) == key]
        places = places or [place for place, one in enumerate(headings) if key in one.keys]
        if not places:
            _wrong("table.mapping_header", got=excerpt(header), headers=headers_shown(headings))
        for place in places:
            found[place] = field
    return found


def headers_shown(headings: Sequence[Heading]) -> tuple[str, ...]:
    """Return the headers for a message: no empty ones, and not more than a person reads."""
    shown = tuple(excerpt(one.text) for one in headings if one.text)
    return shown if len(shown) <= _MOST_SHOWN else (*shown[:_MOST_SHOWN], f"… (+{len(shown) - _MOST_SHOWN})")


def _wrong(code: str, **params: Any) -> NoReturn:
    raise ValidationError([Finding(code, "error", (), params)])


def _by_header(
    place: int,
    heading: Heading,
    columns: list[Column],
    preview: Sequence[Sequence[str]],
    taken: set[tuple[str | None, int | None, int | None]],
    take: Any,
) -> None:
    first = heading.meanings[0]
    if first.how == "similar" and heading.month is None:
        columns[place] = evolve(columns[place], field=first.field, status="suspected", why=first.kind)
        return
    meant = [one.field for one in heading.meanings if one.how == "alias" or (one.kind == _MONTHLY and heading.month)]
    if not meant:
        return
    field = next((name for name in meant if (name, heading.year, heading.month) not in taken), meant[0])
    if (titles := fields()[field].titles) is not None and _is_prose(place, preview):
        field = titles
    take(place, field, status="mapped", why="column.by_header")


def _lone_months(headings: Sequence[Heading], named: Mapping[int, str]) -> frozenset[int]:
    """Return the columns of one month that the user names and that are the only ones of a month and their year."""
    months: dict[int | None, list[int]] = defaultdict(list)
    for place, one in enumerate(headings):
        if one.month is not None:
            months[one.year].append(place)
    return frozenset(places[0] for places in months.values() if len(places) == 1).intersection(named)


def _by_user(heading: Heading, field: str, consent: Consent, *, lone: bool) -> dict[str, Any]:
    """Return how a column is used that the user names: as the field, or as what its header says stands near it."""
    kinds = {one.how: one.kind for one in heading.meanings if one.field == field}
    kind = kinds.get("similar")
    monthly = (kind in (_MONTHLY, _MONTHLY_PROXY) and heading.month is None) or (
        lone and fields()[field].unit.endswith(_YEARLY)
    )
    if monthly:
        if consent.annualise:
            times = _ANNUALISED_PROXY if kind == _MONTHLY_PROXY or "proxy" in kinds else ANNUALISED
            return {"status": "proxy", "why": "column.annualised", "proxy": times}
        return {"status": "mapped", "why": "column.monthly_by_user"}
    proxy = kinds.get("proxy")
    return {"status": "proxy" if proxy else "mapped", "why": "column.by_user", "proxy": proxy}


def _annualise(columns: list[Column], take: Any, why: str, proxy: str) -> None:
    """Take lone monthly figures for a year, in place; not where the file has the figure of the year itself."""
    for place, column in enumerate(columns):
        if column.why == why:
            if any(one.used and (one.field, one.year) == (column.field, column.year) for one in columns):
                columns[place] = evolve(column, status="unused", why=TAKEN)
            else:
                take(place, column.field, status="proxy", why="column.annualised", proxy=proxy)


def _is_prose(place: int, preview: Sequence[Sequence[str]]) -> bool:
    """Return whether most filled cells of a column are words: titles of codes, not codes."""
    cells = [cells[place].strip().removeprefix("'") for cells in preview if place < len(cells)]
    cells = [cell for cell in cells if not is_absent(cell)]
    return sum(_KBLI_CODE.match(cell) is None for cell in cells) * 2 > len(cells)


def _months(columns: list[Column], consent: Consent, named: frozenset[int]) -> None:
    """Decide on monthly columns, in place: used only when all twelve of a field stand there and the user consents.

    Of those that the user has ``named`` it is not said that they are to be named.
    """
    groups: dict[tuple[str | None, int | None], dict[int, int]] = defaultdict(dict)
    for column in columns:
        if column.month is not None and column.status == "mapped":
            groups[column.field, column.year][column.month] = column.position
    yearly = {(column.field, column.year) for column in columns if column.month is None and column.status == "mapped"}
    for group, places in groups.items():
        complete = len(places) == len(_TWELVE)
        status: Status
        if group in yearly:
            status, why = "unused", TAKEN
        elif fields()[group[0] or ""].type != "money" or not fields()[group[0] or ""].unit.endswith(_YEARLY):
            # Twelve head counts are no yearly one, nor is twelve times the capital.
            status, why = "suspected", "column.months_not_summed"
        elif not complete:
            status, why = "suspected", "column.months_incomplete"
        elif not consent.sum_months:
            status, why = "suspected", "column.months"
        else:
            continue
        for place in places.values():
            if place not in named:
                columns[place] = evolve(columns[place], status=status, why=why)
            else:
                told = _BESIDE_YEAR if group in yearly else why
                columns[place] = evolve(columns[place], status="unused", why=told)


def _undated(columns: list[Column]) -> None:
    """Leave out figures of no year, in place, where other columns of their field name their year."""
    dated = {column.field for column in columns if column.used and column.year is not None}
    for place, column in enumerate(columns):
        if column.used and column.year is None and column.field in dated and column.kind.type in (*SCALED, "fraction"):
            columns[place] = evolve(column, status="unused", why=_UNDATED)


def _years_of(columns: Sequence[Column], field: str | None = None) -> tuple[int, ...]:
    """Return the years that used columns name, those of one field or of any."""
    used = (column for column in columns if column.used and field in (None, column.field))
    return tuple(sorted({column.year for column in used if column.year is not None}))


def _about_years(columns: Sequence[Column]) -> list[Finding]:
    """Return that a yearly figure of no year stands in each line of a file that has several."""
    years = _years_of(columns)
    flows = [one for one in columns if one.used and one.year is None and one.kind.unit.endswith(_YEARLY)]
    return [
        Finding(
            "column.undated_in_years", "warning", (), {"header": excerpt(one.header), "years": years}, column=one.header
        )
        for one in (flows if len(years) > 1 else ())
    ]


def _about_months(columns: Sequence[Column]) -> list[Finding]:
    groups: dict[tuple[str, str | None, int | None], list[int]] = defaultdict(list)
    for column in columns:
        if column.month is not None and column.why in _OF_MONTHS:
            groups[column.why, column.field, column.year].append(column.month)
    found = []
    for (why, field, year), months in groups.items():
        missing = tuple(sorted(set(_TWELVE) - set(months)))
        params = {"field": OfYear.of(field, year), "count": len(months), "missing": missing}
        found.append(Finding(f"{why}_of_field", "warning", (), params))
    return found


def _about_rows_of_months(columns: Sequence[Column], filled: frozenset[int]) -> list[Finding]:
    """Return that a row may be a month of an enterprise, where a column says which: its amounts are of no year then."""
    yearly = [column for column in columns if column.used and column.kind.unit.endswith(_YEARLY)]
    months = [one for one in columns if squash(one.header) in _OF_ROWS and not one.used and one.position in filled]
    return [
        Finding("column.rows_of_months", "warning", (), {"header": excerpt(one.header)}, column=one.header)
        for one in (months if yearly else ())
    ]


def _about_kbli(columns: Sequence[Column]) -> list[Finding]:
    codes = [column for column in columns if column.used and column.field == "kbli"]
    found = [
        Finding("column.kbli_version", "warning", (), {"header": excerpt(one.header)}, column=one.header)
        for one in [column for column in codes if column.version is None][:1]
    ]
    if len(codes) > 1:
        params = {"headers": tuple(excerpt(one.header) for one in codes), "count": len(codes)}
        found.append(Finding("column.kbli_several", "info", (), params, column=codes[0].header))
    return found
