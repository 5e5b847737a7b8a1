"""What is no source of records: the error says what to give instead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.registry.inspecting import inspect
from plut_kumkm.registry.records import Records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

ON = date(2026, 6, 30)


class Frame:
    """Like a data frame: going through it gives names of columns."""

    columns = ("a",)

    def __iter__(self) -> Any:
        return iter(self.columns)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (pk.Facts(), "of a single Facts give a list"),
        (pk.Enterprise(id="a", name="A"), "of a single Enterprise give a list"),
        (Frame(), "not Frame. Of a data frame make such records, or write it to a file"),
        (5, "not int$"),
    ],
)
def test_what_holds_no_records_is_refused(source: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        pk.classify_many(source, scheme="kur")
    with pytest.raises(TypeError, match=words):
        pk.evaluate(source, on=ON)
    with pytest.raises(TypeError, match=words):
        pk.registry.compare_ids([], source)


def test_a_frame_taken_for_a_list_is_known_by_what_it_holds() -> None:
    with pytest.raises(TypeError, match=r"record 1 is str\. Of a data frame"):
        list(Records(list(Frame())).rows())


@pytest.mark.parametrize("name", ["polars", "pandas"])
def test_data_frames_are_no_sources(engine: Callable[[str], ModuleType], name: str) -> None:
    frame = engine(name).DataFrame({"sales": [5]})
    with pytest.raises(TypeError, match=r"not DataFrame\. Of a data frame"):
        pk.evaluate(frame, on=ON)
    with pytest.raises(TypeError, match="a data frame is written to a file first"):
        pk.read(frame)


def test_only_a_registry_is_inspected(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"as read\(path\) returns it, not"):
        inspect(tmp_path / "usaha.csv", on=ON)  # type: ignore[arg-type]  # misuse on purpose


def test_an_unknown_version_of_codes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text("Nama Usaha;KBLI\nA;13134\n", encoding="utf-8")
    with pytest.raises(ValueError, match="kbli must be one of '2009', '2015', '2020', '2025'"):
        pk.read(path, kbli="2021")
