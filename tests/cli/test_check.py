"""The command ``check``: what is wrong in a file, its status, its output and its files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm.cli import main
from plut_kumkm.registry.results import writing

ON = ("--on", "2026-06-30")
NIK = "3573010101900001"


def write(folder: Path, text: str) -> str:
    path = folder / "usaha.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def flawed(folder: Path) -> str:
    return write(
        folder,
        "ID;Nama Usaha;NIK;JK;NIB;Tahun Data;Omzet\n"
        f"1;A;{NIK};P;9120001234567;2025;1.5\n"
        "2;B;3573010101900002;L;123;2025;5 juta\n"
        "2;B;;;;2025;5 juta\n"
        ";;;;;;\n",
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_problem_of_every_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "hasil"
    assert main(["check", flawed(tmp_path), *ON, "--out", str(out)]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert 'Pemeriksaan data "usaha.csv"' in shown.out
    assert "4 dibaca, 3 diperiksa, 1 dilewati" in shown.out
    assert "nib.length (wajib diperbaiki, 1×)" in shown.out
    assert "Usaha Mikro" not in shown.out
    assert sorted(path.name for path in out.iterdir()) == ["findings.csv", "summary.json"]
    found = [(row["row"], row["column"], row["code"], row["severity"]) for row in rows(out / "findings.csv")]
    assert found == [
        ("2", "Omzet", "money.sen", "error"),
        ("2", "NIK", "check.nik_sex", "warning"),
        ("3", "NIB", "nib.length", "error"),
        ("4", "ID", "registry.duplicate_id", "error"),
    ]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["schema"], summary["rows_checked"], summary["enterprises"]) == ("plut_kumkm/check/1", 3, 3)
    assert summary["findings_by_severity"] == {"error": 3, "warning": 1}
    assert summary["rows_read"] == summary["rows_checked"] + sum(summary["rows_skipped"].values())
    assert not {"tiers", "tiers_by_year"} & summary.keys()
    for path in out.iterdir():
        assert "0101900" not in path.read_text(encoding="utf-8") + shown.out


def test_strict_and_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = flawed(tmp_path)
    assert main(["check", path, *ON, "--strict", "--lang", "en"]) == 1
    assert "Rows of data: 4 read, 3 checked, 1 skipped." in capsys.readouterr().out
    good = write(tmp_path, "Nama Usaha;Tahun Data;Omzet\nA;2025;5 juta\n")
    assert main(["check", good, *ON, "--strict"]) == 0


def test_findings_of_sizes_are_not_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # A CV with micro sales, which says that it is medium: `evaluate` has a word on both.
    path = write(tmp_path, "Nama Usaha;Bentuk Usaha;Skala Usaha;Tahun Data;Omzet\nA;CV;Menengah;2025;5 juta\n")
    assert main(["evaluate", path, *ON]) == 0
    shown = capsys.readouterr().out
    assert "tier.form_misfit" in shown
    assert "registry.claimed_differs" in shown
    assert main(["check", path, *ON]) == 0
    shown = capsys.readouterr().out
    assert "tier." not in shown
    assert "claimed" not in shown


def test_the_example_and_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("DATA SINTETIS")
    assert "Tanggal acuan tidak disebut" in shown.err


def test_what_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check", str(tmp_path / "tidak-ada.csv"), *ON]) == 2
    assert "Traceback" not in capsys.readouterr().err
    source = tmp_path / "findings.csv"
    source.write_text("Nama Usaha;Omzet\nA;5 juta\n", encoding="utf-8")
    assert main(["check", str(source), *ON, "--out", str(tmp_path)]) == 2
    assert "tertimpa" in capsys.readouterr().err
    assert main(["check", flawed(tmp_path), *ON, "--purpose", "facility"]) == 2
    assert "--purpose" in capsys.readouterr().err
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    assert main(["check", flawed(tmp_path), *ON, "--out", str(blocked)]) == 2
    assert "tidak dapat ditulis" in capsys.readouterr().err

    def broken(*_: Any) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("plut_kumkm.cli.checking.show_check", broken)
    monkeypatch.setattr("plut_kumkm.cli.entry._mute", lambda: None)
    assert main(["check", flawed(tmp_path), *ON]) == 0


def test_an_unfinished_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "hasil"

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing.Files, "finding", stop)
    assert main(["check", flawed(tmp_path), *ON, "--out", str(out)]) == 130
    assert list(out.iterdir()) == []


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "tanpa menentukan skala" in shown or "findings.csv dan summary.json" in shown
    assert "--purpose" not in shown
    assert main(["--help"]) == 0
    assert "check" in capsys.readouterr().out
