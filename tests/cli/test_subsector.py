"""``plut-kumkm subsector``, and the subsectors on the page of ``evaluate``; codes as in tests/cases/ekraf."""

from __future__ import annotations

from pathlib import Path

import pytest

from plut_kumkm.cli import main


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    # Permenekraf 7/2025 Lampiran I names 74130, and no subsector.
    assert main(["subsector", "74130", "--kbli", "2020"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Desain Komunikasi Visual")
    assert "Permenekraf Nomor 7 Tahun 2025 Lampiran I" in shown.out
    assert "bukan daftar resmi" in shown.out
    assert shown.err == ""


def test_a_number_of_another_version_is_no_answer_and_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsector", "74130", "--kbli", "2025", "--lang", "en"]) == 0
    assert "in KBLI 2025 it is KBLI 2025 74192" in capsys.readouterr().out


def test_without_a_version_both_readings_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsector", "47782", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "KBLI 2020 47782: Craft" in shown
    assert "KBLI 2025 47782: Fine Arts" in shown
    assert main(["subsector", "71101"]) == 0
    assert capsys.readouterr().out.startswith("Arsitektur")


def test_several_codes_of_which_one_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsector", "13134", "1313", "56102", "--kbli", "2020", "--lang", "en"]) == 2
    shown = capsys.readouterr()
    first, second = shown.out.rstrip().split("\n\n")
    assert first.startswith("Craft")
    assert second.startswith("Culinary")
    assert '"1313"' in shown.err
    assert "those below it are mapped to Craft" in shown.err
    assert main(["subsector", "kode", "--kbli", "2020"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "kode" in shown.err


def test_a_name_is_no_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsector", "13134", "Kuliner", "--kbli", "2020", "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out.startswith("Craft")
    assert shown.err.startswith('"Kuliner" is the name of a subsector, no KBLI code.')
    assert "--list" in shown.err
    assert "character" not in shown.err
    assert main(["subsector", "gim"]) == 2
    assert '"gim" adalah nama subsektor, bukan kode KBLI' in capsys.readouterr().err


def test_weaker_sources_are_accepted_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    # Whether the food industry belongs to kuliner has no source.
    assert main(["subsector", "10794", "--kbli", "2020"]) == 0
    assert capsys.readouterr().out.startswith("belum dapat ditentukan")
    assert main(["subsector", "10794", "--kbli", "2020", "--accept-unverified"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Kuliner")
    assert "belum terverifikasi" in shown


def test_a_law_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    law = tmp_path / "perda.toml"
    law.write_text("[[regime]]\nid = 5\n", encoding="utf-8")
    assert main(["subsector", "13134", "--kbli", "2020", "--law", str(law)]) == 2
    assert capsys.readouterr().err
    law.write_text("a = [", encoding="utf-8")
    assert main(["subsector", "13134", "--kbli", "2020", "--law", str(law), "--lang", "en"]) == 2
    assert "perda.toml is not valid TOML" in capsys.readouterr().err
    assert main(["subsector", "13134", "--kbli", "2020", "--law", str(tmp_path / "tidak-ada.toml")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "tidak-ada.toml" in shown.err


def test_the_list_of_a_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsector", "--list", "--version", "2015", "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("16 subsectors (list of 2015)")
    assert "Perpres 72/2015 Pasal 2" in shown.out
    assert "aplikasi-game-developer" in shown.out
    assert shown.err == ""
    assert main(["subsector", "--list", "--version", "2009"]) == 0
    shown = capsys.readouterr()
    assert "namanya tidak diketahui" in shown.out
    assert "kriya" not in shown.out


def test_the_list_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsector", "--list", "--on", "30 Juni 2026"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("17 subsektor (daftar 2019)")
    assert "kreativitas budaya (sumber sekunder)" in shown.out
    assert "21 subsektor" in shown.out
    assert shown.err == ""
    assert main(["subsector", "--list", "--lang", "en"]) == 0
    assert "today" in capsys.readouterr().err
    assert main(["subsector", "--list", "--on", "2000-01-01"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "1 Januari 2000" in shown.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "--list"),
        (["13134", "--list"], "13134"),
        (["13134", "--on", "2024-01-01"], "--on"),
        (["13134", "--version", "2019"], "--version"),
        (["--list", "--on", "2024-01-01", "--version", "2019"], "--on, --version"),
        (["--list", "--version", "2020"], "2026"),
        (["--list", "--version", "2019", "--kbli", "2020"], "--kbli"),
        (["--list", "--version", "2019", "--kbli", "2020", "--accept-unverified"], "--kbli, --accept-unverified"),
        (["--list", "--version"], "--version"),
        (["13134", "--kbli", "2030"], "2025"),
        (["13134", "--out", "x"], "--out"),
    ],
)
def test_what_cannot_be_understood(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsector", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert word in shown.err


def test_the_version_of_an_option_needs_a_value_and_that_of_the_library_takes_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["subsector", "--list", "--version", "--lang", "en"]) == 2
    assert "needs a value" in capsys.readouterr().err
    assert main(["--version=1", "--lang", "en"]) == 2
    assert "takes no value" in capsys.readouterr().err
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("plut-kumkm ")


def test_the_help_names_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "|subsector" in capsys.readouterr().out
    assert main(["subsector", "--help", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    for option in ("--kbli", "--law", "--accept-unverified", "--list", "--on", "--version"):
        assert option in shown
    assert "[CODE …]" in shown


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [
        ("id", "Subsektor ekonomi kreatif", ("Kriya", "di luar pemetaan", "tanpa kode KBLI", "33,3")),
        ("en", "Creative subsectors", ("Craft", "not in the mapping", "no KBLI code", "33.3")),
    ],
)
def test_the_page_of_an_evaluation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, title: str, words: tuple[str, ...]
) -> None:
    file = tmp_path / "usaha.csv"
    file.write_text("Nama Usaha;KBLI 2020\nToko Satu;13134\nToko Dua;01111\nToko Tiga;\n", encoding="utf-8")
    assert main(["evaluate", str(file), "--on", "2026-06-30", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    (part,) = [one for one in shown.split("\n\n") if one.startswith(title)]
    for word in words:
        assert word in part
    # What there is none of is left out; the table has the rest.
    assert len(part.splitlines()) == 3 + 3 + 1
    file.write_text("Nama Usaha;Omzet\nToko Satu;1\n", encoding="utf-8")
    assert main(["evaluate", str(file), "--on", "2026-06-30", "--lang", lang]) == 0
    assert title not in capsys.readouterr().out
