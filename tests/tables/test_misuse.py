from __future__ import annotations

from typing import Any

import pytest

from plut_kumkm.tables import read_table
from tests.tables.helpers import Write

SHOPS = "Nama Usaha;Omzet\nToko Satu;5\n"


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"mapping": {"Omzet": 5}}, TypeError),
        ({"mapping": {5: "sales"}}, TypeError),
        ({"dash": "nol"}, ValueError),
        ({"year": "2024"}, TypeError),
        ({"year": True}, TypeError),
        ({"year": 24}, ValueError),
        ({"kbli": 2020}, TypeError),
    ],
)
def test_misuse_raises(table: Write, options: dict[str, Any], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        table(SHOPS, **options)


def test_a_path_is_text_or_a_path() -> None:
    with pytest.raises(TypeError, match="path must be"):
        read_table(5)  # type: ignore[arg-type]  # misuse on purpose
