"""The creative subsector in an evaluation: by the KBLI codes of a table, and beside the name that it gives itself.

Codes and subsectors are those of tests/cases/ekraf, typed from the titles of KBLI 2020 and 2025.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm import Enterprise, Facts, Kbli
from plut_kumkm.base.findings import Finding
from plut_kumkm.ekraf.lists import subsectors
from plut_kumkm.law.books import book
from plut_kumkm.registry.answering.answers import COLUMNS
from plut_kumkm.registry.answering.subsectors import OUTCOMES
from plut_kumkm.registry.evaluating import Evaluation, evaluate
from plut_kumkm.registry.inspecting import inspect
from plut_kumkm.registry.noticing.naming import Names
from plut_kumkm.registry.reading import example, read
from plut_kumkm.registry.results.writing import RESULT_COLUMNS

ON = date(2026, 6, 30)
PRODUCTS = Path(__file__).resolve().parents[1] / "cases" / "ekraf" / "products.csv"


def table(folder: Path, *lines: str, law: Any = None, out: Path | None = None, **options: Any) -> Evaluation:
    path = folder / "usaha.csv"
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return evaluate(read(path, **options), on=ON, law=law, out=out)


def outcomes(done: Evaluation) -> list[str | None]:
    return [line.subsector or line.subsector_outcome for line in done.rows]


def at(done: Evaluation, row: int) -> list[Finding]:
    return [found for found in done.findings if found.row == row]


def adds_up(done: Evaluation) -> bool:
    asked = done.summary["subsectors"]
    return bool(sum(asked["counts"].values()) + sum(asked["outcomes"].values()) == done.summary["enterprises"])


def test_a_row_has_subsector_share_grade_and_the_others(tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    done = table(
        tmp_path,
        "Nama Usaha;KBLI 2020",
        "Toko Satu;13134",
        "Toko Dua;14111, 74130",
        "Toko Tiga;01111",
        "Toko Empat;47111, 13134",
        out=out,
    )
    first, second, third, fourth = done.rows
    assert (first.subsector, first.subsector_share, first.subsector_grade) == ("kriya", "full", "secondary")
    assert (first.subsector_outcome, first.other_subsectors) == ("mapped", ())
    assert (second.subsector, second.subsector_share) == ("fesyen", "partial")
    assert second.other_subsectors == ("desain-komunikasi-visual",)
    assert (third.subsector, third.subsector_share, third.subsector_grade) == (None, None, None)
    assert third.subsector_outcome == "not_mapped"
    assert fourth.subsector == "kriya"
    assert [found.code for found in at(done, 5)] == ["ekraf.main_not_first"]
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert tuple(lines[0]) == (*RESULT_COLUMNS, *COLUMNS)
    assert {len(line) for line in lines} == {len(lines[0])}
    assert lines[2][-5:] == ["fesyen", "partial", "secondary", "mapped", "desain-komunikasi-visual"]
    assert lines[3][-5:] == ["", "", "", "not_mapped", ""]
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["subsectors"] == done.summary["subsectors"]


def test_the_counts_name_their_list_and_add_up(tmp_path: Path) -> None:
    done = table(
        tmp_path, "ID;Nama Usaha;KBLI 2020", "a;A;13134", "b;B;16291", "c;C;74130", "d;D;10794", "e;E;", ";;", "f;F;1e4"
    )
    asked = done.summary["subsectors"]
    assert (asked["version"], asked["policy"]) == ("2019", "secondary")
    assert tuple(asked["counts"]) == subsectors(version="2019").slugs
    assert {slug: count for slug, count in asked["counts"].items() if count} == {
        "kriya": 2,
        "desain-komunikasi-visual": 1,
    }
    assert tuple(asked["outcomes"]) == OUTCOMES
    without = {name: count for name, count in asked["outcomes"].items() if count}
    assert without == {"weak": 1, "missing": 1, "damaged": 1}
    assert done.summary["enterprises"] == 6
    assert adds_up(done)


def test_an_enterprise_counts_with_the_code_of_its_latest_year(tmp_path: Path) -> None:
    done = table(
        tmp_path,
        "ID;Nama Usaha;Tahun Data;KBLI 2020;Omzet",
        "a;A;2024;13134;1",
        "a;A;2025;56102;1",
        "b;B;2024;13134;1",
        ";Tanpa ID;2024;74130;1",
    )
    assert outcomes(done) == ["kriya", "kuliner", "kriya", "desain-komunikasi-visual"]
    counts = done.summary["subsectors"]["counts"]
    assert (counts["kriya"], counts["kuliner"], counts["desain-komunikasi-visual"]) == (1, 1, 1)
    assert done.summary["tiers"]["micro"] == 3
    assert adds_up(done)


def test_a_year_that_is_not_asked_for_is_not_counted(tmp_path: Path) -> None:
    lines = ("ID;Nama Usaha;Tahun Data;KBLI 2020", "a;A;2024;13134", ";;;", "a;A;2025;01111", "b;B;2024;01112")
    done = table(tmp_path, *lines, year=2024)
    assert outcomes(done) == ["kriya", "not_mapped"]
    assert [one.params["count"] for one in done.findings if one.code == "registry.subsectors_derived"] == [1]
    assert adds_up(done)


def test_cooperatives_are_counted_with_the_others(tmp_path: Path) -> None:
    done = table(tmp_path, "ID;Nama Usaha;Bentuk Usaha;KBLI 2020", "a;A;Koperasi;13134", "b;B;CV;13134")
    assert done.summary["cooperatives"]["count"] == 1
    assert done.summary["subsectors"]["counts"]["kriya"] == 2
    assert done.summary["tiers"]["unknown"] == 2


def test_without_codes_nothing_is_said(tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    done = table(tmp_path, "Nama Usaha;Omzet", "Toko Satu;1", out=out)
    assert done.summary["subsectors"] == {}
    assert done.rows[0].subsector is done.rows[0].subsector_outcome is None
    assert (out / "results.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(RESULT_COLUMNS)
    assert "subsektor" not in done._repr_html_()


def test_weaker_sources_are_taken_where_the_law_accepts_them(tmp_path: Path) -> None:
    lines = ("Nama Usaha;KBLI 2020", "Toko Satu;10794")
    strict = table(tmp_path, *lines)
    assert outcomes(strict) == ["weak"]
    found = next(one for one in strict.findings if one.code == "registry.subsectors_weak")
    assert (found.params["count"], found.params["codes"], found.column) == (1, ("10794 (kuliner)",), "KBLI 2020")
    assert "10794 (kuliner)" in found.message("en")
    open_ = table(tmp_path, *lines, law=book().accepting("unverified"))
    assert (open_.rows[0].subsector, open_.rows[0].subsector_grade) == ("kuliner", "unverified")
    assert open_.summary["subsectors"]["policy"] == "unverified"


# -------------------------------------------------------------------------------------------------------- bad input


def test_a_code_without_its_version_gives_both_readings_where_they_differ(tmp_path: Path) -> None:
    # 47782: leather and bone craft in 2020, paintings in 2025; 13134: no class of 2025; 71101 and 01111: both alike.
    lines = ("Nama Usaha;KBLI", "A;47782", "B;13134", "C;71101", "D;01111", "E;10794")
    done = table(tmp_path, *lines)
    assert outcomes(done) == ["bare", "bare", "arsitektur", "not_mapped", "weak"]
    for row, readings in ((2, ("KBLI 2020: kriya", "KBLI 2025: seni-rupa")), (3, ("KBLI 2020: kriya", "KBLI 2025: –"))):
        (found,) = at(done, row)
        assert (found.code, found.column, found.params["readings"]) == ("ekraf.kbli_without_version", "KBLI", readings)
    assert [at(done, row) for row in (4, 5, 6)] == [[], [], []]
    assert outcomes(table(tmp_path, *lines, kbli="2020"))[:2] == ["kriya", "kriya"]
    assert outcomes(table(tmp_path, *lines, kbli="2025"))[:2] == ["seni-rupa", "moved"]


def test_a_header_with_a_year_that_is_no_version_gives_none(tmp_path: Path) -> None:
    # Peraturan BPS 19/2017 amended KBLI 2015; there is no KBLI 2017.
    done = table(tmp_path, "Nama Usaha;KBLI 2017", "A;47782", "B;71101")
    assert outcomes(done) == ["bare", "arsitektur"]


@pytest.mark.parametrize(
    ("version", "cell", "outcome", "code"),
    [
        ("2020", "1313", "damaged", "cell.kbli_four_digits"),
        ("2020", "1,3E+4", "damaged", "cell.kbli_exponent"),
        ("2020", "131", "damaged", "cell.kbli_form"),
        ("2025", "70203", "reused", "ekraf.kbli_reused_unmapped"),
        ("2025", "74130", "moved", "ekraf.kbli_moved"),
        ("2025", "63122", "retired", "ekraf.kbli_retired"),
        ("2025", "77220", "other_version", "ekraf.kbli_other_version"),
    ],
)
def test_a_bad_code_has_a_finding_of_its_own(tmp_path: Path, version: str, cell: str, outcome: str, code: str) -> None:
    done = table(tmp_path, f"Nama Usaha;KBLI {version}", f"Toko Satu;{cell}", "Toko Dua;56102")
    assert outcomes(done) == [outcome, "kuliner"]
    assert code in [found.code for found in at(done, 2)]
    assert done.summary["subsectors"]["outcomes"][outcome] == 1


def test_a_code_that_a_spreadsheet_counted_on_is_damaged(tmp_path: Path) -> None:
    rows = [f"Toko {number};{13120 + number};batik" for number in range(12)]
    done = table(tmp_path, "Nama Usaha;KBLI 2020;Judul KBLI", *rows)
    dragged = [line.row for line in done.rows if "cell.kbli_dragged" in line.findings]
    assert dragged
    assert {line.subsector_outcome for line in done.rows if line.row in dragged} == {"damaged"}


def test_a_version_without_a_mapping_is_said_once(tmp_path: Path) -> None:
    done = table(tmp_path, "Nama Usaha;KBLI 2015", "A;13134", "B;71101")
    assert outcomes(done) == ["no_mapping", "no_mapping"]
    (found,) = [one for one in done.findings if one.code.startswith("registry.subsectors")]
    assert (found.code, found.params["count"]) == ("registry.subsectors_no_mapping", 2)
    assert found.params["versions"] == ("2015",)


def test_a_number_with_two_meanings_is_said_once(tmp_path: Path) -> None:
    done = table(tmp_path, "Nama Usaha;KBLI 2020", "A;47782", "B;47782", "C;56101", "D;47782, 13134")
    assert outcomes(done) == ["kriya", "kriya", "kuliner", "kriya"]
    reused = [one for one in done.findings if one.code == "ekraf.kbli_reused"]
    assert [(one.params["code"], one.row) for one in reused] == [("47782", None), ("56101", None)]


# ------------------------------------------------------------------------------------------------- the name of the row


def test_a_name_of_another_list_names_the_right_one(tmp_path: Path) -> None:
    # Perpres 72/2015: 16, among them Aplikasi dan Game Developer; Sulih Suara is reported of Perpres 37/2026.
    done = table(
        tmp_path,
        "Nama Usaha;Subsektor;KBLI 2020",
        "A;Aplikasi dan Game Developer;62011",
        "B;Sulih Suara;59122",
        "C;Kulinner;56102",
        "D;kuliner;56102",
        "E;;56102",
    )
    older, newer, slip, right, blank = (at(done, row) for row in range(2, 7))
    assert [one.code for one in older] == ["ekraf.name_of_other_list"]
    assert [one.slug for one in older[0].params["here"]] == ["aplikasi", "pengembang-permainan"]
    assert "16" in older[0].message("en")
    assert [one.code for one in newer] == ["ekraf.name_of_newer_list"]
    assert [(one.code, one.column) for one in slip] == [("ekraf.name_unknown", "Subsektor")]
    assert right == blank == []


def test_a_name_beside_another_code_is_a_finding_with_both(tmp_path: Path) -> None:
    done = table(
        tmp_path,
        "Nama Usaha;Subsektor;KBLI 2020",
        "A;Fesyen;13134",
        "B;Desain Produk;74113",
        "C;Fesyen;13134, 14111",
        "D;Kriya / Fesyen;14111",
        "E;Film, Animasi, dan Video / Musik;59201",
        "F;Kriya, Musik;59201",
        "G;Kriya;01111",
        "H;13134 : Batik;",
    )
    (differs,), (alternative,) = at(done, 2), at(done, 3)
    assert (differs.code, differs.severity) == ("registry.subsector_differs", "warning")
    assert (differs.params["got"], differs.params["kbli"]) == ("Fesyen", "KBLI 2020 13134")
    assert "Kriya" in differs.message("id")
    # The mapping itself has desain-produk as another reading of 74113.
    assert (alternative.code, alternative.severity) == ("registry.subsector_alternative", "info")
    assert [at(done, row) for row in (4, 5, 6, 7, 8)] == [[], [], [], [], []]
    assert [one.code for one in at(done, 9)] == ["cell.kbli_in_text"]
    assert outcomes(done)[0] == "kriya"


def test_a_column_of_other_subsectors_is_left_alone(tmp_path: Path) -> None:
    fishery = ("A;Perikanan", "B;Pertanian", "C;Perikanan", "D;")
    done = table(tmp_path, "Nama Usaha;Subsektor", *fishery)
    assert [one.code for one in done.findings] == ["registry.undated", "registry.subsector_column"]
    found = done.findings[1]
    assert (found.column, found.row, found.params["count"], found.params["known"]) == ("Subsektor", None, 3, 0)
    assert found.params["texts"] == ("Perikanan", "Pertanian")
    with_codes = table(tmp_path, "Nama Usaha;Subsektor;KBLI 2020", "A;Perikanan;13134", "B;Pertanian;01111")
    assert outcomes(with_codes) == ["kriya", "not_mapped"]
    assert [at(with_codes, row) for row in (2, 3)] == [[], []]
    # A header that says whose subsectors it means is believed.
    named = table(tmp_path, "Nama Usaha;Subsektor Ekraf", *fishery)
    # "Perikanan" is a letter away from "Periklanan"; "Pertanian" is like no name.
    assert (named.findings.codes["ekraf.name_unknown"], named.findings.codes["ekraf.name_unlike"]) == (2, 1)
    assert "registry.subsector_column" not in named.findings.codes
    # One in four is a name of some list: the others are slips in a column of creative subsectors.
    mixed = table(tmp_path, "Nama Usaha;Subsektor", "A;Kuliner", "B;Kulinner", "C;Kulinner", "D;Kulinner")
    assert mixed.findings.codes["ekraf.name_unknown"] == 3


def test_names_are_checked_where_there_are_no_codes(tmp_path: Path) -> None:
    done = table(tmp_path, "Nama Usaha;Subsektor ekraf", "A;Kuliner", "B;Kulinner")
    assert [one.code for one in at(done, 3)] == ["ekraf.name_unknown"]
    assert done.summary["subsectors"] == {}
    assert done.rows[1].subsector_outcome is None


def test_many_names_are_not_all_remembered() -> None:
    names = Names(None)
    found = {names.of(f"Toko {number}").finding is not None for number in range(5000)}
    assert found == {True}
    assert len(names._known) < 5000


# ----------------------------------------------------------------------------------------------------- other sources


def test_records(tmp_path: Path) -> None:
    shops = [
        Enterprise(id="a", kbli=(Kbli("2020", "13134"),), subsector="kriya"),
        Facts(id="b", kbli=(Kbli("2025", "74130"),), subsector="Fesyen"),
        Facts(id="c", subsector="Kulinner"),
        Facts(id="d", kbli=(Kbli("2020", "1313"),)),
    ]
    done = evaluate(iter(shops), on=ON, out=tmp_path)
    assert outcomes(done) == ["kriya", "moved", "missing", "damaged"]
    assert [one.code for one in at(done, 3)] == ["ekraf.name_unknown"]
    assert adds_up(done)
    bare = evaluate([Facts(id="a", sales=1)], on=ON)
    assert (bare.summary["subsectors"], bare.rows[0].subsector_outcome) == ({}, "missing")
    assert bare.findings.codes == {}


def test_check_says_what_is_wrong_in_a_row_and_nothing_of_the_mapping(tmp_path: Path) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text("Nama Usaha;Subsektor Ekraf;KBLI 2025\nA;Kulinner;74130\nB;;01111\n", encoding="utf-8")
    done = inspect(read(path), on=ON)
    codes = done.summary["findings_by_code"]
    assert codes.keys() >= {"ekraf.name_unknown", "ekraf.kbli_moved"}
    assert "registry.subsectors_derived" not in codes
    assert "subsectors" not in done.summary


def test_the_example_shows_subsectors() -> None:
    with example(200) as registry:
        done = evaluate(registry, on=ON)
    assert done.summary["subsectors"]["counts"]["kuliner"] > 0
    assert adds_up(done)
    assert "<caption>daftar 2019</caption>" in done._repr_html_()


def test_fifty_products_become_a_table_in_five_lines(tmp_path: Path) -> None:
    expected = [line.split(";")[2] for line in PRODUCTS.read_text(encoding="utf-8").splitlines()[1:]]
    file = tmp_path / "produk.csv"
    lines = [";".join(line.split(";")[:2]) for line in PRODUCTS.read_text(encoding="utf-8").splitlines()]
    file.write_text("\n".join(lines), encoding="utf-8")

    products = pk.read(file, mapping={"Produk": "name"})
    found = pk.evaluate(products, on=date(2026, 6, 30))
    counts = {slug: count for slug, count in found.summary["subsectors"]["counts"].items() if count}

    assert len(expected) == len(found.rows) == 50
    assert [line.subsector or "" for line in found.rows] == expected
    assert counts == {slug: expected.count(slug) for slug in subsectors(version="2019").slugs if slug in expected}
    assert [line.subsector_outcome for line in found.rows if line.subsector is None] == [
        "weak", "not_mapped", "not_mapped",
    ]  # fmt: skip
    assert adds_up(found)


CELLS = st.sampled_from("13134|56102, 13134|10794|01111|1313|131||74130|70203|63122|47782".split("|"))
ROWS = st.lists(st.tuples(st.sampled_from("abc "), st.sampled_from(("2024", "2025")), CELLS), min_size=1, max_size=12)


@given(header=st.sampled_from(("KBLI", "KBLI 2015", "KBLI 2020", "KBLI 2025")), rows=ROWS)
def test_every_enterprise_is_counted_once(header: str, rows: list[tuple[str, str, str]]) -> None:
    lines = (f"{id_};Toko {id_}{place};{year};{code}" for place, (id_, year, code) in enumerate(rows))
    with TemporaryDirectory() as folder:
        done = table(Path(folder), f"ID;Nama Usaha;Tahun Data;{header}", *lines)
    assert adds_up(done)
    assert sum(done.summary["tiers"].values()) == done.summary["enterprises"]
    for line in done.rows:
        assert (line.subsector is None) is (line.subsector_outcome in OUTCOMES)
        assert line.subsector_outcome in ("mapped", *OUTCOMES)
        assert (line.subsector_share is None) is (line.subsector_grade is None) is (line.subsector is None)
