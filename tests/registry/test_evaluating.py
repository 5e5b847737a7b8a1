"""The main job on small tables, typed here; bounds after PP 7/2021 Pasal 35 ayat (3) and (5), UU 20/2008 Pasal 6."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.records import Enterprise, Snapshot
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.books import book
from plut_kumkm.registry.classifying import classify_many
from plut_kumkm.registry.evaluating import Evaluation, evaluate, run
from plut_kumkm.registry.reading import example, read

ON = date(2026, 6, 30)


def write(folder: Path, text: str, name: str = "usaha.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def table(folder: Path, header: str, *rows: str, **options: Any) -> Evaluation:
    return evaluate(read(write(folder, "\n".join((header, *rows, "")), **options)), on=ON)


def codes(done: Evaluation) -> dict[str, int]:
    """Return what was found, but that the small tables here do not say of which year they are."""
    return {code: count for code, count in done.findings.codes.items() if code != "registry.undated"}


def adds_up(done: Evaluation) -> bool:
    counts = done.summary
    by_year = sum(sum(one.values()) for one in counts["tiers_by_year"].values())
    return bool(
        counts["rows_read"] == counts["rows_evaluated"] + sum(counts["rows_skipped"].values())
        and counts["enterprises"] == sum(counts["tiers"].values())
        and by_year == len(done.rows)
        and sum(counts["findings_by_code"].values()) == len(done.findings)
    )


def test_sales_tiers_pp7_2021_pasal35_ayat5(tmp_path: Path) -> None:
    done = table(
        tmp_path,
        "ID;Nama Usaha;Omzet",
        "a;A;2000000000",
        "b;B;2000000001",
        "c;C;15000000000",
        "d;D;15000000001",
        "e;E;50000000000",
        "f;F;50000000001",
        "g;G;",
    )
    assert [line.tier for line in done.rows] == [
        Tier.MICRO, Tier.SMALL, Tier.SMALL, Tier.MEDIUM, Tier.MEDIUM, Tier.LARGE, None,
    ]  # fmt: skip
    assert [line.row for line in done.rows] == [2, 3, 4, 5, 6, 7, 8]
    assert (done.rows[-1].status, done.rows[-1].needs, done.rows[-1].basis) == ("unknown", ("sales",), "sales")
    tiers = {"micro": 1, "small": 2, "medium": 2, "large": 1, "unknown": 1, "indeterminate": 0, "not_in_force": 0}
    assert done.summary["tiers"] == tiers
    assert adds_up(done)


def test_capital_tiers_pp7_2021_pasal35_ayat3(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Modal Usaha\na;A;1000000000\nb;B;1000000001\nc;C;10000000001\n")
    done = evaluate(path, on=ON, purpose="registration")
    assert [line.tier for line in done.rows] == [Tier.MICRO, Tier.SMALL, Tier.LARGE]
    assert {line.basis for line in done.rows} == {"capital"}
    assert evaluate(path, on=ON, basis="capital").rows == done.rows


@pytest.mark.parametrize("rows", ["", "\n;\nJumlah;5\n"])
def test_a_file_without_an_enterprise_says_so(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "kosong.csv"
    path.write_text(f"Nama Usaha;Omzet 2025{rows}", encoding="utf-8")
    evaluation = evaluate(path, on=date(2026, 6, 30))
    (found,) = [one for one in evaluation.findings if one.code == "registry.no_enterprise"]
    assert (found.severity, found.params["rows"]) == ("warning", evaluation.summary["rows_read"])
    assert evaluation.summary["enterprises"] == 0
    assert "registry.no_enterprise" in evaluate([], on=date(2026, 6, 30)).findings.codes


def test_one_law_for_all_years(tmp_path: Path) -> None:
    # UU 20/2008 Pasal 6: Usaha Mikro up to Rp300.000.000,00; PP 7/2021 Pasal 35 ayat (5): up to Rp2.000.000.000,00.
    path = write(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet\na;A;2018;300000001\na;A;2025;300000001\n")
    assert [line.tier for line in evaluate(path, on=ON).rows] == [Tier.MICRO, Tier.MICRO]
    assert [line.tier for line in evaluate(path, on=date(2018, 12, 31)).rows] == [Tier.SMALL, Tier.SMALL]
    assert {line.status for line in evaluate(path, on=date(2020, 12, 1)).rows} == {"indeterminate"}
    assert evaluate(path, on=date(2000, 1, 1)).summary["tiers"]["not_in_force"] == 1


def test_the_day_is_that_of_the_latest_record_unless_given(tmp_path: Path) -> None:
    long = write(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet\na;A;2018;1\nb;B;2017;1\n")
    wide = write(tmp_path, "ID;Nama Usaha;OMSET_2018;OMSET_2019\na;A;1;1\n", "wide.csv")
    bare = write(tmp_path, "ID;Nama Usaha;Omzet\na;A;1\n", "bare.csv")
    assert evaluate(long).summary["on"] == "2018-12-31"
    assert evaluate(str(wide)).summary["on"] == "2019-12-31"
    assert evaluate(read(bare, year=2022)).summary["on"] == "2022-12-31"
    shop = Enterprise(id="a", snapshots=(Snapshot(as_of=date(2023, 6, 30), sales=1),))
    assert evaluate(one for one in (shop, Facts(id="b"))).summary["on"] == "2023-12-31"
    with pytest.raises(ValueError, match="on="):
        evaluate(bare)
    with pytest.raises(TypeError, match="on must be a date"):
        evaluate(bare, on="2026-06-30")  # type: ignore[arg-type]  # what a user may try


def test_long_rows_and_the_latest_year(tmp_path: Path) -> None:
    done = table(
        tmp_path,
        "ID;Nama Usaha;Tahun Data;Omzet",
        "a;A;2025;2000000001",
        "b;B;2024;1",
        "a;A;2024;1",
    )
    assert [(line.id, line.year) for line in done.rows] == [("a", 2025), ("b", 2024), ("a", 2024)]
    assert done.summary["enterprises"] == 2
    assert (done.summary["tiers"]["micro"], done.summary["tiers"]["small"]) == (1, 1)
    assert done.summary["tiers_by_year"]["2024"]["micro"] == 2
    assert done.findings.codes == {}
    assert adds_up(done)


def test_years_side_by_side_are_lines_of_their_own(tmp_path: Path) -> None:
    done = table(tmp_path, "ID;Nama Usaha;OMSET_2023;OMSET_2024", "a;A;1;", "b;B;rusak;2000000001")
    found = [(line.row, line.year, line.status, line.findings) for line in done.rows]
    assert found[:2] == [(2, 2023, "known", ()), (2, 2024, "unknown", ())]
    # What is wrong with the cell of a year stands at the line of that year.
    assert (found[2][1], found[2][2], len(found[2][3])) == (2023, "unknown", 1)
    assert found[3] == (3, 2024, "known", ())
    assert done.summary["enterprises"] == 2
    assert adds_up(done)


def test_only_the_year_that_is_asked_for(tmp_path: Path) -> None:
    wide = write(tmp_path, "ID;Nama Usaha;OMSET_2023;OMSET_2024\na;A;1;2000000001\n")
    long = write(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet\na;A;2023;1\na;A;2024;2000000001\n", "long.csv")
    for path in (wide, long):
        done = evaluate(read(path, year=2024), on=ON)
        assert [(line.year, line.tier) for line in done.rows] == [(2024, Tier.SMALL)]
        assert adds_up(done)
        with pytest.raises(ValidationError) as caught:
            evaluate(read(path, year=2020), on=ON)
        assert caught.value.finding.code == "registry.year_absent"
        assert caught.value.finding.params["years"] == ("2023", "2024")
    assert evaluate(read(long, year=2024), on=ON).summary["rows_skipped"] == {"other_year": 1}


def test_a_repeated_id_is_named_and_both_rows_stand(tmp_path: Path) -> None:
    done = table(
        tmp_path, "ID;Nama Usaha;Tahun Data;Omzet", "a;A;2025;1", "a;B;2025;2000000001", "a;A;2024;1", "b;B;2025;1"
    )
    assert [line.findings for line in done.rows] == [(), ("registry.duplicate_id",), (), ()]
    assert [(found.code, found.row, found.column) for found in done.findings] == [("registry.duplicate_id", 3, "ID")]
    assert done.summary["enterprises"] == 3
    assert adds_up(done)


def test_a_repeated_record_without_an_id_is_named(tmp_path: Path) -> None:
    done = table(
        tmp_path,
        "Nama Usaha;Nama Pemilik;Omzet",
        "Toko;Sari;1",
        "Toko;Dewi;1",
        "Toko;Sari;2",
        "Toko;;3",
        "Toko;;4",
    )
    assert [line.findings for line in done.rows] == [(), (), ("registry.repeated_record",), (), ()]
    assert [line.id for line in done.rows] == [None] * 5
    assert done.summary["enterprises"] == 5
    assert adds_up(done)


def test_repeated_records_are_found_however_they_are_typed(tmp_path: Path) -> None:
    header = "Nama Usaha;Nama Pemilik;Alamat;Tahun Data;Omzet"
    done = table(
        tmp_path,
        header,
        "Toko Sari;Sari;Jalan Contoh 1;2025;1",
        "TOKO SARI;Sari ;Jalan Contoh  1;2025;1",
        "Toko Sari;Sari;Jalan Contoh 2;2025;1",
        "Toko Sari;Sari;Jalan Contoh 1;2024;1",
        ";Sari;Jalan Contoh 1;2025;1",
        ";Sari;Jalan Contoh 1;2025;1",
    )
    assert [line.row for line in done.rows if line.findings] == [3]


def test_names_without_owners_are_no_proof(tmp_path: Path) -> None:
    done = table(tmp_path, "Nama Usaha;Omzet", "Toko;1", "Toko;1")
    assert [line.findings for line in done.rows] == [(), ()]


def test_a_year_after_the_day_is_named_and_does_not_count_as_the_latest(tmp_path: Path) -> None:
    done = table(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet", "a;A;2052;2000000001", "a;A;2025;1")
    assert done.rows[0].findings == ("registry.future_data",)
    assert (done.summary["enterprises"], done.summary["tiers"]["micro"]) == (1, 1)
    assert "registry.stale" not in done.findings.codes
    assert done.findings[0].column == "Tahun Data"


def test_old_data_are_named_once(tmp_path: Path) -> None:
    done = table(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet", "a;A;2020;1", "b;B;2021;1")
    assert [found.code for found in done.findings] == ["registry.stale"]
    assert done.findings[0].row is None
    assert done.findings[0].params["year"] == 2021


def test_future_founding_and_sums_are_checked(tmp_path: Path) -> None:
    done = table(
        tmp_path,
        "ID;Nama Usaha;Tahun Berdiri;Tenaga Kerja;Tenaga Kerja Laki-laki;Tenaga Kerja Perempuan;Omzet",
        "a;A;2027;3;1;1;1",
        "b;B;2020;2;1;1;1",
    )
    assert done.rows[0].findings == ("check.future_founding", "check.workers_sum")
    assert done.rows[1].findings == ()
    assert {found.column for found in done.findings if found.row} == {"Tahun Berdiri", "Tenaga Kerja"}


def test_what_concerns_all_years_is_said_once(tmp_path: Path) -> None:
    done = table(tmp_path, "ID;Nama Usaha;Tahun Berdiri;OMSET_2023;OMSET_2024", "a;A;2027;1;1")
    assert [line.findings for line in done.rows] == [("check.future_founding",)] * 2
    assert done.summary["findings_by_code"] == {"check.future_founding": 1}


def test_a_claimed_class_is_compared_at_the_latest_year(tmp_path: Path) -> None:
    done = table(tmp_path, "ID;Nama Usaha;Skala Usaha;OMSET_2023;OMSET_2024", "a;A;Kecil;1;1", "b;B;Mikro;1;1")
    assert [line.findings for line in done.rows] == [(), ("registry.claimed_differs",), (), ()]


def test_a_proxy_says_so_at_every_line_that_rests_on_it(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Nilai Produksi\na;A;1\nb;B;\n")
    with pytest.raises(ValidationError):
        # Without consent there is nothing to evaluate by, and the refusal names the column.
        evaluate(write(tmp_path, "Nilai Produksi\n1\n", "only.csv"), on=ON)
    assert [line.needs for line in evaluate(path, on=ON).rows] == [("sales",), ("sales",)]
    done = evaluate(read(path, accept_proxies=True), on=ON)
    assert [(line.tier, line.findings) for line in done.rows] == [(Tier.MICRO, ("facts.proxy",)), (None, ())]
    assert done.summary["columns_mapped"][-1]["status"] == "proxy"


def test_legal_forms_that_do_not_fit(tmp_path: Path) -> None:
    # UU 20/2008 Pasal 1 angka 1: a micro enterprise belongs to a person.
    done = table(tmp_path, "ID;Nama Usaha;Bentuk Usaha;Omzet", "a;A;CV;1", "b;B;Perorangan;1")
    assert [line.findings for line in done.rows] == [("tier.form_misfit",), ()]
    assert codes(done) == {"tier.form_misfit": 1}
    assert done.findings[-1].column == "Bentuk Usaha"


def test_a_choice_below_the_policy_is_said_once(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Omzet\na;A;1\nb;B;1\n")
    done = evaluate(path, on=ON, law=book().accepting("primary"))
    assert done.summary["findings_by_code"]["law.choice_below_policy"] == 1
    assert {line.status for line in done.rows} == {"indeterminate"}


def test_results_do_not_depend_on_the_order_of_columns(tmp_path: Path) -> None:
    header = ["ID", "Nama Usaha", "Tahun Berdiri", "Modal Usaha", "Omzet"]
    rows = [["a", "A", "2020", "1000000001", "1"], ["b", "B", "2027", "", "x"], ["b", "C", "", "1", "-"]]

    def evaluated(order: list[int]) -> list[tuple[Any, ...]]:
        text = "\n".join(";".join(row[place] for place in order) for row in [header, *rows]) + "\n"
        done = evaluate(write(tmp_path, text), on=ON, purpose="registration", reading="cumulative")
        return [(*line[:-1], sorted(line.findings)) for line in done.rows]

    assert evaluated([0, 1, 2, 3, 4]) == evaluated([4, 3, 2, 1, 0]) == evaluated([1, 4, 0, 3, 2])


def test_json_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '{"id": "a", "Nama Usaha": "A", "Omzet": 2000000001}\n{"id": "b", "Nama Usaha": "B", "Omzet": "-"}\n',
        "usaha.jsonl",
    )
    done = evaluate(path, on=ON)
    assert [(line.row, line.id, line.tier) for line in done.rows] == [(1, "a", Tier.SMALL), (2, "b", None)]
    assert adds_up(done)


def test_records_are_evaluated_year_by_year() -> None:
    shop = Enterprise(
        id="a",
        name="A",
        snapshots=(
            Snapshot(as_of=date(2024, 12, 31), sales=1),
            Snapshot(as_of=date(2025, 12, 31), sales=2_000_000_001),
        ),
    )
    done = evaluate(iter([shop, Facts(id="b", sales=1), Facts()]), on=ON)
    assert [(line.row, line.year, line.tier) for line in done.rows] == [
        (1, 2024, Tier.MICRO), (1, 2025, Tier.SMALL), (2, None, Tier.MICRO), (3, None, None),
    ]  # fmt: skip
    assert done.summary["enterprises"] == 3
    assert done.summary["columns_mapped"] == []
    assert list(done.summary["tiers_by_year"]) == ["undated", "2024", "2025"]
    assert adds_up(done)


def test_a_negative_amount_of_a_record_is_found_and_counts_as_missing() -> None:
    done = evaluate([Facts(id="a", sales=-1)], on=ON)
    assert (done.rows[0].needs, done.rows[0].findings) == (("sales",), ("check.negative",))


def test_ids_that_are_numbers_of_persons_are_hidden(tmp_path: Path) -> None:
    nik = "3573010101909001"  # made up
    path = write(tmp_path, f"ID;Nama Usaha;Omzet\n{nik};A;1\n{nik};B;1\nx;C;1\n")
    hidden = evaluate(path, on=ON, out=tmp_path / "out")
    assert hidden.rows[0].id == hidden.rows[1].id != nik
    assert hidden.rows[2].id == "x"
    assert hidden.summary["ids_hidden"] == 2
    assert hidden.findings.codes["registry.id_hidden"] == 1
    assert hidden.findings.codes["registry.duplicate_id"] == 1
    for written in (tmp_path / "out").iterdir():
        assert nik not in written.read_text(encoding="utf-8")
    assert evaluate(path, on=ON, show_personal=True).rows[0].id == nik
    keyed = [evaluate(path, on=ON, pseudonym_key=b"k").rows[0].id for _ in range(2)]
    assert keyed[0] == keyed[1] != hidden.rows[0].id


def test_the_files_say_what_python_says(tmp_path: Path) -> None:
    path = write(tmp_path, 'ID;Nama Usaha;Modal Usaha;Omzet\na;"=A, ""B""";1;1\nb;;2;x\n;;;\n')
    done = evaluate(path, on=ON, purpose="registration", reading="cumulative", out=tmp_path / "out")
    assert [place.name for place in done.files] == ["results.csv", "findings.csv", "summary.json"]
    with done.files[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ("row id name year tier status basis reading conflict is_umkm needs findings".split())
    assert rows[0] == {
        "row": "2", "id": "a", "name": "'=A, \"B\"", "year": "", "tier": "micro", "status": "known",
        "basis": "capital+sales", "reading": "cumulative", "conflict": "false", "is_umkm": "", "needs": "",
        "findings": "",
    }  # fmt: skip
    assert rows[1]["needs"] == "sales"
    assert rows[1]["findings"].split() == list(done.rows[1].findings)
    with done.files[1].open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [one["message_en"] for one in found] == [one.message("en") for one in done.findings]
    summary = json.loads(done.files[2].read_text(encoding="utf-8"))
    assert summary == json.loads(json.dumps(done.summary))
    assert summary["schema"] == "plut_kumkm/summary/1"
    assert summary["receipt"]["scheme"] == "pp-7-2021"
    assert summary["receipt"]["inputs"] == ["capital", "sales"]
    assert summary["rows_skipped"] == {"blank": 1}
    assert not summary["synthetic"]


def test_without_keeping_only_one_finding_of_each_code_is_held(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Omzet\na;A;x\nb;B;x\n")
    told: list[int] = []
    done = run(path, on=ON, keep=False, progress=told.append)
    assert (list(done.rows), told) == ([], [2])
    (code,) = (code for code in done.findings.codes if not code.startswith("registry."))
    assert done.summary["findings_by_code"][code] == 2
    assert done.findings.codes[code] == 1


def test_the_input_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Omzet\na;A;1\n", "results.csv")
    with pytest.raises(ValidationError) as caught:
        evaluate(path, on=ON, out=tmp_path)
    assert caught.value.finding.code == "registry.out_is_source"
    assert evaluate(path, on=ON, out=tmp_path / "out").files


def test_a_basis_that_the_law_does_not_know(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Omzet\na;A;1\n")
    with pytest.raises(ValidationError) as caught:
        evaluate(path, on=ON, basis="net_worth")
    assert caught.value.finding.code == "registry.basis_absent"
    with pytest.raises(ValueError, match="purpose"):
        evaluate(path, on=ON, purpose="x")  # type: ignore[arg-type]  # what a user may try
    assert evaluate(path, on=date(2020, 12, 1), basis="sales").rows[0].status == "indeterminate"


def test_what_is_missing_is_counted() -> None:
    shops = [Facts(id="a", sales=1), Facts(id="b"), Facts(id="c", sales=-5), Facts(id="d", capital=1)]
    assert evaluate(shops, on=date(2026, 6, 30)).summary["needed"] == {"sales": 3}
    assert evaluate(shops, on=date(2026, 6, 30), purpose="registration").summary["needed"] == {"capital": 3}
    # In the gap it is the law that is missing, not a fact.
    assert evaluate(shops, on=date(2020, 12, 1)).summary["needed"] == {}
    counts = classify_many(shops, scheme="final-tax", on=date(2026, 6, 30)).summary
    assert counts["needed"]["tax_registered"] == counts["statuses"]["unknown"] == 4


def test_an_evaluation_shows_itself() -> None:
    done = evaluate([Facts(id="a", sales=1)], on=ON)
    assert repr(done).startswith("<Evaluation on 2026-06-30: 1 enterprises")
    assert "<td>micro</td><td>1</td>" in done._repr_html_()


def test_the_example_adds_up() -> None:
    with example(300) as registry:
        done = evaluate(registry, on=ON)
    assert done.summary["synthetic"]
    assert len(done.rows) == 600
    assert adds_up(done)


def test_memory_does_not_grow_with_the_rows() -> None:
    def rows(count: int) -> Iterator[Facts]:
        return (Facts(id=f"usaha-{number}", name="A", sales=number) for number in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        run(rows(count), on=ON, keep=False)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(2_000)  # what is remembered for good, such as the compiled rules
    small, large = peak(2_000), peak(40_000)
    # Sixteen bytes a row; the rest is room for what the collector has not come to yet.
    assert large - small <= 16 * 38_000 + 400_000
