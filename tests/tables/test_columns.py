from __future__ import annotations

import json

import pytest

from tests.tables.helpers import Write, found_in, refused, rows_of

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


def statuses(read: object) -> list[tuple[str, str | None, str, str]]:
    return [(one.header, one.field, one.status, one.why) for one in read.columns]  # type: ignore[attr-defined]  # a fixture gives it


def test_a_proxy_is_used_only_with_consent(table: Write) -> None:
    text = "Nama Usaha;Nilai Produksi (Rp.000)\nToko Satu;1.500\n"
    without = table(text)
    assert statuses(without)[1][1:] == ("sales", "suspected", "column.proxy")
    assert "sales" not in without.fields
    assert "sales" not in rows_of(without)[0].values
    for options in ({"accept_proxies": True}, {"mapping": {"nilai produksi (RP.000)": "sales"}}):
        read = table(text, **options)
        assert read.columns[1].status == "proxy"
        assert rows_of(read)[0].values == {"name": "Toko Satu", "sales": 1_500_000, "sales_kind": "production_value"}
        assert [one for one in found_in(read) if "production" in one.message("en") or one.code == "column.by_user"]


def test_a_proxy_beside_the_figure_itself_is_not_used(table: Write) -> None:
    read = table("Nama Usaha;Omzet;Nilai Produksi\nToko Satu;5;6\n", accept_proxies=True)
    assert statuses(read)[2][2:] == ("unused", "column.taken")
    assert rows_of(read)[0].values == {"name": "Toko Satu", "sales": 5}


def test_a_proxy_of_single_years_says_so_in_each(table: Write) -> None:
    read = table("Nama Usaha;Nilai Produksi 2023;Nilai Produksi 2024\nToko Satu;5;\n", accept_proxies=True)
    assert rows_of(read)[0].years == {2023: {"sales": 5, "sales_kind": "production_value"}}


def test_only_the_proxy_of_sales_names_the_kind_of_sales(table: Write) -> None:
    read = table("Nama Usaha;Modal\nToko Satu;5\n", accept_proxies=True)
    assert rows_of(read)[0].values == {"name": "Toko Satu", "capital": 5}


def test_a_monthly_figure_is_no_yearly_one(table: Write) -> None:
    read = table(
        "Nama Usaha;Omzet per Bulan;Omzet Harian;Nilai Produksi Januari\nToko Satu;5;1;3\n", accept_proxies=True
    )
    assert [one.why for one in read.columns][1:] == [
        "column.monthly",
        "column.other_period",
        "column.months_not_summed",
    ]
    assert read.fields == {"name"}
    assert len(found_in(read)) == 3


def test_an_average_that_names_no_period_is_no_yearly_figure(table: Write) -> None:
    for header in ("Rata-rata Omzet", "Omset Rata2 (Rp)", "Omzet rata-rata 2024"):
        read = table(f"Nama Usaha;{header}\nToko Satu;5\n", annualise=True)
        assert statuses(read)[1][1:] == ("sales", "suspected", "column.average")
        (told,) = found_in(read)
        assert (told.code, told.severity) == ("column.average", "warning")
        assert rows_of(table(f"Nama Usaha;{header}\nToko Satu;5\n", mapping={header: "sales"}))
    for header in ("Rata-rata omzet per tahun", "Omset rata-rata per tahun (Rp)", "Rata-rata omzet tahunan"):
        assert rows_of(table(f"Nama Usaha;{header}\nToko Satu;5\n"))[0].values["sales"] == 5
    assert statuses(table("Nama Usaha;Omzet rata-rata per bulan\nToko Satu;5\n"))[1][3] == "column.monthly"


def test_twelve_named_months_are_summed_with_consent(table: Write) -> None:
    text = f"Nama Usaha;{';'.join(f'Omzet {month} (Rp)' for month in MONTHS)}\nToko Satu;{';'.join(['10'] * 12)}\n"
    without = table(text)
    assert {one.why for one in without.columns[1:]} == {"column.months"}
    assert without.findings.codes == {"column.months_of_field": 1}
    read = table(text, sum_months=True)
    assert rows_of(read)[0].values == {"name": "Toko Satu", "sales": 120}
    assert [one.month for one in read.columns[1:]] == list(range(1, 13))


def test_the_months_of_each_year_are_told_apart(table: Write) -> None:
    head = [f"Omzet {month} {year}" for year in (2023, 2024) for month in MONTHS]
    read = table(f"Nama Usaha;{';'.join(head)}\nToko Satu;{';'.join(['10'] * 24)}\n")
    said = [one.message() for one in found_in(read) if one.code == "column.months_of_field"]
    assert [f"({year})" in text for year, text in zip((2023, 2024), said, strict=True)] == [True, True]


def test_a_gap_in_the_months_is_not_bridged(table: Write) -> None:
    head = f"Nama Usaha;{';'.join(f'Omzet {month} 2024' for month in MONTHS)}"
    read = table(
        f"{head}\nA B;{';'.join(['10'] * 12)}\nC D;{';'.join(['10'] * 11)};\nE F;{';' * 11}\n", sum_months=True
    )
    full, gap, none = rows_of(read)
    assert full.years == {2024: {"sales": 120}}
    assert gap.years == {}
    assert [one.code for one in gap.findings] == ["row.months_gap"]
    assert not none.findings
    assert found_in(read)


def test_eleven_months_are_no_year(table: Write) -> None:
    text = f"Nama Usaha;{';'.join(f'Omzet {month}' for month in MONTHS[:11])}\nToko Satu;{';'.join(['10'] * 11)}\n"
    read = table(text, sum_months=True)
    assert read.findings.codes == {"column.months_incomplete_of_field": 1}
    assert read.fields == {"name"}
    assert "12" in read.findings[0].message("en")


def test_a_lone_month_that_the_user_names_is_used_and_said(table: Write) -> None:
    for text in ("Nama Usaha;Januari\nToko Satu;5\n", "Nama Usaha;Omzet;Januari\nToko Satu;7;5\n"):
        read = table(text, mapping={"Januari": "sales"})
        assert rows_of(read)[0].values == {"name": "Toko Satu", "sales": 5}
        (said,) = [one for one in found_in(read) if one.code == "column.monthly_by_user"]
        assert (said.severity, said.column) == ("warning", "Januari")
        twelve = table(text, mapping={"Januari": "sales"}, annualise=True)
        assert rows_of(twelve)[0].values == {"name": "Toko Satu", "sales": 60, "sales_kind": "annualised"}


def test_a_lone_month_of_a_proxy_or_a_stock_that_the_user_names(table: Write) -> None:
    text = "Nama Usaha;Nilai Produksi Januari\nToko Satu;5\n"
    read = table(text, mapping={"Nilai Produksi Januari": "sales"}, annualise=True)
    assert rows_of(read)[0].values["sales_kind"] == "annualised_proxy"
    read = table("Nama Usaha;TK Januari\nToko Satu;5\n", mapping={"TK Januari": "workers"}, annualise=True)
    assert rows_of(read)[0].values == {"name": "Toko Satu", "workers": 5}
    assert [one.code for one in found_in(read)] == ["column.by_user"]


def test_one_of_several_months_that_the_user_names_is_not_the_year(table: Write) -> None:
    read = table("Nama Usaha;Januari;Februari\nToko Satu;5;6\n", mapping={"Januari": "sales"})
    assert rows_of(read)[0].values == {"name": "Toko Satu"}
    assert statuses(read)[1][2:] == ("unused", "column.months_incomplete")
    (said,) = [one for one in found_in(read) if one.code == "column.months_incomplete_of_field"]
    assert "--map" in said.message("id")


def test_months_that_the_user_names_beside_the_year_are_said(table: Write) -> None:
    mapping = {"Januari": "sales", "Februari": "sales"}
    read = table("Nama Usaha;Omzet;Januari;Februari\nToko Satu;7;5;6\n", mapping=mapping)
    assert rows_of(read)[0].values["sales"] == 7
    assert [(one.code, one.severity) for one in found_in(read)] == [("column.month_beside_year", "warning")] * 2


def test_twelve_months_that_the_user_names_are_summed_with_consent(table: Write) -> None:
    text = f"Nama Usaha;{';'.join(MONTHS)}\nToko Satu;{';'.join(['10'] * 12)}\n"
    read = table(text, mapping=dict.fromkeys(MONTHS, "sales"), sum_months=True)
    assert rows_of(read)[0].values["sales"] == 120


def test_twelve_states_of_capital_have_no_sum(table: Write) -> None:
    head = ";".join(f"Modal Sendiri {month}" for month in MONTHS)
    read = table(f"Nama Usaha;{head}\nToko Satu;{';'.join(['10'] * 12)}\n", sum_months=True)
    assert rows_of(read)[0].values == {"name": "Toko Satu"}
    assert {one.why for one in read.columns[1:]} == {"column.months_not_summed"}


def test_months_beside_the_year_are_not_needed_and_stocks_have_no_sum(table: Write) -> None:
    text = "Nama Usaha;Omzet;Omzet Januari;Tenaga Kerja Januari\nToko Satu;5;1;2\n"
    assert [one.why for one in table(text).columns[2:]] == ["column.taken", "column.months_not_summed"]


def test_a_figure_without_a_year_is_not_that_of_every_year_that_others_name(table: Write) -> None:
    head = "Nama Usaha;Omzet;Omzet 2023;Omzet 2024;Tenaga Kerja;Tenaga Kerja 2024"
    text = f"{head}\nToko Satu;9;5;6;3;4\nToko Dua;3 miliar;;;3;\n"
    for options in ({}, {"mapping": {"Omzet": "sales"}}):
        read = table(text, **options)
        assert [dict(row.years) for row in read.rows()] == [{2023: {"sales": 5}, 2024: {"sales": 6, "workers": 4}}, {}]
        assert [row.values for row in read.rows()] == [{"name": "Toko Satu"}, {"name": "Toko Dua"}]
        told = [one for one in found_in(read) if one.code == "column.undated_beside_years"]
        assert [(one.column, one.severity, one.params["years"]) for one in told] == [
            ("Omzet", "warning", (2023, 2024)),
            ("Tenaga Kerja", "warning", (2024,)),
        ]


def test_months_of_no_year_are_not_those_of_every_year_that_others_name(table: Write) -> None:
    head = ";".join(f"Omzet {month}" for month in MONTHS)
    read = table(f"Nama Usaha;Omzet 2024;{head}\nToko Satu;;{';'.join(['10'] * 12)}\n", sum_months=True)
    assert "sales" not in rows_of(read)[0].values
    assert {one.why for one in read.columns[2:]} == {"column.undated_beside_years"}


def test_sales_of_no_year_in_a_file_of_several_are_said(table: Write) -> None:
    text = "Nama Usaha;Omzet;Modal Sendiri;Tenaga Kerja 2023;Tenaga Kerja 2024\nToko Satu;5;7;3;4\n"
    read = table(text)
    (told,) = [one for one in found_in(read) if one.code == "column.undated_in_years"]
    assert (told.column, told.severity, told.params["years"]) == ("Omzet", "warning", (2023, 2024))
    assert not found_in(table("Nama Usaha;Omzet;Tenaga Kerja 2024\nToko Satu;5;4\n"))


def test_the_first_of_two_columns_for_a_field_is_used(table: Write) -> None:
    read = table("Nama Usaha;Omzet;Omset\nToko Satu;5;6\n")
    assert statuses(read)[2] == ("Omset", "sales", "unused", "column.taken")
    assert rows_of(read)[0].values["sales"] == 5
    assert found_in(read)[0].code == "column.taken"


def test_nama_is_the_enterprise_alone_and_the_owner_beside_one(table: Write) -> None:
    assert table("Nama;Omzet\nToko Satu;5\n").fields == {"name", "sales"}
    assert table("Nama;Nama Usaha\nSari;Toko Satu\n").fields == {"name", "owner_name"}


def test_unknown_and_unnamed_columns_are_named(table: Write) -> None:
    read = table("Nama Usaha;Omzett;Warna Pintu;;;Jenis Barangan\nToko Satu;5;biru;x;;y\n")
    assert [one.status for one in read.columns] == [
        "mapped",
        "suspected",
        "unmapped",
        "unmapped",
        "unmapped",
        "suspected",
    ]
    assert read.columns[1].nearest == "sales"
    codes = [one.code for one in found_in(read)]
    assert codes == ["column.near", "column.unmapped", "column.unnamed", "column.near"]
    assert json.dumps(read.columns[1].to_dict())


def test_a_distant_likeness_is_named_and_not_suspected(table: Write) -> None:
    read = table("Nama Usaha;Kapasitas Produksi (Satuan)\nToko Satu;kg\n")
    assert (read.columns[1].status, read.columns[1].field, read.columns[1].nearest) == ("unmapped", None, "capacity")


def test_the_user_names_a_column_leniently(table: Write) -> None:
    text = "Nama Usaha;Uang Masuk 2023 (Rp.000);Uang Masuk 2024 (Rp.000)\nToko Satu;1;2\n"
    read = table(text, mapping={"uang masuk": "sales"})
    assert rows_of(read)[0].years == {2023: {"sales": 1000}, 2024: {"sales": 2000}}
    read = table(text, mapping={"UANG_MASUK 2023 (Rp.000)": "sales"})
    assert rows_of(read)[0].years == {2023: {"sales": 1000}}
    assert "column.by_user" in [one.code for one in found_in(read)]


def test_the_user_cannot_name_what_is_not_there(table: Write) -> None:
    text = "Nama Usaha;Uang Masuk\nToko Satu;1\n"
    assert refused(table, text, mapping={"Uang Keluar": "sales"}).code == "table.mapping_header"
    wrong = refused(table, text, mapping={"Uang Masuk": "salse"})
    assert (wrong.code, wrong.params["near"]) == ("table.mapping_field", "sales")
    assert refused(table, text, mapping={"Uang Masuk": "qqqqqqqq"}).params["near"] == "–"


def test_a_mapping_makes_a_table_of_unknown_headers_usable(table: Write) -> None:
    read = table("aaaa;bbbb\n5;6\n", mapping={"aaaa": "sales"})
    assert rows_of(read)[0].values == {"sales": 5}


@pytest.mark.parametrize(
    ("header", "kbli", "version"), [("KBLI 2020", None, "2020"), ("KBLI", "2015", "2015"), ("KBLI", None, None)]
)
def test_a_kbli_code_needs_its_version(table: Write, header: str, kbli: str | None, version: str | None) -> None:
    read = table(f"Nama Usaha;{header}\nToko Satu;10710\n", kbli=kbli)
    assert rows_of(read)[0].values.get("kbli") == ((version, "10710"),)
    assert ("column.kbli_version" in [one.code for one in found_in(read)]) is (version is None)
    assert read.years == ()


def test_one_header_over_codes_and_titles_is_told_by_the_cells(table: Write) -> None:
    read = table(
        "Nama Usaha;Nomor KBLI;KBLI\nToko Satu;10710;Industri Roti\nToko Dua;-;Industri Kue\nToko Tiga\n", kbli="2020"
    )
    assert [one.field for one in read.columns] == ["name", "kbli", "kbli_title"]


def test_two_columns_of_codes_are_both_held(table: Write) -> None:
    text = "Nama Usaha;KBLI 2015;Omzet;KBLI 2020\nA B;;1;10710\nC D;10710;;56101\nE F;47111;2;\nG H;;3;\nI J;1;;x\n"
    read = table(text)
    assert [one.status for one in read.columns] == ["mapped"] * 4
    first, both, other, none, wrong = rows_of(read)
    assert first.values == {"name": "A B", "sales": 1, "kbli": (("2020", "10710"),)}
    assert both.values == {"name": "C D", "kbli": (("2015", "10710"), ("2020", "56101"))}
    assert other.values["kbli"] == (("2015", "47111"),)
    assert "kbli" not in none.values
    assert [one.code for one in wrong.findings] == ["cell.kbli_form"] * 2
    (said,) = [one for one in read.findings if one.code == "column.kbli_several"]
    assert (said.severity, said.params["headers"]) == ("info", ("KBLI 2015", "KBLI 2020"))


def test_the_same_code_in_two_columns_is_one(table: Write) -> None:
    read = table("Nama Usaha;Kode KBLI;KBLI Utama\nToko Satu;10710;10710\n", kbli="2020")
    assert rows_of(read)[0].values["kbli"] == (("2020", "10710"),)


def test_a_dragged_code_takes_those_of_other_columns_not_along(table: Write) -> None:
    rows = "".join(f"Toko {letter};1071{place};Roti;56101\n" for place, letter in enumerate("ABCDE"))
    read = table(f"Nama Usaha;KBLI 2020;Judul KBLI;KBLI 2015\n{rows}")
    assert [row.values["kbli"] for row in rows_of(read)][:2] == [
        (("2020", "10710"), ("2015", "56101")),
        (("2015", "56101"),),
    ]


def test_a_year_that_is_no_version_is_none(table: Write) -> None:
    read = table("Nama Usaha;KBLI 2021\nToko Satu;10710\n")
    assert rows_of(read)[0].values["kbli"] == ((None, "10710"),)
    assert "column.kbli_version" in read.findings.codes
    assert rows_of(table("Nama Usaha;KBLI 2021\nToko Satu;10710\n", kbli="2020"))[0].values["kbli"] == (
        ("2020", "10710"),
    )
