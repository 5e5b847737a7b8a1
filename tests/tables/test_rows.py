from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tables.helpers import Write, codes_of, found_in, rows_of

if TYPE_CHECKING:
    from plut_kumkm.tables import Row


def slips(rows: list[Row]) -> dict[int, str]:
    return {row.number: str(row.findings[0].column) for row in rows if "cell.slip" in codes_of(row)}


def crowd(*odd: str, count: int = 200) -> str:
    """Return a table of enterprises of ordinary size, and the odd ones after them."""
    head = "Nama Usaha;Omzet (Rp.000);Nilai Bahan Baku (Rp.000);Modal Usaha (Rp.000)\n"
    lines = (
        f"Toko {one};{20_000 + one % 200 * 97};{9_000 + one % 200};{30_000 + one % 200 * 7}\n" for one in range(count)
    )
    return head + "".join(lines) + "".join(f"{line}\n" for line in odd)


def test_a_slip_of_a_thousand_stands_out_of_its_column_and_its_row(table: Write) -> None:
    read = table(
        crowd(
            "Terlalu Kecil;25;9100;31000",
            "Benar Kecil;25;9;20",
            "Tanpa Saksi;25;;",
            "Terlalu Besar;25000000;9100;31000",
            "Benar Besar;25000000;9000000;31000",
            "Lain;1;9100;31000",
        )
    )
    found = slips(rows_of(read))
    assert set(found) == {202, 204, 205}
    assert set(found.values()) == {"Omzet (Rp.000)"}
    assert rows_of(read)[200].values["sales"] == 25_000
    assert found_in(read)


def test_at_the_edge_of_a_column_only_the_row_can_tell(table: Write) -> None:
    head = "Nama Usaha;Omzet;Modal Usaha\n"
    lines = [f"Toko {one};{10 ** (6 + one % 40 // 10) * (1 + one % 7)};{10**7}\n" for one in range(400)]
    lines += ["Di Tepi;90000;77000000\n", "Kecil;90000;200000\n", "Kecil Juga;90000;\n"]
    found = slips(rows_of(table(head + "".join(lines))))
    assert set(found) == {402}


def test_a_tail_of_many_is_a_kind_of_its_own(table: Write) -> None:
    small = [f"Kecil {one};{25 + one};9000;31000" for one in range(20)]
    large = [f"Besar {one};{25_000_000 + one};9000;31000" for one in range(20)]
    assert slips(rows_of(table(crowd(*small)))) == {}
    assert slips(rows_of(table(crowd(*large)))) == {}


def test_a_few_rows_have_no_ordinary_size(table: Write) -> None:
    assert slips(rows_of(table(crowd("Kecil;25;9100;31000", count=20)))) == {}


def test_a_large_file_is_sampled(table: Write) -> None:
    read = table(crowd("Terlalu Kecil;25;9100;31000", count=12_000))
    assert slips(rows_of(read)) == {12_002: "Omzet (Rp.000)"}


def test_a_witness_may_be_doubtful_itself(table: Write) -> None:
    assert 202 in slips(rows_of(table(crowd("Kecil Semua;25;x;30000000"))))


def test_a_dragged_series_of_codes_is_named_and_not_used(table: Write) -> None:
    titles = "Nama Usaha;KBLI 2020;Judul KBLI"
    codes = ["10393", "10393", "10394", "10395", "10396", "x", "10710", "10711", "", "10391", "10392", "10393", "10394"]
    read = table("\n".join((titles, *(f"Toko {place};{code};tahu" for place, code in enumerate(codes)))) + "\n")
    rows = rows_of(read)
    assert [row.number for row in rows if "cell.kbli_dragged" in codes_of(row)] == [4, 5, 6, 12, 13, 14]
    assert [row.values.get("kbli") for row in rows][1:4] == [(("2020", "10393"),), None, None]
    assert found_in(read)


def test_codes_that_rise_with_their_titles_are_typed(table: Write) -> None:
    lines = "".join(f"Toko {one};{10391 + one};kegiatan {one}\n" for one in range(9))
    assert found_in(table("Nama Usaha;KBLI 2020;Jenis Kegiatan\n" + lines)) == []
    bare = "".join(f"Toko {one};{10391 + one};\n" for one in range(9))
    assert found_in(table("Nama Usaha;KBLI 2020;Jenis Kegiatan\n" + bare)) == []


def test_a_series_may_be_dragged_over_blocks(table: Write) -> None:
    lines = "".join(f"Toko {one};{10001 + one};tahu\n" for one in range(3000))
    read = table("Nama Usaha;KBLI 2020;Judul KBLI\n" + lines)
    assert sum("cell.kbli_dragged" in codes_of(row) for row in read.rows()) == 2999


def test_the_year_of_a_long_row_and_of_a_file_without_one(table: Write) -> None:
    text = "Nama Usaha;Tahun Data;Omzet\nToko Satu;2023;5\nToko Satu;;6\n"
    assert [row.values.get("year") for row in table(text).rows()] == [2023, None]
    read = table(text, year=2024)
    assert [row.values.get("year") for row in read.rows()] == [2023, 2024]
    assert "year" in table("Nama Usaha;Omzet\nToko Satu;5\n", year=2024).fields


def test_wide_years_and_their_gaps(table: Write) -> None:
    read = table(
        "Nama Usaha;OMSET_2023;JML_TENAGA_KERJA_2023;OMSET_2024\nToko Satu;5;2;\nToko Dua;x;;6\nToko Tiga;;;\n"
    )
    rows = rows_of(read)
    assert [dict(row.years) for row in rows] == [{2023: {"sales": 5, "workers": 2}}, {2024: {"sales": 6}}, {}]
    assert codes_of(rows[1]) == ["money.no_digits"]
    assert read.years == (2023, 2024)


def test_a_name_like_the_word_of_a_total_is_looked_at_twice(table: Write) -> None:
    read = table("Nama Usaha;Omzet\nToko Satu;5\nGrand Total;5\nTotal;5\nNama Usaha;Omzet\nRata Makmur;5\nJAMU;6\n")
    assert [row.kind for row in read.rows()] == ["enterprise", "total", "total", "header", "enterprise", "enterprise"]


def test_only_wide_columns_and_nothing_else(table: Write) -> None:
    read = table("OMSET_2023;OMSET_2024\n5;6\n")
    assert [dict(row.years) for row in read.rows()] == [{2023: {"sales": 5}, 2024: {"sales": 6}}]


def test_rows_can_be_read_again(table: Write) -> None:
    read = table("Nama Usaha;Omzet\nToko Satu;5\n")
    assert [row.values for row in read.rows()] == [row.values for row in read.rows()]
    assert repr(read) == "Table('usaha.csv', 2 of 2 columns used)"
