"""Every published formula on a panel counted by hand, or its answer where it has none. All figures are made up."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from plut_kumkm import naik_kelas
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Intervention
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.verdicts import Indeterminate, Unknown
from plut_kumkm.naik_kelas import measure
from plut_kumkm.naik_kelas.formulas.conditions import Term
from tests.naik_kelas.eight import PANEL, codes, shops, valued
from tests.naik_kelas.making import JT, M, shop, two


def test_the_catalogue_is_that_of_the_sheet() -> None:
    ids = [one.id for one in naik_kelas.indicators()]
    assert ids == ["F1", "F2", "F3a", "F3b", "F4", "F5", "F5b", *(f"F{n}" for n in range(6, 23))]
    kinds = {one.id: one.kind for one in naik_kelas.indicators()}
    assert kinds == {
        "F1": "stock", "F2": "stock", "F3a": "stock", "F3b": "stock", "F4": "flow", "F5": "flow", "F5b": "flow",
        "F6": "flow", "F7": "cohort", "F8": "count", "F9": "threshold", "F10": "growth", "F11": "growth",
        "F12": "threshold", "F13": "threshold", "F14": "event", "F15": "event", "F16": "event", "F17": "score",
        "F18": "flow", "F19": "event", "F20": "event", "F21": "stock", "F22": "net",
    }  # fmt: skip
    grades = {one.id: one.grade for one in naik_kelas.indicators()}
    assert [id_ for id_, grade in grades.items() if grade == "primary"] == ["F1", "F2", "F3a", "F4", "F5", "F11"]
    assert [id_ for id_, grade in grades.items() if grade == "unverified"] == ["F5b", "F22"]
    for one in naik_kelas.indicators():
        assert one.label("id") != one.label("en") or one.id == "F15", one.id
        assert one.formula("id"), one.id
        assert one.source.instrument.title, one.id
        assert one.explain("en").startswith(f"{one.id} · {one.label('en')}"), one.id
        assert json.loads(json.dumps(one.to_dict()))["id"] == one.id
    assert naik_kelas.indicator("F9").fields == ("sales", "assets")
    assert naik_kelas.indicator("F10").fields == ("sales",)
    assert naik_kelas.indicator("F11").fields == ()
    assert repr(naik_kelas.indicator("F6")) == "<Indicator F6: flow, Target Kota Malang 2025 (secondary)>"
    with pytest.raises(ValueError, match="there is no indicator 'F99'"):
        naik_kelas.indicator("F99")


def test_f1_needs_two_numbers_from_outside() -> None:
    open_ = measure(PANEL, "F1")
    assert (open_.status, open_.value, open_.needs) == ("unknown", None, ("small_and_medium", "all_businesses"))
    assert "jumlah seluruh penduduk yang berusaha" in open_.explain()
    with pytest.raises(Unknown):
        open_.unwrap()
    # The share published for 2024 is 3.06 %.
    known = measure(PANEL, "F1", outside={"small_and_medium": 306, "all_businesses": 10_000})
    assert (known.value, known.display(), known.base) == (Fraction(306, 10_000), "3,06%", "outside")
    assert codes(known) == {"naik.outside", "naik.caution.proxy_sakernas"}
    # A part is never larger than its whole: 306 % would be no share.
    above = measure(PANEL, "F1", outside={"small_and_medium": 306, "all_businesses": 100})
    assert (above.value, above.status, above.numerator, above.denominator) == (None, "unknown", 306, 100)
    assert (above.notes[0].code, above.notes[0].severity) == ("naik.part_above_whole", "error")
    assert measure(PANEL, "F1", outside={"small_and_medium": 9, "all_businesses": 9}).value == 1
    half = measure(PANEL, "F1", outside={"small_and_medium": Decimal(3)})
    assert half.needs == ("all_businesses",)
    empty = measure(PANEL, "F1", outside={"small_and_medium": 0, "all_businesses": 0})
    assert (empty.value, empty.status) == (None, "unknown")
    assert "naik.base_empty" in codes(empty)
    with pytest.raises(ValueError, match="F1 needs small_and_medium, all_businesses, not businesses"):
        measure(PANEL, "F1", outside={"businesses": 1})
    with pytest.raises(ValueError, match="must not be negative"):
        measure(PANEL, "F1", outside={"all_businesses": -1})
    with pytest.raises(TypeError, match="which are exact, not float"):
        measure(PANEL, "F1", outside={"all_businesses": 1.5})
    with pytest.raises(ValueError, match="F6 takes no numbers from outside"):
        measure(PANEL, "F6", outside={"all_businesses": 1})


def test_f2_share_with_a_nib() -> None:
    nib = {"nib": "9120001234567"}
    listed = naik_kelas.panel(shops(a=nib, d=nib, g=nib), unlisted="absent")
    # In 2025 UMKM are a, b, d and f; of c the size is not known, e and g are large, h is not recorded.
    found = measure(listed, "F2")
    assert (found.numerator, found.denominator, found.value) == (2, 4, Fraction(1, 2))
    assert (found.considered, found.coverage) == (5, Fraction(4, 5))
    assert measure(listed, "F2", base="small").value == 1
    unlisted = measure(naik_kelas.panel(shops(a=nib)), "F2")
    # Only of those whose register names a NIB is anything known.
    assert (unlisted.value, unlisted.coverage) == (1, Fraction(1, 5))
    assert "naik.coverage_low" in codes(unlisted)


def test_f3a_and_f3b_count_enterprises_and_accounts() -> None:
    panel = valued(
        {
            "formal_credit": {id_: (None, has) for id_, has in {"a": True, "b": False, "d": True, "f": False}.items()},
            "credit_accounts": {id_: (None, count) for id_, count in {"a": 4, "b": 0, "d": 2}.items()},
        }
    )
    assert measure(panel, "F3a").value == Fraction(1, 2)
    accounts = measure(panel, "F3b")
    assert (accounts.numerator, accounts.denominator, accounts.value) == (6, 3, 2)
    assert accounts.display() == "200,00%"
    assert "naik.caution.accounts" in codes(accounts)
    missing = measure(PANEL, "F3a")
    assert (missing.status, missing.needs) == ("unknown", ("formal_credit",))
    assert "kredit dari lembaga formal" in missing.explain()


def test_f4_counts_micro_enterprises_that_gained_a_nib() -> None:
    new = {"licences": (Licence(kind="nib", issued=date(2025, 5, 1)),)}
    old = {"licences": (Licence(kind="nib", issued=date(2020, 5, 1)),)}
    panel = naik_kelas.panel(shops(a=new, b=old, c=new, d=new), unlisted="absent")
    found = measure(panel, "F4")
    # Micro in 2024: a, b, c, h. a and c gained one, b had one, of h nothing is known.
    assert (found.numerator, found.value, found.unit, found.display()) == (2, 2, "enterprises", "2")
    assert found.range == (2, 3)
    # Of one that gained none it does not matter whether it is micro.
    odd = naik_kelas.panel([two("x", None, 1, **old), two("y", None, 1, **new)], unlisted="absent")
    assert (measure(odd, "F4").determined, measure(odd, "F4").considered) == (1, 2)


@pytest.mark.parametrize("id_", ["F5", "F5b"])
def test_f5_is_indeterminate_until_wirausaha_is_defined(id_: str) -> None:
    open_ = measure(PANEL, id_)
    assert (open_.status, open_.value, open_.needs) == ("indeterminate", None, ("wirausaha",))
    assert "mendefinisikan istilah wirausaha" in open_.explain()
    with pytest.raises(Indeterminate):
        open_.unwrap()
    with pytest.raises(TypeError, match=r"terms\['wirausaha'\] must be a condition"):
        measure(PANEL, id_, terms={"wirausaha": "has staff"})


def test_f5_with_a_meaning_of_the_callers_own() -> None:
    panel = naik_kelas.panel(
        [two("s", 3 * M, 3 * M, workers={2024: 1, 2025: 4}), two("t", 3 * M, 3 * M, workers={2024: 1, 2025: 1})]
    )
    found = measure(panel, "F5", terms={"wirausaha": naik_kelas.improved("workers")})
    assert (found.numerator, found.denominator, found.value) == (1, 2, Fraction(1, 2))
    assert "naik.own_term" in codes(found)
    assert "naik.formula_unverified" not in codes(found)
    micro = measure(panel, "F5b", terms={"wirausaha": naik_kelas.improved("workers")})
    assert (micro.value, "naik.formula_unverified" in codes(micro)) == (None, True)
    term = naik_kelas.define("term", Term("unggul"), label="x")
    assert (measure(panel, term).status, Term("unggul").holds(None)) == ("indeterminate", None)
    mine = naik_kelas.define("mine", naik_kelas.all_of(naik_kelas.improved("workers")), label="x")
    assert measure(panel, mine).value == Fraction(1, 2)


def test_f6_micro_that_moved_up_of_all_umkm() -> None:
    found = measure(PANEL, "F6")
    # UMKM in 2024: a, b, c, d, e, f, h; of c the outcome is not known, h is gone. d, e and f were never micro.
    assert (found.numerator, found.denominator, found.value) == (1, 5, Fraction(1, 5))
    assert (found.considered, found.exited, found.basis) == (7, 1, "sales")
    assert found.range == (Fraction(1, 7), Fraction(3, 7))
    assert found.flows is not None
    assert (found.flows.up, found.flows.down, found.flows.undetermined, found.flows.exited) == (3, 1, 1, 1)
    micro = measure(PANEL, "F6", base="micro")
    assert (micro.numerator, micro.denominator) == (1, 2)
    assert measure(PANEL, "F6", base="all").denominator == 6


def test_of_all_umkm_are_neither_the_large_nor_what_belongs_to_the_large() -> None:
    """UU 20/2008 Pasal 1: who has small sales and is part of a large enterprise is no small enterprise."""
    panel = naik_kelas.panel(
        [
            two("alone", 1 * M, 3 * M, independent=True),
            two("branch", 3 * M, 3 * M, independent=False, parent_tier=Tier.LARGE),
            two("large", 60 * M, 60 * M),
            two("untold", 1 * M, 1 * M),
        ]
    )
    measured = naik_kelas.measure(panel, "F6")
    assert (measured.numerator, measured.denominator, measured.considered) == (1, 2, 2)
    assert naik_kelas.measure(panel, "F6", base="all").considered == 4


def test_f7_of_a_cohort() -> None:
    found = measure(PANEL, "F7", cohort=["a", "b", "c", "f", "zz"])
    assert (found.numerator, found.denominator, found.considered) == (1, 3, 4)
    assert {"naik.unknown_member"} <= codes(found)
    # Those who were helped in the window are the cohort, unless one is named.
    told = [Intervention(enterprise=id_, date=date(2025, 2, 1)) for id_ in ("a", "d")]
    assert measure(naik_kelas.panel(shops(), interventions=told), "F7").value == 1
    nobody = measure(PANEL, "F7")
    assert (nobody.status, nobody.needs) == ("unknown", ("cohort",))
    assert "cohort=" in nobody.explain()
    early = naik_kelas.panel([shop("x", {2020: 1}), *shops()])
    assert "naik.cohort_absent" in codes(measure(early, "F7", cohort=["a", "x"]))
    with pytest.raises(ValueError, match="a cohort is the base 'assisted', which is not 'F6'"):
        measure(PANEL, "F6", cohort=["a"])
    with pytest.raises(ValueError, match="which is not 'all'"):
        measure(PANEL, "F9", base="all", cohort=["a"])


def test_f8_is_a_number_that_was_declared() -> None:
    panel = valued({"declared_up": {"a": (None, True), "b": (None, True), "c": (None, False)}})
    found = measure(panel, "F8")
    assert (found.value, found.denominator, found.base) == (2, None, "none")
    assert "naik.caution.declared" in codes(found)


def test_f9_needs_both_growths_and_its_threshold_may_be_another() -> None:
    more = {
        "a": {"assets": {2024: 100, 2025: 110}},  # sales +200 %, assets +10 %
        "b": {"assets": {2024: 100, 2025: 110}},  # sales +10 %, assets +10 %
        "d": {"assets": {2024: 100, 2025: 109}},  # sales up, assets +9 %
        "e": {"assets": {2024: 0, 2025: 50}},  # from zero there is no rate
        "f": {"assets": {2024: 100, 2025: 200}},  # sales fell
    }
    panel = naik_kelas.panel(shops(**more))
    found = measure(panel, "F9", base="all")
    # Of g the sales alone, unchanged, already say no.
    assert (found.numerator, found.denominator) == (2, 5)
    assert found.considered == 8
    zero = next(note for note in found.notes if note.code == "naik.growth_from_zero")
    assert (zero.params["ids"], zero.params["field"]) == (("e",), "assets")
    assert measure(panel, "F9", cohort=["a", "b"]).value == 1
    strict = measure(panel, "F9", base="all", at_least="11%")
    assert (strict.numerator, "naik.tuned" in codes(strict)) == (0, True)
    assert "naik.tuned" not in codes(measure(panel, "F9", base="all", at_least="10%"))
    with pytest.raises(TypeError, match="at_least must be a text such as '10%'"):
        measure(panel, "F9", at_least=10)
    with pytest.raises(ValueError, match="at_least must not be negative"):
        measure(panel, "F9", at_least=Fraction(-1, 10))
    with pytest.raises(ValueError, match="F6 has no threshold of growth"):
        measure(panel, "F6", at_least="10%")
    with pytest.raises(ValueError, match="F9 has no number of conditions to change with k"):
        measure(panel, "F9", k=1)


def test_f10_growth_of_the_sum() -> None:
    found = measure(PANEL, "F10", base="all")
    # Known in both years: a b d e f g; 88,000 before, 145,100 after.
    assert (found.numerator, found.denominator) == (57_100 * JT, 88_000 * JT)
    assert found.value == Fraction(571, 880)
    assert measure(PANEL, "F10", cohort=["f"]).value == Fraction(-2, 3)
    # A negative amount is not known.
    assert measure(naik_kelas.panel([two("x", -5, 5), two("y", 2, 3)]), "F10", base="all").value == Fraction(1, 2)
    zero = measure(naik_kelas.panel([two("x", 0, 5)]), "F10", base="all")
    assert (zero.value, zero.status) == (None, "unknown")
    assert "naik.base_zero" in codes(zero)
    # Prices rose by a tenth: nothing is left of the growth of b.
    real = measure(PANEL, "F10", cohort=["b"], deflator={2024: 100, 2025: 110})
    assert (real.value, "naik.deflated" in codes(real)) == (0, True)
    assert "10,00%" in real.explain()
    with pytest.raises(ValueError, match="deflator needs an index above 0 for 2024 and 2025"):
        measure(PANEL, "F10", base="all", deflator={2024: 100})
    with pytest.raises(TypeError, match="deflator must be"):
        measure(PANEL, "F10", base="all", deflator={2024: 1.0, 2025: 1.1})


def test_f11_growth_of_the_number_by_either_base() -> None:
    # Micro in 2024: a, b, c, h; in 2025: b, f and perhaps c, whose size is not known. So neither -1/4 nor -1/2 is told.
    found = measure(PANEL, "F11")
    assert (found.value, found.status, found.coverage) == (None, "unknown", Fraction(7, 8))
    assert "naik.partly_known" in codes(found)
    # Without c the three micro ones of 2024 became two: -1/3, and by the later number -1/2.
    known = naik_kelas.panel([one for one in shops() if one.id != "c"])
    before, after = measure(known, "F11"), measure(known, "F11", base="after")
    assert (before.value, before.numerator, before.denominator) == (Fraction(-1, 3), -1, 3)
    assert (after.value, after.numerator, after.denominator) == (Fraction(-1, 2), -1, 2)
    # One that is recorded in neither year is none of those that are looked at.
    older = naik_kelas.panel([*(one for one in shops() if one.id != "c"), shop("old", {2020: M})])
    assert (measure(older, "F11").considered, before.considered) == (7, 7)


def test_f12_any_of_ten_and_f13_two_of_seven() -> None:
    panel = naik_kelas.panel(shops(f={"workers": {2024: 1, 2025: 2}}, a={"workers": {2024: 1, 2025: 2}}))
    one = measure(panel, "F12")
    # Sales rose of a, b, d, e; f took on a worker; of c, g and h too little is known to say no.
    assert (one.value, one.numerator, one.determined, one.denominator) == (None, 5, 5, None)
    # Five surely improved; of the other three nobody can say that they did not.
    assert one.range == (5, 8)
    assert one.display() == "5 sampai 8"
    assert {"naik.caution.any_of_many", "naik.partly_known"} <= set(codes(one))
    two_of = measure(panel, "F13")
    assert two_of.numerator == 1
    assert measure(panel, "F13", k=1).numerator == 5
    assert measure(panel, "F13", cohort=["a", "b"]).denominator == 1
    with pytest.raises(ValueError, match="k must be from 1 to 7, not 8"):
        measure(panel, "F13", k=8)


def test_a_rule_of_which_one_side_is_known_sooner_tells_no_share() -> None:
    """Of a hundred with sales alone one crosses: it surely moved, and of none of the others is the capital known."""
    many = [shop(f"s{n}", {2024: M, 2025: 3 * M if n == 0 else M}) for n in range(100)]
    found = measure(naik_kelas.panel(many), "F15", base="all")
    assert (found.value, found.status, found.numerator, found.range) == (None, "unknown", 1, (Fraction(1, 100), 1))
    assert found.display("en") == "1.00% to 100.00%"
    assert "naik.partly_known" in codes(found)


def test_f14_and_f15_ask_for_classes_of_sales_and_of_capital() -> None:
    more = {
        "a": {"capital": {2024: 1 * M, 2025: 2 * M}},  # both rise
        "b": {"capital": {2024: 1 * M, 2025: 2 * M}},  # capital alone
        "d": {"capital": {2024: 1 * M, 2025: 1 * M}},  # sales alone
        "f": {"capital": {2024: 9 * M, 2025: 9 * M}},  # neither
    }
    panel = naik_kelas.panel(shops(**more))
    strict, loose = measure(panel, "F14"), measure(panel, "F15")
    # Of g the class of sales alone says no to both; of e it says yes to either.
    assert (strict.numerator, strict.denominator) == (1, 5)
    assert (loose.numerator, loose.denominator) == (4, 5)
    assert "naik.caution.assets_by_capital" in codes(strict)


def test_f16_f17_and_f19_go_by_stages_and_scores() -> None:
    panel = valued(
        {
            "stage": {"a": ("Go Modern", "Go Digital"), "b": ("Go Online", "go online"), "c": ("Go Online", "Go Up")},
            "score": {"a": (24, 25), "b": (74, 75), "d": (80, 90), "e": (75, 74), "f": (None, 3), "g": ("x", 3)},
            "credit_scheme": {"a": ("super mikro", "kecil"), "b": ("kecil", "komersial"), "c": ("mikro", "mikro")},
        }
    )
    stage = measure(panel, "F16")
    assert (stage.numerator, stage.denominator) == (1, 2)
    score = measure(panel, "F17")
    assert (score.numerator, score.denominator) == (2, 4)
    assert "naik.caution.score_is_soft" in codes(score)
    kur = measure(panel, "F19")
    assert (kur.numerator, kur.denominator) == (2, 3)
    assert measure(PANEL, "F16").needs == ("stage",)


def test_f18_has_a_number_for_each_base_and_none_for_both() -> None:
    both = measure(PANEL, "F18")
    assert (both.status, both.value, both.base) == ("indeterminate", None, "each")
    # Small: d rose, f fell. Medium: e rose.
    assert (both.parts["small"].value, both.parts["medium"].value) == (Fraction(1, 2), 1)
    assert "atas usaha kecil: 50,00% (1 dari 2)" in both.explain()
    assert measure(PANEL, "F18", base="medium").numerator == 1


def test_f20_gives_both_readings() -> None:
    new = {"licences": (Licence(kind="nib", issued=date(2025, 5, 1)),)}
    quality = {"product_quality": {"a": {2024: 1, 2025: 2}, "f": {2024: 2, 2025: 2}}}
    panel = naik_kelas.panel(shops(a=new), values=quality, unlisted="absent")
    both = measure(panel, "F20")
    assert (both.status, both.base) == ("indeterminate", "all")
    assert "naik.mode_open" in codes(both)
    # All of them: a. Any of them: a, b, d, e.
    assert measure(panel, "F20", mode="and").numerator == 1
    assert (measure(panel, "F20", mode="or").numerator, both.parts["or"].numerator) == (4, 4)
    with pytest.raises(ValueError, match="mode must be one of and, or"):
        measure(panel, "F20", mode="xor")


def test_f21_is_undefined_and_lies_outside() -> None:
    numbers = {"entrepreneurs": 308, "workforce_or_population": 10_000}
    open_ = measure(PANEL, "F21", outside=numbers)
    assert (open_.status, open_.needs) == ("indeterminate", ("wirausaha",))
    meant = measure(PANEL, "F21", outside=numbers, terms={"wirausaha": "berusaha dibantu buruh tetap"})
    assert meant.value == Fraction(308, 10_000)
    assert "berusaha dibantu buruh tetap" in meant.explain()
    by_condition = measure(PANEL, "F21", outside=numbers, terms={"wirausaha": naik_kelas.holds("x")})
    assert "naik.term_said" not in codes(by_condition)
    assert measure(PANEL, "F21").needs == ("entrepreneurs", "workforce_or_population", "wirausaha")


def test_f22_net_with_gross_up_and_gross_down() -> None:
    found = measure(PANEL, "F22")
    # Up: a, d, e. Down: f. Known at both dates: a, b, d, e, f, g.
    assert (found.numerator, found.denominator, found.value) == (2, 6, Fraction(1, 3))
    assert found.flows is not None
    assert (found.flows.up, found.flows.down, found.flows.net) == (3, 1, 2)
    # Of c and h it is not known, and both were micro, which cannot fall.
    assert found.range == (Fraction(2, 8), Fraction(4, 8))
    assert "naik 3, turun 1, bersih 2" in found.explain()
    assert "up 3, down 1, net 2" in found.explain("en")
    assert measure(PANEL, "F22", base="small").value == 0


def test_of_an_open_outcome_the_ends_are_what_the_known_year_allows() -> None:
    """A small one may go either way, a large one only down; a large one of which the year before is open only up."""
    ends = {}
    for name, before, after in (("small", 3 * M, None), ("large", 60 * M, None), ("risen", None, 60 * M)):
        panel = naik_kelas.panel([two(name, before, after), two("same", 1 * M, 1 * M)])
        ends[name] = measure(panel, "F22").range
    assert ends["small"] == (Fraction(-1, 2), Fraction(1, 2))
    assert ends["large"] == (Fraction(-1, 2), 0)
    assert ends["risen"] == (0, Fraction(1, 2))


def test_a_formula_of_one_year_over_three_is_warned_of() -> None:
    far = naik_kelas.panel([shop("a", {2022: M, 2025: 3 * M})])
    assert "naik.window_long" in codes(measure(far, "F6"))
    assert "naik.window_long" not in codes(measure(PANEL, "F6"))


def test_a_share_over_an_empty_base_is_unknown_and_not_zero() -> None:
    found = measure(naik_kelas.panel([two("g", 60 * M, 60 * M)]), "F6")
    assert (found.value, found.status, found.considered) == (None, "unknown", 0)
    assert codes(found) == {"naik.base_empty"}
    assert measure(naik_kelas.panel([two("g", 60 * M, 60 * M)]), "F4").value is None


@pytest.mark.parametrize(("id_", "needs"), [("F4", ("nib",)), ("F8", ("declared_up",))])
def test_a_count_of_which_nothing_is_known_is_unknown_and_not_zero(id_: str, needs: tuple[str, ...]) -> None:
    found = measure(PANEL, id_)
    assert (found.value, found.status, found.determined, found.needs) == (None, "unknown", 0, needs)
    assert found.display("en") == "unknown, data are missing"


def test_what_is_needed_is_what_nobody_tells_of_those_that_are_open() -> None:
    """Of F9 sales and assets: two tell sales alone, a third both. Nobody who is open tells the assets."""
    both = {"assets": {2024: 10, 2025: 12}}
    panel = naik_kelas.panel([two("a", 10, 12), two("b", 10, 12), two("c", 10, 12, **both)])
    found = measure(panel, "F9", base="all")
    assert (found.value, found.numerator, found.determined, found.needs) == (None, 1, 1, ("assets",))
    # Where nothing is decided at all, one tells the sales and another the assets: no figure is missing everywhere.
    apart = measure(naik_kelas.panel([two("a", 10, 12), two("d", None, None, **both)]), "F9", base="all")
    assert (apart.value, apart.determined, apart.needs) == (None, 0, ())
    # A NIB is told by the licence that the record lists, not by a figure.
    nib = (Licence(kind="nib", issued=date(2020, 1, 1)),)
    open_ = measure(naik_kelas.panel([two("f", 10, 10, licences=nib)]), "F12")
    assert open_.needs == (
        "assets", "customers", "tax_paid", "workers", "staff_quality", "administration", "output", "bank_funds",
    )  # fmt: skip


def test_a_base_of_zero_lacks_no_data() -> None:
    panel = naik_kelas.panel([two("a", 0, 5), two("b", 0, 0)])
    found = measure(panel, "F10", base="all")
    assert (found.value, found.needs, "naik.base_zero" in codes(found)) == (None, (), True)


def test_where_no_value_is_told_no_fraction_is_told_either() -> None:
    found = measure(PANEL, "F15")
    # Nobody's capital is known: who did not rise by sales may have risen by it.
    assert found.headline("en").endswith("2024–2025: 37.50% to 100.00%")
    assert measure(PANEL, "F3a").headline("en").endswith(": unknown, data are missing")


def test_a_text_is_no_list_of_participants() -> None:
    with pytest.raises(TypeError, match=r"cohort must be a list of ids, such as \['abc'\], not a text"):
        measure(PANEL, "F7", cohort="abc")


def test_deflated_amounts_are_in_prices_of_the_earlier_year() -> None:
    panel = naik_kelas.panel([two("a", 10 * M, 12 * M)])
    # 12 miliar of 2025 at 120 against 100 are 10 miliar of 2024.
    found = measure(panel, "F10", base="all", deflator={2024: 100, 2025: 120})
    assert (found.numerator, found.denominator, found.value) == (0, 10 * M, 0)
    third = measure(panel, "F10", base="all", deflator={2024: 150, 2025: 200})
    assert (third.numerator, third.denominator, third.value) == (-M, 10 * M, Fraction(-1, 10))
    assert "harga tahun 2024" in third.explain()
    assert "in prices of 2024" in third.explain("en")
    odd = measure(panel, "F10", base="all", deflator={2024: 100, 2025: 150, 2023: 7})
    assert odd.numerator == -2 * M


def test_f11_tells_the_range_where_classes_are_open() -> None:
    """By hand: micro in 2024 a, b, c, h (4 of 8); in 2025 b, f (2), and of c the class is not known."""
    found = measure(PANEL, "F11")
    assert (found.value, found.status) == (None, "unknown")
    # From 2/4 - 1, if c left the class, to 3/4 - 1.
    assert found.range == (Fraction(-1, 2), Fraction(-1, 4))
    assert found.display() == "-50,00% sampai -25,00%"
    # Growth over the number of this year: 1 - 4/2 and 1 - 4/3.
    assert measure(PANEL, "F11", base="after").range == (-1, Fraction(-1, 3))
    # One of 2024 is not known either: 1/(1 + 1) - 1 and (1 + 1)/1 - 1.
    two_open = naik_kelas.panel([two("a", M, M), two("b", None, 3 * M), two("c", 3 * M, None)])
    assert measure(two_open, "F11").range == (Fraction(-1, 2), 1)
    none = naik_kelas.panel([two("b", None, 3 * M), two("c", 3 * M, None)])
    assert (measure(none, "F11").range, measure(none, "F11", base="after").range) == (None, None)
    known = naik_kelas.panel([two("a", M, M), two("b", 3 * M, M)])
    assert (measure(known, "F11").value, measure(known, "F11").range) == (1, (1, 1))
