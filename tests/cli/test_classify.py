"""The command ``classify``: classes of a scheme for a file, its status, its output and its files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.cli import classifying, main
from plut_kumkm.registry import walking

ON = ("--on", "2026-06-30")
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def write(folder: Path, text: str, name: str = "usaha.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def workshops(folder: Path) -> str:
    # Metadata VIMK BPS: 1 to 4 persons micro, 5 to 19 small; manufacturing alone.
    return write(
        folder,
        "ID;Nama Usaha;KBLI 2020;Tahun Data;Tenaga Kerja\na;A;13134;2024;4\na;A;13134;2025;5\nb;B;47721;2025;7\n"
        "c;C;13134;2025;-\n;;;;\n",
    )


def test_a_file_and_its_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "hasil"
    assert main(["classify", workshops(tmp_path), "--scheme", "bps-industry", *ON, "--out", str(out)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert 'Hasil klasifikasi "usaha.csv": Golongan industri menurut tenaga kerja (BPS) (bps-industry)' in captured.out
    assert "Industri kecil                  1      33,3" in captured.out
    assert "belum dapat ditentukan          1      33,3" in captured.out
    assert "Industri mikro                  1     0" in captured.out  # by year: 2024, 2025
    assert "5 dibaca, 4 diklasifikasi, 1 dilewati" in captured.out
    assert "scheme.not_applicable (perlu dicek, 1×): misalnya baris 4:" in captured.out
    assert str(out / "results.csv") in captured.out
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["year"], row["class"], row["status"], row["needs"]) for row in rows] == [
        ("a", "2024", "micro", "known", ""),
        ("a", "2025", "small", "known", ""),
        ("b", "2025", "", "indeterminate", ""),
        ("c", "2025", "", "unknown", "workers"),
    ]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["schema"] == "plut_kumkm/classification/1"
    assert summary["classes"] == {"micro": 0, "small": 1, "medium": 0, "large": 0}
    assert sum(summary["statuses"].values()) == summary["enterprises"] == 3


def test_english_and_one_regulation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Plafon\na;A;60000000\n")
    assert main(["classify", path, "--scheme", "kur-1-2023", "--on", "2024-06-30", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Kind of KUR by ceiling (kur-1-2023), under the rules of 30 June 2024" in shown
    assert "KUR micro" in shown
    assert "1 read, 1 classified, 0 skipped" in shown
    assert "No file was written" in shown
    assert main(["classify", path, "--scheme", "kur-1-2023", *ON, "--lang", "en"]) == 0
    assert "scheme.outside_span" in capsys.readouterr().out


def test_without_a_scheme_it_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("id", "Sebutkan klasifikasinya"), ("en", "Name the classification")):
        assert main(["classify", "--lang", language]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert words in captured.err
        for of in pk.law.book().known:
            assert f"- {of}: {pk.law.book().scheme(of).title[language]}" in captured.err
    assert main(["classify", "--law", str(HOW_TO / "perda-toli-toli.toml")]) == 2
    assert "- toli-toli: Kelas usaha menurut Perda Kabupaten Toli-Toli" in capsys.readouterr().err


def test_the_example_and_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", "--scheme", "authority"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("DATA SINTETIS")
    assert "Tanggal acuan tidak disebut" in captured.err
    assert "Kabupaten/kota" in captured.out


def test_perda_toli_toli_12_2019_pasal_4_ayat_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Besar: net worth over Rp10 miliar or sales over Rp50 miliar; the other bounds are those of UU 20/2008 Pasal 6.
    path = write(
        tmp_path,
        "ID;Nama Usaha;Kekayaan Bersih;Omzet\na;A;10000000000;\nb;B;10000000001;\nc;C;;50000000000\nd;D;;50000000001\n"
        "e;E;50000000;300000000\nf;F;50000001;300000001\ng;G;10000000001;1\n",
    )
    law, out = str(HOW_TO / "perda-toli-toli.toml"), tmp_path / "hasil"
    command = ["classify", path, "--scheme", "toli-toli", "--law", law, "--out", str(out)]
    assert main([*command, "--on", "2020-06-30"]) == 0
    assert "Usaha besar (Toli-Toli)" in capsys.readouterr().out
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["class"] for row in rows] == ["medium", "large", "medium", "large", "micro", "small", ""]
    # "Atau", without a word on which goes first.
    assert (rows[-1]["status"], rows[-1]["findings"]) == ("indeterminate", "scheme.measures_differ")
    receipt = json.loads((out / "summary.json").read_text(encoding="utf-8"))["receipt"]
    assert receipt["layers"] == ["perda-toli-toli.toml"]
    assert receipt["law"] != pk.law.book().hash
    # Of its start only the year is known; before it there is nothing.
    for day, status in (("2019-06-30", "indeterminate"), ("2018-12-31", "not_in_force")):
        assert main([*command, "--on", day]) == 0
        with (out / "results.csv").open(encoding="utf-8", newline="") as file:
            assert {row["status"] for row in csv.DictReader(file)} == {status}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{usaha}", "--scheme", "bps"], ("bps", "bps-industry")),
        (["{usaha}", "--scheme", "bps", "--lang", "en"], ("Nearest", "bps-industry")),
        (["{usaha}", "--scheme"], ("--scheme",)),
        (["{usaha}", "--scheme", "toli-toli", *ON], ("toli-toli",)),
        (["{folder}/none.csv", "--scheme", "kur", *ON], ("none.csv",)),
        (["{usaha}", "--scheme", "kur", "--on", "31/02/2026"], ("31/02/2026",)),
        (["{usaha}", "--scheme", "kur", "--purpose", "facility"], ("--purpose",)),
        (["{usaha}", "--scheme", "kur", *ON, "--law", "{folder}/none.toml"], ("none.toml",)),
        (["{usaha}", "--scheme", "kur", *ON, "--year", "2020"], ("2020", "2024, 2025")),
        (["{usaha}", "--scheme", "kur", *ON, "--out", "{usaha}"], ("--out",)),
        (["{results}", "--scheme", "kur", *ON, "--out", "{folder}"], ("results.csv",)),
    ],
)
def test_what_cannot_be_used_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: tuple[str, ...]
) -> None:
    names = {
        "folder": tmp_path, "usaha": workshops(tmp_path), "results": write(tmp_path, "ID;Plafon\na;1\n", "results.csv"),
    }  # fmt: skip
    assert main(["classify", *(word.format(**names) for word in arguments)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    for word in words:
        assert word in captured.err


def test_options_reach_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = write(tmp_path, "ID;Nama Usaha;Pinjaman KUR;Omzet\na;A;-;1.5\n"), tmp_path / "hasil"

    def classified(*options: str) -> dict[str, str]:
        assert main(["classify", path, "--scheme", "kur", *ON, "--out", str(out), *options]) == 0
        capsys.readouterr()
        with (out / "results.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        return row

    assert classified()["needs"] == "plafond"
    assert classified("--map", "Pinjaman KUR=plafond")["needs"] == "plafond"
    row = classified("--map", "Pinjaman KUR=plafond", "--dash", "zero", "--year", "2025")
    assert (row["class"], row["year"]) == ("super-micro", "2025")
    # An amount that has two readings must be mended.
    assert main(["classify", path, "--scheme", "kur", *ON, "--strict"]) == 1


def test_ids_of_persons_are_hidden_unless_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nik, out = "3573010101909001", tmp_path / "hasil"  # made up
    path = write(tmp_path, f"ID;Nama Usaha;Nama Pemilik;Plafon\n{nik};A;Xqsari;1\n")
    assert main(["classify", path, "--scheme", "kur", *ON, "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    for text in (shown, *(file.read_text(encoding="utf-8") for file in out.iterdir())):
        assert nik not in text
        assert "Xqsari" not in text
    assert main(["classify", path, "--scheme", "kur", *ON, "--out", str(out), "--show-personal"]) == 0
    assert nik in (out / "results.csv").read_text(encoding="utf-8")


def test_two_runs_write_the_same(tmp_path: Path) -> None:
    path = workshops(tmp_path)
    for name in ("one", "two"):
        assert main(["classify", path, "--scheme", "bps-industry", *ON, "--out", str(tmp_path / name)]) == 0
    for file in ("results.csv", "findings.csv", "summary.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_stopping_leaves_no_half_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(walking.Walk, "_conclude", stop)
    out = tmp_path / "hasil"
    assert main(["classify", workshops(tmp_path), "--scheme", "kur", *ON, "--out", str(out)]) == 130
    assert "Dihentikan" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_a_defect_is_no_law_of_the_user_and_a_closed_pipe_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError("a defect")

    def gone(*_: Any, **__: Any) -> None:
        raise BrokenPipeError

    path = workshops(tmp_path)
    monkeypatch.setattr(classifying, "run", broken)
    with pytest.raises(ValueError, match="a defect"):
        main(["classify", path, "--scheme", "kur", *ON])
    assert main(["classify", path, "--scheme", "kur", *ON, "--law", str(HOW_TO / "draft.toml")]) == 2
    assert "a defect" in capsys.readouterr().err
    monkeypatch.setattr(classifying, "run", gone)
    monkeypatch.setattr("plut_kumkm.cli.entry._mute", lambda: None)
    assert main(["classify", path, "--scheme", "kur", *ON]) == 0


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("id", "en"):
        assert main(["classify", "--help", "--lang", language]) == 0
        shown = capsys.readouterr().out
        assert "--scheme SCHEME" in shown
        assert "--purpose" not in shown
        assert main(["law", "--help", "--lang", language]) == 0
        shown = capsys.readouterr().out
        assert "KEY" in shown
        assert "--sheet" not in shown
        assert main(["--help", "--lang", language]) == 0
        shown = capsys.readouterr().out
        assert "classify" in shown
        assert "law" in shown


def test_check_names_the_years_of_a_file_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", workshops(tmp_path), *ON, "--year", "2020"]) == 2
    assert "2024, 2025" in capsys.readouterr().err
