"""Realisations filled from measures: nothing is lost, and what is missing is never zero."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

import plut_kumkm as pk
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import Period
from plut_kumkm.planning.records.values import Absent, Range, Unread

p = pk.planning
Y = Period(2025)
SHARE = p.bind(
    p.Indicator(id="ik1", name="Persentase usaha naik kelas", unit="%", direction="higher", accumulation="last",
                targets=p.by_period({2025: 10})),
    "naik_kelas:F6",
    base="umkm",
)  # fmt: skip
COUNT = p.Indicator(id="ik2", name="Jumlah pelatihan", unit="kegiatan")
PLAN = p.Plan(id="renja", kind="renja", first_year=2025, last_year=2025, indicators=(SHARE, COUNT))
# A record as a measure of a panel gives it.
RECORD: dict[str, Any] = {
    "id": "F6", "kind": "flow", "base": "umkm", "year": 2025, "period": "2025", "window": (2024, 2025), "numerator": 12,
    "denominator": 96, "value": Fraction(25, 2), "unit": "percent", "status": "known", "coverage": Fraction(4, 5),
    "population": None, "cites": ("Renstra Contoh, hlm. 3",), "warnings": ("naik.low_coverage",),
}  # fmt: skip


def codes(found: pk.planning.Filled) -> list[str]:
    return [one.code.removeprefix("planning.") for one in found.report if one.code != "planning.indicators_unbound"]


def only(plan: pk.planning.Plan, *records: Any, **said: Any) -> pk.planning.Realisation:
    (one,) = p.realise(plan, records, **said)
    return one


def bound(measure: str, base: str | None = None, **said: Any) -> pk.planning.Plan:
    one = p.Indicator(**{"id": "i", "name": "I", "unit": "%", "measure": measure, "base": base, **said})
    return p.Plan(id="p", kind="renja", indicators=(one,))


# -------------------------------------------------------------------------------------------------------------- binding


def test_bind_gives_the_same_indicator_with_its_measure_and_base() -> None:
    assert (SHARE.measure, SHARE.base, SHARE.unit) == ("naik_kelas:F6", "umkm", "%")
    assert p.bind(SHARE, " naik_kelas:F9 ").measure == "naik_kelas:F9"
    # A new measure has not the base of the one before.
    assert p.bind(SHARE, "naik_kelas:F9").base is None


@pytest.mark.parametrize(
    ("indicator", "measure", "base", "error", "message"),
    [
        ("ik1", "m", None, TypeError, "indicator must be an Indicator, not str"),
        (SHARE, 6, None, TypeError, "measure must be a str, not int"),
        (SHARE, None, None, TypeError, "measure must be a str, not NoneType"),
        (SHARE, "m:a", 6, TypeError, "base must be a str, not int"),
        (SHARE, " ", None, ValueError, "measure must not be blank"),
        (SHARE, "m:a", "", ValueError, "base must not be blank"),
        (SHARE, "abc", None, ValueError, "measure must name the part of the library that makes it"),
        (SHARE, "naik_kelas:", None, ValueError, "measure must name the part of the library that makes it"),
        (SHARE, ":F6", None, ValueError, "measure must name the part of the library that makes it"),
    ],
)
def test_bind_refuses_misuse(indicator: Any, measure: Any, base: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        p.bind(indicator, measure, base=base)


# -------------------------------------------------------------------------------------------------------------- filling


def test_a_realisation_keeps_the_measure_its_cites_and_its_warnings() -> None:
    found = p.realise(PLAN, [RECORD])
    (one,) = found
    assert (one.indicator, one.period, one.value, one.standing) == ("ik1", Y, Fraction(25, 2), "final")
    assert (one.measure, one.cites, one.warnings) == (
        "naik_kelas:F6", ("Renstra Contoh, hlm. 3",), ("naik.low_coverage",),
    )  # fmt: skip
    assert one.source == "naik_kelas:F6 · dari umkm · 12 / 96 · 80,0% datanya diketahui"
    assert len(found) == 1
    assert not found.unused
    assert codes(found) == ["measure_partial"]
    assert "F6 (umkm) of 2025 covers only 80.0%" in found.report[0].message("en")
    assert found.report[0].to_dict()["params"]["share"] == "80,0%"
    assert [placed.indicator.id for placed in found.unbound] == ["ik2"]
    card = p.evaluate(PLAN, found, on=date(2025, 12, 31))
    assert card["ik1"].achievement.value == 125
    assert "naik.low_coverage" in card.explain("ik1")
    assert json.dumps(p.to_dict(one))


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        SimpleNamespace(**RECORD),
        SimpleNamespace(to_record=lambda: SimpleNamespace(**RECORD), value=Fraction(1, 8)),
        {**RECORD, "id": "naik_kelas:F6"},
        {**RECORD, "period": None},
        {**RECORD, "year": None},
        {**RECORD, "period": Y},
        {**RECORD, "period": 2025},
        {**RECORD, "unit": "persen"},
        {**RECORD, "value": "12,5"},
        {**RECORD, "value": Decimal("12.5")},
        {**RECORD, "value": "25/2", "coverage": "4/5"},
        {**RECORD, "value": {"fraction": "25/2"}, "coverage": {"fraction": "4/5"}},
        {**RECORD, "cites": "Renstra Contoh, hlm. 3", "warnings": "naik.low_coverage"},
    ],
)
def test_the_forms_in_which_a_measure_can_be_given(record: Any) -> None:
    assert list(p.realise(PLAN, [record])) == list(p.realise(PLAN, [RECORD]))


def test_cites_and_warnings_may_be_records() -> None:
    class Cite:
        def label(self) -> str:
            return "PP 7/2021 Pasal 35"

    note = Finding("planning.no_report", "warning", (), {"year": 2025})
    one = only(PLAN, {**RECORD, "cites": [Cite()], "warnings": [note]})
    assert (one.cites, one.warnings) == (("PP 7/2021 Pasal 35",), (note.message(),))
    assert only(PLAN, {**RECORD, "cites": Cite(), "warnings": None}).cites == ("PP 7/2021 Pasal 35",)
    assert only(PLAN, {**RECORD, "warnings": 7}).warnings == ("7",)


@pytest.mark.parametrize("status", ["unknown", "indeterminate", None, "strange"])
def test_a_measure_without_value_gives_a_realisation_without_one_and_no_zero(status: str | None) -> None:
    found = p.realise(PLAN, [{**RECORD, "value": None, "status": status}])
    (one,) = found
    assert one.value == Absent("not_available")
    assert (one.measure, one.warnings) == ("naik_kelas:F6", ("naik.low_coverage",))
    assert codes(found) == ["measure_without_value", "measure_partial"]
    outcome = {"indeterminate": "belum dapat ditentukan"}.get(status or "", "data belum lengkap")
    assert f"({outcome})" in found.report[0].message()
    assert outcome in str(found.report[0].to_dict()["params"])
    card = p.evaluate(PLAN, found, on=date(2025, 12, 31))
    assert (card["ik1"].achievement.value, card["ik1"].achievement.status) == (None, "unknown")
    assert card.total.mean is None


def test_a_value_with_a_status_that_is_not_known_is_kept_and_named() -> None:
    found = p.realise(PLAN, [{**RECORD, "status": "preliminary", "coverage": 1}])
    assert [one.value for one in found] == [Fraction(25, 2)]
    assert codes(found) == ["measure_status"]


def test_a_value_that_is_no_number_keeps_its_text() -> None:
    found = p.realise(PLAN, [{**RECORD, "value": "1.500"}, {**RECORD, "year": 2024, "period": None, "value": "1/0"}])
    assert [one.value for one in found] == [Unread("1/0"), Unread("1.500", "planning.number_ambiguous")]
    assert codes(found).count("measure_field") == 2
    assert only(PLAN, {**RECORD, "value": (5, 6)}).value == Range(5, 6)


# ------------------------------------------------------------------------------------------------------------- matching


def test_measures_that_no_indicator_wants_are_kept_and_named() -> None:
    other = {**RECORD, "id": "naik_kelas:F66"}
    found = p.realise(PLAN, [other])
    assert found.unused == (other,)
    assert codes(found) == ["measure_unwanted", "indicator_unfilled"]
    assert "naik_kelas:F6" in found.report[0].message()
    assert [placed.indicator.id for placed in found.unfilled] == ["ik1"]
    assert p.realise(p.Plan(id="p", kind="renja"), [other]).report[0].message().endswith("naik_kelas:F66 (umkm).")


def test_an_id_without_a_room_is_that_of_the_one_room_there_is() -> None:
    two = p.Plan(
        id="p", kind="renja",
        indicators=(p.bind(COUNT, "naik_kelas:F6"), p.bind(p.Indicator(id="z", name="Z"), "plut:F6")),
    )  # fmt: skip
    found = p.realise(two, [{"id": "F6", "year": 2025, "value": 1}])
    assert codes(found)[0] == "measure_ambiguous"
    assert len(found.unused) == 1
    assert [one.indicator for one in p.realise(two, [{"id": "plut:F6", "year": 2025, "value": 1}])] == ["z"]
    bare = bound("F6")
    assert only(bare, {"id": "naik_kelas:F6", "year": 2025, "value": 1}).measure == "F6"
    assert not len(p.realise(bound("naik_kelas:F6"), [{"id": "plut:F6", "year": 2025, "value": 1}]))
    # One that is named in full is not in doubt.
    both = p.Plan(id="p", kind="renja", indicators=(evolve(COUNT, measure="F6"), p.bind(SHARE, "naik_kelas:F6")))
    assert [one.indicator for one in p.realise(both, [{"id": "naik_kelas:F6", "year": 2025, "value": 1}])] == ["ik1"]


@pytest.mark.parametrize(
    ("unit", "measure_unit", "units", "expected"),
    [
        ("%", "percent", None, None),
        ("persen", "percent", None, None),
        ("usaha", "enterprises", None, None),
        ("UMKM", "enterprises", None, None),
        ("wirausaha", "enterprises", {"enterprises": ["Wirausaha"]}, None),
        ("usaha", "enterprises", {"enterprises": ["Wirausaha"]}, None),
        ("orang", "people", {"people": ["orang"]}, None),
        ("orang", "percent", None, "measure_unit_differs"),
        ("%", "enterprises", None, "measure_unit_differs"),
        (None, "percent", None, "measure_unit_missing_indicator"),
        ("%", None, None, "measure_unit_missing_measure"),
    ],
)
def test_units(unit: str | None, measure_unit: str | None, units: Any, expected: str | None) -> None:
    record = {"id": "m:a", "year": 2025, "value": 5, "unit": measure_unit}
    found = p.realise(bound("m:a", unit=unit), [record], units=units)
    assert codes(found) == ([] if expected is None else [expected])
    differs = expected == "measure_unit_differs"
    assert len(found) == (0 if differs else 1)
    assert found.unused == ((record,) if differs else ())
    assert len(found.unfilled) == differs


@pytest.mark.parametrize(("base", "measure_base", "fits"), [
    ("micro", "micro", True), ("micro", "umkm", False), ("micro", None, True), (None, "umkm", True),
])  # fmt: skip
def test_bases(base: str | None, measure_base: str | None, fits: bool) -> None:
    record = {"id": "m:a", "year": 2025, "value": 5, "unit": "percent", "base": measure_base}
    found = p.realise(bound("m:a", base), [record])
    assert len(found) == fits
    missing = ["measure_base_missing"] if base is not None and measure_base is None else []
    assert codes(found) == (missing if fits else ["measure_base_differs"])
    assert found.unused == (() if fits else (record,))


def test_two_measures_of_one_period_are_both_kept_and_named() -> None:
    found = p.realise(PLAN, [RECORD, {**RECORD, "value": 13}])
    assert [one.value for one in found] == [Fraction(25, 2), 13]
    assert codes(found) == ["measure_partial", "measure_partial", "measures_contradict"]
    assert "12,5 (F6 · dari umkm" in found.report[2].message()
    card = p.evaluate(PLAN, found, on=date(2025, 12, 31))
    assert (card["ik1"].actual.status, card["ik1"].achievement.value) == ("indeterminate", None)


def test_measures_on_several_bases_are_named_where_the_indicator_says_none() -> None:
    record = {"id": "m:a", "year": 2025, "value": 5, "unit": "percent", "base": "micro"}
    found = p.realise(bound("m:a"), [record, {**record, "base": "umkm", "value": 6}])
    assert [one.value for one in found] == [5, 6]
    assert codes(found) == ["measure_bases"]


def test_a_copy_is_used_once() -> None:
    record = {"id": "m:a", "year": 2025, "value": 5, "unit": "percent"}
    found = p.realise(bound("m:a"), [record, dict(record), {**record, "year": 2024}])
    assert [(one.period.year, one.value) for one in found] == [(2024, 5), (2025, 5)]
    assert codes(found) == ["measure_repeated"]


def test_one_measure_fills_every_indicator_that_wants_it() -> None:
    one = p.bind(p.Indicator(id="a", name="A", unit="%"), "m:a")
    other = p.bind(p.Indicator(id="b", name="B", unit="orang"), "m:a")
    plan = p.ActionPlan(id="r", kind="renaksi", actions=(p.Action(id="x", name="X", indicators=(one, other)),))
    found = p.realise(plan, [{"id": "m:a", "year": 2025, "value": 5, "unit": "percent"}], standing="preliminary")
    assert [(each.indicator, each.standing) for each in found] == [("a", "preliminary")]
    assert codes(found) == ["measure_unit_differs"]
    assert found.report[0].where == "$.actions[0].indicators[1]"
    assert [placed.indicator.id for placed in found.unfilled] == ["b"]
    assert not found.unused


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        ({"value": 50}, True),
        ({"value": "12,4"}, True),
        ({"value": Fraction(25, 2)}, False),
        # As printed with fewer decimals: 12,5 is 12 or 13.
        ({"value": 13}, False),
        ({"value": 50, "unit": "%"}, True),
        ({"value": 50, "denominator": 0}, False),
        ({"value": 50, "numerator": None}, False),
        ({"value": 50, "unit": None}, False),
        ({"value": None}, False),
    ],
)
def test_a_value_that_is_not_what_it_was_counted_from_is_kept_and_named(said: dict[str, Any], differs: bool) -> None:
    found = p.realise(PLAN, [{**RECORD, **said}])
    assert len(found) == 1
    assert ("measure_value_differs" in codes(found)) == differs
    if differs:
        assert "12 dari 96 adalah 12,5%" in found.report[0].message()


def test_a_measure_of_an_enterprise_count_is_no_percentage() -> None:
    record = {"id": "m:a", "year": 2025, "value": 12, "unit": "enterprises", "numerator": 12, "denominator": 96}
    assert codes(p.realise(bound("m:a", unit="usaha"), [record])) == []


@pytest.mark.parametrize(("year", "outside"), [(2023, False), (2026, False), (2022, True), (2040, True)])
def test_a_measure_outside_the_years_of_the_plan_is_kept_and_named(year: int, outside: bool) -> None:
    plan = evolve(bound("m:a"), first_year=2024, last_year=2026)
    found = p.realise(plan, [{"id": "m:a", "year": year, "value": 5, "unit": "percent"}])
    assert [one.period.year for one in found] == [year]
    assert codes(found) == (["measure_year_outside"] if outside else [])


# ------------------------------------------------------------------------------------------------------------- bad data


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"id": None}, "id"),
        ({"id": "  "}, "id"),
        ({"id": 6}, "id"),
        ({"period": None, "year": None}, "year"),
        ({"period": "kapan-kapan"}, "period"),
        ({"period": "TW I 2024"}, "period"),
        ({"period": None, "year": True}, "year"),
        ({"period": None, "year": 123456}, "year"),
        ({"period": [2025]}, "period"),
    ],
)
def test_what_is_no_measure_is_kept_and_named(said: dict[str, Any], field: str) -> None:
    record = {**RECORD, **said}
    found = p.realise(PLAN, [record])
    assert found.unused == (record,)
    assert not len(found)
    assert "measure_field" in codes(found)
    assert {one.params["field"] for one in found.report if one.code == "planning.measure_field"} == {field}


def test_a_quarter_agrees_with_its_year() -> None:
    assert only(PLAN, {**RECORD, "period": "TW I 2025"}).period == Period(2025, "quarter", 1)


@pytest.mark.parametrize("name", ["base", "unit", "status", "population"])
def test_a_field_that_is_no_text_is_named_and_left_out(name: str) -> None:
    found = p.realise(PLAN, [{**RECORD, name: 5, "coverage": None}])
    assert len(found) == 1
    assert codes(found)[0] == "measure_field"


@pytest.mark.parametrize("name", ["numerator", "denominator", "coverage"])
def test_a_field_that_is_no_number_is_named_and_left_out(name: str) -> None:
    found = p.realise(PLAN, [{**RECORD, name: "banyak"}])
    assert len(found) == 1
    assert codes(found)[0] == "measure_field"
    assert (found.report[0].params["field"], found.report[0].params["got"]) == (name, "banyak")


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match="plan must be a Plan or an ActionPlan, not str"):
        p.realise("renja", [])  # type: ignore[arg-type] # misuse is tested
    with pytest.raises(ValueError, match="standing must be one of preliminary, final, prognosis, not 'draft'"):
        p.realise(PLAN, [], standing="draft")
    with pytest.raises(TypeError, match="a measure must be a mapping or a record with an id, not int"):
        p.realise(PLAN, [6])
    with pytest.raises(TypeError, match="value must be exact"):
        p.realise(PLAN, [{**RECORD, "value": 12.5}])


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_was_filled_in_words(lang: Any) -> None:
    found = p.realise(PLAN, [{**RECORD, "population": "binaan PLUT"}, {**RECORD, "id": "F9"}])
    text = found.explain(lang)
    assert "ik1" in text
    assert "binaan PLUT" in text
    assert "{" not in text
    assert str(found) == found.explain()
    assert found._repr_html_().startswith("<pre>")
    assert repr(found) == "<Filled renja: 1 realisations, 1 measures unused>"


def test_a_measure_of_a_panel_is_taken_in_the_unit_of_its_source() -> None:
    def shop(id_: str, *sales: int) -> pk.Enterprise:
        years = (pk.Snapshot(as_of=date(2024 + n, 12, 31), sales=amount) for n, amount in enumerate(sales))
        return pk.Enterprise(id=id_, snapshots=tuple(years))

    panel = pk.naik_kelas.panel([shop("a", 10**9, 3 * 10**9), shop("b", 10**9, 10**9)])
    measure = pk.naik_kelas.measure(panel, "F6")
    indicator = p.bind(p.Indicator(id="i", name="I", unit="%"), "naik_kelas:F6")
    for given in (measure, measure.to_record()):
        (one,) = p.realise(p.Plan(id="p", kind="renja", indicators=(indicator,)), [given])
        assert (one.value, one.period, one.measure) == (50, Y, "naik_kelas:F6")
        assert one.cites == tuple(cite.label() for cite in measure.cites)
