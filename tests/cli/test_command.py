"""The command, from its arguments to its status, its output and its files."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm.cli import evaluating, main
from plut_kumkm.cli.parsing.arguments import _Parser
from plut_kumkm.cli.parsing.options import UsageError
from plut_kumkm.registry import walking

ON = ("--on", "2026-06-30")


def write(folder: Path, text: str, name: str = "usaha.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


# A regime by a criterion that no fact of a size tier answers; made up for this test.
WORKERS = """
[[instrument]]
id = "rancangan-uji"
kind = "Rancangan Peraturan"
number = "1"
year = 2026
title = "Rancangan uji"

[[regime]]
id = "rancangan-uji"
of = "tier"
title = "Rancangan uji"
instrument = "rancangan-uji"
since = 2026-01-01
checked = 2026-01-01
jdih = false
classes = ["micro", "large"]

[regime.criterion.workers]
unit = "orang"
pinpoint = "Pasal 1"
grade = "secondary"
residual = "large"
bounds = [{ class = "micro", upto = 5, phrase = "paling banyak" }]

[regime.reading.any]
any = { use = "workers", pinpoint = "Pasal 1", grade = "secondary" }
"""


def small(folder: Path) -> str:
    # The example of the contract; bounds after PP 7/2021 Pasal 35 ayat (5).
    return write(
        folder, "Nama Usaha;Omzet/Tahun;Tenaga Kerja\nA;Rp1.000.000.000,00;3\nB;3 miliar;9\nC;-;1\n;;\nJUMLAH;;13\n"
    )


def test_a_file_and_its_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "hasil"
    assert main(["evaluate", small(tmp_path), *ON, "--out", str(out)]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "Usaha Mikro                     1      33,3" in shown.out
    assert "5 dibaca, 3 dievaluasi, 2 dilewati" in shown.out
    assert "- baris kosong: 1" in shown.out
    assert "- baris jumlah: 1" in shown.out
    assert "PP 7/2021" in shown.out
    assert str(out / "results.csv") in shown.out
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["enterprises"], summary["on"], summary["synthetic"]) == (3, "2026-06-30", False)
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        assert [row["tier"] for row in csv.DictReader(file)] == ["micro", "small", ""]


def test_without_out_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small(tmp_path)
    assert main(["evaluate", path, *ON]) == 0
    assert "Tidak ada berkas yang ditulis" in capsys.readouterr().out
    assert os.listdir(tmp_path) == ["usaha.csv"]  # noqa: PTH208 - names are what is asked for


def test_the_embedded_example_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", *ON, "--out", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("DATA SINTETIS")
    assert "tahun data" in shown
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["synthetic"] is True
    assert summary["source"] == "contoh-sintetis.csv"
    assert 1950 <= summary["enterprises"] <= 2050
    assert main(["evaluate", *ON, "--year", "2025", "--lang", "en"]) == 0
    assert "SYNTHETIC DATA" in capsys.readouterr().out


def test_the_day_is_today_and_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "hasil"
    before = date.today()  # noqa: DTZ011 - the day of the user, as the command has it
    assert main(["evaluate", small(tmp_path), "--out", str(out)]) == 0
    after = date.today()  # noqa: DTZ011 - the day of the user, as the command has it
    assert "Tanggal acuan tidak disebut" in capsys.readouterr().err
    on = json.loads((out / "summary.json").read_text(encoding="utf-8"))["on"]
    assert before.isoformat() <= on <= after.isoformat()


def test_indonesian_dates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", small(tmp_path), "--on", "30 Juni 2019"]) == 0
    shown = capsys.readouterr().out
    assert "30 Juni 2019 (UU 20/2008)" in shown
    assert main(["evaluate", small(tmp_path), "--on", "1/12/2020"]) == 0
    assert "UU 11/2020" in capsys.readouterr().out
    assert main(["evaluate", small(tmp_path), "--on", "1/1/2000", "--lang", "en"]) == 0
    assert "not in force" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["evaluate", "{folder}/none.csv"], ("none.csv",)),
        (["evaluate", "{folder}/none.csv", "--lang", "en"], ("none.csv",)),
        (["evaluate", "{usaha}", "--on", "31/02/2026"], ("31/02/2026",)),
        (["evaluate", "{usaha}", "--on"], ("--on",)),
        (["evaluate", "{usaha}", "--purpose", "pajak"], ("pajak", "registration, facility, statistics")),
        (["evaluate", "{usaha}", "--reading", "x"], ("by-founding",)),
        (["evaluate", "{usaha}", "--basis", "aset"], ("net_worth",)),
        (["evaluate", "{usaha}", "--basis", "net_worth", *ON], ("net_worth", "sales")),
        (["evaluate", "{usaha}", "--kbli", "2030"], ("2025",)),
        (["evaluate", "{usaha}", "--dash", "nol"], ("missing, zero",)),
        (["evaluate", "{usaha}", "--lang", "jv"], ("id, en",)),
        (["evaluate", "{usaha}", "--year", "02024"], ("02024",)),
        (["evaluate", "{usaha}", "--year", "1899"], ("1900",)),
        (["evaluate", "{usaha}", "--year", "dua"], ("dua",)),
        (["evaluate", "{usaha}", "--map", "sales"], ("sales",)),
        (["evaluate", "{usaha}", "--map", "=sales"], ("=sales",)),
        (["evaluate", "{usaha}", "--map", "Omzet="], ("Omzet=",)),
        (["evaluate", "{usaha}", "--map", "Omzet/Tahun=penjualan"], ("penjualan",)),
        (["evaluate", "{usaha}", "--map", "Tidak Ada=sales"], ("Tidak Ada", "Nama Usaha")),
        (["evaluate", "{usaha}", "--strict=ya"], ("--strict",)),
        (["evaluate", "{usaha}", "lain.csv"], ("lain.csv",)),
        (["evaluate", "{usaha}", "--str"], ("--str",)),
        (["evaluate", "{usaha}", "--law", "{folder}/none.toml"], ("none.toml",)),
        (["hitung"], ("hitung", "evaluate")),
        (["--lang"], ("--lang",)),
        (["evaluate", "{unrelated}", *ON], ("Warna", "Bentuk")),
    ],
)
def test_what_cannot_be_used_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: tuple[str, ...]
) -> None:
    names = {
        "folder": tmp_path, "usaha": small(tmp_path),
        "unrelated": write(tmp_path, "Warna;Bentuk\nmerah;bulat\nbiru;lonjong\n", "lain.csv"),
    }  # fmt: skip
    assert main([word.format(**names) for word in arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err
    for word in words:
        assert word in shown.err


def test_complaints_speak_the_language_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--purpose", "x", "--lang", "en"]) == 2
    assert "is not known" in capsys.readouterr().err
    assert main(["evaluate", "--purpose", "x", "--lang=en"]) == 2
    assert "is not known" in capsys.readouterr().err
    assert main(["evaluate", "--purpose", "x", "--lang"]) == 2
    assert "memerlukan" in capsys.readouterr().err


def test_strict_ends_with_one_where_something_must_be_mended(tmp_path: Path) -> None:
    good, bad = small(tmp_path), write(tmp_path, "ID;Nama Usaha;Omzet\na;A;x\n", "bad.csv")
    assert main(["evaluate", good, *ON, "--strict"]) == 0
    assert main(["evaluate", bad, *ON]) == 0
    out = tmp_path / "hasil"
    assert main(["evaluate", bad, *ON, "--strict", "--out", str(out)]) == 1
    assert (out / "results.csv").exists()


def test_options_reach_the_reader_and_the_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "ID;Nama Usaha;NILAI JUAL;Modal Usaha;Nilai Produksi\na;A;-;1;1\n")
    out = tmp_path / "hasil"

    def evaluated(*options: str) -> tuple[dict[str, str], dict[str, Any]]:
        assert main(["evaluate", path, *ON, "--out", str(out), *options]) == 0
        capsys.readouterr()
        with (out / "results.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        return row, json.loads((out / "summary.json").read_text(encoding="utf-8"))

    assert evaluated()[0]["needs"] == "sales"
    assert evaluated("--map", "NILAI JUAL=sales")[0]["tier"] == ""
    assert evaluated("--map", "NILAI JUAL=sales", "--dash", "zero")[0]["tier"] == "micro"
    row, summary = evaluated("--accept-proxies", "--year", "2025", "--kbli", "2020")
    assert (row["tier"], row["year"], row["findings"]) == ("micro", "2025", "facts.proxy")
    assert summary["receipt"]["options"]["accept_proxies"] is True
    assert evaluated("--purpose", "registration")[0]["basis"] == "capital"
    assert evaluated("--basis", "capital")[0]["basis"] == "capital"
    assert evaluated("--purpose", "registration", "--reading", "cumulative")[0]["reading"] == "cumulative"


def test_own_law(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = Path(__file__).parents[2] / "docs" / "how-to" / "draft.toml"
    out = tmp_path / "hasil"
    assert main(["evaluate", small(tmp_path), "--on", "2030-06-30", "--law", str(draft), "--out", str(out)]) == 0
    capsys.readouterr()
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert main(["evaluate", small(tmp_path), "--on", "2030-06-30", "--out", str(out)]) == 0
    assert summary["receipt"]["law"] != json.loads((out / "summary.json").read_text(encoding="utf-8"))["receipt"]["law"]


def test_what_is_missing_and_whose_law_it_is_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = str(Path(__file__).parents[2] / "docs" / "how-to" / "draft.toml")
    path = write(tmp_path, "Nama Usaha;Omzet 2025;Bentuk Usaha\nA;;CV\nB;5;CV\n")
    assert main(["evaluate", path, *ON, "--law", draft]) == 0
    shown = capsys.readouterr().out
    assert "Di atas ketentuan bawaan: draft.toml." in shown.splitlines()[0]
    assert "- hasil penjualan tahunan (omzet): 1" in shown.splitlines()
    assert main(["classify", path, "--scheme", "final-tax", *ON, "--law", draft, "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Over the shipped law: draft.toml." in shown.splitlines()[0]
    assert "- day or year of registration as a taxpayer: 2" in shown.splitlines()


def test_a_law_that_cannot_be_used_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = write(tmp_path, "[[regime", "broken.toml")
    with_workers = write(tmp_path, WORKERS, "workers.toml")
    unknown = write(tmp_path, "nonsense = 1\n", "unknown.toml")
    for law in (broken, unknown, with_workers):
        assert main(["evaluate", small(tmp_path), *ON, "--law", law]) == 2
        assert capsys.readouterr().err
    for command in (["evaluate", small(tmp_path), *ON], ["law"], ["classify", small(tmp_path), "--scheme", "kur", *ON]):
        assert main([*command, "--law", broken]) == 2
        said = capsys.readouterr().err
        assert said.startswith("Berkas --law tidak dapat digunakan: broken.toml bukan TOML yang sah")


def test_ids_of_persons_are_hidden_unless_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nik = "3573010101909001"  # made up
    path = write(tmp_path, f"ID;Nama Usaha;Nama Pemilik;Omzet\n{nik};A;Xqsari;1\n")
    out = tmp_path / "hasil"
    assert main(["evaluate", path, *ON, "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "nama samaran" in shown
    for text in (shown, *(file.read_text(encoding="utf-8") for file in out.iterdir())):
        assert nik not in text
        assert "Xqsari" not in text
    assert main(["evaluate", path, *ON, "--out", str(out), "--show-personal"]) == 0
    assert nik in (out / "results.csv").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = write(tmp_path, "x", "taken")
    assert main(["evaluate", small(tmp_path), *ON, "--out", taken]) == 2
    shown = capsys.readouterr()
    assert "--out" in shown.err
    assert shown.out == ""


def test_a_result_that_is_the_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Omzet\na;A;1\n", "results.csv")
    assert main(["evaluate", path, *ON, "--out", str(tmp_path)]) == 2
    assert "results.csv" in capsys.readouterr().err
    assert Path(path).read_text(encoding="utf-8").startswith("ID;")


def test_a_file_that_goes_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr(evaluating, "run", gone)
    assert main(["evaluate", small(tmp_path), *ON]) == 2
    assert "gone" in capsys.readouterr().err


def test_stopping_ends_with_130_and_leaves_no_half_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(walking.Walk, "_conclude", stop)
    out = tmp_path / "hasil"
    assert main(["evaluate", small(tmp_path), *ON, "--out", str(out)]) == 130
    assert "Dihentikan" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "plut_kumkm", "evaluate", small(tmp_path), *ON],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    complaint = started.stderr.read()
    assert started.wait() == 0
    started.stderr.close()
    assert complaint == b""


def test_a_defect_is_not_taken_for_a_law_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("a defect")

    monkeypatch.setattr(evaluating, "run", broken)
    with pytest.raises(ValueError, match="a defect"):
        main(["evaluate", small(tmp_path), *ON])


def test_notes_that_nobody_hears_do_not_stop_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    out = tmp_path / "hasil"
    monkeypatch.setattr(sys, "stderr", Deaf())
    assert main(["evaluate", small(tmp_path), "--out", str(out)]) == 0
    assert (out / "results.csv").exists()
    assert main(["evaluate", "--purpose", "x"]) == 2


def test_what_is_left_to_say_goes_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise BrokenPipeError

    with (tmp_path / "screen").open("w", encoding="utf-8") as screen:
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setattr(evaluating, "show", gone)
        assert main(["evaluate", small(tmp_path), *ON]) == 0
        screen.write("unseen")
    assert (tmp_path / "screen").read_text(encoding="utf-8") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are those of POSIX")
def test_a_signal_from_the_keyboard(tmp_path: Path) -> None:
    code = (
        "import sys, time; from plut_kumkm.cli import main, evaluating\n"
        "def wait(*a, **k): print('ready', flush=True); time.sleep(60)\n"
        "evaluating.run = wait; sys.exit(main(sys.argv[1:]))"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", code, "evaluate", small(tmp_path), *ON],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    time.sleep(0.1)
    started.send_signal(signal.SIGINT)
    _, complaint = started.communicate(timeout=30)
    assert started.returncode == 130
    assert "Traceback" not in complaint


def test_terminals_without_the_signs(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Omzet;Sûrplus ☃\na;A;1;2\n")
    done = subprocess.run(
        [sys.executable, "-m", "plut_kumkm", "evaluate", path, *ON],
        capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"S?rplus ?" in done.stdout


def test_streams_that_cannot_be_set_up_are_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stdout", plain)
    assert main(["evaluate", small(tmp_path), *ON]) == 0
    assert "Usaha Mikro" in plain.getvalue()
    assert capsys.readouterr().err == ""


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("plut-kumkm ")
    assert main(["evaluate", "--help"]) == 0
    indonesian = capsys.readouterr().out
    assert main(["evaluate", "-h", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert indonesian != english
    for option in (
        "--on", "--purpose", "--reading", "--basis", "--kbli", "--law", "--map", "--accept-proxies", "--dash", "--year",
        "--sum-months", "--out", "--lang", "--strict", "--show-personal",
    ):  # fmt: skip
        assert option in indonesian
        assert option in english
    assert "usage" not in indonesian
    assert main(["--help"]) == 0
    assert "evaluate" in capsys.readouterr().out
    assert main([]) == 2
    assert "evaluate" in capsys.readouterr().out


def test_arguments_are_those_of_the_process_unless_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["plut-kumkm", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("plut-kumkm ")


def test_what_argparse_cannot_name_is_passed_on() -> None:
    with pytest.raises(UsageError) as caught:
        _Parser(prog="x").error("odd")
    assert (caught.value.code, caught.value.params) == ("cli.usage", {"detail": "odd"})


def test_real_plans_and_counts_say_what_they_seem_to_be(tables_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tables_dir / "p4_sumedang_renstra_bappppeda.csv"), *ON]) == 2
    assert "rencana" in capsys.readouterr().err
    assert main(["evaluate", str(tables_dir / "p6_gorontalo_ukm_series_2014_2022.csv"), *ON, "--lang", "en"]) == 2
    assert "counts" in capsys.readouterr().err


def test_real_registers(tables_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a1 = str(tables_dir / "a1_balikpapan_ikm.csv")
    assert main(["evaluate", a1, *ON, "--accept-proxies"]) == 0
    shown = capsys.readouterr().out
    assert "× 1.000" in shown
    assert "data pengganti" in shown
    assert main(["evaluate", a1, *ON]) == 0
    assert "NILAI PRODUKSI (Rp.000) →" in capsys.readouterr().out
    assert main(["evaluate", str(tables_dir / "c2_denpasar_badung_monthly.csv"), *ON, "--sum-months"]) == 0
    assert "Usaha Mikro                     9" in capsys.readouterr().out
