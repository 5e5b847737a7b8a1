"""From files of two years to one page: moves, indicators, help and needs, in Python and on the command line."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import plut_kumkm as pk
from plut_kumkm.base.findings import ValidationError
from plut_kumkm.cli.entry import main
from plut_kumkm.registry.helping import read_interventions
from plut_kumkm.registry.moving import Mobility, mobility

# Ten enterprises of one city in two yearly files, in Rp miliar: three rise above 2, one falls below,
# four stay, one leaves and one comes; four of those that stay micro grow.
_BEFORE = {"a": 1, "b": 1, "c": 2, "d": 3, "e": 1, "f": 1, "g": 1, "h": 1, "i": 1}
_AFTER = {"a": 3, "b": 3, "c": 3, "d": 1, "e": 2, "f": 2, "g": 2, "h": 2, "j": 1}


def _file(folder: Path, name: str, sales: dict[str, int], year: int | None) -> Path:
    path = folder / name
    rows = [
        f"{id_};Toko {id_.upper()};Kota Malang;{amount} miliar{'' if year is None else f';{year}'}"
        for id_, amount in sales.items()
    ]
    head = "ID;Nama Usaha;Kota;Omzet/Tahun" + ("" if year is None else ";Tahun Data")
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return _file(tmp_path, "2024.csv", _BEFORE, 2024), _file(tmp_path, "2025.csv", _AFTER, 2025)


def _page(files: tuple[Path, Path], **asked: object) -> Mobility:
    return mobility(*(pk.read(path) for path in files), **asked)  # type: ignore[arg-type]  # options of mobility


def test_two_yearly_files_make_one_page(files: tuple[Path, Path]) -> None:
    done = _page(files)
    assert done.events.flows._asdict() == {
        "up": 3, "down": 1, "unchanged": 4, "undetermined": 0, "changed_basis": 0, "entered": 1, "exited": 1,
    }  # fmt: skip
    assert done.window == (2024, 2025)
    assert done.on == date(2025, 12, 31)
    # Of those recorded in both years seven were micro; three of them rose. The one that left is not known.
    assert done.indicators["F6"].numerator == 3
    text = done.explain()
    for part in ("10 usaha, 2024–2025", "naik 3, turun 1, bersih 2", "tumbuh 4", "F22", "Kelembagaan"):
        assert part in text
    assert "Naik kelas by each definition" in done.explain("en")
    assert repr(done) == "<Mobility 2024–2025: up 3, down 1>"
    assert str(done) == text
    assert "2024" in str(done._repr_html_())
    assert done.helped is None


def test_help_is_told_beside_what_became_of_those_helped(files: tuple[Path, Path], tmp_path: Path) -> None:
    help_ = tmp_path / "bantuan.csv"
    help_.write_text(
        "ID Usaha;Kode Program;Jenis Layanan;Tanggal;Biaya;Penyelenggara\n"
        "a;2.17.08;pemasaran;12 Maret 2025;Rp5.000.000;Dinas Contoh\n"
        "e;2.17.08;produksi;1 April 2025;banyak;Dinas Contoh\n"
        ";2.17.08;produksi;1 April 2025;1;Dinas Contoh\n"
        "a;2.17.08;pemasaran;12 Maret 2025;Rp5.000.000;Dinas Contoh\n"
        "e;2.17.08;produksi;2 April 2025;-7;Dinas Contoh\n"
        ";;;;;\n",
        encoding="utf-8",
    )
    given, report = read_interventions(help_)
    assert given[0] == pk.Intervention(
        enterprise="a", programme_code="2.17.08", kind="pemasaran", date=date(2025, 3, 12), cost=5_000_000,
        provider="Dinas Contoh",
    )  # fmt: skip
    assert ([one.cost for one in given], len(given)) == ([5_000_000, None, 5_000_000, None], 4)
    assert [(one.code, one.row, one.column) for one in report] == [
        ("help.unread", 3, "cost"), ("money.no_digits", 3, "cost"), ("help.nobody", 4, "enterprise"),
        ("help.twice", 5, None), ("help.negative", 6, "cost"),
    ]  # fmt: skip
    assert "banyak" in next(iter(report)).message("en")
    done = _page(files, interventions=given)
    assert done.helped is not None
    assert done.helped.cell("2.17.08")["tier_up"] == 1
    assert done.helped.cell("2.17.08")["cost"] == 10_000_000
    with pytest.raises(TypeError, match="read_interventions gives them"):
        _page(files, interventions=read_interventions(help_))
    assert "2.17.08" in done.explain()
    assert done.summary["help"] is not None
    # What the file said of a row already, the panel does not say again of the whole.
    told = [one.code for one in _page(files, interventions=given, found=report).findings]
    assert ("help.twice" in told, "naik.help_twice" in told) == (True, False)
    assert "naik.help_twice" in [one.code for one in done.findings]


def test_a_dash_in_a_table_of_help_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bantuan.csv"
    path.write_text("ID Usaha;Biaya;Penyelenggara\na;-;PLUT\n", encoding="utf-8")
    given, report = read_interventions(path)
    assert (given, len(report)) == ((pk.Intervention(enterprise="a", provider="PLUT"),), 0)


def test_a_long_list_of_needs_is_cut_and_says_so(files: tuple[Path, Path]) -> None:
    done = _page(files)
    many = evolve(done, needs=done.ways.needs(by=("prerequisite",)))
    assert f"dan {len(many.needs) - 8}" in many.explain()


def test_a_table_of_help_without_enterprises_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bantuan.csv"
    path.write_text("Program;Biaya\nA;1\n", encoding="utf-8")
    with pytest.raises(ValidationError) as refused:
        read_interventions(path)
    assert refused.value.finding.code == "help.no_enterprise"
    assert "id usaha" in refused.value.finding.message()


def test_the_result_files_hold_every_event_and_the_counts(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    done = _page(files, out=out, by="region")
    assert [path.name for path in done.files] == ["results.csv", "findings.csv", "summary.json"]
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tiers = {row["id"]: row["event"] for row in rows if row["axis"] == "tier"}
    assert (tiers["a"], tiers["d"], tiers["i"], tiers["j"]) == ("TIER_UP", "TIER_DOWN", "EXITED", "ENTERED")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["schema"], summary["window"], summary["events"]["net"]) == (
        "plut_kumkm/naik-kelas/1",
        [2024, 2025],
        2,
    )
    assert "Kota Malang" in done.explain()


def test_rows_without_an_id_are_not_joined_by_their_place(tmp_path: Path) -> None:
    """The same two enterprises, sorted otherwise in the next year: nothing moved."""
    first, second = tmp_path / "2024.csv", tmp_path / "2025.csv"
    first.write_text("Nama Usaha;Kota;Omzet/Tahun\nA;Malang;1.500.000.000\nB;Malang;3.000.000.000\n", encoding="utf-8")
    second.write_text("Nama Usaha;Kota;Omzet/Tahun\nB;Malang;3.000.000.000\nA;Malang;1.500.000.000\n", encoding="utf-8")
    both = [pk.read(path, year=year) for path, year in ((first, 2024), (second, 2025))]
    with pytest.raises(ValidationError) as refused:
        mobility(*both)
    assert "naik.key_missing" in [one.code for one in refused.value.findings]
    by_name = mobility(*both, key=("name", "region"))
    assert (by_name.events.flows.up, by_name.events.flows.down, by_name.events.flows.unchanged) == (0, 0, 2)
    assert main(["naik-kelas", str(first), str(second), "--year", "2024,2025"]) == 2


def test_the_law_is_that_of_the_latest_record(tmp_path: Path) -> None:
    """On 31 December 2020 no bound was in force; the file goes on to 2021, whose law then holds for both years."""
    path = tmp_path / "tiga.csv"
    path.write_text(
        "ID;Nama Usaha;Omzet 2019;Omzet 2020;Omzet 2021\na;A;1.000.000.000;3.000.000.000;3.000.000.000\n",
        encoding="utf-8",
    )
    done = mobility(pk.read(path), before=2019, after=2020)
    assert (done.on, done.events.flows.up) == (date(2021, 12, 31), 1)


def test_an_empty_cell_of_nib_can_mean_that_there_is_none(tmp_path: Path) -> None:
    paths = []
    for year, nib in ((2024, ""), (2025, "0220008171945")):
        path = tmp_path / f"{year}.csv"
        path.write_text(f"ID;Nama Usaha;NIB;Omzet/Tahun;Tahun Data\na;A;{nib};1 miliar;{year}\n", encoding="utf-8")
        paths.append(path)
    sources = [pk.read(path) for path in paths]
    assert len(mobility(*sources).events.named("FORMALISED")) == 0
    assert len(mobility(*sources, unlisted="absent").events.named("FORMALISED")) == 1
    assert main(["naik-kelas", *map(str, paths), "--unlisted", "absent"]) == 0
    assert main(["naik-kelas", *map(str, paths), "--unlisted", "none"]) == 2


def test_small_numbers_of_moves_are_hidden_together(files: tuple[Path, Path]) -> None:
    told = _page(files, min_cell=3).explain()
    assert "tidak ditampilkan" in told
    assert "naik 3" not in told
    assert "naik 3" in _page(files, min_cell=1).explain()


def test_what_the_page_hides_the_summary_hides_too(files: tuple[Path, Path]) -> None:
    hidden, shown = _page(files, min_cell=3), _page(files)
    assert (hidden.summary["events"], hidden.summary["formality"]) == (None, None)
    assert shown.summary["events"]["up"] == 3
    # A whole of few is hidden, not told as none.
    lines = _page(files, min_cell=5).explain().splitlines()
    assert "Di dalam skala yang sama: tidak ditampilkan." in lines
    assert "Mendekati batas atas skalanya: tidak ditampilkan." in lines
    assert any(line.startswith("Di dalam skala yang sama: tumbuh") for line in shown.explain().splitlines())


def test_a_year_of_a_slip_is_passed_over_and_named(files: tuple[Path, Path], tmp_path: Path) -> None:
    """One of ten rows says 2052."""
    slip = tmp_path / "slip.csv"
    text = files[1].read_text(encoding="utf-8")
    slip.write_text(
        text.replace("j;Toko J;Kota Malang;1 miliar;2025", "j;Toko J;Kota Malang;1 miliar;2052"), encoding="utf-8"
    )
    many = _file(tmp_path, "many.csv", {**_AFTER, **{f"n{place}": 1 for place in range(10)}}, 2025)
    done = mobility(*(pk.read(path) for path in (files[0], slip, many)))
    assert done.window == (2024, 2025)
    thin = next(one for one in done.findings if one.code == "page.thin_year")
    assert (thin.params["year"], thin.params["count"]) == (2052, 1)
    named = mobility(*(pk.read(path) for path in (files[0], slip, many)), after=2052)
    assert named.window == (2025, 2052)
    assert "page.thin_year" not in {one.code for one in named.findings}
    # What lies after the day asked about is not compared either.
    with pytest.raises(ValueError, match=r"naik\.no_window"):
        mobility(pk.read(files[0]), pk.read(files[1]), on=date(2024, 12, 31))
    with pytest.raises(ValueError, match=r"naik\.one_year"):
        mobility([])


# ------------------------------------------------------------------------------------------------------- on the command


def test_the_command_takes_yearly_files(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hasil"
    status = main(["naik-kelas", *map(str, files), "--indicator", "F6", "--by", "region", "--out", str(out)])
    told = capsys.readouterr().out
    assert status == 0
    assert "naik 3, turun 1, bersih 2" in told
    assert "summary.json" in told
    assert (out / "results.csv").exists()


def test_files_without_a_year_are_given_one_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(_file(tmp_path, "lama.csv", _BEFORE, None)), str(_file(tmp_path, "baru.csv", _AFTER, None))]
    assert main(["naik-kelas", *paths, "--year", "2024,2025", "--lang", "en"]) == 0
    assert "up 3, down 1, net 2" in capsys.readouterr().out
    assert main(["naik-kelas", *paths, "--year", "2023,2024,2025"]) == 2
    assert "3 tahun untuk 2 berkas" in capsys.readouterr().err
    assert main(["naik-kelas", *paths]) == 2
    assert "sebutkan tahun setiap berkas (--year 2024,2025" in capsys.readouterr().err


def test_errors_found_give_the_status_that_strict_asks_for(files: tuple[Path, Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(
        files[1].read_text(encoding="utf-8").replace("Toko J;Kota Malang;1 miliar", "Toko J;Kota Malang;-5"),
        encoding="utf-8",
    )
    assert main(["naik-kelas", str(files[0]), str(files[1]), "--strict"]) == 0
    assert main(["naik-kelas", str(files[0]), "--strict", "--law", str(tmp_path / "none.toml")]) == 2
    assert main(["naik-kelas", str(tmp_path / "none.csv")]) == 2
    assert main(["naik-kelas", str(files[0]), str(files[1]), "--indicator", "F99"]) == 2
    assert main(["naik-kelas", str(files[0]), str(files[1]), "--out", str(files[0])]) == 2


def test_without_a_file_the_example_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naik-kelas"]) == 0
    told = capsys.readouterr().out
    assert "2024–2025" in told
    assert "Tahun 2052 hanya memuat" in told
    assert told.startswith("DATA SINTETIS")
    assert main(["pathway", "--on", "2026-06-30", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("SYNTHETIC DATA")


def test_the_pathway_of_one_and_the_needs_of_all(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = str(files[1])
    assert main(["pathway", path, "--id", "e", "--on", "2026-06-30"]) == 0
    assert "kurang Rp1 " not in (told := capsys.readouterr().out)
    assert "kurang Rp1:" in told
    assert main(["pathway", path, "--id", "e", "--on", "2026-06-30", "--letter", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("To the owner of Toko E,")
    assert main(["pathway", path, "--on", "2026-06-30", "--by", "service_field,state", "--min-cell", "3"]) == 0
    assert "Kelembagaan" in capsys.readouterr().out
    assert main(["pathway", path, "--id", "zz", "--on", "2026-06-30"]) == 2
    assert '"zz"' in capsys.readouterr().err
    assert main(["pathway", path, "--id", "e", "--to", "medium", "--applies", "skp-ikan", "--on", "2026-06-30"]) == 0
    assert "Sertifikat Kelayakan Pengolahan (SKP): belum tercatat" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pathway", "--letter"], "--id"),
        (["pathway", "--id", "a", "--by", "region"], "--by"),
        (["pathway", "--to", "besar"], "besar"),
        (["pathway", "--min-cell", "x"], "--min-cell"),
        (["pathway", "--on", "2026-06-30", "--applies", "halall"], "halall"),
        (["naik-kelas", "--before", "x"], "x"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err
