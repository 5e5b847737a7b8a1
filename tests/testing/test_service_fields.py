"""The service fields and types of PLUT-KUMKM: fact sheet on PLUT section 3, typed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from plut_kumkm.base import data

FIELDS = {
    "kelembagaan": "Kelembagaan",
    "sdm": "SDM",
    "produksi": "Produksi",
    "pembiayaan": "Pembiayaan",
    "pemasaran": "Pemasaran",
    "pengembangan-it": "Pengembangan IT",
    "jaringan-kerja-sama": "Jaringan Kerja Sama",
}
TYPES = {
    "konsultasi-bisnis": "konsultasi bisnis",
    "pendampingan": "pendampingan",
    "akses-pembiayaan": "fasilitasi akses pembiayaan",
    "pemasaran-promosi": "pemasaran dan promosi",
    "pelatihan-bisnis": "pelatihan bisnis",
    "jejaring": "networking",
    "pustaka-entrepreneur": "layanan pustaka entrepreneur",
}


def rows(table: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = data.toml("service_fields.toml")[table]["rows"]
    return found


@pytest.mark.parametrize(("table", "expected"), [("field", FIELDS), ("type", TYPES)])
def test_seven_in_the_order_of_the_fact_sheet(table: str, expected: dict[str, str]) -> None:
    assert [row["id"] for row in rows(table)] == list(expected)
    assert len(rows(table)) == 7
    for row in rows(table):
        assert expected[row["id"]].lower() in row["label"]["id"].lower()
        assert row["label"]["en"]
        assert set(row["label"]) == {"id", "en"}
    head = data.toml("service_fields.toml")[table]
    assert head["source"]
    assert (head["grade"], head["origin"]) == ("secondary", "practice")


def test_fields_are_numbered_and_the_first_five_are_the_core() -> None:
    assert [row["number"] for row in rows("field")] == [1, 2, 3, 4, 5, 6, 7]
    assert [row["core"] for row in rows("field")] == [True] * 5 + [False] * 2
