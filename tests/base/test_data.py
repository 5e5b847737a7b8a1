"""Reading the library's own files: strict, once, and read-only."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm.base import data, messages
from plut_kumkm.base.data import DataError

FILES = sorted(Path(data.ROOT).rglob("*.toml"))


def write(folder: Path, text: str) -> Path:
    path = folder / "x.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_freeze() -> None:
    frozen: Any = data.freeze({"a": [1, {"b": [2]}], "c": "x"})
    assert frozen == {"a": (1, {"b": (2,)}), "c": "x"}
    with pytest.raises(TypeError):
        frozen["c"] = "y"
    with pytest.raises(TypeError):
        frozen["a"][1]["b"] = 3


def test_a_frozen_map_is_hashed_copied_and_pickled() -> None:
    plain: dict[str, Any] = {"a": (1, 2), "b": "x"}
    frozen = data.FrozenMap(plain)
    plain["c"] = 5
    assert frozen == {"a": (1, 2), "b": "x"} == dict(frozen)
    assert frozen != {"a": (1, 2)}
    assert (len(frozen), list(frozen), frozen["b"], "a" in frozen, frozen.get("z")) == (2, ["a", "b"], "x", True, None)
    twin = data.FrozenMap({"b": "x", "a": (1, 2)})
    assert frozen == twin
    assert hash(frozen) == hash(twin)
    assert {frozen: 1}[twin] == 1
    assert pickle.loads(pickle.dumps(frozen)) == copy.deepcopy(frozen) == copy.copy(frozen) == frozen  # noqa: S301 - pickled on the same line
    assert type(copy.deepcopy(frozen)) is data.FrozenMap
    assert repr(frozen) == "{'a': (1, 2), 'b': 'x'}"
    # Values that cannot be hashed do not stop the map from being.
    assert hash(data.FrozenMap({"a": [1]})) == hash(data.FrozenMap({"a": [2]}))
    with pytest.raises(KeyError):
        frozen["z"]
    with pytest.raises(TypeError):
        frozen["a"] = 1  # type: ignore[index] # read only is what is tested


def test_a_file_is_read_only_plain_values(tmp_path: Path) -> None:
    content = data.read_toml(write(tmp_path, 'a = 1_000\nb = "0.5"\nc = true\nd = 2021-02-02\n[[e]]\nf = []\n'))
    assert content == {"a": 1000, "b": "0.5", "c": True, "d": date(2021, 2, 2), "e": ({"f": ()},)}
    assert data.read_toml(str(tmp_path / "x.toml")) == content


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a = 1.5", "a"),
        ("a = 1e9", "a"),
        ("a = nan", "a"),
        ("[a.b]\nc = [1, [2, 0.5]]", r"a\.b\.c\[1\]\[1\]"),
        ("[[a]]\nb = 1\n[[a]]\nb = inf", r"a\[1\]\.b"),
    ],
)
def test_floats_are_refused_with_their_place(text: str, where: str, tmp_path: Path) -> None:
    # Trap 31: TOML allows 1e9 and nan; money is an int.
    with pytest.raises(DataError, match=rf"^x\.toml: {where}: floats are not exact"):
        data.read_toml(write(tmp_path, text))


@pytest.mark.parametrize("text", ["a = 1\na = 2", "a = 01111", "[a]\n[a]", "a"])
def test_what_is_no_toml_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^x\.toml: not valid TOML"):
        data.read_toml(write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"a", "x.toml bukan TOML yang sah: berakhir sebelum selesai."),
        (b"ab;c", "x.toml bukan TOML yang sah pada baris 1, kolom 3."),
        (b"b = 1\nc = 0.5", "x.toml: c memuat angka desimal"),
        (b'a = "caf\xe9"', "x.toml tidak dapat dibaca sebagai teks UTF-8."),
    ],
)
def test_what_is_wrong_is_a_message_too(text: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(text)
    with pytest.raises(DataError) as caught:
        data.read_toml(tmp_path / "x.toml")
    assert messages.render(caught.value.code, caught.value.params).startswith(said)
    assert messages.render(caught.value.code, caught.value.params, "en").startswith("x.toml")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^absent\.toml: cannot be read as UTF-8 text \(FileNotFoundError\)$"):
        data.read_toml(tmp_path / "absent.toml")
    (tmp_path / "x.toml").write_bytes(b'a = "caf\xe9"')
    with pytest.raises(DataError, match=r"\(UnicodeDecodeError\)$"):
        data.read_toml(tmp_path / "x.toml")
    with pytest.raises(DataError, match=r"cannot be read"):
        data.read_toml(tmp_path)


def test_package_data_is_read_once() -> None:
    assert data.toml("law/instruments.toml") is data.toml("law/instruments.toml")
    assert data.names("law/schemes/tier") == tuple(
        f"law/schemes/tier/{name}.toml" for name in ("pp-7-2021", "tier", "uu-20-2008")
    )
    # Folders and files are kept apart.
    assert data.names("law/schemes") == ()
    assert data.folders("law/schemes/tier") == ()
    assert data.folders("law") == ("schemes",)
    found = data.folders("law/schemes")
    assert found == tuple(sorted(found))
    assert found is data.folders("law/schemes")
    assert {"tier", "kur", "final-tax"} <= set(found)
    assert all(name.endswith(".toml") for name in data.names("messages"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(data.ROOT).as_posix())
def test_every_data_file_is_sound(path: Path) -> None:
    assert data.read_toml(path)


def test_the_folder_is_found_without_importlib_resources() -> None:
    # Trap 26.
    assert Path(data.ROOT).is_dir()
    assert Path(data.ROOT).parts[-2:] == ("plut_kumkm", "data")
