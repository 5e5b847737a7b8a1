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
        ({"kbli": "2021"}, ValueError),
    ],
)
def test_misuse_raises(table: Write, options: dict[str, Any], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        table(SHOPS, **options)


def test_a_path_is_text_or_a_path() -> None:
    with pytest.raises(TypeError, match="path must be"):
        read_table(5)  # type: ignore[arg-type]  # misuse on purpose


def test_an_unknown_version_is_refused_with_the_known_ones(table: Write) -> None:
    with pytest.raises(ValueError, match="'2009', '2015', '2020', '2025', not '2021'"):
        table(SHOPS, kbli="2021")


def test_a_frame_is_no_path() -> None:
    with pytest.raises(TypeError, match="not list; a data frame is written to a file first"):
        read_table([])  # type: ignore[arg-type]  # misuse on purpose
