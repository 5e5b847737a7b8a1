"""What single rules of the linter find and what they let pass, and what a large plan asks of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm import planning
from plut_kumkm.base.periods import Period
from plut_kumkm.planning import (
    Action,
    ActionPlan,
    Activity,
    Budget,
    Claim,
    Goal,
    Indicator,
    Objective,
    Plan,
    PolicyDirection,
    Programme,
    Strategy,
    Subactivity,
    Target,
    Unread,
    by_period,
    realised,
)
from plut_kumkm.planning.linting.claims import amount

ON = date(2025, 6, 30)


def _indicator(**said: Any) -> Indicator:
    values = {name: planning.value(said[name]) for name in ("baseline", "end_target") if said.get(name) is not None}
    given = {"id": "i", "name": "I", "unit": "%", "direction": "higher", "baseline": 5, "baseline_year": 2023}
    return Indicator(**{**given, **said, **values})


def _plan(*indicators: Indicator, kind: str = "renstra", years: tuple[int, int] = (2024, 2026)) -> Plan:
    return Plan(id="p", kind=kind, first_year=years[0], last_year=years[1], indicators=indicators)


def _codes(*asked: Any, **options: Any) -> list[str]:
    return [problem.finding.code.removeprefix("plan_lint.") for problem in planning.lint(*asked, **options)]


# ------------------------------------------------------------------------------------------------------- a whole plan


def _rpd() -> Plan:
    """An RPD of 2024-2026 from its goal down to a subactivity, whose numbers contradict nothing."""
    growth = _indicator(
        id="tumbuh", name="Pertumbuhan PDRB ekonomi kreatif", level="impact", families=("IKU", "IKD"), baseline="4,96",
        targets=by_period({2024: "5,1", 2025: "5,3", 2026: "5,4"}), end_target="5,4", weight=60,
    )  # fmt: skip
    wait = _indicator(
        id="tunggu", name="Lama layanan", level="outcome", unit="hari", direction="lower", accumulation="average",
        baseline=14, targets=by_period({2024: 12, 2025: 10, 2026: "8,5"}), weight=40,
    )  # fmt: skip
    grade = _indicator(
        id="sakip", name="Nilai SAKIP", unit="predikat", direction="exact", baseline=planning.Word("B"),
        targets=by_period({2024: "BB", 2025: "BB", 2026: "A"}), scale="sakip-88-2021",
    )  # fmt: skip
    share = _indicator(
        id="naik", name="Persentase usaha mikro naik kelas", level="outcome", bounded="share", accumulation="last",
        baseline=2, targets=by_period({2024: 3, 2025: 4, 2026: 5}),
    )  # fmt: skip
    events = _indicator(
        id="pelatihan", name="Peserta pelatihan", level="output", unit="orang", accumulation="sum", baseline=80,
        targets=by_period({2024: 100, 2025: 110, "TW I 2025": 20, "TW II 2025": 30, "TW III 2025": 30,
                           "TW IV 2025": 30, 2026: 120}),
        end_target=330,
    )  # fmt: skip
    inflation = _indicator(
        id="inflasi", name="Tingkat inflasi", direction="range", better="lower", baseline="3,1",
        targets=by_period({2024: "1,5-3,5", 2025: "1,5-3,5", 2026: "1,5-3,5"}),
    )  # fmt: skip
    sub = Subactivity(
        id="sk", name="Pendampingan usaha mikro", code="2.17.08.2.01.0015", indicators=(events,),
        budgets=(Budget(period=Period(2025), ceiling=300_000_000, realised=290_000_000),),
    )  # fmt: skip
    activity = Activity(
        id="k", code="2.17.08.2.01", subactivities=(sub,),
        name="Pengembangan Usaha Mikro dengan Orientasi Peningkatan Skala Usaha Menjadi Usaha Kecil",
    )  # fmt: skip
    programme = Programme(
        id="pr", name="Program Pengembangan UMKM", code="2.17.08", owner="Dinas Contoh", indicators=(share,),
        activities=(activity,), budgets=(Budget(period=Period(2025), ceiling=900_000_000),),
    )  # fmt: skip
    direction = PolicyDirection(id="a", name="Peningkatan kapasitas", programmes=(programme,))
    objective = Objective(
        id="s", name="Meningkatnya usaha", strategic=True, indicators=(growth, wait),
        strategies=(Strategy(id="st", name="Pendampingan", directions=(direction,)),),
    )  # fmt: skip
    goal = Goal(id="t", name="Pertumbuhan merata", indicators=(grade, inflation), objectives=(objective,))
    return Plan(
        id="rpd", kind="rpd", title="RPD Kota Contoh", region="35.73", owner="Kota Contoh", first_year=2024,
        last_year=2026, goals=(goal,),
    )  # fmt: skip


def _renaksi() -> ActionPlan:
    """An action plan with six directions, each with an action, an owner, an indicator and money."""
    directions = tuple(PolicyDirection(id=f"a{n}", name=f"Arah {n}") for n in range(6))
    actions = tuple(
        Action(
            id=f"x{n}", name=f"Aksi {n}", direction=f"a{n}", owner=f"Dinas {n}", status="running",
            indicators=(_indicator(id=f"i{n}", name=f"Pelaku aksi {n}", unit="orang", accumulation="sum", baseline=50,
                                   targets=by_period({2024: 60, 2025: 70})),),
            budgets=(Budget(period=Period(2025), ceiling=100_000_000),),
        )
        for n in range(6)
    )  # fmt: skip
    return ActionPlan(
        id="r", kind="renaksi", region="35.73", first_year=2024, last_year=2028, directions=directions, actions=actions
    )


def test_the_linter_is_silent_on_a_whole_clean_plan() -> None:
    reports = [
        *realised("pelatihan", {2024: 101, "TW I 2025": 2}, source="LKjIP 2024"),
        *realised("tunggu", {2024: "11,5"}),
        *realised("sakip", {2024: "B"}),
        *realised("naik", {2024: "3,4"}, standing="preliminary"),
        *realised("naik", {2024: "3,6"}),
        *realised("inflasi", {2024: "n/a"}),
    ]
    report = planning.lint(_rpd(), reports, budgets=[Budget(of="k", period=Period(2026), ceiling=5)])
    assert report.problems == ()
    assert planning.lint(_renaksi(), realised("i0", {2024: 55})).problems == ()


def test_a_large_plan_is_read_whole() -> None:
    """2,000 indicators with five years and their quarters: each defect is found once, at its place."""
    values: dict[Any, Any] = dict.fromkeys(range(2024, 2029), 40)
    quarters: dict[Any, Any] = {f"TW {q} {year}": 10 for year in values for q in ("I", "II", "III", "IV")}
    good = by_period({**values, **quarters})
    bad = by_period({**values, **quarters, "TW I 2026": 11})
    indicators = tuple(
        _indicator(id=f"i{n}", name=f"I{n}", accumulation="sum", baseline=30, targets=bad if n % 1000 == 7 else good)
        for n in range(2000)
    )
    reports = [one for n in range(2000) for one in realised(f"i{n}", dict.fromkeys(values, 41))]
    report = planning.lint(_plan(*indicators, years=(2024, 2028)), reports)
    assert [(one.rule, one.where) for one in report] == [
        ("PLN013", "$.indicators[7]"),
        ("PLN013", "$.indicators[1007]"),
    ]


# ------------------------------------------------------------------------------------------------------ single rules


@pytest.mark.parametrize(
    ("given", "end", "years", "missing"),
    [
        ((2024, 2025, 2026), None, (2024, 2026), ()),
        ((2024, 2025), None, (2024, 2026), ("2026",)),
        ((2025, 2026), None, (2024, 2026), ("2024",)),
        ((2024,), None, (2024, 2026), ("2025", "2026")),
        ((2024, 2025), 9, (2024, 2026), ()),
        ((2024, 2026), 9, (2024, 2026), ("2025",)),
        ((2025, 2029, 2045), None, (2025, 2045), ()),
    ],
)
def test_every_year_of_the_plan_has_its_target(
    given: tuple[int, ...], end: int | None, years: tuple[int, int], missing: tuple[str, ...]
) -> None:
    one = _indicator(targets=by_period(dict.fromkeys(given, 6)), end_target=end)
    found = list(
        planning.lint(_plan(one, kind="rpjpd" if years[1] > 2026 else "renstra", years=years), select=["PLN009"])
    )
    assert [problem.finding.params["years"] for problem in found] == ([missing] if missing else [])


def test_an_action_may_begin_late_and_end_early() -> None:
    def found(*years: int) -> list[str]:
        action = Action(
            id="x", name="X", direction="a", indicators=(_indicator(targets=by_period(dict.fromkeys(years, 6))),)
        )
        plan = ActionPlan(
            id="r", kind="renaksi", first_year=2024, last_year=2028, directions=(PolicyDirection(id="a", name="A"),),
            actions=(action,),
        )  # fmt: skip
        return _codes(plan)

    assert found(2026) == found(2025, 2026) == []
    assert found(2025, 2027) == ["year_missing"]
    assert found(2029) == ["year_outside"]


def test_a_part_of_a_whole_is_not_below_zero() -> None:
    said = {"bounded": "share", "direction": "range", "better": "higher"}
    assert _codes(_plan(_indicator(**said, targets=by_period({2024: (-5, 50)})), years=(2024, 2024), kind="renja")) == [
        "below_whole"
    ]
    growth = _indicator(direction="exact", targets=by_period({2024: -5}))
    assert _codes(_plan(growth, years=(2024, 2024), kind="renja")) == []


def test_one_period_has_one_target() -> None:
    def found(*values: Any) -> list[str]:
        targets = tuple(Target(period=Period(2024), value=planning.value(one)) for one in values)
        return _codes(_plan(_indicator(targets=targets), years=(2024, 2024), kind="renja"), select=["PLN042"])

    assert found(6, 7) == ["target_twice"]
    assert found(6, 6) == found("6", 6) == []
    assert found(6, 7, 8) == ["target_twice"] * 2


def test_the_status_of_an_action_is_one_of_the_list() -> None:
    good = _renaksi()
    actions = (planning.Action(id="y", name="Y", direction="a0", status="kira-kira"),)
    plan = ActionPlan(
        id="r", kind="renaksi", first_year=2024, last_year=2028, directions=good.directions, actions=actions
    )
    (problem,) = planning.lint(plan, select=["PLN015"])
    assert (problem.where, problem.finding.code) == ("$.actions[0].status", "plan_lint.word_unknown")


def test_a_plan_that_ends_before_it_begins_is_an_error() -> None:
    assert planning.lint(_plan(years=(2026, 2024))).rules == {"PLN041": 1}
    assert planning.lint(_plan(kind="rencana")).rules == {"PLN041": 1}
    assert planning.lint(Plan(id="p", kind="renja", first_year=2025)).rules == {"PLN016": 1}
    vision = Plan(id="p", kind="rpd", first_year=2024, last_year=2026, vision="Maju")
    assert _codes(vision) == ["planning.rpd_vision"]


def test_a_slip_in_the_years_of_a_plan_is_told_and_stops_nothing() -> None:
    """2026 with digits too many: the day of the law is then not known, and no list of the years is made."""
    one = _indicator(targets=by_period({2024: 6, 2025: 6, 2026: 6}))
    for last in (20_266, 2_026_000_000_000):
        report = planning.lint(_plan(one, years=(2024, last)), realised("i", {2024: 6, 2030: 6}))
        assert report.rules == {"PLN016": 1}
    assert planning.lint(_plan(one, years=(0, 0))).rules == {"PLN009": 3, "PLN016": 1}


@pytest.mark.parametrize(
    ("target", "came", "period", "told"),
    [
        (100, 1000, 2024, True),
        (100, 999, 2024, False),
        (100, 10, 2024, True),
        (100, 11, 2024, False),
        (100, 0, 2024, False),
        (100, "n/a", 2024, False),
        (0, 100, 2024, False),
        (100, -1000, 2024, True),
        (1, 100, "TW I 2024", False),
    ],
)
def test_a_report_is_of_the_size_of_its_target(target: int, came: Any, period: Any, told: bool) -> None:
    plan = _plan(_indicator(targets=by_period({2024: target, "TW I 2024": 1})), years=(2024, 2024), kind="renja")
    found = planning.lint(plan, realised("i", {period: came}), select=["PLN040"])
    assert [problem.where for problem in found] == (["$.realisations[0]"] if told else [])


def test_what_is_not_published_is_neither_idle_nor_unmeasured() -> None:
    """Where the indicator tables of a plan were not made public, nothing is known of what measures what."""
    money = (Budget(period=Period(2025), ceiling=5),)
    parts = (Programme(id="p", name="P", owner="Dinas Contoh", budgets=money),)
    said: dict[str, Any] = {"id": "r", "kind": "rpd", "first_year": 2024, "last_year": 2026, "programmes": parts}
    assert planning.lint(Plan(**said)).rules == {"PLN022": 1, "PLN024": 1, "PLN026": 1}
    assert planning.lint(Plan(**said, not_published=("indicators",))).problems == ()
    stray = [Budget(of="zz", period=Period(2025), ceiling=5)]
    assert _codes(Plan(**said, not_published=("indicators",)), budgets=stray) == ["money_of_nothing"]


def test_on_target_is_not_worse_and_a_ceiling_of_nothing_is_overspent() -> None:
    level = _indicator(baseline=6, direction="lower", targets=by_period({2024: 6}))
    money = [Budget(of="i", period=Period(2024), ceiling=0, realised=1), Budget(period=Period(2024), realised=0)]
    plan = _plan(level, years=(2024, 2024), kind="renja")
    assert _codes(plan) == []
    assert _codes(plan, budgets=money) == ["overspent"]
    assert _codes(plan, budgets=[Budget(of="i", period=Period(2024), ceiling=7, realised=7)]) == []


def test_two_reports_are_shown_with_their_sources() -> None:
    plan = _plan(_indicator(targets=by_period({2024: 6})), years=(2024, 2024), kind="renja")
    reports = [
        *realised("i", {2024: 6}, source="LKjIP"),
        *realised("i", {2024: 7}),
        *realised("i", {2024: 8}, source="X"),
    ]
    first, second = planning.lint(plan, reports)
    assert "7 (–) dan 6 (LKjIP)" in first.message()
    assert "8 (X) dan 6 (LKjIP)" in second.message()


# ---------------------------------------------------------------------------------------------------------- authority


def _authority(region: str, *names: str, law: Any = None, on: date = ON) -> list[str]:
    measured = (_indicator(targets=by_period({2025: 6})),)
    activities = tuple(Activity(id=f"k{n}", name=name) for n, name in enumerate(names))
    programme = Programme(id="p", name="P", indicators=measured, activities=activities)
    plan = Plan(id="r", kind="renja", region=region, first_year=2025, last_year=2025, programmes=(programme,))
    return [problem.where for problem in planning.lint(plan, on=on, law=law, select=["PLN019"])]


@pytest.mark.parametrize(
    "name",
    [
        "Pemberdayaan usaha mikro",
        "Pendampingan Usaha Kecil dan Mikro",
        "Fasilitasi usaha mikro, kecil, dan menengah",
        "Fasilitasi usaha menengah, usaha kecil, dan usaha mikro",
        "Dari usaha mikro menjadi usaha kecil",
        "Rencana jangka menengah usaha",
        "Sekolah menengah kejuruan",
        "Usaha bersama petani kecil",
    ],
)
def test_a_city_may_name_other_tiers_beside_its_own(name: str) -> None:
    assert _authority("35.73", name) == []


@pytest.mark.parametrize("name", ["Bantuan usaha kecil", "Usaha kecil/menengah", "Dari usaha kecil ke usaha menengah"])
def test_a_city_does_not_look_after_small_and_medium_enterprises(name: str) -> None:
    """UU 23/2014, Lampiran: a regency or city looks after micro enterprises, a province after small ones."""
    assert _authority("35.73", name) == ["$.programmes[0].activities[0].name"]


def test_authority_is_asked_of_the_law(tmp_path: Path) -> None:
    """Another law may give a city another task; before the law, or where its row asks something else, all is silent."""
    law = tmp_path / "draft.toml"
    law.write_text(_DRAFT.format(when='{ fact = "tier", is = ["small"] }'), encoding="utf-8")
    draft = pk.law.load(law)
    assert _authority("35.73", "Bantuan usaha mikro", "Bantuan usaha kecil", law=draft) == [
        "$.programmes[0].activities[0].name"
    ]
    law.write_text(_DRAFT.format(when='{ fact = "sales", above = 1 }'), encoding="utf-8")
    assert _authority("35.73", "Bantuan usaha menengah", law=pk.law.load(law)) == []
    assert _authority("35.73", "Bantuan usaha menengah", on=date(2014, 6, 1)) == []


_DRAFT = """
[[instrument]]
id = "rancangan"
kind = "UU"
number = "1"
year = 2025
title = "Rancangan"

[[regime]]
id = "rancangan-kewenangan"
of = "authority"
title = "Rancangan kewenangan"
instrument = "rancangan"
since = 2025-01-01
checked = 2026-11-24
jdih = false
origin = "proposal"
classes = ["regency-city", "province", "centre"]
unique = true
pinpoint = "Pasal 1"
grade = "primary"

[[regime.row]]
class = "regency-city"
when = {when}
pinpoint = "Pasal 1"
grade = "primary"
"""


# ------------------------------------------------------------------------------------------------------------- claims


def _claim(**said: Any) -> Claim:
    return Claim(**{"id": "c", "of": "x", "kind": "stock", "value": 1, "period": Period(2022), "source": "s", **said})


def _bound(**said: Any) -> Claim:
    return _claim(**{"kind": "threshold", "tier": "micro", "criterion": "sales", "on": ON, "period": None, **said})


@pytest.mark.parametrize(
    ("value", "unit"),
    [(2_000_000_000, "Rp"), (2, "Rp miliar"), (2_000, "juta"), (Unread("Rp2 miliar"), None), (2_000_000_000, None)],
)
def test_a_bound_may_be_written_in_any_unit(value: Any, unit: str | None) -> None:
    assert _codes(claims=[_bound(value=value, unit=unit)]) == []


def test_a_wrong_bound_is_told_with_the_right_one() -> None:
    """PP 7/2021 Pasal 35 ayat (5): micro up to Rp2 miliar of sales; UU 20/2008 had Rp300 juta."""
    (problem,) = planning.lint(claims=[_bound(value=Unread("300 juta"))])
    assert problem.finding.code == "plan_lint.bound_not_in_force"
    assert "Rp300.000.000" in problem.message()
    assert problem.message().endswith("Rp2.000.000.000 (PP 7/2021 Pasal 35 ayat (5)).")
    assert problem.to_dict()["params"]["got"] == "300000000"
    capital = next(iter(planning.lint(claims=[_bound(value=1_000_000_000)])))
    assert capital.finding.code == "plan_lint.bound_of_another"
    assert "Rp2.000.000.000 (PP 7/2021 Pasal 35 ayat (5))" in capital.message("en")
    third = next(iter(planning.lint(claims=[_bound(value=Fraction(1, 3), unit="Rp juta")])))
    assert "Rp333.333,33 bukan batas" in third.message()
    unsaid = next(iter(planning.lint(claims=[_bound(value=12_345, tier=None)])))
    assert unsaid.message("en").endswith("none is held.")
    gap = next(iter(planning.lint(claims=[_bound(value=12_345, on=date(2020, 12, 1))])))
    assert str(gap.finding.params["right"]) == "tidak ditemukan dalam ketentuan yang dimuat"


@pytest.mark.parametrize(
    ("amount", "tier", "criterion", "code", "named"),
    [
        # UU 20/2008 Pasal 6: small up to Rp500 juta of net worth; Rp500 juta is also the ceiling of a KUR of today.
        (500_000_000, "small", "net_worth", "bound_not_in_force", "Usaha Kecil menurut kekayaan bersih"),
        (500_000_000, "micro", "sales", "bound_of_another", "plafon"),
        # PP 7/2021 Pasal 35 ayat (5): small up to Rp15 miliar of sales.
        (15_000_000_000, "micro", "sales", "bound_of_another", "Usaha Kecil menurut hasil penjualan"),
        (2_000_000_000, "micro", "capital", "bound_of_another", "hasil penjualan"),
    ],
)
def test_the_bound_that_was_meant_comes_first(amount: int, tier: str, criterion: str, code: str, named: str) -> None:
    (problem,) = planning.lint(claims=[_bound(value=amount, tier=tier, criterion=criterion)])
    assert problem.finding.code == f"plan_lint.{code}"
    assert named in problem.message()


def test_every_amount_of_the_book_can_be_told() -> None:
    """Whatever bound is taken for the sales of a micro enterprise, its class and criterion have a name."""
    known = [one for one in pk.law.book().values() if one.unit.startswith("IDR") and one.key.count("/") == 2]
    for one in known:
        for problem in planning.lint(claims=[_bound(value=one.value, tier="none")]):
            assert problem.finding.cite is not None
            assert problem.message("id") != problem.message("en")


def test_a_claim_whose_number_cannot_be_read_is_told() -> None:
    assert _codes(claims=[_claim(value=Unread("1.500"))]) == ["claim_unread"]
    assert _codes(claims=[_bound(value=Unread("tiga ratus / dua"))]) == ["claim_unread"]
    assert amount(_claim(value=5)) is None


def test_claims_of_one_thing_are_found_however_it_is_written() -> None:
    first, second = _claim(of="Tingkat pengangguran", value=Fraction(766, 100)), _claim(of=" tingkat  PENGANGGURAN")
    assert _codes(claims=[first, second]) == ["two_sources"]
    assert _codes(claims=[first, _claim(of="TPT")]) == []


def test_claims_of_two_units_do_not_contradict_one_another() -> None:
    share, count = _claim(value=5, unit="%"), _claim(value=700, unit="orang")
    assert _codes(claims=[share, count]) == []
    assert _codes(claims=[share, _claim(value=700)]) == ["two_sources"]
    assert _codes(claims=[share, _claim(value=planning.Absent("dash"))]) == []
    assert _codes(claims=[_claim(value=planning.Word("A")), _claim(value=planning.Word("B"))]) == ["two_sources"]


def test_many_claims_of_many_things_are_read() -> None:
    claims = [_claim(id=f"c{n}", of=f"x{n // 2}", value=n // 2 if n != 4001 else 7) for n in range(5000)]
    report = planning.lint(claims=claims)
    assert [(one.rule, one.where) for one in report] == [("PLN038", "$.claims[4001]")]


def test_other_programs_get_exact_numbers_and_plain_words() -> None:
    plan = _plan(_indicator(baseline="17,46", targets=by_period({2024: "16,5", 2025: 20, 2026: 21}), unit=None))
    first, second = (problem.to_dict()["params"] for problem in planning.lint(plan))
    assert (first["got"], first["baseline"], first["when"]) == ("33/2", "873/50", "2024")
    assert second["field"] == "unit"
    one = _indicator(targets=by_period({2024: 6, 2025: 6, 2026: 6}))
    twin = _indicator(id="j", targets=by_period({2024: "5-7", 2025: 6, 2026: 6}), direction="higher")
    (problem,) = planning.lint(_plan(one, twin))
    assert (problem.to_dict()["params"]["got"], problem.to_dict()["params"]["other"]) == ("5–7", "6")


# ------------------------------------------------------------------------------------------- words, and regions by name


@pytest.mark.parametrize(
    ("unit", "values", "words"),
    [
        ("%", ("abc", "80", "sda"), 2),
        ("indeks", ("abc", "80", "90"), 1),
        ("usaha", ("abc", "sda", "sda"), 3),
        ("indeks", ("abc", "80-85", "≥ 90"), 1),
        # A class of a rating scale beside a score, and an opinion that is a word in every year, are no slips.
        ("indeks", ("Sangat Baik", "80", "90"), 0),
        ("predikat", ("WTP", "WTP", "WTP"), 0),
        (None, ("WTP", "WTP", "WTP"), 0),
    ],
)
def test_a_word_among_numbers_is_found(unit: str | None, values: tuple[str, ...], words: int) -> None:
    baseline = "5" if "WTP" not in values else None
    one = _indicator(
        unit=unit, baseline=baseline, targets=by_period(dict(zip((2024, 2025, 2026), values, strict=True)))
    )
    found = list(planning.lint(_plan(one), select=("PLN005",)))
    assert [problem.finding.code for problem in found] == ["plan_lint.word_among_numbers"] * words


@pytest.mark.parametrize(
    ("region", "wrong"),
    [
        ("Kota Contoh", ["1"]),
        ("Kabupaten Contoh", ["1"]),
        ("Pemerintah Kab. Contoh", ["1"]),
        ("Kota Contoh, Provinsi Contoh", ["1"]),
        ("Provinsi Contoh", ["2"]),
        ("Prov. Contoh", ["2"]),
        ("Kotawaringin", []),
        ("Contoh", []),
    ],
)
def test_the_level_of_a_region_that_is_named_is_read_from_its_words(region: str, wrong: list[str]) -> None:
    activities = tuple(Activity(id=f"k{level}", name="Kegiatan", code=f"2.17.08.{level}.01") for level in ("1", "2"))
    programme = Programme(id="p", name="P", activities=activities)
    plan = Plan(id="r", kind="renja", region=region, first_year=2025, last_year=2025, programmes=(programme,))
    found = [problem.finding.params["got"] for problem in planning.lint(plan, select=("PLN018",))]
    assert found == [f"2.17.08.{level}.01" for level in wrong]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"name": "Persentase usaha bersertifikat"}, 1),
        ({"name": "PROPORSI usaha kecil", "unit": "persen"}, 1),
        ({"name": "Cakupan layanan", "targets": by_period({2024: "90-110", 2025: 95, 2026: 100})}, 1),
        ({"name": "Persentase peningkatan omzet"}, 0),
        ({"name": "Pertumbuhan omzet"}, 0),
        ({"name": "Persentase usaha bersertifikat", "unit": None}, 0),
        ({"name": "Persentase usaha bersertifikat", "unit": "usaha"}, 0),
        # Said to be a share, it is an error of another rule.
        ({"name": "Persentase usaha bersertifikat", "bounded": "share"}, 0),
        ({"name": "Persentase usaha bersertifikat", "targets": by_period({2024: "BB"})}, 0),
        ({"name": " "}, 0),
    ],
)
def test_a_percentage_by_its_name_that_passes_100_is_doubted(said: dict[str, Any], found: int) -> None:
    one = _indicator(**{"targets": by_period({2024: 90, 2025: 100, 2026: 105}), **said})
    assert planning.lint(_plan(one), select=("PLN043",)).counts["warning"] == found
