"""Lists that a user loads are read strictly: a list half understood would judge numbers wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plut_kumkm.base.data import DataError
from plut_kumkm.identifiers import kbli, region

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "column missing: kbli_version, code"),
        ("kbli_version\n2020\n", "column missing: code"),
        ("kbli_version,code,judul\n2020,56101,x\n", "'judul'; known are kbli_version, code, title"),
        ("kbli_version,code,code\n2020,56101,56101\n", "'code'"),
        ("kbli_version,code\n2020\n", "row 2: 1 cells, not 2"),
        ("kbli_version,code\n2020,56101,x\n", "row 2: 3 cells, not 2"),
        ('kbli_version,code\n2020,"56"101\n', "row 2: not valid CSV"),
        ("kbli_version,code\n2017,56101\n", "row 2: not a version"),
        ("kbli_version,code\n2020,1111\n", "row 2: not a version"),
        ("kbli_version,code\n2020,5610²\n", "row 2: not a version"),
        ("kbli_version,code\n2020,56101\n2020,56101\n", "row 3: the code stands there twice"),
    ],
)
def test_kbli_list_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        kbli.load_codes(path)
    assert str(caught.value).startswith("daftar.csv: ")
    assert message in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,name\n357,x\n", "row 2: not a code of the system kemendagri"),
        ("code,name\n３5,x\n", "row 2: not a code"),
        ("code,name\n35,\n", "row 2: not a code"),
        ("code,name\n35.73,a\n3573,b\n", "row 3: the code stands there twice"),
    ],
)
def test_region_table_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "wilayah.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        region.load_names(path, system="kemendagri")


def test_a_file_that_is_missing_or_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(DataError, match=r"a\.csv: cannot be read"):
        kbli.load_codes(path)
    path.write_bytes(b"kbli_version,code\n\xff\n")
    with pytest.raises(DataError, match=r"a\.csv: cannot be read"):
        kbli.load_codes(str(path))


def test_codes_keep_their_zeros(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kbli_version,code\n2020,01111\n", encoding="utf-8")
    codes = kbli.load_codes(path)
    assert codes.holds("2020", "01111") is codes.holds("2020", "011") is True
    assert codes.holds("2020", "1111") is False
    assert codes.holds("2025", "01111") is None


def test_the_real_list_loads(tables_dir: Path) -> None:
    codes = kbli.load_codes(tables_dir / "kbli_codes.csv")
    # fact sheet on identifiers §3: 1,574, 1,789 (reconciled) and 1,559 codes
    assert {version: len(titles) for version, titles in codes.titles.items()} == {
        "2015": 1574,
        "2020": 1789,
        "2025": 1559,
    }
