"""``--sheet`` and ``--table``: which table of a file the commands read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plut_kumkm.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

PAGE = """<table><tr><td>Nama Usaha</td><td>Alamat</td><td>Omzet</td></tr><tr><td>Toko A</td><td>B</td><td>5</td></tr>
</table><table><tr><td>Nama Usaha</td><td>Omzet</td></tr><tr><td>Toko C</td><td>6</td></tr></table>"""
ON = ("--on", "2026-06-30")


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "usaha.html"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", ["evaluate", "check"])
def test_a_sheet_is_chosen(page: str, tmp_path: Path, command: str) -> None:
    assert main([command, page, "--sheet", "2", "--table", "1", *ON, "--out", str(tmp_path / "out")]) == 0
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert [one["header"] for one in summary["columns_mapped"]] == ["Nama Usaha", "Omzet"]
    options = summary["receipt"]["options"] if command == "evaluate" else summary["options"]
    assert (options["sheet"], options["table"]) == ("2", 1)


def test_the_page_says_what_was_not_read(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", page, *ON]) == 0
    assert "Yang dibaca tabel #1. Yang tidak dibaca: #2; pilih dengan --sheet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--sheet", "Data", 'Tidak ada tabel "Data"'),
        ("--table", "2", "Tidak ada tabel ke-2"),
        ("--table", "0", '"0" bukan nomor'),
        ("--table", "dua", '"dua" bukan nomor'),
        ("--table", "123456", '"123456" bukan nomor'),
    ],
)
def test_what_is_not_there_is_said(
    page: str, capsys: pytest.CaptureFixture[str], option: str, value: str, said: str
) -> None:
    assert main(["evaluate", page, *ON, option, value]) == 2
    assert said in capsys.readouterr().err


def test_a_sheet_of_a_workbook_by_its_name(
    tmp_path: Path, engine: Callable[[str], ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    engine("python_calamine")
    book = engine("openpyxl").Workbook()
    for title, shop in (("2024", "Toko A"), ("Data 2025", "Toko B")):
        sheet = book.create_sheet(title)
        sheet.append(["Nama Usaha", "Omzet"])
        sheet.append([shop, 5])
    book.save(tmp_path / "usaha.xlsx")
    out = tmp_path / "out"
    assert main(["evaluate", str(tmp_path / "usaha.xlsx"), "--sheet", "data 2025", *ON, "--out", str(out)]) == 0
    assert "Toko B" in (out / "results.csv").read_text(encoding="utf-8")
    assert "Toko B" not in capsys.readouterr().out
