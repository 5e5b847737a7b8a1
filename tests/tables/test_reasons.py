"""Why the system refuses a file, in the language of the reader."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables import read_table
from plut_kumkm.tables.formats.markup.html import grids as pages
from plut_kumkm.tables.formats.reasons import Reason, because

if TYPE_CHECKING:
    from pathlib import Path


def unreadable(path: Path) -> str:
    with pytest.raises(ValidationError) as caught:
        read_table(path)
    assert caught.value.finding.code == "table.unreadable"
    return caught.value.finding.message("id")


@pytest.mark.parametrize("name", ["tidakada.csv", "tidakada.xlsx", "tidakada.html"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    assert "(tidak ada berkas atau folder dengan nama itu)" in unreadable(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "map.csv").mkdir()
    # Windows calls it a want of permission.
    assert any(words in unreadable(tmp_path / "map.csv") for words in ("itu folder", "tidak ada izin"))


def test_a_name_that_no_system_has(tmp_path: Path) -> None:
    assert "karakter NUL" in unreadable(tmp_path / "a\0.csv")
    with pytest.raises(ValidationError) as caught:
        pages(tmp_path / "a\0.html")
    assert "NUL" in caught.value.finding.message("en")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "tidak ada izin"),
        (errno.EPERM, "tidak ada izin"),
        (errno.EISDIR, "itu folder, bukan berkas"),
        (errno.ENOSPC, "ruang penyimpanan penuh"),
    ],
)
def test_the_usual_reasons_have_words(number: int, words: str) -> None:
    reason = because(OSError(number, os.strerror(number)))
    assert isinstance(reason, Reason)
    assert reason.label("id") == words
    assert reason.label("en") != words


def test_other_reasons_are_those_of_the_system() -> None:
    assert because(OSError(errno.EIO, "Input/output error")) == "Input/output error"
    assert because(TimeoutError()) == "TimeoutError"
