"""The shipped book is read scheme by scheme when it is asked; it is pickled whole, and told by its law alone."""

from __future__ import annotations

import copy
import json
import pickle
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base import data
from plut_kumkm.base.data import DataError, FrozenMap
from plut_kumkm.law.books import _shipped
from tests.law.own import BANDS, OWN, ROWS, SCHEME
from tests.law.perda import INSTRUMENT, PERDA, load, spoilt

if TYPE_CHECKING:
    from collections.abc import Iterator

ON = date(2026, 6, 30)
OPENED = """
import io, json, os, sys
opened = []
def watch(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].endswith(".toml"):
        opened.append(args[0].replace(os.sep, "/"))
sys.addaudithook(watch)
from datetime import date
import plut_kumkm as pk
ON = date(2026, 6, 30)
{code}
print(json.dumps(opened))
"""


def opened(code: str) -> set[str]:
    """Return of which schemes a fresh interpreter opens the folder when it runs ``code``."""
    run = subprocess.run([sys.executable, "-c", OPENED.format(code=code)], capture_output=True, text=True, check=True)
    files: list[str] = json.loads(run.stdout)
    return {path.partition("/law/schemes/")[2].partition("/")[0] for path in files if "/law/schemes/" in path}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("pk.law.book()", set()),
        ("pk.check(pk.Facts(sales=-1), on=ON)", set()),
        ("pk.tier(pk.Facts(sales=1), on=ON).explain()", {"tier"}),
        ("pk.tier(pk.Facts(sales=1), on=ON).notes", {"tier"}),
        # A rule may hang on the tier, which is the only other scheme that one can.
        ("pk.classify(pk.Facts(plafond=1), scheme='kur', on=ON).explain()", {"kur", "tier"}),
        ("pk.law.book().at('umi', ON)", {"umi"}),
        ("pk.law.book().scheme('umi')", {"umi"}),
        ("pk.law.book().breaks('umi')", {"umi"}),
        ("'umi' in pk.law.book().known, 'nothing' in pk.law.book().known, len(pk.law.book().stretches)", set()),
        # A regime and its numbers stand in one scheme, which its id tells as a rule.
        ("pk.law.book().regime('kur-special-age-12-2025')", {"kur-special-age"}),
        ("pk.law.book().regime('pp-7-2021')", {"tier"}),
        ("pk.law.book().regime('mekaar')", {"mekaar"}),
        ("pk.law.history('kur-1-2023/micro/plafond')", {"kur"}),
        ("pk.classify(pk.Facts(plafond=1), scheme='kur-1-2023', on=date(2025, 1, 1))", {"kur", "tier"}),
        # An instrument that several rooms cite stands apart from the schemes.
        ("pk.law.book().instruments['pp-7-2021']", set()),
    ],
)
def test_asking_opens_only_what_is_asked_for(code: str, expected: set[str]) -> None:
    assert opened(code) == expected


def test_listing_the_law_opens_all_of_it() -> None:
    assert opened("pk.law.schemes()") == set(data.folders("law/schemes"))
    assert opened("pk.law.book().instruments['se2026']") == set(data.folders("law/schemes"))


def test_the_shelf_is_a_mapping_that_cannot_be_changed() -> None:
    book = pk.law.book()
    for shelf in (book.known, book.stretches):
        assert set(shelf) == set(data.folders("law/schemes"))
        assert len(shelf) == len(list(shelf)) > 10
        assert "kur" in shelf
        assert "nothing" not in shelf
        assert shelf.get("nothing") is None
        with pytest.raises(KeyError, match="nothing"):
            shelf["nothing"]
        with pytest.raises(TypeError):
            shelf["kur"] = None  # type: ignore[index] # read only is what is tested
    assert {"pp-7-2021", "se2026", "uu-23-2014"} <= set(book.instruments)
    assert "pp-7-2021" in book.instruments
    with pytest.raises(KeyError, match="nothing"):
        book.instruments["nothing"]
    # What is asked twice is read once.
    assert book.stretches["kur"] is book.stretches["kur"]


def answers(book: pk.law.LawBook) -> list[Any]:
    asked = (
        ("kur", pk.Facts(plafond=10_000_001)),
        ("final-tax", pk.Facts(sales=1, legal_form=pk.LegalForm.PT, tax_registered=2024)),
        ("bps-industry", pk.Facts(workers=7)),
    )
    found: list[Any] = [pk.classify(facts, scheme=scheme, on=ON, law=book).to_dict() for scheme, facts in asked]
    return [*found, pk.tier(pk.Facts(sales=1), on=ON, law=book).to_dict()]


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy, copy.copy])  # noqa: S301 - pickled on the same line
def test_a_book_is_pickled_and_copied_whole(again: Any, tmp_path: Path) -> None:
    for book in (pk.law.book(), pk.law.book().accepting("unverified"), load(tmp_path, OWN)):
        answers(book)
        twin = again(book)
        assert twin is not book
        assert (twin.hash, twin.policy, twin.schemes(), twin.layers) == (
            book.hash, book.policy, book.schemes(), book.layers,
        )  # fmt: skip
        assert answers(twin) == answers(book)
        assert twin.instruments["pp-7-2021"] == book.instruments["pp-7-2021"]
        assert [str(value) for value in twin.values()] == [str(value) for value in book.values()]


def test_an_accepting_book_is_made_once() -> None:
    book = pk.law.book()
    assert book.accepting("unverified") is book.accepting("unverified")
    assert book.accepting("unverified").accepting("unverified") is book.accepting("unverified")
    with pytest.raises(ValueError, match="policy"):
        book.accepting("certain")  # type: ignore[arg-type] # the refusal is what is tested


# ---- what is wrong with the shipped files is found when they are read


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder that stands for that of the schemes; the other files are as they are."""
    (tmp_path / "law" / "schemes").mkdir(parents=True)
    for name in ("instruments.toml", "facts.toml"):
        shutil.copy(Path(data.ROOT) / "law" / name, tmp_path / "law" / name)
    monkeypatch.setattr(data, "ROOT", str(tmp_path))
    cached = (data.toml, data.names, data.folders, _shipped)
    for function in cached:
        function.cache_clear()
    yield tmp_path / "law" / "schemes"
    for function in cached:
        function.cache_clear()


def test_a_folder_of_another_scheme_is_refused(shipped: Path) -> None:
    (shipped / "mine").mkdir()
    (shipped / "mine" / "own.toml").write_text(OWN, encoding="utf-8")
    with pytest.raises(DataError, match="mine: a folder of another scheme"):
        _shipped("mine")


def test_a_folder_without_a_scheme_is_refused(shipped: Path) -> None:
    (shipped / "mine").mkdir()
    with pytest.raises(DataError, match="mine: a folder of another scheme"):
        _shipped("mine")


def test_several_files_of_a_folder_are_one_layer(shipped: Path) -> None:
    (shipped / "own").mkdir()
    for name, text in (("a", ROWS), ("b", INSTRUMENT + SCHEME), ("c", BANDS)):
        (shipped / "own" / f"{name}.toml").write_text(text, encoding="utf-8")
    layer, line = _shipped("own")
    assert [stretch.id for stretch in line] == ["own-1", "own-1|own-2", "own-2"]
    assert list(layer.schemes) == ["own"]
    with pytest.raises(KeyError, match="other"):
        _shipped("other")


def test_problems_of_a_shipped_file_are_findings(shipped: Path) -> None:
    (shipped / "own").mkdir()
    (shipped / "own" / "own.toml").write_text(spoilt(OWN, "below = 10", 'below = "10"'), encoding="utf-8")
    with pytest.raises(pk.ValidationError) as caught:
        _shipped("own")
    assert caught.value.finding.code == "law.wrong_type"


# ---- the hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("below = 10", "below = 9"),
        ("  ], upto = 10", "  ], upto = 11"),
        ("from = 1\n", "from = 2\n"),
        ('class = "low", id = "ministry"', 'class = "high", id = "ministry"'),
        ('id = "ministry"', 'id = "bureau"'),
        ('pinpoint = "Lampiran", grade = "secondary"', 'pinpoint = "Lampiran", grade = "unverified"'),
        ('lower = "secondary"', 'lower = "unverified"'),
        (', lower = "secondary"', ""),
        ("perhaps_from = 2028-01-01", "perhaps_from = 2028-01-02"),
        ("perhaps_from = 2028-01-01\n", ""),
        ('otherwise = "middle"', 'otherwise = "high"'),
        ('otherwise = "middle"\n', ""),
        ("seen_since = true", 'seen_since = true\nspan_grade = "unverified"'),
        ("seen_since = true", "seen_since = true\nunique = true"),
        ("seen_since = true", "seen_since = false"),
        ("end_unknown = true", "end_unknown = false"),
        ('en = "the consent of the neighbours"', 'en = "whether the neighbours consent"'),
        ('is = ["individual", "cv", "pt"]', 'is = ["individual", "cv"]'),
        ('pinpoint = "Pasal 1", grade = "primary"', 'pinpoint = "Pasal 1", grade = "secondary"'),
        ("cv = { years = 4", "cv = { years = 5"),
        ("counted_from = 2020", "counted_from = 2021"),
        ("pt = { years = 3", "firma = { years = 3"),
        ("unlimited = true", "years = 7"),
        ("value = 5_000", "value = 5_001"),
        ('decimal = "0.5"', 'decimal = "0.6"'),
        ('unit = "persen"', 'unit = "permil"'),
        ("fee = {", "charge = {"),
        ('id = "young"', 'id = "new"'),
        ('class = "low"\nwhen', 'class = "middle"\nwhen'),
        ("when = { not = ", "when = { any = [") ,
        ("months = 6", "months = 7"),
        ("above = 1_000", "above = 1_001"),
        ("above = 1_000", "from = 1_000"),
        ('{ term = "over" },', ""),
        ("when = { any = [", "when = { all = ["),
        ("before = 2000-01-01", "before = 2000-01-02"),
        ('fact = "workers", from = 20', 'fact = "assets", from = 20'),
        ('fact = "founded", before', 'fact = "tax_registered", before'),
        ('id = "mild"', 'id = "soft"'),
        ('{ class = "high" },\n]', '{ class = "middle" },\n]'),
        # Which of two classes is the higher.
        ('classes = ["low", "middle", "high"]\ncriteria', 'classes = ["middle", "low", "high"]\ncriteria'),
    ],
)  # fmt: skip
def test_other_law_is_another_book(old: str, new: str, tmp_path: Path) -> None:
    text = spoilt(OWN, old, new)
    if new == "when = { any = [":
        text = spoilt(text, "months = 6 } }", "months = 6 }] }")
    assert load(tmp_path, text).hash != load(tmp_path, OWN).hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("checked = 2027-02-01", 'checked = 2028-02-01\nseen = "berita daerah"'),
        ("jdih = true", "jdih = false"),
        # How it is called is not what it says.
        ('title = { id = "Golongan contoh", en = "Made-up classes" }', 'title = { id = "Golongan", en = "Classes" }'),
        ('high = { id = "Tinggi", en = "High" }', 'high = { id = "Atas", en = "Upper" }'),
        ("\n[scheme.own]", "\n# catatan\n[scheme.own]"),
    ],
)
def test_when_a_source_was_looked_at_and_how_a_class_is_called_are_no_law(old: str, new: str, tmp_path: Path) -> None:
    assert load(tmp_path, OWN.replace(old, new)).hash == load(tmp_path, OWN).hash
    assert OWN.replace(old, new) != OWN


def test_a_scheme_beside_the_others_is_another_book(tmp_path: Path) -> None:
    assert load(tmp_path, OWN).hash not in {pk.law.book().hash, load(tmp_path, PERDA).hash}
    # A scheme that is named and says nothing changes nothing.
    assert load(tmp_path, INSTRUMENT + SCHEME).hash == pk.law.book().hash
    assert "own" in load(tmp_path, INSTRUMENT + SCHEME).known


def test_a_layer_is_named_in_the_book_and_is_no_part_of_the_hash(tmp_path: Path) -> None:
    book = load(tmp_path, OWN)
    assert (pk.law.book().layers, book.layers) == ((), ("perda.toml",))
    assert load(tmp_path, "", over=book).layers == ("perda.toml", "perda.toml")
    assert load(tmp_path, "").hash == pk.law.book().hash


def test_a_book_that_holds_one_scheme() -> None:
    shipped = pk.law.book()
    known, stretches = (FrozenMap({"umi": shelf["umi"]}) for shelf in (shipped.known, shipped.stretches))
    one = pk.law.LawBook(shipped.instruments, known, stretches)
    assert one.schemes() == ("umi", "umi-22-2017", "umi-193-2020")
