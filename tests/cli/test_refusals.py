"""What a user can mend is said in his language, with the option, what was given, and what there is; status 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from plut_kumkm.cli import main


@pytest.mark.parametrize(
    ("words", "option", "got", "among"),
    [
        (("naik-kelas", "--indicator", "F99"), "--indicator", "F99", "F1, F2, F3a"),
        (("naik-kelas", "--by", "desa"), "--by", "desa", "region, sex"),
        (("naik-kelas", "--key", "nomor"), "--key", "nomor", "id, "),
        (("pathway", "--by", "desa"), "--by", "desa", "service_field"),
        (("pathway", "--applies", "visa"), "--applies", "visa", "nib, "),
        (("lint", "none.toml", "--select", "PLN9"), "--select", "PLN9", "PLN001, PLN002"),
        (("lint", "none.toml", "--ignore", "X"), "--ignore", "X", "PLN001, PLN002"),
    ],
)
def test_a_word_that_is_none_of_a_list(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], option: str, got: str, among: str
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f'Nilai "{got}" untuk {option} tidak dikenal. Pilih salah satu: ')
    assert among in shown.err


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate",), ("classify", "--scheme", "kur"), ("law",), ("subsector", "74130"), ("naik-kelas",), ("pathway",),
        ("lint", "none.toml"),
    ],
)  # fmt: skip
def test_a_law_that_is_no_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("perda.toml").write_text('scheme = "usaha', encoding="utf-8")
    assert main((*words, "--law", "perda.toml")) == 2
    assert "perda.toml bukan TOML yang sah" in capsys.readouterr().err
