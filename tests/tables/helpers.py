"""What the tests of tables share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from plut_kumkm.base.findings import Finding, ValidationError

if TYPE_CHECKING:
    from plut_kumkm.tables import Row, Table


class Write(Protocol):
    def __call__(self, text: str | bytes, name: str = ..., **options: Any) -> Table: ...


def rows_of(table: Table) -> list[Row]:
    return list(table.rows())


def found_in(table: Table) -> list[Finding]:
    """Return every finding, of the file and of its rows; each must have both texts."""
    found = [*table.findings, *(one for row in table.rows() for one in row.findings)]
    for one in found:
        assert one.message("id")
        assert one.message("en")
    return found


def codes_of(row: Row) -> list[str]:
    return [one.code for one in row.findings]


def refused(write: Write, text: str | bytes, name: str = "usaha.csv", **options: Any) -> Finding:
    """Return the finding with which a file is refused."""
    with pytest.raises(ValidationError) as caught:
        write(text, name, **options)
    assert caught.value.finding.message("id")
    assert caught.value.finding.message("en")
    return caught.value.finding
