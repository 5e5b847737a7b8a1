"""Result files: whole or not at all, and harmless to a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.registry.answering.answers import COLUMNS
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.results import writing
from plut_kumkm.registry.results.writing import (
    FINDING_COLUMNS,
    FINDINGS,
    REGION_COLUMN,
    RESULT_COLUMNS,
    RESULTS,
    SUMMARY,
    Files,
    cell,
    plain,
)

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))


@given(st.lists(texts | st.text(st.sampled_from('=+-@\t\r\n",;a'), max_size=4), min_size=2, max_size=4))
def test_cells_are_csv_and_no_formulas(cells: list[str]) -> None:
    line = ",".join(map(cell, cells)) + "\n"
    (read,) = csv.reader(io.StringIO(line, newline=""))
    assert read == [plain(text) for text in cells]
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for text in read)


def test_only_formulas_are_changed() -> None:
    assert plain("=1+1") == "'=1+1"
    assert plain("Batik = Ayu") == "Batik = Ayu"
    assert plain("") == cell(None) == cell("") == ""


def test_the_files_are_complete(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with Files(folder) as files:
        files.results(["2,a1,Batik,2025,micro"])
        files.finding(Finding("money.empty", "warning", row=2, column="=Omzet"))
        files.finding(Finding("registry.undated", "info"))
        assert not (folder / RESULTS).exists()
        places = files.finish({"schema": "x", "nama": "é"})
    assert [place.name for place in places] == [RESULTS, FINDINGS, SUMMARY]
    assert sorted(path.name for path in folder.iterdir()) == sorted((RESULTS, FINDINGS, SUMMARY))
    assert (folder / RESULTS).read_text(encoding="utf-8") == ",".join(RESULT_COLUMNS) + "\n2,a1,Batik,2025,micro\n"
    with (folder / FINDINGS).open(encoding="utf-8", newline="") as file:
        header, first, second = csv.reader(file)
    assert tuple(header) == FINDING_COLUMNS
    assert first[:4] == ["2", "'=Omzet", "money.empty", "warning"]
    assert second[:4] == ["", "", "registry.undated", "info"]
    assert json.loads((folder / SUMMARY).read_text(encoding="utf-8")) == {"schema": "x", "nama": "é"}


def test_lines_are_written_in_order(tmp_path: Path) -> None:
    with Files(tmp_path) as files:
        for number in range(0, 10, 2):
            files.results([str(number), str(number + 1)])
            files.results([])
        files.finish({})
    assert (tmp_path / RESULTS).read_text(encoding="utf-8").split("\n")[1:] == [*map(str, range(10)), ""]


def test_a_failed_run_leaves_the_files_of_the_run_before(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text("before", encoding="utf-8")
    with pytest.raises(TypeError, match="not JSON serializable"), Files(tmp_path) as files:
        files.finish({"x": object()})
    assert [path.name for path in tmp_path.iterdir()] == [RESULTS]
    assert (tmp_path / RESULTS).read_text(encoding="utf-8") == "before"


def test_a_failure_at_the_start_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    original = Path.open

    def once(self: Path, *args: object, **more: object) -> object:
        opened.append(self.name)
        if len(opened) > 1:
            raise OSError("no space")
        return original(self, *args, **more)  # type: ignore[call-overload]  # passes on what it was given

    monkeypatch.setattr(Path, "open", once)
    with pytest.raises(OSError, match="no space"), Files(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_messages_are_remembered_and_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_MANY", 1)
    listed = Finding("registry.year_absent", params={"year": 2020, "years": ["2021"]})
    found = [Finding("registry.year_absent", params={"year": year, "years": ("2021",)}) for year in (2019, 2019, 2020)]
    with Files(tmp_path) as files:
        for one in (*found, listed):
            files.finding(one)
        files.finish({})
    with (tmp_path / FINDINGS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["message_id"] for row in rows] == [one.message("id") for one in (*found, listed)]
    assert [row["message_en"] for row in rows] == [one.message("en") for one in (*found, listed)]


def test_the_page_on_result_files_names_every_column_and_key(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "outputs.md").read_text(encoding="utf-8")
    keys = evaluate([Facts(sales=1)], on=date(2026, 6, 30)).summary.keys()
    for name in (*RESULT_COLUMNS, *COLUMNS, REGION_COLUMN, *FINDING_COLUMNS, *keys):
        assert f"`{name}`" in page, name
