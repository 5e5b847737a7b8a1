"""Published series: growth only where it means something, and the rules that find contradictions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from plut_kumkm.base.findings import SEVERITIES
from plut_kumkm.base.lint import Suppression
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity, quantity
from plut_kumkm.ekraf import (
    SERIES_RULES,
    Datum,
    Series,
    growth,
    lint_series,
    mcc_contradictions,
    published_mcc,
)

SOURCE = published_mcc()[0].data[0].source
JAN, FEB, MAR = (Period(2026, "month", number) for number in (1, 2, 3))


def datum(value: str, as_of: Any = JAN, **said: Any) -> Datum:
    plain = {"measure": "events", "accumulation": "cumulative", "unit": "kegiatan", "source": SOURCE}
    return Datum(**{**plain, "value": quantity(value), "as_of": as_of, **said})


def row(*figures: Datum) -> tuple[Series, ...]:
    return (Series(id="s", data=figures),)


def codes(*figures: Datum, **said: Any) -> list[tuple[str, str]]:
    return [(problem.rule, problem.where) for problem in lint_series(row(*figures), **said)]


# -------------------------------------------------------------------------- what was published of MCC (press 2023-24)


def test_the_figures_of_mcc_as_the_press_has_them() -> None:
    """tugumalang.id, jurnalpatrolinews.co.id, wartabromo.com, mahasiswamalang.com, siarindomedia.com."""
    said = {
        series.id: [(str(one.as_of), one.value, one.definition, one.accumulation) for one in series.data]
        for series in published_mcc()
    }
    assert said == {
        "events": [
            ("Agustus 2023", Quantity(2_000, "more_than"), None, "cumulative"),
            ("September 2023", Quantity(2_217), None, "cumulative"),
            ("2023-11-17", Quantity(500, "about"), None, "cumulative"),
            ("Mei 2024", Quantity(6_039), None, "cumulative"),
            ("Mei 2024", Quantity(770), None, "period"),
            ("Juni 2024", Quantity(6_000, "more_than"), None, "cumulative"),
        ],
        "actors": [
            ("Agustus 2023", Quantity(14_000), "registered", "stock"),
            ("September 2023", Quantity(1_933), "involved", "stock"),
            ("Mei 2024", Quantity(3_888), "involved", "stock"),
        ],
        "partners": [
            ("September 2023", Quantity(140), None, "stock"),
            ("Mei 2024", Quantity(204), None, "stock"),
        ],
        "beneficiaries": [
            ("Agustus 2023", Quantity(95_000, "about"), None, "cumulative"),
            ("September 2023", Quantity(114_000, "more_than"), None, "cumulative"),
            ("Mei 2024", Quantity(27_436), None, "period"),
        ],
        "turnover": [("Mei 2024", Quantity(225_000_000), None, "period")],
    }
    figures = [one for series in published_mcc() for one in series.data]
    assert all(one.source is not None and one.source.grade == "secondary" for one in figures)


def test_the_rules_find_exactly_the_contradictions_that_are_marked() -> None:
    found = {(problem.rule, problem.where) for problem in lint_series(published_mcc())}
    assert found == {(one.rule, one.where) for one in mcc_contradictions()}
    assert len(found) == 2
    for one in mcc_contradictions():
        assert one.label("id") != one.label("en")


def test_split_by_definition_the_actors_are_two_sound_rows() -> None:
    actors = published_mcc()[1]
    parts = tuple(Series(id=f"{name}", data=data) for name, data in actors.by_definition().items())
    assert [part.id for part in parts] == ["registered", "involved"]
    assert not lint_series(parts).problems
    assert (actors.label(), actors.label("en")) == ("pelaku ekraf", "actors of the creative economy")
    assert parts[0].label("en") == "registered"


def test_a_contradiction_can_be_let_pass_with_a_reason() -> None:
    suppress = [Suppression(one.rule, one.label("en"), one.where) for one in mcc_contradictions()]
    report = lint_series(published_mcc(), suppress=suppress)
    assert not report.problems
    assert len(report.suppressed) == 2


# --------------------------------------------------------------------------------------------------------------- growth


def test_growth_of_mcc_with_its_denominator() -> None:
    """2,217 (September 2023) to 6,039 (May 2024): 478 a month."""
    september, may = published_mcc()[0].data[1], published_mcc()[0].data[3]
    found = growth(september, may)
    assert found.value == Quantity(Fraction(6_039 - 2_217, 2_217))
    assert found.change == Quantity(3_822)
    assert found.per_month == Quantity(Fraction(1911, 4))
    assert [note.code for note in found.notes] == ["hub.growth_cumulative"]
    assert "172,40% atas 2.217 kegiatan (September 2023)" in str(found)
    assert "172.40%, with 2,217 events (September 2023) as the denominator" in found.explain("en")


def test_growth_between_definitions_is_refused_with_the_reason() -> None:
    registered, involved, later = published_mcc()[1].data
    found = growth(registered, involved)
    assert found.value is None
    assert [reason.code for reason in found.refused] == ["hub.growth_definition"]
    assert "terdaftar dan terlibat" in found.explain()
    assert "Growth cannot be told" in found.explain("en")
    assert repr(found) == "<Growth of actors: refused>"
    assert found.refused[0].to_dict()["params"] == {"earlier": "terdaftar", "later": "terlibat"}
    assert growth(involved, later).value == Quantity(Fraction(1_955, 1_933))


def test_growth_from_a_bound_is_a_bound_that_stays_true_when_rounded() -> None:
    more, exact = datum("> 3"), datum("4", FEB)
    found = growth(more, exact)
    assert found.value == Quantity(Fraction(1, 3), "less_than")
    assert "kurang dari 33,34%" in found.explain()  # 33,33% would be too little
    upwards = growth(datum("3"), datum("> 4", FEB))
    assert upwards.value == Quantity(Fraction(1, 3), "more_than")
    assert "more than 33.33%" in upwards.explain("en")
    down = growth(datum("3", accumulation="stock"), datum("2", FEB, accumulation="stock"))
    assert "-33.33%" in down.explain("en")
    assert down.notes == ()


def test_two_bounds_that_say_nothing() -> None:
    """Beneficiaries: about 95,000, then more than 114,000."""
    found = growth(*published_mcc()[3].data[:2])
    assert [reason.code for reason in found.refused] == ["hub.growth_open"]


PERIOD = {"accumulation": "period"}


@pytest.mark.parametrize(
    ("earlier", "later", "reasons"),
    [
        ({}, {"measure": "partners"}, ["hub.growth_measure"]),
        ({"definition": "involved"}, {}, ["hub.growth_definition"]),
        ({"unit": None}, {}, ["hub.growth_unit"]),
        ({}, {"accumulation": "stock"}, ["hub.growth_accumulation"]),
        # A month does not grow into a year, nor a day into a month.
        ({"accumulation": "period"}, {"accumulation": "period", "as_of": Period(2026)}, ["hub.growth_accumulation"]),
        (
            {"accumulation": "period", "as_of": date(2026, 1, 1)},
            {"accumulation": "period"},
            ["hub.growth_accumulation"],
        ),
        ({"as_of": MAR}, {}, ["hub.growth_order"]),
        ({"as_of": FEB}, {}, ["hub.growth_order"]),
        ({"value": Quantity(0)}, {}, ["hub.growth_denominator"]),
        ({}, {"value": Quantity(-1)}, ["hub.growth_denominator"]),
        ({"unit": None, "value": Quantity(0)}, {}, ["hub.growth_unit", "hub.growth_denominator"]),
    ],
)
def test_why_there_is_no_growth(earlier: dict[str, Any], later: dict[str, Any], reasons: list[str]) -> None:
    found = growth(evolve(datum("10"), **earlier), evolve(datum("20", FEB), **later))
    assert [reason.code for reason in found.refused] == reasons
    assert found.value is found.change is found.per_month is None
    assert all(line for lang in ("id", "en") for line in found.explain(lang).splitlines())  # type: ignore[arg-type] # both of the languages


def test_growth_within_a_month_has_no_rate_and_an_unnamed_definition_is_noted() -> None:
    first = datum("10", date(2026, 1, 1), measure="beneficiaries", accumulation="stock")
    found = growth(first, evolve(first, as_of=date(2026, 1, 31), value=Quantity(15)))
    assert found.per_month is None
    assert found.value == Quantity(Fraction(1, 2))
    assert [note.code for note in found.notes] == ["hub.growth_undefined"]
    assert "penerima manfaat" in found.notes[0].message()


def test_growth_is_asked_of_figures() -> None:
    with pytest.raises(TypeError, match="a Datum is needed, not int"):
        growth(1, 2)  # type: ignore[arg-type] # the refusal is what is tested


# ---------------------------------------------------------------------------------------------------------------- rules


def test_a_clean_row_has_no_problem() -> None:
    clean = (datum("> 10"), datum("12"), datum("20", FEB), datum("8", FEB, accumulation="period"), datum("25", MAR))
    assert codes(*clean) == []


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("12", "13", True),
        ("12", "12", False),
        ("> 10", "12", False),
        ("> 12", "12", True),
        ("~ 10", "14", False),
        ("~ 10", "16", True),
    ],
)
def test_hub001_one_time_has_one_value(first: str, second: str, wrong: bool) -> None:
    assert codes(datum(first), datum(second)) == ([("HUB001", "$.series[0].data[1]")] if wrong else [])
    # Other definitions, other days and other ways of counting contradict nothing.
    assert ("HUB001", "$.series[0].data[1]") not in codes(datum(first), datum(second, definition="involved"))
    assert ("HUB001", "$.series[0].data[1]") not in codes(datum(first), datum(second, FEB))


def test_hub001_is_told_once_for_each_figure() -> None:
    found = codes(datum("1"), datum("2"), datum("3"), select=["HUB001"])
    assert found == [("HUB001", "$.series[0].data[1]"), ("HUB001", "$.series[0].data[2]")]


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [("12", "11", True), ("12", "12", False), ("> 12", "12", True), ("12", "> 5", False), ("12", "~ 10", False)],
)
def test_hub002_a_cumulative_number_does_not_fall(first: str, second: str, wrong: bool) -> None:
    assert codes(datum(first), datum(second, FEB)) == ([("HUB002", "$.series[0].data[1]")] if wrong else [])
    # The order in which they were typed does not matter, the days do.
    assert codes(datum(second, FEB), datum(first)) == ([("HUB002", "$.series[0].data[0]")] if wrong else [])
    stocks = (datum(first, accumulation="stock"), datum(second, FEB, accumulation="stock"))
    assert codes(*stocks) == []


def test_hub002_tells_the_nearest_and_leaves_days_that_overlap() -> None:
    (problem,) = lint_series(
        row(datum("10"), datum("9", FEB), datum("20", Period(2025))), select=["HUB002"], ignore=[]
    ).problems[1:]
    assert problem.where == "$.series[0].data[1]"
    assert "10 events (January 2026)" in problem.message("en")
    assert codes(datum("10"), datum("9", date(2026, 1, 15))) == []


def test_hub003_one_row_has_one_definition() -> None:
    assert codes(datum("9", definition="registered"), datum("2", FEB, definition="involved")) == [
        ("HUB003", "$.series[0].data[1]")
    ]
    assert codes(datum("9", measure="partners"), datum("9", FEB)) == [("HUB003", "$.series[0].data[1]")]


def month(value: str, as_of: Any = FEB) -> Datum:
    return datum(value, as_of, accumulation="period")


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        # 10 in January, 20 in February: February added at most 10.
        ((datum("10"), datum("20", FEB), month("10")), False),
        ((datum("10"), datum("20", FEB), month("11")), True),
        ((datum("10"), datum("20", MAR), month("11")), True),
        # More than all that there was.
        ((datum("20", FEB), month("21")), True),
        ((datum("20", FEB), month("20")), False),
        # Before the period nothing is known of it.
        ((datum("20"), month("21")), False),
        # "About" and open bounds prove nothing.
        ((datum("~ 20", FEB), month("90")), False),
        ((datum("~ 10"), datum("20", FEB), month("15")), False),
        ((datum("10"), datum("> 20", FEB), month("15")), False),
        ((datum("< 10"), datum("< 20", FEB), month("19")), False),
        ((datum("> 10"), datum("< 20", FEB), month("10")), True),
        ((datum("10", definition="involved"), datum("20", FEB, definition="involved"), month("11")), False),
    ],
)
def test_hub004_a_period_is_not_above_the_difference(figures: tuple[Datum, ...], wrong: bool) -> None:
    where = f"$.series[0].data[{len(figures) - 1}]"
    assert codes(*figures, select=["HUB004"]) == ([("HUB004", where)] if wrong else [])


def test_hub004_leaves_a_fall_to_its_own_rule() -> None:
    fallen = (datum("30"), datum("20", FEB), month("5"))
    assert codes(*fallen) == [("HUB002", "$.series[0].data[1]")]


def test_hub005_units() -> None:
    assert codes(datum("1"), datum("2", FEB, unit="orang")) == [("HUB005", "$.series[0].data[1].unit")]
    assert codes(datum("1", unit=None), datum("2", FEB)) == [("HUB005", "$.series[0].data[0].unit")]


def test_hub006_sources() -> None:
    assert codes(datum("1", source=None)) == [("HUB006", "$.series[0].data[0].source")]


def test_hub007_what_cannot_be() -> None:
    assert codes(evolve(datum("1"), value=Quantity(-1)), select=["HUB007"]) == [("HUB007", "$.series[0].data[0].value")]
    assert codes(datum("1", accumulation="harian")) == [("HUB007", "$.series[0].data[0].accumulation")]


def test_rules_agree_with_their_findings_and_have_titles_and_reasons() -> None:
    failing = (
        row(datum("1"), datum("2")),
        row(datum("2"), datum("1", FEB)),
        row(datum("1", definition="registered"), datum("2", FEB)),
        row(datum("1", FEB), month("2")),
        row(datum("1", unit=None), datum("1", FEB, unit="orang"), datum("1", MAR)),
        row(datum("1", source=None)),
        row(evolve(datum("1", accumulation="x"), value=Quantity(-1))),
    )
    for rule, subject in zip(SERIES_RULES, failing, strict=True):
        found = list(rule.find(subject))
        assert found
        assert {one.severity for one in found} == {rule.severity}
        assert rule.title("id") != rule.title("en")
        assert not rule.title("en").endswith("can be")
        assert "Mend it by" in rule.doc
        assert rule.severity in SEVERITIES
        for one in found:
            assert one.message("id") != one.message("en")


def test_series_are_asked_for() -> None:
    with pytest.raises(TypeError, match="series must be Series, not Datum"):
        lint_series([datum("1")])  # type: ignore[list-item] # the refusal is what is tested


def test_a_figure_of_one_month_does_not_read_like_a_total_of_that_month() -> None:
    """6,039 since the opening and 770 in May 2024 alone (mahasiswamalang.com)."""
    whole, month = published_mcc()[0].data[3:5]
    assert (whole.label("en"), month.label("en")) == ("6,039 events (May 2024)", "770 events (during May 2024)")
    assert (whole.label(), month.label()) == ("6.039 kegiatan (Mei 2024)", "770 kegiatan (selama Mei 2024)")
    assert repr(month) == "<Datum events: 770 events (during May 2024)>"
    assert repr(published_mcc()[0]) == "<Series events: 6 figures>"


def test_a_figure_as_plain_values() -> None:
    plain = published_mcc()[0].data[2].to_dict()
    assert plain["as_of"] == "2023-11-17"
    assert plain["value"] == {"value": 500, "kind": "about"}
    assert plain["words"] == "sekitar 500 kegiatan"
    assert plain["source"]["instrument"] == "wartabromo-2023"
    assert datum("1", source=None, unit=None).to_dict()["as_of"] == "Januari 2026"
    assert datum("1", source=None, unit=None).to_dict()["source"] is None
    assert datum("1", unit=None).label("en") == "1 (January 2026)"
    assert datum("1", unit="lembar").label() == "1 lembar (Januari 2026)"
