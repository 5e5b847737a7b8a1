"""Indicators of a user's own, in Python and from a file, made of the same parts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm import naik_kelas
from plut_kumkm.base.data import DataError
from plut_kumkm.naik_kelas import measure
from tests.naik_kelas.eight import PANEL, valued
from tests.naik_kelas.making import M, two


def test_own_indicators_are_made_of_the_same_parts() -> None:
    mine = naik_kelas.define(
        "kota-contoh",
        naik_kelas.any_of(
            naik_kelas.class_shift("tier"),
            naik_kelas.k_of_n(1, naik_kelas.growth_at_least("sales", "50%"), naik_kelas.gained("halal")),
            naik_kelas.stage_shift("stage", "industrialisasi"),
        ),
        label="Naik menurut kota",
    )
    found = measure(PANEL, mine)
    # a, d and e rise; of b the growth is 10 %, but of its licences nothing is known.
    assert (found.numerator, found.determined, found.grade, found.indicator.origin) == (3, 3, "unverified", "proposal")
    down = naik_kelas.define("turun", naik_kelas.class_shift("sales", "down"), label="Turun", count=True)
    assert (measure(PANEL, down).value, measure(PANEL, down, base="small").value) == (1, 1)
    start = naik_kelas.define("mulai", naik_kelas.class_shift("jatim-binaan", start=("kecil-2",)), label="Mulai")
    # 1 miliar stands in two cells of that ladder, and its source does not say in which it counts: of a, b and h no
    # class is told.
    assert (measure(PANEL, start).numerator, measure(PANEL, start).denominator) == (0, 4)
    with pytest.raises(ValueError, match="'F6' is a published formula"):
        naik_kelas.define("F6", naik_kelas.improved("sales"), label="x")
    with pytest.raises(ValueError, match="kind must be one of"):
        naik_kelas.define("x", naik_kelas.improved("sales"), label="x", kind="rate")
    with pytest.raises(ValueError, match="base must be one of"):
        naik_kelas.define("x", naik_kelas.improved("sales"), label="x", base="before")
    for make in (
        lambda: naik_kelas.class_shift("size"),
        lambda: naik_kelas.class_shift("tier", "sideways"),
        lambda: naik_kelas.class_shift("tier", start=("mikro",)),
        lambda: naik_kelas.stage_shift("stage", "none"),
        lambda: naik_kelas.k_of_n(3, naik_kelas.improved("sales")),
        naik_kelas.all_of,
    ):
        with pytest.raises(ValueError, match=r"must be|there is no"):
            make()


def test_a_condition_answers_unknown_rather_than_no() -> None:
    panel = valued(
        {
            "export": {"a": (False, True), "b": (True, False), "c": (None, True), "d": (0, True)},
            "word": {"a": ("x", "y"), "b": (None, 1)},
        }
    )

    def of(condition: Any) -> tuple[Any, Any]:
        found = measure(panel, naik_kelas.define("x", condition, label="x"))
        return found.numerator, found.determined

    assert of(naik_kelas.improved("export")) == (1, 2)
    assert of(naik_kelas.improved("word")) == (0, 0)
    assert of(naik_kelas.growth_at_least("word", "10%")) == (0, 0)
    assert of(naik_kelas.holds("export")) == (3, 4)
    assert of(naik_kelas.holds("word", "y")) == (1, 2)
    assert of(naik_kelas.class_shift("capital")) == (0, 0)
    stock = naik_kelas.define("s", naik_kelas.class_shift("tier"), label="x", kind="stock")
    assert measure(panel, stock).determined == 0


TOML = """
checked = 2026-06-30

[[indicator]]
id = "kota-1"
kind = "threshold"
label = "Omzet naik 20 % dan memperoleh NIB"
numerator = { id = "usaha yang naik", en = "enterprises that rose" }
bases = ["all", "micro"]
when = { all = [{ growth = { field = "sales", at_least = "20%" } }, { gained = "nib" }] }
"""


def test_own_indicators_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(TOML, encoding="utf-8")
    (own,) = naik_kelas.load(path)
    assert (own.id, own.origin, own.provision.checked, own.label("en")) == (
        "kota-1", "proposal", date(2026, 6, 30), "Omzet naik 20 % dan memperoleh NIB",
    )  # fmt: skip
    assert measure(PANEL, own).numerator == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "threshold"', 'kind = "rate"', "kota-1: kind must be one of"),
        ("bases =", "basis =", r"kota-1: unknown keys \['basis'\]"),
        ('label = "Omzet naik 20 % dan memperoleh NIB"', "", r"missing keys \['label'\]"),
        ('["all", "micro"]', '["everyone"]', "bases must be one of"),
        ('{ gained = "nib" }', "{ lost = 1 }", "there is no condition 'lost'"),
        ('{ gained = "nib" }', "{ gained = 1 }", "a name is needed, not 1"),
        ('at_least = "20%"', "at_least = 20", "at_least must be a text such as '10%'"),
        ('at_least = "20%"', 'at_least = "20"', "must be a percentage such as '10%'"),
        (', at_least = "20%"', "", "growth takes the keys at_least, field"),
        ('when = { all', "when = { any = 1 } #", "a list of conditions is needed"),
        ('when = { all', "when = 1 #", "a condition is one table with one key"),
        ('when = { all', "#", "kota-1: a condition is needed"),
        ('{ id = "usaha yang naik", en = "enterprises that rose" }', "1", "a text is one string"),
        ('en = "enterprises that rose"', 'fr = "x"', "has exactly the keys id and en"),
        ('id = "kota-1"', 'id = "F6"', "F6: the id is taken"),
        ("checked =", "jdi = true\nchecked =", "own.toml: unknown keys jdi"),
        ('kind = "threshold"', 'kind = "threshold"\ngrade = "good"', "kota-1: grade 'good'"),
        ('kind = "threshold"', 'kind = "threshold"\ninstrument = "x"', "kota-1: there is no instrument 'x'"),
        ('kind = "threshold"', 'kind = "threshold"\ncautions = ["naik.x"]', "kota-1: there is no caution naik.x"),
        ('["all", "micro"]', "[]", "kota-1: bases must name at least one"),
        ('id = "kota-1"', "id = 1", "the id must be a text"),
    ],
)  # fmt: skip
def test_a_file_that_says_what_it_must_not_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TOML
    path = tmp_path / "own.toml"
    path.write_text(TOML.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        naik_kelas.load(path)


def test_a_file_with_every_kind_of_condition(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    when = (
        '{ any = [{ improved = "sales" }, { class_shift = { by = "sales", direction = "down" } }, '
        '{ stage_shift = { field = "stage", ladder = "kur" } }, { holds = { field = "formal" } }, '
        '{ k_of_n = { k = 1, of = [{ term = "unggul" }] } }] }'
    )
    start = TOML.index("when = ")
    path.write_text(f"{TOML[:start]}when = {when}\n", encoding="utf-8")
    (own,) = naik_kelas.load(path)
    assert own.terms == ("unggul",)
    assert own.fields == ("sales", "stage", "nib", "unggul")
    assert measure(PANEL, own).status == "indeterminate"
    assert measure(PANEL, own, terms={"unggul": naik_kelas.improved("profit")}).numerator == 5


def test_a_rule_of_one_condition_is_as_soon_known_on_either_side() -> None:
    """Of sales a, b, d and e rose, f and g did not; of c and h nothing is known: 4 of 6, as for the condition alone."""
    alone = naik_kelas.define("satu", naik_kelas.improved("sales"), label="Satu")
    wrapped = naik_kelas.define("satu-dari-satu", naik_kelas.any_of(naik_kelas.improved("sales")), label="Satu")
    for one in (alone, wrapped):
        found = measure(PANEL, one)
        assert (found.numerator, found.denominator, found.considered) == (4, 6, 8)
        assert found.value == Fraction(2, 3)


def test_another_number_of_conditions_leaves_all_and_any_as_they_are() -> None:
    """k= is that of "k of n" alone: with 3 of 3 the outer "any of" still asks for one."""
    inner = naik_kelas.k_of_n(
        2, naik_kelas.improved("sales"), naik_kelas.improved("workers"), naik_kelas.improved("assets")
    )
    mine = naik_kelas.define("k", naik_kelas.any_of(naik_kelas.class_shift("tier"), inner), label="K")
    grown = {"workers": {2024: 1, 2025: 2}, "assets": {2024: 5, 2025: 5}}
    panel = naik_kelas.panel([two("x", 10, 11, **grown), two("y", 1 * M, 3 * M, **grown)])
    assert [measure(panel, mine, k=k).numerator for k in (None, 2, 3)] == [2, 2, 1]
    assert measure(panel, mine, k=1).numerator == 2
    growing = naik_kelas.define("g", naik_kelas.k_of_n(1, naik_kelas.growth_at_least("sales", "50%")), label="G")
    assert [measure(panel, growing, at_least=share).numerator for share in ("50%", "10%")] == [1, 2]
