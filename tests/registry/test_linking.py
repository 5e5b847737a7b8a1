"""Ids of two files: used for others, given anew, shifted, or written in another way. All names are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import plut_kumkm.registry as registry_room
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.records import Enterprise, Owner
from plut_kumkm.registry import compare_ids
from plut_kumkm.registry.noticing import linking
from plut_kumkm.registry.reading import read

WORDS = (
    "batik kayu bambu rotan tenun keripik sambal kopi teh madu tahu tempe roti kue abon sabun lilin tas sepatu topi"
).split()


def named(number: int) -> str:
    return f"{WORDS[number % 20]} {WORDS[number // 20 % 20]} {WORDS[number * 7 % 20]} contoh"


def renamed(number: int) -> str:
    return f"usaha {WORDS[(number + 7) % 20]} {WORDS[(number * 3 + 5) % 20]} baru"


def people(count: int = 40, **changes: Any) -> list[dict[str, Any]]:
    return [
        {"id": str(1000 + n), "name": named(n), "owner_name": f"Pemilik {named(n * 3)}", "region": "Kota Contoh"}
        | changes
        for n in range(count)
    ]


def facts(rows: list[dict[str, Any]]) -> list[Facts]:
    return [Facts(**row) for row in rows]


def of(report: Report, code: str) -> Finding:
    (found,) = [one for one in report if one.code == code]
    return found


def checked(before: Any, after: Any) -> Report:
    report = compare_ids(before, after)
    for one in report:
        for text in (one.message("id"), one.message("en")):
            # Neither names nor ids, whoever they are.
            assert "contoh" not in text
            assert "Pemilik" not in text
    return report


def test_ids_that_were_kept() -> None:
    report = checked(facts(people()), facts(people()))
    assert report.codes == {"registry.ids_compared": 1}
    assert report.ok
    assert dict(report[0].params) == {"before": 40, "after": 40, "both": 40}


def test_new_names_of_the_same_owner_and_slips_are_no_other_enterprise() -> None:
    after = people()
    after[0]["name"] = "Usaha Lain Sekali"
    after[1]["name"] += "h"
    after[2]["owner_name"] = "Ahli Waris"
    after[3]["region"] = "Kab. Contoh"
    assert checked(facts(people()), facts(after)).codes == {"registry.ids_compared": 1}


def test_row_numbers_that_moved() -> None:
    before = people()
    after = [{**row, "id": str(int(row["id"]) - 1)} for row in before[1:]]
    report = checked(facts(before), facts(after))
    assert not report.ok
    renumbered = of(report, "registry.ids_renumbered")
    assert (renumbered.params["count"], renumbered.params["compared"], renumbered.params["percent"]) == (39, 39, "100")
    assert renumbered.params["rows"][0] == "2 → 1"
    reused = of(report, "registry.ids_reused")
    assert (reused.params["compared"], reused.params["percent"]) == (39, "100")
    shifted = of(report, "registry.ids_shifted")
    assert (shifted.params["shift"], shifted.params["count"]) == ("-1", 39)
    assert "bergeser -1" in shifted.message("id")


def test_row_numbers_given_anew() -> None:
    before = people()
    after = [{**row, "id": str(1000 + n)} for n, row in enumerate(reversed(before))]
    codes = checked(facts(before), facts(after)).codes
    assert "registry.ids_row_numbers" in codes
    assert "registry.ids_shifted" not in codes


def test_ids_that_do_not_number_the_rows() -> None:
    before = [{**row, "id": f"X-{n * 37 % 101}"} for n, row in enumerate(people())]
    after = [{**row, "id": f"Y-{n * 41 % 103}"} for n, row in enumerate(people())]
    assert set(checked(facts(before), facts(after)).codes) == {"registry.ids_compared", "registry.ids_renumbered"}


def test_ids_written_in_another_way() -> None:
    before = [{**row, "id": f"00{row['id']}"} for row in people()]
    report = checked(facts(before), facts(people()))
    assert set(report.codes) == {"registry.ids_compared", "registry.ids_rewritten"}
    assert of(report, "registry.ids_rewritten").params["count"] == 40


def test_where_there_is_no_owner_the_place_tells() -> None:
    before = [Facts(id=str(n), name=named(n), region=f"Kota {WORDS[n % 20]}") for n in range(20)]
    same_place = [Facts(id=str(n), name=renamed(n), region=f"Kota {WORDS[n % 20]}") for n in range(20)]
    other_place = [Facts(id=str(n), name=renamed(n), region="Kab. Lain") for n in range(20)]
    nowhere = [Facts(id=str(n), name=renamed(n)) for n in range(20)]
    assert "registry.ids_reused" not in checked(before, same_place).codes
    assert of(checked(before, other_place), "registry.ids_reused").params["percent"] == "100"
    assert of(checked(before, nowhere), "registry.ids_reused").params["percent"] == "100"


def test_names_alone_prove_nothing() -> None:
    before = [Facts(id=f"a{n}", name=named(n)) for n in range(20)]
    after = [Facts(id=f"b{n}", name=named(n)) for n in range(20)]
    assert checked(before, after).codes == {"registry.ids_compared": 1, "registry.ids_unchecked": 1}
    nameless = [Facts(id=f"a{n}") for n in range(20)]
    assert "registry.ids_unchecked" in checked(nameless, nameless).codes
    assert "registry.ids_unchecked" not in checked(before, before).codes


@pytest.mark.parametrize(("before", "after", "which"), [(False, True, "before"), (True, False, "after")])
def test_a_file_without_ids(before: bool, after: bool, which: str) -> None:
    sides = [facts(people()) if ids else [Facts(name="Toko Satu")] for ids in (before, after)]
    report = checked(*sides)
    assert report.codes == {"registry.ids_absent": 1}
    assert report[0].params["file"] == which
    assert {"before": "lebih dahulu", "after": "lebih baru"}[which] in report[0].message("id")


def test_what_stands_twice_in_a_file_says_nothing() -> None:
    double = people(2)
    double.append({**double[0], "id": "77"})
    report = checked(facts(double), facts([{**row, "id": f"9{row['id']}"} for row in people(2)]))
    assert of(report, "registry.ids_renumbered").params["compared"] == 1
    # Several years of one enterprise are one enterprise.
    assert checked(facts([*people(2), *people(2)]), facts(people(2))).codes == {"registry.ids_compared": 1}


def test_the_sample_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_MOST", 50)
    rows = [{**row, "name": f"{row['name']} {n}"} for n, row in enumerate(people(400))]
    moved = [{**row, "id": str(int(row["id"]) + 5)} for row in rows]
    report = checked(facts(rows), facts(moved))
    assert 10 <= of(report, "registry.ids_renumbered").params["compared"] <= 50
    assert of(report, "registry.ids_shifted").params["shift"] == "+5"


def test_files_registries_and_records(tmp_path: Path) -> None:
    for name, first in (("lama.csv", 1), ("baru.csv", 2)):
        rows = "".join(f"{n};{named(n - first)};Pemilik {named((n - first) * 3)};x\n" for n in range(first, 30))
        beside = "Kecamatan" if name == "lama.csv" else "Alamat"
        (tmp_path / name).write_text(f"ID;Nama Usaha;Nama Pemilik;{beside}\n;;;\n{rows}", encoding="utf-8")
    report = checked(tmp_path / "lama.csv", read(tmp_path / "baru.csv"))
    assert of(report, "registry.ids_shifted").params["shift"] == "+1"
    assert of(report, "registry.ids_renumbered").params["rows"][0] == "3 → 3"
    shops = [Enterprise(id="1", name=named(0), owner=Owner(name=f"Pemilik {named(0)}"))]
    assert checked(str(tmp_path / "lama.csv"), shops).codes == {"registry.ids_compared": 1}


def test_the_room_has_it_by_name() -> None:
    assert registry_room.__all__ == ["PlaceIndex", "compare_ids"]
