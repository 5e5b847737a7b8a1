from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

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
