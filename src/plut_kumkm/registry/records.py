"""From the values of a row to records, from records to rows, and to the cells of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import evolve, fields_dict

from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.checks.cooperatives import OWN
from plut_kumkm.enterprise.facts import Facts, first_day, last_day
from plut_kumkm.enterprise.flattening import facts_of
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Owner, Snapshot
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers.kbli_type import VERSIONS, Kbli

FACTS = frozenset(fields_dict(Facts))
# Not from the types of the attrs fields: reading a record by cattrs turns these from text into types.
_TUPLES = frozenset(Facts.items())
_SNAPSHOT = frozenset(fields_dict(Snapshot)) - {"as_of"}
_OWNER = {"nik": "nik", "owner_name": "name", "sex": "sex", "birth_year": "birth_year", "disability": "disability"}
_NO_SOURCE = "the source must be a path, a Registry, or Enterprise and Facts records"
_FRAMES = ". Of a data frame make such records, or write it to a file (CSV, Parquet) and give its path"
_KINDS: Mapping[tuple[type, ...], str] = {
    (int,): "Int64",
    (date,): "Date",
    (bool,): "Boolean",
    (Fraction, int): "Float64",
}


class Line(NamedTuple):
    """A record of a source that is no file, in the shape of a row of a table."""

    number: int
    kind: str
    values: Mapping[str, Any]
    years: Mapping[int, Mapping[str, Any]]
    findings: Sequence[Finding]


def fit(name: str, value: Any) -> Any:
    """Return a value of a row as the record has it: ids of closed lists become their members.

    A KBLI code is nothing to a record without its version, which a file need not say.

    >>> fit("legal_form", "cv"), fit("kbli", (("2020", "13134"), (None, "56101"))), fit("products", "batik")
    (<LegalForm.CV>, (Kbli(version='2020', code='13134'),), ('batik',))
    """
    if name == "kbli":
        return tuple(
            item if isinstance(item, Kbli) else Kbli(*item)
            for item in value
            if isinstance(item, Kbli) or item[0] in VERSIONS
        )
    if isinstance(value, str):
        if name == "legal_form":
            return LegalForm(value)
        if name == "parent_tier":
            return Tier(value)
        if name in _TUPLES:
            return (value,)
    return value


def facts_from(values: Mapping[str, Any]) -> Facts:
    """Return the facts among the values of a row.

    >>> facts_from({"sales": 5, "year": 2025, "legal_form": "cv"}).legal_form
    <LegalForm.CV>
    """
    return Facts(**{name: fit(name, value) for name, value in values.items() if name in FACTS})


def enterprise_from(id_: str, rows: Iterable[tuple[int | None, Mapping[str, Any]]]) -> Enterprise:
    """Return one enterprise from its rows, each the year and the values; what is later in the file wins.

    >>> shop = enterprise_from("a1", [(2024, {"name": "A", "sales": 5}), (2025, {"name": "A", "sales": 7})])
    >>> [(snapshot.as_of.year, snapshot.sales) for snapshot in shop.snapshots]
    [(2024, 5), (2025, 7)]
    """
    about: dict[str, Any] = {}
    snapshots: dict[date, Snapshot] = {}
    for year, values in rows:
        typed = {name: fit(name, value) for name, value in values.items() if name in FACTS}
        about |= typed
        figures = {name: value for name, value in typed.items() if name in _SNAPSHOT}
        day = typed.get("as_of") or (None if year is None else date(year, 12, 31))
        # A year of which no figure is known is a year all the same: the enterprise was there, and is not undated.
        if day is not None and (figures or day not in snapshots):
            snapshots[day] = Snapshot(as_of=day, **figures)
    # What only a cooperative has is kept, also where the form is another or unsaid: the record checks say so.
    form = about.get("legal_form")
    cooperative = form is LegalForm.COOPERATIVE or any(about.get(name) for name in OWN)
    kind = Cooperative if cooperative else Enterprise
    owner = {_OWNER[name]: about[name] for name in _OWNER if name in about}
    known: dict[str, Any] = {name: value for name, value in about.items() if name in fields_dict(kind)}
    known |= {"id": id_, "legal_form": form}
    ordered = tuple(snapshots[day] for day in sorted(snapshots))
    return kind(**known, owner=Owner(**owner) if owner else None, snapshots=ordered)


def check_source(source: object) -> None:
    """Check that a source can hold records.

    Raises:
        TypeError: it is a single record, a data frame, or nothing that can be gone through.
    """
    if isinstance(source, Enterprise | Facts):
        raise TypeError(f"the source must hold records; of a single {type(source).__name__} give a list: [record]")
    # Going through a frame gives its columns, or their names.
    if hasattr(source, "columns") or not isinstance(source, Iterable):
        raise TypeError(_NO_SOURCE + f", not {type(source).__name__}" + _FRAMES * hasattr(source, "columns"))


class Records:
    """Enterprises or facts, read as if they were the rows of a table: one record one row."""

    columns = ()
    years: tuple[int, ...] = ()
    fields = FACTS | {"year"}
    findings: Sequence[Finding] = ()

    def __init__(self, source: Iterable[Enterprise | Facts]) -> None:
        check_source(source)
        self._source = source

    def rows(self) -> Iterator[Line]:
        """Yield the records as rows.

        Raises:
            TypeError: one of them is neither an enterprise nor facts.
        """
        for number, record in enumerate(self._source, 1):
            if isinstance(record, Enterprise):
                yield Line(number, "enterprise", _about(record), _by_year(record), ())
            elif isinstance(record, Facts):
                yield Line(number, "enterprise", _values(record), {}, ())
            else:
                raise TypeError(f"{_NO_SOURCE}; record {number} is {type(record).__name__}{_FRAMES}")


def _values(facts: Facts) -> dict[str, Any]:
    known = {name: value for name in FACTS if (value := getattr(facts, name)) is not None and value != ()}
    return known if facts.as_of is None else known | {"year": facts.as_of.year}


def _about(enterprise: Enterprise) -> dict[str, Any]:
    return _values(facts_of(evolve(enterprise, snapshots=()), date.max))


def _by_year(enterprise: Enterprise) -> dict[int, dict[str, Any]]:
    latest = {snapshot.as_of.year: snapshot for snapshot in sorted(enterprise.snapshots, key=lambda one: one.as_of)}
    return {year: _values(facts_of(enterprise, snapshot.as_of)) for year, snapshot in latest.items()}


def frame_columns(fields: Iterable[str]) -> dict[str, str]:
    """Return the columns of a frame with these fields, and the name of the type of each.

    >>> frame_columns(["sales", "founded"])
    {'row': 'Int64', 'year': 'Int64', 'sales': 'Int64', 'founded_first': 'Date', 'founded_last': 'Date'}
    """
    columns = {"row": "Int64", "year": "Int64"}
    for name in fields:
        if name == "founded":
            columns |= {"founded_first": "Date", "founded_last": "Date"}
        elif name == "parent_tier":
            columns["parent_code"] = "Int8"
        elif name == "kbli":
            columns |= {"kbli": "String", "kbli_version": "String"}
        else:
            columns[name] = _KINDS.get(Facts.kinds().get(name, ()), "String")
    return columns


def frame_row(number: int, year: int | None, values: Mapping[str, Any], fields: Iterable[str]) -> tuple[Any, ...]:
    """Return the cells of one line, in the order of ``frame_columns``.

    >>> frame_row(2, 2025, {"sales": 5, "founded": 2015}, ["sales", "founded"])
    (2, 2025, 5, datetime.date(2015, 1, 1), datetime.date(2015, 12, 31))
    """
    cells: list[Any] = [number, year]
    for name in fields:
        value = values.get(name)
        if name == "founded":
            founded: date | int | None = value
            cells += [first_day(founded), last_day(founded)]
        elif name == "kbli":
            codes: tuple[Kbli, ...] = fit(name, value or ())
            cells += [codes[0].code, codes[0].version] if codes else [None, None]
        elif name == "parent_tier":
            cells.append(None if value is None else int(Tier(value)))
        elif name == "area_ha":
            cells.append(None if value is None else float(value))
        else:
            cells.append(_plain(value))
    return tuple(cells)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return value
