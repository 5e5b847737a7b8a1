"""The field catalogue: every fact once, with labels in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from plut_kumkm.base import data, fields


def test_every_field_has_a_label_in_both_languages() -> None:
    for name, entry in fields.catalogue().items():
        assert set(entry["label"]) == {"id", "en"}, name
        assert all(entry["label"].values()), name


@pytest.mark.parametrize(
    ("name", "indonesian", "english"),
    [
        ("sales", "hasil penjualan tahunan (omzet)", "annual sales"),
        ("net_worth", "kekayaan bersih", "net worth"),
        ("not_in_the_catalogue", "not_in_the_catalogue", "not_in_the_catalogue"),
    ],
)
def test_labels(name: str, indonesian: str, english: str) -> None:
    # glossary.md: sales is "hasil penjualan tahunan (omzet)", net_worth "kekayaan bersih".
    assert (fields.label(name), fields.label(name, "id"), fields.label(name, "en")) == (indonesian, indonesian, english)


def test_capital_is_told_with_what_it_leaves_out() -> None:
    # glossary.md.
    assert fields.label("capital") == "modal usaha (di luar tanah dan bangunan tempat usaha)"


def test_money_is_in_rupiah() -> None:
    for name in ("sales", "capital", "net_worth"):
        assert fields.catalogue()[name]["unit"].startswith("IDR")


def test_a_field_of_two_records_stands_under_its_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fields").mkdir()
    for file, text in (("a", "first"), ("b", "second")):
        (tmp_path / "fields" / f"{file}.toml").write_text(
            f'[id]\nlabel = {{ id = "{text}", en = "{text}" }}\n', encoding="utf-8"
        )
    cached = (data.toml, data.names, fields.catalogue)
    monkeypatch.setattr(data, "ROOT", type(data.ROOT)(tmp_path))
    for function in cached:
        function.cache_clear()
    try:
        assert fields.label("id") == "first"
    finally:
        monkeypatch.undo()
        for function in cached:
            function.cache_clear()
