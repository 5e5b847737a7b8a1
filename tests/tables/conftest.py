from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.tables import Table, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tables.helpers import Write


@pytest.fixture
def table(tmp_path: Path) -> Write:
    """Return a function that writes a file and reads it as a table."""

    def write(text: str | bytes, name: str = "usaha.csv", **options: Any) -> Table:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return read_table(path, **options)

    return write
