from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import Finding
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.noticing.repeats import Repeats
from plut_kumkm.registry.reading import read


@given(st.lists(st.integers(0, 40), max_size=200))
def test_it_says_what_a_dictionary_says(keys: list[int]) -> None:
    seen, known = Repeats(), dict[int, int]()
    for row, key in enumerate(keys, 2):
        assert seen.first(key, row) == known.get(key)
        known.setdefault(key, row)


def test_it_grows() -> None:
    seen = Repeats()
    assert [seen.first(f"usaha {number}", number) for number in range(5000)] == [None] * 5000
    assert [seen.first(f"usaha {number}", 9999) for number in range(5000)] == list(range(5000))


def test_a_repeated_record_names_the_row_it_repeats(tmp_path: Path) -> None:
    path = tmp_path / "usaha.csv"
    rows = "Toko Satu;Sari Contoh;Jl. A\nToko Dua;Budi Contoh;Jl. B\n Toko satu;SARI CONTOH;Jl. A\nToko Satu;;Jl. C\n"
    path.write_text(f"Nama Usaha;Nama Pemilik;Alamat\n{rows}", encoding="utf-8")
    done = evaluate(read(path, year=2025))
    (said,) = [one for one in done.findings if one.code == "registry.repeated_record"]
    assert (said.row, said.params["before"]) == (4, 2)
    assert "baris 2" in said.message("id")
    assert "row 2" in said.message("en")


def _unjoined(tmp_path: Path, text: str, **options: int) -> list[Finding]:
    path = tmp_path / "usaha.csv"
    path.write_text(text, encoding="utf-8")
    done = evaluate(read(path, **options), on=date(2026, 6, 30))
    return [one for one in done.findings if one.code == "registry.years_without_id"]


@pytest.mark.parametrize(
    ("text", "count", "row"),
    [
        # Toko Satu has two years and no id: two of the three "enterprises" are one.
        ("Nama Usaha;Tahun;Omzet\nToko Satu;2024;5\nToko Dua;2024;5\n TOKO SATU;2025;7\n", 1, 4),
        # A number of its own says it, whatever the name.
        ("Nama Usaha;NIB;Tahun\nToko Satu;9120001234567;2024\nUD Satu;9120001234567;2025\n", 1, 3),
        # The owner is another one, or is not known: a name alone is no proof.
        (
            "Nama Usaha;Nama Pemilik;Tahun\nWarung;Sari C;2024\nWarung;Budi C;2025\nWarung;;2025\nWarung;Sari C;2025\n",
            1,
            5,
        ),
        (
            "Nama Usaha;Per Tanggal;Omzet\nToko Satu;31-12-2024;5\nToko Satu;31-12-2025;5\nToko Satu;31-12-2023;5\n",
            2,
            3,
        ),
    ],
)
def test_an_enterprise_of_several_years_without_an_id_is_said(tmp_path: Path, text: str, count: int, row: int) -> None:
    (told,) = _unjoined(tmp_path, text)
    assert (told.severity, told.params["count"], told.params["row"]) == ("warning", count, row)
    assert "--year" in told.message("id")
    assert "--year" in told.message("en")


@pytest.mark.parametrize(
    "text",
    [
        "ID;Nama Usaha;Tahun\n1;Toko Satu;2024\n1;Toko Satu;2025\n",  # joined by the id
        "Nama Usaha;Tahun\nToko Satu;2024\nToko Dua;2025\nToko Dua;2025\n",  # no name in two years
        "Nama Usaha;Tahun\nToko Satu;2024\nToko Satu;\n;2025\n",  # of no year, of no name
        "Nama Usaha;Omzet 2024;Omzet 2025\nToko Satu;5;6\nToko Satu;5;6\n",  # years side by side
        "Nama Usaha;Omzet\nToko Satu;5\nToko Satu;6\n",
    ],
)
def test_nothing_is_said_where_no_year_comes_again(tmp_path: Path, text: str) -> None:
    assert not _unjoined(tmp_path, text)


def test_one_year_alone_counts_nobody_twice(tmp_path: Path) -> None:
    text = "Nama Usaha;Tahun;Omzet\nToko Satu;2024;5\nToko Satu;2025;7\n"
    assert not _unjoined(tmp_path, text, year=2025)
