"""What is printed, plain and with rich."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.cli import main
from plut_kumkm.cli.showing import printing
from plut_kumkm.cli.showing.progress import progress
from plut_kumkm.law.books import book
from plut_kumkm.registry.evaluating import run
from plut_kumkm.registry.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

ON = date(2026, 6, 30)


class Terminal(io.StringIO):
    """A stream that says that somebody watches."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def shown(folder: Path, text: str, lang: Any = "id", **options: Any) -> None:
    path = folder / "usaha.csv"
    path.write_text(text, encoding="utf-8")
    registry = read(path, **options)
    printing.show(run(registry, on=ON, keep=False), registry, book(), lang)


def test_rich_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Callable[[str], ModuleType]
) -> None:
    engine("rich")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    shown(tmp_path, "ID;Nama Usaha;Omzet;[red]Warna[/red]\na;A;1;2\n")
    text = screen.getvalue()
    assert "Usaha Mikro" in text
    # What a file says is no markup.
    assert "[red]Warna[/red]" in text


def test_plain_text_on_a_terminal_without_rich(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    shown(tmp_path, "ID;Nama Usaha;Omzet\na;A;1\n")
    assert "Usaha Mikro                     1      100,0" in screen.getvalue()


def test_cells_do_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown(tmp_path, "ID;Nama Usaha;Omzet;\x1b[31mWarna\na;A;\x1b[31mx;2\n")
    assert "\x1b" not in capsys.readouterr().out


def test_shares_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown(tmp_path, "ID;Nama Usaha;Omzet\n;;\n")
    assert "Jumlah                          0      –" in capsys.readouterr().out


def test_years_and_numbers_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet\na;A;2025;1\nb;B;2024;1\nc;C;;1\n", lang="en")
    text = capsys.readouterr().out
    assert "Tier                       no year  2024  2025" in text
    assert "Micro Enterprise           3            100.0" in text


def test_many_codes_and_columns_are_cut_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = [f"Kolom Xq{number}" for number in range(15)]
    used = ["ID", "Nama Usaha", "Bentuk Usaha", "Skala Usaha", "Tahun Berdiri", "Tahun Data", "Omzet"]
    header = ";".join([*used, *others])
    rows = [
        "a;A;CV;Kecil;2027;2052;1",
        "a;A;CV;Kecil;1899;2052;1.5",
        "b;B;??;Kecil;2015;2025;x",
        "c;C;CV;Mikro;2015;2025;1E+09",
        "d;D;CV;Mikro;2015;2025;-5",
        "e;E;CV;Mikro;2015;2025;2147483647",
        "f;F;CV;Mikro;2015;2025;-",
        "g;G;CV;Mikro;2015;2025;1;;;;;;;;;;;;;;;;;;;;;;;;7",
    ]
    shown(tmp_path, "\n".join((header, *rows, "")))
    text = capsys.readouterr().out
    assert "kode lain; lihat findings.csv" in text
    assert ", …)" in text


def test_progress_only_where_somebody_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Callable[[str], ModuleType]
) -> None:
    engine("rich")
    path = tmp_path / "usaha.csv"
    path.write_text("a\nb\n", encoding="utf-8")
    with progress(path, "id") as told:
        assert told is None
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress(path, "id") as told:
        assert told is not None
        told(1)
    assert "Mengevaluasi" in screen.getvalue()
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with progress(path, "id") as told:
        assert told is None


def test_the_command_with_a_bar(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    engine: Callable[[str], ModuleType],
) -> None:
    engine("rich")
    path = tmp_path / "usaha.csv"
    path.write_text("ID;Nama Usaha;Omzet\na;A;1\n", encoding="utf-8")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert main(["evaluate", str(path), "--on", "2026-06-30"]) == 0
    assert "Mengevaluasi" in screen.getvalue()
    assert "Usaha Mikro" in capsys.readouterr().out
