"""Cooperatives and enterprises in one file (KUMKM): which row is which, and what the headers they share mean.

In a list of cooperatives "modal sendiri" is the equity of the cooperative, in a list of enterprises the capital of the
owner, and "NIK" is the number of the cooperative, not of a person. A file may hold both kinds, so it is the row that
decides, not the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.enterprise.checks.cooperatives import OWN
from plut_kumkm.enterprise.tiers import LegalForm
from plut_kumkm.identifiers import koperasi

if TYPE_CHECKING:
    from collections.abc import Sequence

_COOPERATIVE = LegalForm.COOPERATIVE
_FORMS = (_COOPERATIVE, _COOPERATIVE.value)
# Columns that stand in no list but of cooperatives: groups of every kind have members, and shops a volume of business.
_TELLING = ("last_rat", "shu")
# The header, letters alone, of names that are those of cooperatives and of nothing else.
_NAMES = ("namakoperasi", "koperasi")
_NUMBER = "licence_koperasi"


def is_cooperative(values: Mapping[str, Any]) -> bool:
    """Return whether a row is of a cooperative, by the legal form that stands in it.

    >>> is_cooperative({"legal_form": "cooperative"}), is_cooperative({"legal_form": "cv"}), is_cooperative({})
    (True, False, False)
    """
    return values.get("legal_form") in _FORMS


class Kumkm:
    """A table, its rows told apart; records in the shape of a table say themselves what they are, and stay as they are.

    Attributes:
        fields: the fields that the rows can have.
        shared: fields that rows of cooperatives have from the column of another field, by that field.
        findings: what is to be said of the columns that mean one thing here and another there.
    """

    __slots__ = ("_own", "_signs", "_table", "fields", "findings", "shared")

    def __init__(self, table: Any) -> None:
        self._table = table
        headers: dict[str, str] = {}
        for column in table.columns:
            if column.status in ("mapped", "proxy"):
                headers.setdefault(column.field, column.header)
        listed = tuple(name for name in OWN if name in headers)
        # What makes a row without a legal form one of a cooperative.
        self._signs = () if headers.keys().isdisjoint(_TELLING) else listed
        if "".join(filter(str.isalpha, headers.get("name", "").casefold())) in _NAMES:
            self._signs = ("name", *self._signs)
        self._own = bool(listed) and "capital_own" in headers and "equity" not in headers
        self.shared: dict[str, str] = {}
        if self._own:
            self.shared["equity"] = "capital_own"
        if self._signs and "nik" in headers:
            self.shared[_NUMBER] = "nik"
        self.fields = frozenset(table.fields).union(self.shared, ("legal_form",) if self._signs else ())
        self.findings = tuple(self._about(headers))

    def _about(self, headers: Mapping[str, str]) -> Iterator[Finding]:
        if self._signs:
            shown = tuple(excerpt(headers[name]) for name in self._signs)
            yield Finding("registry.cooperatives_told", "info", (), {"headers": shown})
        if self._own:
            yield _of_column("registry.own_capital", headers["capital_own"])
        if _NUMBER in self.shared:
            yield _of_column("registry.number_of_cooperative", headers["nik"])
        # Where nothing says that a row is none, all are cooperatives.
        if "outside_capital" in headers and ("legal_form" in headers or not self._signs):
            yield _of_column("registry.outside_capital", headers["outside_capital"])

    def rows(self) -> Iterator[Any]:
        """Return the rows of the table; those of cooperatives say that they are, and have the fields of one."""
        rows: Iterator[Any] = self._table.rows()
        return self._settled(rows) if self._signs or self._own else rows

    def _settled(self, rows: Iterator[Any]) -> Iterator[Any]:
        for row in rows:
            if row.kind == "enterprise":
                self._settle(row.values, (row.values, *row.years.values()))
            yield row

    def _settle(self, values: dict[str, Any], parts: Sequence[dict[str, Any]]) -> None:
        if "legal_form" not in values and any(part.get(name) for part in parts for name in self._signs):
            values["legal_form"] = _COOPERATIVE.value
        if not is_cooperative(values):
            return
        if self._own:
            for part in parts:
                if "capital_own" in part:
                    part["equity"] = part["capital_own"]
        if _NUMBER in self.shared and koperasi.is_valid(values.get("nik", "")):
            values[_NUMBER] = values.pop("nik")


def _of_column(code: str, header: str) -> Finding:
    return Finding(code, "info", (), {"header": excerpt(header)}, column=header)
