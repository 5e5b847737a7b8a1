"""The files that options name, and what the page says of columns: in Indonesian, and in English where it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from plut_kumkm.cli import main

ON = ("--on", "2026-06-30")
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


def write(folder: Path, text: str, name: str = "usaha.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def monthly(folder: Path) -> str:
    head = ";".join(f"Omzet {month} 2024" for month in MONTHS)
    return write(folder, f"Nama Usaha;{head}\nToko Contoh;{';'.join(['10'] * 12)}\n")


# ---- files


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "{usaha}", "--law", "{none}"],
        ["classify", "{usaha}", "--scheme", "kur", "--law", "{none}"],
        ["law", "--law", "{none}"],
        ["subsector", "13134", "--law", "{none}"],
        ["check", "{usaha}", "--regions", "{none}"],
    ],
)
@pytest.mark.parametrize(
    ("lang", "words"), [("id", "tidak ada berkas atau folder dengan nama itu"), ("en", "there is no file or folder")]
)
def test_a_file_of_an_option_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], lang: str, words: str
) -> None:
    places = {"usaha": write(tmp_path, "Nama Usaha;Omzet\nA;5\n"), "none": str(tmp_path / "tidakada.toml")}
    assert main([*(word.format(**places) for word in arguments), "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "tidakada.toml" in said
    assert "UTF-8" not in said


def test_a_name_that_no_system_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "--law", f"{tmp_path}/a\0b"]) == 2
    assert "karakter NUL" in capsys.readouterr().err


def test_results_that_cannot_be_written_say_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usaha = write(tmp_path, "Nama Usaha;Omzet\nA;5\n")
    assert main(["evaluate", usaha, *ON, "--out", usaha]) == 2
    assert "(sudah ada berkas dengan nama itu)" in capsys.readouterr().err


# ---- regions

REGIONS = "code,name\n35,Jawa Timur\n3573,Kota Malang\n3507,Kabupaten Malang\n"


@pytest.mark.parametrize("command", [["evaluate"], ["check"], ["classify", "--scheme", "kur"]])
def test_a_table_of_regions_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    usaha = write(tmp_path, "Nama Usaha;Kota\nA;Kota Malangg\nB;Kota Malang\n")
    regions = write(tmp_path, REGIONS, "wilayah.csv")
    assert main([*command, usaha, *ON]) == 0
    assert "registry.region_near" not in capsys.readouterr().out
    assert main([*command, usaha, *ON, "--regions", regions]) == 0
    assert '"Kota Malangg" tidak ada dalam tabel wilayah' in capsys.readouterr().out


def test_a_table_of_regions_is_of_one_system(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usaha = write(tmp_path, "Nama Usaha;Kecamatan\nA;Klojenn\nB;Klojen\n")
    # Seven digits are a kecamatan to BPS, and nothing to the Ministry of Home Affairs.
    regions = write(tmp_path, REGIONS + "3573030,Klojen\n", "wilayah.csv")
    assert main(["check", usaha, *ON, "--regions", regions]) == 2
    assert 'Tabel wilayah "wilayah.csv" tidak dapat digunakan' in capsys.readouterr().err
    assert main(["check", usaha, *ON, "--regions", regions, "--region-system", "bps"]) == 0
    assert '"Klojenn" tidak ada dalam tabel wilayah' in capsys.readouterr().out
    assert main(["check", usaha, *ON, "--regions", regions, "--region-system", "BIG"]) == 2
    assert "Pilih salah satu: kemendagri, bps" in capsys.readouterr().err


# ---- columns


def test_columns_of_months_show_their_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usaha = monthly(tmp_path)
    assert main(["check", usaha, *ON, "--sum-months"]) == 0
    assert "hasil penjualan tahunan (omzet) Mei 2024" in capsys.readouterr().out
    assert main(["check", usaha, *ON, "--sum-months", "--lang", "en"]) == 0
    assert "annual sales May 2024" in capsys.readouterr().out


def test_suspected_columns_that_are_not_listed_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", monthly(tmp_path), *ON]) == 0
    shown = capsys.readouterr().out
    assert "- Omzet Oktober 2024 →" in shown
    assert "- Omzet November 2024 →" not in shown
    assert "- … dan 2 kolom lain; lihat summary.json (--out DIR)." in shown


def test_few_suspected_columns_are_all_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", write(tmp_path, "Nama Usaha;Omzett\nA;5\n"), *ON]) == 0
    shown = capsys.readouterr().out
    assert "- Omzett →" in shown
    assert "kolom lain; lihat summary.json" not in shown
