"""The linter of plans: each rule with its two examples, a clean plan, claims against numbers and law, the command."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

import plut_kumkm as pk
from plut_kumkm import planning
from plut_kumkm.base.data import DataError, freeze
from plut_kumkm.base.lint import Suppression
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.cli.entry import main
from plut_kumkm.law.books import book
from plut_kumkm.planning import (
    Action,
    ActionPlan,
    Budget,
    Claim,
    Indicator,
    Plan,
    PolicyDirection,
    Programme,
    Realisation,
    Unread,
    by_period,
    realised,
)
from plut_kumkm.planning.linting.listing import RULES, Basis, lintable
from plut_kumkm.planning.linting.subjects import Subject, When, places_of, same_number

CASES = [(one.rule.id, one.bad, one.good) for one in planning.rules()]


def _read(text: str) -> planning.Lintable:
    found, report = lintable(freeze(tomllib.loads(text)))
    assert found is not None, list(report)
    return found


@pytest.mark.parametrize(("rule", "bad", "good"), CASES, ids=[case[0] for case in CASES])
def test_each_rule_finds_its_failing_example_and_not_the_passing_one(rule: str, bad: str, good: str) -> None:
    broken = _read(bad).lint()
    assert list(broken.rules) == [rule]
    told = next(one for one in RULES if one.id == rule)
    given = _read(bad)
    subject = Subject(
        plan=given.plan, realisations=given.realisations, budgets=given.budgets, claims=given.claims, scales=(),
        on=date(2026, 12, 31), law=book(),
    )  # fmt: skip
    assert {finding.severity for finding in told.find(subject)} == {told.severity}
    for problem in broken:
        assert problem.message("id") != problem.message("en")
        assert problem.text("id").startswith(problem.where)
    assert not _read(good).lint().problems


def test_every_rule_is_written_down_with_its_reason_and_title() -> None:
    assert [one.rule.id for one in planning.rules()] == [f"PLN{n:03}" for n in range(1, len(RULES) + 1)]
    for one in planning.rules():
        assert one.basis in get_args(Basis)
        assert (one.origin == "proposal") <= (one.grade == "unverified" and one.source is None)
        assert one.basis == "check" or one.origin != "proposal"
        assert one.rationale.endswith(".")
        assert one.fix.endswith(".")
        assert one.title("id") != one.title("en")


def _clean() -> Plan:
    """A Renja of a year whose numbers contradict nothing."""
    share = Indicator(
        id="i", name="Persentase usaha mikro naik kelas", level="outcome", unit="%", direction="higher",
        accumulation="sum", bounded="share", baseline=2, baseline_year=2024, families=("IKU",), weight=100,
        targets=by_period({2025: 4, "TW I 2025": 1, "TW II 2025": 1, "TW III 2025": 1, "TW IV 2025": 1}),
    )  # fmt: skip
    money = Budget(period=Period(2025), ceiling=500_000_000, realised=450_000_000)
    programme = Programme(
        id="p",
        name="Program Pengembangan UMKM",
        code="2.17.08",
        owner="Dinas Contoh",
        indicators=(share,),
        budgets=(money,),
    )
    return Plan(
        id="renja", kind="renja", region="35.73", owner="Dinas Contoh", first_year=2025, last_year=2025,
        programmes=(programme,),
    )  # fmt: skip


def test_the_linter_is_silent_on_a_clean_plan() -> None:
    claim = Claim(
        id="c", of="UMKM naik kelas", kind="share", value=4, unit="%", period=Period(2025), base="semua UMKM",
        source="LKjIP 2025", numerator=851, denominator=21_270,
    )  # fmt: skip
    report = planning.lint(_clean(), realised("i", {2025: 3}), claims=[claim])
    assert not list(report)
    assert report.exit_status() == 0
    assert len(report.ran) == len(RULES)


def test_what_was_not_published_is_not_called_missing() -> None:
    """The RPD 2024-2026 of Malang and its action plan were made public without indicator tables and programmes."""
    for name in planning.frames():
        assert not planning.lint(planning.frame(name).plan).problems


def test_a_quarter_is_not_compared_with_a_year() -> None:
    """Four quarters of 10 after a year of 40: neither worse than the baseline nor a jump."""
    events = Indicator(
        id="i", name="Event", unit="event", direction="higher", accumulation="sum", baseline=38,
        targets=by_period({2025: 40, "TW I 2025": 1, "TW II 2025": 9, "TW III 2025": 10, "TW IV 2025": 20}),
    )  # fmt: skip
    assert not planning.lint(Plan(id="p", kind="renja", first_year=2025, last_year=2025, indicators=(events,))).problems


_TOO_HIGH = by_period({2025: (90, 110)})
_QUARTERS: dict[Any, Any] = {"TW IV 2025": 8, "TW III 2025": 7, "TW II 2025": 6, "TW I 2025": 5}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"accumulation": "last", "targets": by_period({2025: 9, **_QUARTERS})}, "PLN013"),
        ({"accumulation": "average", "targets": by_period({2025: 9, "TW IV 2025": 8})}, None),
        ({"baseline": 4, "end_target": 3, "targets": by_period({2025: 5})}, "PLN001"),
        ({"direction": "lower", "targets": by_period({2025: 6}), "baseline": 5}, "PLN001"),
        ({"targets": by_period({2024: 6})}, "PLN009"),
        ({"direction": "range", "targets": by_period({2025: (5, 6)})}, "PLN014"),
        ({"bounded": "share", "direction": "range", "better": "higher", "targets": _TOO_HIGH}, "PLN011"),
        ({"families": ("IKX",), "targets": by_period({2025: 6})}, "PLN015"),
        ({"targets": (planning.Target(period=Period(2025), value=Unread("banyak")),)}, "PLN005"),
        ({}, "PLN006"),
        ({"baseline": None, "targets": by_period({2025: 6})}, "PLN006"),
        ({"baseline": 0, "targets": by_period({2025: 600})}, None),
        ({"accumulation": "sum", "end_target": 6, "targets": by_period({2025: 6})}, None),
    ],
)  # fmt: skip
def test_rules_on_one_indicator(said: dict[str, Any], rule: str | None) -> None:
    one = Indicator(**{"id": "i", "name": "I", "unit": "%", "direction": "higher", "baseline": 5, **said})
    report = planning.lint(Plan(id="p", kind="renja", first_year=2025, last_year=2025, indicators=(one,)))
    assert list(report.rules) == ([] if rule is None else [rule])


def test_two_indicators_of_one_name_may_hold_bounds_that_agree() -> None:
    first = Indicator(
        id="i",
        name="Event",
        unit="event",
        direction="higher",
        baseline=Quantity(500, "about"),
        targets=by_period({2025: 600}),
    )
    second = Indicator(
        id="j", name=" EVENT", unit="event", direction="higher", baseline=510, targets=by_period({2025: 600})
    )
    plan = Plan(id="p", kind="renja", first_year=2025, last_year=2025, indicators=(first, second))
    assert not planning.lint(plan).problems
    assert same_number(planning.Word("BB"), planning.Word("BB"))
    assert not same_number(planning.Word("BB"), 3)


def test_levels_and_authority_go_by_the_region() -> None:
    """UU 23/2014, Lampiran: a regency or city looks after micro, a province after small, the centre after medium."""
    measured = (Indicator(id="i", name="I", unit="%", direction="higher", baseline=1, targets=by_period({2025: 2})),)

    def plan(region: str | None, code: str, name: str) -> Plan:
        activity = planning.Activity(id="k", name=name, code=code)
        programme = Programme(id="p", name="P", indicators=measured, activities=(activity,))
        return Plan(id="r", kind="renja", region=region, first_year=2025, last_year=2025, programmes=(programme,))

    def found(*asked: Any) -> list[str]:
        return list(planning.lint(plan(*asked)).rules)

    assert found("35", "2.17.07.1.01", "Pemberdayaan usaha kecil") == []
    assert found("35", "2.17.07.2.01", "Pemberdayaan usaha mikro") == ["PLN018", "PLN019"]
    assert found("35.73", "2.17.08.2.01", "Dari usaha kecil ke usaha menengah") == []
    assert found("35.73.01", "2.17.07.1.01", "Pemberdayaan usaha menengah") == []
    assert found(None, "2.17.07.1.01", "Pemberdayaan usaha menengah") == []
    assert found("Malang", "X", "Pelatihan") == ["PLN017"]
    early = planning.lint(plan("35.73", "2.17.07.2.01", "Usaha menengah"), on=date(2010, 1, 1))
    assert "PLN019" not in early.rules


def test_money_is_measured_from_above_and_from_below() -> None:
    measured = (Indicator(id="i", name="I", unit="%", direction="higher", baseline=1, targets=by_period({2025: 2})),)
    money = (Budget(period=Period(2025), ceiling=5),)
    below = planning.Activity(id="k", name="K", budgets=money)
    plan = Plan(
        id="r", kind="renja", first_year=2025, last_year=2025, budgets=money,
        programmes=(Programme(id="p", name="P", indicators=measured, activities=(below,)),),
    )  # fmt: skip
    assert not planning.lint(plan).problems
    assert list(planning.lint(plan, budgets=[Budget(of="zz", period=Period(2025), ceiling=5)]).rules) == ["PLN024"]
    minus = planning.lint(plan, budgets=[Budget(of="p", period=Period(2025), ceiling=-5, realised=3)])
    assert [problem.finding.code for problem in minus] == ["plan_lint.money_negative"]
    bare = Plan(id="r", kind="renja", first_year=2025, last_year=2025,
                programmes=(Programme(id="p", name="P", budgets=(*money, *money)),))  # fmt: skip
    assert planning.lint(bare).rules == {"PLN024": 1, "PLN026": 1}


def test_a_plan_may_have_directions_with_programmes() -> None:
    measured = (Indicator(id="i", name="I", unit="%", direction="higher", baseline=1, targets=by_period({2025: 2})),)
    followed = PolicyDirection(id="d", name="D", programmes=(Programme(id="p", name="P", indicators=measured),))
    plan = Plan(id="r", kind="renstra", first_year=2024, last_year=2026, directions=(followed,))
    assert "PLN021" not in planning.lint(plan).rules
    assert "PLN020" not in planning.lint(plan).rules
    alone = ActionPlan(id="a", kind="renaksi", first_year=2024, last_year=2028, actions=(Action(id="x", name="X"),))
    assert "PLN020" in planning.lint(alone).rules


def test_reports_of_another_year_or_standing_are_named() -> None:
    given = [
        Realisation(indicator="i", period=Period(2030), value=1),
        Realisation(indicator="i", period=Period(2025), value=1, standing="kira-kira"),
        Realisation(indicator="i", period=Period(2025), value=2),
    ]
    codes = [problem.finding.code for problem in planning.lint(_clean(), given)]
    assert codes == ["plan_lint.report_outside", "plan_lint.standing_unknown"]
    undated = Plan(id="p", kind="renja", indicators=(Indicator(id="i", name="I"),))
    assert "PLN029" not in planning.lint(undated, given[:1]).rules
    assert planning.lint(None, given).rules == {}


def test_rating_scales_of_ones_own_are_read() -> None:
    """The scale of Permendagri 86/2017 as printed leaves out (50, 51), (65, 66), (75, 76), (90, 91)."""
    report = planning.lint(_clean(), scales=[planning.scales()["permendagri-86-2017"]])
    assert report.rules == {"PLN027": 4}
    closed = planning.scale("tiga", {"Kurang": "[0..60]", "Cukup": "(60..80]", "Baik": "(80..]"})
    assert not planning.lint(_clean(), scales=[closed]).problems


# --------------------------------------------------------------------------------------------------------------- claims


def _claim(**said: Any) -> Claim:
    return Claim(**{"id": "c", "of": "x", "kind": "stock", "value": 1, "period": Period(2022), "source": "s", **said})


def _codes(*claims: Claim, **asked: Any) -> list[str]:
    return [problem.finding.code.removeprefix("plan_lint.") for problem in planning.lint(claims=claims, **asked)]


def test_a_percentage_follows_from_its_numbers() -> None:
    """Kota Malang 2022: 7.801,45 of 84.807,43 is 9,20 %, and not 10,01 %."""
    counts = {"numerator": Fraction(780145, 100), "denominator": Fraction(8480743, 100), "base": "PDRB"}
    assert _codes(_claim(kind="share", value=Fraction(1001, 100), **counts)) == ["not_reproduced"]
    for value in (Fraction(92, 10), 9, Fraction(9199, 1000)):
        assert _codes(_claim(kind="share", value=value, **counts)) == []
    assert _codes(_claim(kind="share", value=5, base="PDRB", numerator=1, denominator=0)) == []


def test_a_growth_is_of_the_earlier_value() -> None:
    """From 80 to 100 is 25 %; divided by the later value it would be 20 %."""
    grown = {"kind": "growth", "before": 80, "after": 100}
    assert _codes(_claim(value=25, **grown)) == []
    assert _codes(_claim(value=20, **grown)) == ["growth_of_later"]
    assert _codes(_claim(value=30, **grown)) == ["not_reproduced"]
    assert _codes(_claim(value=-100, kind="growth", before=80, after=0)) == []
    assert _codes(_claim(value=30, kind="growth", before=80, after=0)) == ["not_reproduced"]
    assert _codes(_claim(value=30, kind="growth", before=0, after=4)) == []
    assert _codes(_claim(value=planning.Word("naik"), **grown)) == []


@pytest.mark.parametrize(
    ("value", "target", "realisation", "direction", "codes"),
    [
        # Kota Palembang 2016, table III.15: 26 -> 17,46 = 67,15; 91 -> 91,3 = 100,33.
        (Fraction(6715, 100), 26, Fraction(1746, 100), None, []),
        (Fraction(10033, 100), 91, Fraction(913, 10), "higher", []),
        (Fraction(7615, 100), 26, Fraction(1746, 100), None, ["not_reproduced"]),
        # Kota Yogyakarta 2024, triwulan II: 525 -> 268 = 148,95 (complement), and by the ratio 195,90.
        (Fraction(14895, 100), 525, 268, "lower", []),
        (Fraction(1959, 10), 525, 268, "lower", []),
        (Fraction(120), 525, 268, "lower", []),
        (Fraction(130), 525, 268, "lower", ["not_reproduced"]),
        (Fraction(130), 5, 6, "exact", []),
        (Fraction(130), 0, 6, "higher", []),
    ],
)  # fmt: skip
def test_an_achievement_follows_from_target_and_realisation(
    value: Fraction, target: int, realisation: Any, direction: str | None, codes: list[str]
) -> None:
    claim = _claim(kind="achievement", value=value, target=target, realisation=realisation, direction=direction)
    assert _codes(claim) == codes


def test_what_missed_its_target_was_not_achieved() -> None:
    missed = {
        "kind": "achievement",
        "target": 10,
        "realisation": 12,
        "direction": "lower",
        "value": planning.Word("Tercapai"),
    }
    assert _codes(_claim(achieved=True, **missed)) == ["not_achieved"]
    assert _codes(_claim(achieved=False, **missed)) == []
    assert _codes(_claim(kind="achievement", value=100)) == []


def test_a_flow_is_not_larger_than_its_stock() -> None:
    """770 activities in a month do not fit a total of 500."""
    flow, stock = _claim(kind="flow", value=770), _claim(value=500)
    assert _codes(flow, stock) == ["flow_above_stock"]
    assert _codes(_claim(kind="flow", value=400), stock) == []
    assert _codes(flow, _claim(value=500, of="y")) == []
    assert _codes(flow, _claim(value=500, period=None, on=ON)) == ["claim_incomplete"]
    assert _codes(flow, _claim(value=Quantity(500, "more_than"))) == []


ON = date(2025, 6, 30)


def test_two_sources_of_one_thing_are_both_named() -> None:
    first, second = _claim(value=Fraction(766, 100)), _claim(value=Fraction(722, 100), source="t")
    assert _codes(first, second) == ["two_sources"]
    assert _codes(first, first) == []
    for other in (
        {"base": "b"},
        {"prices": "constant"},
        {"period": Period(2023)},
        {"kind": "flow"},
        {"cumulative": True},
    ):
        assert _codes(first, _claim(**{"value": 5, "source": "t", **other})) == []
    assert _codes(first, _claim(value=Quantity(7, "about"), source="t")) == []


def test_percentages_of_two_bases_do_not_compare() -> None:
    share = {"kind": "share", "value": 10}
    early, late = {"period": Period(2021), "base": "UMKM terdaftar"}, {"period": Period(2022), "base": "UMKM binaan"}
    assert _codes(_claim(**share, **early), _claim(**share, **late)) == ["base_changed"]
    alike = {"base": "UMKM"}
    small, large = {"numerator": 100, "denominator": 1000}, {"numerator": 160, "denominator": 1600}
    assert _codes(_claim(**share, **alike, **small), _claim(**share, **alike, **large, of="y")) == []
    # 1,6 times as many in the next year is too much of a change, 1,5 times is not.
    jumped = _claim(**share, **alike, **large, period=Period(2023))
    assert _codes(_claim(**share, **alike, **small), jumped) == ["denominator_jump"]
    half = _claim(**share, **alike, numerator=150, denominator=1500, period=Period(2023))
    assert _codes(_claim(**share, **alike, **small), half) == []
    far = _claim(**share, **alike, **large, period=Period(2025))
    assert _codes(_claim(**share, **alike, **small), far) == []


@pytest.mark.parametrize(
    ("amount", "tier", "criterion", "on", "codes"),
    [
        # PP 7/2021 Pasal 35: micro up to Rp1 miliar of capital or Rp2 miliar of sales; UU 20/2008: Rp300 juta of sales.
        (2_000_000_000, "micro", "sales", date(2025, 6, 30), []),
        (1_000_000_000, "micro", "sales", date(2025, 6, 30), ["bound_of_another"]),
        (1_000_000_000, "micro", "capital", date(2025, 6, 30), []),
        (2_000_000_000, "small", None, date(2025, 6, 30), ["bound_of_another"]),
        (300_000_000, "micro", "sales", date(2025, 6, 30), ["bound_not_in_force"]),
        (300_000_000, "micro", "sales", date(2019, 6, 30), []),
        (300_000_000, "micro", "sales", date(2020, 12, 1), ["bound_not_in_force"]),
        (123_456_789, "micro", "sales", date(2025, 6, 30), ["bound_unknown"]),
        (2_000_000_000, None, None, date(2025, 6, 30), []),
    ],
)
def test_a_bound_of_law_is_asked_of_the_book(
    amount: int, tier: str | None, criterion: str | None, on: date, codes: list[str]
) -> None:
    claim = _claim(kind="threshold", value=amount, tier=tier, criterion=criterion, on=on, period=None)
    assert _codes(claim) == codes
    report = planning.lint(claims=[claim])
    assert [problem.finding.cite is not None for problem in report] == [code != "bound_unknown" for code in codes]


def test_a_bound_takes_its_day_from_the_period_or_the_caller() -> None:
    bound = {"kind": "threshold", "value": 300_000_000, "tier": "micro", "criterion": "sales"}
    assert _codes(_claim(**bound)) == ["bound_not_in_force"]
    assert _codes(_claim(**{**bound, "period": None})) == ["claim_incomplete"]
    assert _codes(_claim(**{**bound, "period": None}), on=ON) == ["bound_not_in_force", "claim_incomplete"]
    assert _codes(_claim(**{**bound, "value": planning.Word("tiga ratus juta")})) == []


def test_a_claim_says_what_kind_it_is() -> None:
    assert _codes(_claim(kind="besar")) == ["claim_kind"]
    assert sorted(_codes(_claim(kind="growth", period=None, source=None))) == ["claim_incomplete"] * 3
    assert _codes(_claim(kind="growth", before=1, after=2, value=100)) == []
    assert _codes(_claim(prices="constant"), _claim(prices="current", source="t")) == ["prices"]
    assert _codes(_claim(prices="constant"), _claim(prices="current", value=2)) == []
    share, growth = _claim(kind="share", base="b"), _claim(kind="growth", base="b")
    assert _codes(share, growth) == ["growth_as_share"] == _codes(growth, share)
    # A word says no number that the two could share, and nought is nought of anything.
    for value in (planning.Word("naik"), 0):
        assert _codes(_claim(kind="share", base="b", value=value), _claim(kind="growth", base="b", value=value)) == []


def test_numbers_keep_the_places_that_they_were_printed_with() -> None:
    assert [places_of(one) for one in (89, Fraction(1001, 100), Fraction(1, 3))] == [0, 2, 6]
    assert When("2025").label("en") == "2025"


# ---------------------------------------------------------------------------------------------- options and the command


def test_rules_can_be_chosen_left_out_and_let_pass_with_a_reason() -> None:
    broken = next(one for one in planning.rules() if one.rule.id == "PLN001").bad
    given = _read(broken)
    assert list(given.lint(select=["PLN002"]).rules) == []
    assert list(given.lint(ignore=["PLN001"]).rules) == []
    passed = given.lint(suppress=[Suppression("PLN001", "disepakati dengan Bappeda")])
    assert (passed.problems, len(passed.suppressed)) == ((), 1)
    with pytest.raises(ValueError, match="XXX"):
        given.lint(select=["XXX"])


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(TypeError, match="Plan"):
        planning.lint("renja")  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(TypeError, match="claims must be Claim"):
        planning.lint(claims=[3])  # type: ignore[list-item]  # the mistake that is tested
    with pytest.raises(TypeError, match="on"):
        planning.lint(on="2025")  # type: ignore[arg-type]  # the mistake that is tested
    assert planning.lint().problems == ()


def test_a_file_whose_form_is_wrong_names_its_place() -> None:
    found, report = lintable({"kind": "renja", "id": "p", "claims": ({"id": "c"},), "indicators": ({"idd": 1},)})
    assert found is None
    assert {one.where for one in report} >= {"$.claims[0].of", "$.indicators[0].id"}
    with pytest.raises(DataError, match="claims must be a list"):
        lintable({"claims": 3})


def test_the_command_lints_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    examples = {one.rule.id: one for one in planning.rules()}
    path = tmp_path / "renstra.toml"
    path.write_text(examples["PLN003"].bad, encoding="utf-8")
    assert main(["lint", str(path)]) == 1
    assert "PLN003 [wajib diperbaiki]" in capsys.readouterr().out
    assert main(["lint", str(path), "--format", "json", "--lang", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["ok"], told["problems"][0]["rule"]) == ("plut_kumkm/lint/1", False, "PLN003")
    assert main(["lint", str(path), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={path}")
    assert main(["lint", str(path), "--ignore", "PLN003"]) == 0
    assert main(["lint", str(path), "--suppress", "PLN003@$.indicators[0]=dicetak begitu"]) == 0
    assert "1 dibiarkan" in capsys.readouterr().out
    path.write_text(examples["PLN039"].bad, encoding="utf-8")
    assert main(["lint", str(path), "--on", "2019-06-30", "--select", "PLN03"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "renaksi.toml"),
        (["{none}"], "tidak ada berkas"),
        (["{bad}"], "TOML"),
        (["{form}"], "$.id"),
        (["{good}", "--select", "XXX"], "XXX"),
        (["{good}", "--suppress", "PLN001"], "alasan"),
        (["{good}", "--format", "xml"], "xml"),
        (["{good}", "--law", "{bad}"], "TOML"),
        (["{folder}"], "folder"),
        (["{blank}"], "blank.toml"),
        (["{good}", "--law", "{none}"], "--law"),
        (["{empty}"], "empty.csv"),
    ],
)
def test_the_command_says_why_it_cannot(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "bad": "a = [",
        "form": 'kind = "renja"',
        "blank": "# nothing",
        "good": 'id = "p"\nkind = "renja"\nfirst_year = 2025\nlast_year = 2025\n',
    }
    places = {"none": str(tmp_path / "none.toml"), "folder": str(tmp_path)}
    for name, text in texts.items():
        places[name] = str(tmp_path / f"{name}.toml")
        Path(places[name]).write_text(text, encoding="utf-8")
    places["empty"] = str(tmp_path / "empty.csv")
    Path(places["empty"]).write_text("", encoding="utf-8")
    assert main(["lint", *(argument.format(**places) for argument in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_a_table_is_linted_like_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "renstra.csv"
    path.write_text(
        "Indikator;Satuan;Kondisi Awal;Target 2024;Target 2025;Target 2026\nRasio UMK;%;20;19;22;23\n", encoding="utf-8"
    )
    main(["lint", str(path)])
    assert "PLN0" in capsys.readouterr().out


def test_the_facade_has_the_linter() -> None:
    assert pk.planning.lint is planning.lint
