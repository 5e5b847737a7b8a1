"""The catalogue: every code in both languages, with the same parameters, and each text can be filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base import data, messages
from plut_kumkm.base.data import DataError

# What stands for a parameter, by its spec.
SAMPLES: dict[str, Any] = {
    "": "x<y>",
    "rp": 1_234_567,
    "n": 1_234_567,
    "date": date(2026, 6, 30),
    "label": "sales",
    "grade": "secondary",
    "kind": "production_value",
}
CODES = sorted(messages.catalogue())


def parameters(text: str) -> dict[str, str]:
    """Return the parameters of a text with their specs."""
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(text) if name}


def in_any_language(names: dict[str, str]) -> dict[str, str]:
    """Return the parameters without the language that the name of some ends in."""
    return {name.removesuffix("_id").removesuffix("_en"): spec for name, spec in names.items()}


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_both_languages_and_renders(code: str) -> None:
    texts = messages.catalogue()[code]
    assert set(texts) == {"id", "en"}
    assert in_any_language(parameters(texts["id"])) == in_any_language(parameters(texts["en"]))
    wanted = parameters(texts["id"]) | parameters(texts["en"])
    assert set(wanted.values()) <= set(SAMPLES)
    params = {name: SAMPLES[spec] for name, spec in wanted.items()}
    for lang in messages.LANGS:
        assert messages.render(code, params, lang).strip()


@pytest.mark.parametrize("code", CODES)
def test_codes_are_english_and_belong_to_a_room(code: str) -> None:
    room, _, name = code.partition(".")
    assert room.isidentifier()
    assert name.replace("-", "_").replace(".", "_").isidentifier()
    assert code.isascii()
    assert code == code.lower()


@pytest.mark.parametrize("room", ["law", "enterprise", "facts", "schemes", "money", "periods"])
def test_no_message_is_the_same_in_both_languages_but_for_bare_patterns(room: str) -> None:
    texts = data.toml(f"messages/{room}.toml")
    same = [text["id"] for text in texts.values() if text["id"] == text["en"]]
    assert not [text for text in same if any(part.strip(" ·:") for part, _, _, _ in Formatter().parse(text))]


def test_unknown_code_language_and_parameter() -> None:
    with pytest.raises(KeyError):
        messages.render("money.nothing", {})
    with pytest.raises(ValueError, match="lang must be 'id' or 'en', not 'jv'"):
        messages.render("money.empty", {}, "jv")  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(KeyError):
        messages.render("law.unknown_instrument", {})


def test_indonesian_is_the_language_unless_another_is_asked_for() -> None:
    assert (
        messages.render("money.empty", {})
        == messages.render("money.empty", {}, "id")
        != messages.render("money.empty", {}, "en")
    )


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "messages"
    folder.mkdir()
    monkeypatch.setattr(data, "ROOT", type(data.ROOT)(tmp_path))
    cached = (data.toml, data.names, data.folders, messages.catalogue)
    for function in cached:
        function.cache_clear()
    yield folder
    for function in cached:
        function.cache_clear()


@pytest.mark.parametrize(
    ("value", "spec", "id_", "en"),
    [
        (None, "", "–", "–"),
        (1_234_567, "rp", "Rp1.234.567", "Rp1.234.567"),
        (1_234_567, "n", "1.234.567", "1,234,567"),
        (5, "", "5", "5"),
        (date(2026, 6, 30), "", "30 Juni 2026", "30 June 2026"),
        (pk.Tier.MICRO, "", "Usaha Mikro", "Micro Enterprise"),
        ((1000, pk.Tier.SMALL), "", "1000, Usaha Kecil", "1000, Small Enterprise"),
        (["a", None, date(2026, 1, 1)], "", "a, –, 1 Januari 2026", "a, –, 1 January 2026"),
        ((), "", "", ""),
        ("{x}", "", "{x}", "{x}"),
        ("sales", "label", "hasil penjualan tahunan (omzet)", "annual sales"),
        (("x", "sales"), "label", "x, hasil penjualan tahunan (omzet)", "x, annual sales"),
        # Nothing is known here of this kind of figure: it stands for itself.
        ("rumour", "kind", "rumour", "rumour"),
    ],
)
def test_how_values_are_written(value: Any, spec: str, id_: str, en: str, texts: Path) -> None:
    (texts / "a.toml").write_text(f'["a.b"]\nid = "<{{v:{spec}}}>"\nen = "<{{v:{spec}}}>"\n', encoding="utf-8")
    assert messages.render("a.b", {"v": value}) == f"<{id_}>"
    assert messages.render("a.b", {"v": value}, "en") == f"<{en}>"


def test_a_kind_of_figure_is_told_in_words() -> None:
    texts = {lang: messages.render("facts.proxy", {"kind": "production_value"}, lang) for lang in messages.LANGS}
    words = {lang: messages.render("column.kind.production_value", {}, lang) for lang in messages.LANGS}
    assert words["id"] != words["en"]
    assert all(words[lang] in texts[lang] for lang in messages.LANGS)
    assert "rumour" in messages.render("facts.proxy", {"kind": "rumour"})


def test_a_code_in_two_files_is_refused(texts: Path) -> None:
    for name in ("a", "b"):
        (texts / f"{name}.toml").write_text('["a.b"]\nid = "x"\nen = "y"\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"b\.toml: a\.b stands in two files"):
        messages.catalogue()


@pytest.mark.parametrize("text", ['["a.b"]\nid = "x"\n', '["a.b"]\nid = "x"\nen = "y"\njv = "z"\n'])
def test_a_code_without_both_languages_is_refused(text: str, texts: Path) -> None:
    (texts / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.b needs exactly the keys"):
        messages.catalogue()
