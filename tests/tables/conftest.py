from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from tests.tables.helpers import Write


@pytest.fixture
def table(tmp_path: Path) -> Write:
    """Return a function that writes a file and reads it as a table."""

    def write(text: str | bytes, name: str = "usaha.csv", **options: Any) -> Table:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return read_table(path, **options)

    return write


@pytest.fixture
def read(tmp_path: Path, engine: Callable[[str], ModuleType]) -> Callable[..., Table]:
    """Return a function that reads the bytes of a workbook."""
    engine("python_calamine")

    def of(data: bytes, name: str = "usaha.xlsx", **options: Any) -> Table:
        path = tmp_path / name
        path.write_bytes(data)
        return read_table(path, **options)

    return of


@pytest.fixture
def refused(read: Callable[..., Table]) -> Callable[..., Finding]:
    """Return a function that gives the finding with which a workbook is refused."""

    def of(data: bytes, name: str = "usaha.xlsx", **options: Any) -> Finding:
        with pytest.raises(ValidationError) as caught:
            read(data, name, **options)
        assert caught.value.finding.message("id")
        assert caught.value.finding.message("en")
        return caught.value.finding

    return of
