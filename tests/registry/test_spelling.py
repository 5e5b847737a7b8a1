"""Names of places: held against a table of regions, or against one another. Codes and names are those of the table."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plut_kumkm.base.findings import Finding
from plut_kumkm.identifiers import region
from plut_kumkm.identifiers.region import RegionNames
from plut_kumkm.registry.classifying import classify_many
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.inspecting import inspect
from plut_kumkm.registry.noticing import spelling
from plut_kumkm.registry.noticing.places import Level, Name, PlaceIndex, is_province, likeness, nearest
from plut_kumkm.registry.noticing.spelling import Spellings
from plut_kumkm.registry.reading import read

ON = date(2026, 6, 30)
# Made up below the level of the province, so that nobody takes them for the list of a year.
TABLE = """code,name,last_listed
35.07,Kabupaten Malang,
35.73,Kota Malang,
35.79,Kota Batu,
35.07.01,Contoharjo,
35.73.01,Contoharjo,
35.73.02,Lowokwaru,
35.73.03,Kedungkandang,
35.73.04,Kota Lama,
35.73.05,Bekasari,2019
35.73.01.1001,Contoh,
"""


@pytest.fixture
def names(tmp_path: Path) -> RegionNames:
    path = tmp_path / "wilayah.csv"
    path.write_text(TABLE, encoding="utf-8")
    return region.load_names(path, system="kemendagri")


@pytest.mark.parametrize(
    ("text", "level", "name", "kind"),
    [
        ("KEC. BALIKPAPAN  TENGAH ", "district", "balikpapan tengah", ""),
        ("Kecamatan Balikpapan-Tengah", "district", "balikpapan tengah", ""),
        ("Kota Kudus", "district", "kota kudus", ""),
        ("Kecubung", "district", "kecubung", ""),
        ("Kec.", "district", "kec", ""),
        ("[19] MADIUN", "regency", "madiun", ""),
        ("[73] KOTA MALANG", "regency", "malang", "kota"),
        ("35.73 Kota Malang", "regency", "malang", "kota"),
        ("Kab. Malang", "regency", "malang", "kab"),
        ("KABUPATEN MALANG", "regency", "malang", "kab"),
        ("Kodya Malang", "regency", "malang", "kota"),
        ("Kota Adm. Jakarta Pusat", "regency", "jakarta pusat", "kota"),
        ("Kota", "regency", "kota", ""),
        ("Kotabaru", "regency", "kotabaru", ""),
        ("Prov. Jawa Timur", "province", "jawa timur", ""),
        ("D.I. Yogyakarta", "province", "daerah istimewa yogyakarta", ""),
        ("JATIM", "province", "jawa timur", ""),
        ("Prov. NTB", "province", "nusa tenggara barat", ""),
        ("Kepri", "province", "kepulauan riau", ""),
        ("DKI JAKARTA", "province", "daerah khusus ibukota jakarta", ""),
    ],
)
def test_names_are_compared_without_what_says_their_level(text: str, level: Level, name: str, kind: str) -> None:
    found = Name.of(text, level)
    assert (found, found.kind) == (name, kind)


def test_likeness() -> None:
    assert likeness("balikpapan tengahpangan", "balikpapan tengah") >= 85
    assert likeness("balikpapa baru", "balikpapan barat") >= 85
    assert likeness("balikpapan utara", "balikpapan timur") == 0
    assert likeness("batu", "balikpapan") == 0
    assert likeness("abcdefgh", "hgfedcba") < 85
    # One letter for another, and not in a name so short that it is another one.
    assert likeness("malamg", "malang") == 85
    assert likeness("batu", "baru") < 85
    assert nearest("lowokwarru", ["kedungkandang", "lowokwaruu", "lowokwaru"]) == ["lowokwaru", "lowokwaruu"]
    assert is_province("Provinsi Kalimantan Timur")
    assert not is_province("Kalimantan")


def test_a_name_of_the_table_is_its_code(names: RegionNames) -> None:
    index = PlaceIndex(names)
    assert index.find("Kec. Lowokwaru", "district").code == "357302"
    assert index.find("kota malang", "regency").code == "3573"
    assert index.find("Malang", "regency").codes == ("3507", "3573")
    assert index.find("Batu", "regency").code == "3579"
    assert index.find("Kab. Batu", "regency").code is None
    assert index.find("Contoharjo", "district").codes == ("350701", "357301")
    assert index.find("Contoharjo", "district", "3573").code == "357301"
    assert index.find("JAWA TIMUR", "province").code == "35"
    assert index.name("3573") == "Kota Malang"


def test_what_is_near_is_suggested_and_no_code(names: RegionNames) -> None:
    index = PlaceIndex(names)
    near = index.find("Lowokwarru", "district")
    assert (near.code, near.near, near.level) == (None, ("357302",), None)
    assert index.find("Lowokwarru", "district", "3507").near == ()
    assert index.find("Lowokwarru", "district", near=False).near == ()
    assert index.find("Kota Malang", "district").level == "regency"
    assert index.find("Jawa Timur", "district").level == "province"
    assert index.find("...", "district").near == ()
    # A name that is listed no longer is no name of today.
    assert index.find("Bekasari", "district").code is None


def test_codes_of_bps_have_districts_of_seven_digits(tmp_path: Path) -> None:
    path = tmp_path / "bps.csv"
    path.write_text("code,name\n35,JAWA TIMUR\n3573,KOTA MALANG\n3573010,LOWOKWARU\n", encoding="utf-8")
    index = PlaceIndex(region.load_names(path, system="bps"))
    assert index.find("Lowokwaru", "district").code == "3573010"
    assert index.find("Jawa Timur", "province").code == "35"
    assert index.find("Jawa Barat", "province").code is None


def found_in(
    fields: Iterable[str], rows: Iterable[dict[str, Any]], names: RegionNames | None = None
) -> tuple[list[Finding], Spellings]:
    held = Spellings(fields, names)
    held.add([SimpleNamespace(number=number, values=values) for number, values in enumerate(rows, 2)])
    found = list(held.findings())
    for one in found:
        assert one.message("id")
        assert one.message("en")
    return found, held


def districts(*spellings: tuple[str, int], **beside: str) -> list[dict[str, Any]]:
    return [{"district": text, **beside} for text, count in spellings for _ in range(count)]


def test_a_rare_spelling_is_held_against_a_frequent_one() -> None:
    rows = districts(("Lowokwaru", 40), ("KEC. LOWOKWARU ", 20), ("Lowokwarru", 2), ("KALIMANTAN TIMUR", 1), ("", 1))
    rows.append({})
    found, _ = found_in({"district"}, rows)
    assert [(one.code, one.row, one.params["got"], one.params["count"]) for one in found] == [
        ("registry.spelling", 62, "Lowokwarru", 2),
        ("registry.region_level", 64, "KALIMANTAN TIMUR", 1),
    ]
    assert (found[0].params["likely"], found[0].params["often"], found[0].params["rows"]) == ("Lowokwaru", 60, (62, 63))
    assert "provinsi" in found[1].message("id")


@pytest.mark.parametrize(
    "rows",
    [
        districts(("Lowokwaru", 4), ("Lowokwarru", 1)),  # too few to say which is usual
        districts(("Lowokwaru", 40), ("Lowokwarru", 5)),  # not so rare
        districts(("Contoh Barat", 40), ("Contoh Utara", 1)),  # two places
        districts(("Lowokwaru", 40), ("Sukun", 1)),
        districts(("35.73.01", 40), ("35.73.02", 1)),  # codes have checks of their own
    ],
)
def test_other_spellings_are_let_be(rows: list[dict[str, Any]]) -> None:
    assert found_in({"district"}, rows)[0] == []


def test_names_are_compared_within_their_region() -> None:
    rows = districts(("Lowokwaru", 40), region="Kota Malang") + districts(("Lowokwarru", 1), region="Kab. Blitar")
    assert found_in({"district", "region"}, rows)[0] == []
    rows += districts(("Lowokwarru", 1), region="KOTA MALANG")
    assert [one.row for one in found_in({"district", "region"}, rows)[0]] == [43]


def test_a_city_is_no_spelling_of_the_regency() -> None:
    rows = [{"region": text} for text, count in (("Kab. Malang", 40), ("Kota Malamg", 1)) for _ in range(count)]
    assert found_in({"region"}, rows)[0] == []
    rows.append({"region": "Kabupaten Malamg"})
    assert [one.params["got"] for one in found_in({"region"}, rows)[0]] == ["Kabupaten Malamg"]


def test_a_table_of_regions_decides(names: RegionNames) -> None:
    rows = districts(
        ("Lowokwaru", 3), ("KEC. KEDUNGKANDANG", 2), ("Lowokwarru", 2), ("KALIMANTAN TIMUR", 1), ("Antah Berantah", 1),
        ("35.73.02", 1), region="Kota Malang",
    )  # fmt: skip
    rows += districts(("Contoharjo", 2), region="Malang") + districts(("Contoharjo", 1), region="35.73")
    rows += districts(("Contoharjo", 4)) + districts(("Lowokwaru", 1), region="...")
    found, held = found_in({"district", "region"}, rows, names)
    by_code = {(one.code, one.path[0]): one for one in found}
    assert set(by_code) == {
        ("registry.region_near", "district"), ("registry.region_level", "district"),
        ("registry.region_unknown", "district"), ("registry.region_ambiguous", "district"),
        ("registry.region_ambiguous", "region"),
    }  # fmt: skip
    assert by_code["registry.region_near", "district"].params["near"] == ("Lowokwaru (357302)",)
    assert by_code["registry.region_level", "district"].params["level"] == "level.province"
    assert by_code["registry.region_ambiguous", "district"].params["count"] == 6
    assert held.summary()["district"] == {"ambiguous": 6, "near": 2, "other_level": 1, "resolved": 7, "unknown": 1} | {
        "elsewhere": 0
    }


def test_a_place_that_lies_elsewhere_is_said_and_not_called_unknown(names: RegionNames, tmp_path: Path) -> None:
    lines = (
        "1;Jawa Timur;Kab. Malang;Lowokwaru\n2;Jawa Barat;Kota Malang;Lowokwaru\n3;Jawa Timur;Kota Malang;Lowokwaru\n"
    )
    path = tmp_path / "usaha.csv"
    path.write_text(f"ID;Provinsi;Kab/Kota;Kecamatan\n{lines}", encoding="utf-8")
    done = evaluate(read(path, year=2025), on=ON, regions=names)
    found = [one for one in done.findings if one.code.startswith("registry.region")]
    assert [(one.code, one.severity, one.path[0], one.row, one.params["got"], one.params["near"]) for one in found] == [
        ("registry.region_elsewhere", "warning", "region", 3, "Kota Malang", ("Kota Malang (3573)",)),
        ("registry.region_elsewhere", "warning", "district", 2, "Lowokwaru", ("Lowokwaru (357302)",)),
    ]
    assert "Jawa Barat" in found[0].message("id")
    assert "Kab. Malang" in found[1].message("en")
    # Of places that contradict each other, the code is that of the larger one.
    assert [one.region_code for one in done.rows] == ["3507", "357302", "357302"]
    assert done.summary["places"]["district"]["elsewhere"] == 1
    assert done.summary["places"]["region"] == {
        "ambiguous": 0, "elsewhere": 1, "near": 0, "other_level": 0, "resolved": 2, "unknown": 0
    }  # fmt: skip


def test_without_the_regency_the_province_tells_where_a_district_is(names: RegionNames) -> None:
    rows = districts(("Lowokwaru", 1), province="Jawa Timur") + districts(("Lowokwaru", 1), province="Jawa Barat")
    found, held = found_in({"district", "province"}, rows, names)
    assert [one.row for one in found] == [3]
    assert held.summary()["district"]["resolved"] == 1


def test_memory_and_time_are_bounded(monkeypatch: pytest.MonkeyPatch, names: RegionNames) -> None:
    rows = districts(*((f"tempat {chr(97 + n % 26)}{chr(97 + n // 26)}", 12) for n in range(60)))
    rows += districts(("tempat zzy", 1))
    monkeypatch.setattr(spelling, "_MOST", 50)
    assert [one.code for one in found_in({"district"}, rows)[0]] == ["registry.spelling_unchecked"]
    monkeypatch.setattr(spelling, "_MOST", 100)
    monkeypatch.setattr(spelling, "_COMPARED", 10)
    assert [one.code for one in found_in({"district"}, rows)[0]] == ["registry.spelling_unchecked"]
    monkeypatch.setattr(spelling, "_LOOKED_UP", 1)
    wrong = districts(("Lowokwarru", 1), ("Kedungkandamg", 1))
    assert [one.code for one in found_in({"district"}, wrong, names)[0]] == [
        "registry.region_near", "registry.region_unknown",
    ]  # fmt: skip
    held = Spellings({"district"}, None)
    for start in range(0, 40, 4):
        held.add([SimpleNamespace(number=start + n, values={"district": "Lowokwaru"}) for n in range(4)])
    assert held._columns[0].spellings["", "Lowokwaru"].rows == list(range(10))


def test_no_column_of_places_nothing_to_do() -> None:
    held = Spellings({"sales"}, None)
    assert not held
    assert list(held.findings()) == []
    assert held.summary() == {}


def test_evaluate_takes_the_table(tmp_path: Path, names: RegionNames) -> None:
    path = tmp_path / "usaha.csv"
    rows = "a;A;[73] KOTA MALANG;Lowokwarru;5\nb;B;3599;Lowokwaru;5\nc;C;Kota Malangg;;5\n"
    path.write_text(f"ID;Nama Usaha;Kab/Kota;Kecamatan;Omzet\n{rows}", encoding="utf-8")
    done = evaluate(path, on=ON, regions=names)
    found = {(one.row, one.column, one.code) for one in done.findings if one.row is not None}
    assert found == {
        (2, "Kecamatan", "registry.region_near"),
        (3, "Kab/Kota", "region.unlisted"),
        (4, "Kab/Kota", "check.region_name"),
        (4, "Kab/Kota", "registry.region_near"),
    }
    assert done.summary["places"]["district"]["near"] == 1
    asked = inspect(read(path), on=ON, regions=names)
    assert asked.summary["places"] == done.summary["places"]
    plain = evaluate(path, on=ON)
    assert plain.summary["places"] == {}
    # A number before the name is no code with slips in it.
    assert not [one for one in plain.findings if one.row == 2]


def test_each_line_has_the_code_of_its_smallest_place(tmp_path: Path, names: RegionNames) -> None:
    rows = [
        ("Kota Malang", "Lowokwaru", "357302"), ("35.73", "Kedungkandang", "357303"),
        ("Kabupaten Malang", "Contoharjo", "350701"),
        ("Kota Malang", "Lowokwarru", "3573"), ("", "Contoharjo", ""), ("Kota Batu", "", "3579"), ("", "", ""),
        ("Kota Malangg", "Xyz", "35"), ("3599", "Lowokwaru", "357302"),
        ("35.73", "", "3573"), ("3599", "", ""),
    ]  # fmt: skip
    path = tmp_path / "usaha.csv"
    lines = [f"{n};Usaha {n};Jawa Timur;{one};{two};5;13134" for n, (one, two, _) in enumerate(rows)]
    header = "ID;Nama Usaha;Provinsi;Kab/Kota;Kecamatan;Omzet;KBLI 2020"
    path.write_text("\n".join([header, *lines, "9;Usaha 9;;;;5;"]), encoding="utf-8")
    expected = [code or "35" for _, _, code in rows] + [""]
    for out, ask in (("a", evaluate), ("b", partial(classify_many, scheme="kur"))):
        done = ask(path, on=ON, regions=names, out=tmp_path / out)
        assert [line.region_code or "" for line in done.rows] == expected
        written = list(csv.DictReader((tmp_path / out / "results.csv").read_text(encoding="utf-8").splitlines()))
        assert [line["region_code"] for line in written] == expected
        assert list(written[0])[-1] == "region_code"
        plain = ask(path, on=ON, out=tmp_path / out)
        assert {line.region_code for line in plain.rows} == {None}
        assert "region_code" not in (tmp_path / out / "results.csv").read_text(encoding="utf-8")


def test_codes_are_remembered_within_bounds(names: RegionNames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_MOST", 1)
    held = Spellings({"district"}, names)
    rows = [SimpleNamespace(values={"district": one}) for one in ("Lowokwaru", "Lowokwaru", "Kedungkandang")]
    assert held.codes(rows) == held.codes(rows) == ["357302", "357302", "357303"]
    assert not Spellings({"sales"}, names).resolve


def test_a_person_who_slipped_into_the_column_is_masked() -> None:
    rows = districts(("Lowokwaru", 40), ("Lowokwarru 081234567890", 1), ("3573010101900001", 1))
    found, _ = found_in({"district"}, rows)
    assert not [one for one in found if "081234567890" in str(one) or "3573010101900001" in str(one)]
