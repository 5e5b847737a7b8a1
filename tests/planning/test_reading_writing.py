"""Plans written as tables and read back; evaluation forms. Form numbers: Permendagri 86/2017, unverified."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.reading.writing.flat import number_text, value_text

p = pk.planning

INDICATOR: dict[str, Any] = {"unit": "unit", "direction": "higher"}


def big_plan() -> Any:
    """Return a plan with everything that a table can hold."""
    values = {
        2024: 12,
        2025: Fraction(25, 2),
        "TW I 2026": Quantity(80, "at_least"),
        2026: p.Range(Fraction(57, 10), 8),
        "TW II 2026": p.Absent("not_available"),
        "TW III 2026": p.Word("BB"),
        "TW IV 2026": p.Absent("dash"),
    }
    rich = p.Indicator(
        id="rich", name="Jumlah event", **INDICATOR, level="output", families=("IKU", "IKD"), accumulation="average",
        baseline=-5, baseline_year=2023, targets=p.by_period(values), end_target=20, formula="=a/b", definition="D",
        reason="R", source="BPS", weight=Fraction(1, 2), subsectors=("kriya", "kuliner"),
    )  # fmt: skip
    owned = p.Indicator(id="owned", name="Lama izin", **{**INDICATOR, "direction": "lower"}, owner="Dinas B")
    paid = p.Indicator(id="paid", name="Kunjungan", **INDICATOR, accumulation="sum")
    ceilings = tuple(
        p.Budget(period=Period(year), ceiling=year * 1000, realised=5, fund="APBD") for year in (2024, 2025)
    )
    sub = p.Subactivity(id="3.26.04.2.01.0001", name="Sub", code="3.26.04.2.01.0001", indicators=(owned,))
    activity = p.Activity(id="3.26.04.2.01", name="Kegiatan A", code="3.26.04.2.01", subactivities=(sub,))
    programme = p.Programme(
        id="3.26.04", name="Program A", code="3.26.04", owner="Dinas A", indicators=(rich, paid), budgets=ceilings,
        activities=(activity,),
    )  # fmt: skip
    direction = p.PolicyDirection(
        id="arah-a", name="Arah A", programmes=(p.Programme(id="program-c", name="Program C"),)
    )
    strategy = p.Strategy(id="strategi-a", name="Strategi A", directions=(direction,))
    objective = p.Objective(id="sasaran-a", name="Sasaran A", programmes=(programme,), strategies=(strategy,))
    return p.Plan(
        id="rencana", kind="renstra", first_year=2024, last_year=2026, title="Judul",
        indicators=(p.Indicator(id="bebas", name="Bebas", **INDICATOR),),
        budgets=(p.Budget(period=Period(2025), ceiling=9), p.Budget(of="paid", period=Period(2025), ceiling=7)),
        programmes=(p.Programme(id="program-b", name="Program B"),),
        directions=(p.PolicyDirection(id="arah-b", name="Arah B"),),
        objectives=(p.Objective(id="sasaran-b", name="Sasaran B"),),
        goals=(p.Goal(id="tujuan-a", name="Tujuan A", objectives=(objective,)),),
    )  # fmt: skip


def action_plan() -> Any:
    one = p.Indicator(id="nib", name="NIB terbit", **INDICATOR, targets=p.by_period({2025: 300}))
    first = p.Action(
        id="klinik", name="Klinik", direction="legalitas", owner="Dinas A", element="pelaku",
        partners=("Bank", "Kampus"),
        output="NIB", programme="Program A", subsectors=("kriya",), indicators=(one,),
        budgets=(p.Budget(period=Period(2025), ceiling=50),),
    )  # fmt: skip
    return p.ActionPlan(
        id="rencana", kind="renaksi", first_year=2025, last_year=2025, title="Aksi",
        directions=(p.PolicyDirection(id="legalitas", name="Legalitas"), p.PolicyDirection(id="data", name="Data")),
        actions=(p.Action(id="lepas", name="Lepas"), first),
    )  # fmt: skip


def same(found: Any, plan: Any) -> None:
    assert evolve(found.plan, id=plan.id, title=plan.title) == plan


@pytest.mark.parametrize("make", [big_plan, action_plan], ids=["plan", "action plan"])
def test_records_are_read_back_to_an_equal_plan(make: Callable[[], Any]) -> None:
    plan = make()
    found = p.from_records(p.to_records(plan), plan.kind)
    same(found, plan)
    assert not found.findings.errors


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("make", [big_plan, action_plan], ids=["plan", "action plan"])
def test_files_are_read_back_to_an_equal_plan(tmp_path: Path, make: Callable[[], Any], ending: str) -> None:
    if ending == "xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("python_calamine")
    plan = make()
    came = p.realised("nib" if plan.kind == "renaksi" else "rich", {2025: "11,5", "TW I 2025": 3})
    path = p.write(plan, tmp_path / f"rencana.{ending}", realisations=came)
    found = p.read(path, plan.kind)
    same(found, plan)
    assert found.plan.title == plan.title
    assert sorted(found.realisations, key=str) == sorted(came, key=str)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_decides_how_an_indicator_is_measured_is_written_and_read_back() -> None:
    """A table that lost the good side, the formula or the scale would be measured to other figures."""
    rows = (
        p.Indicator(id="inflasi", name="Inflasi", unit="%", direction="range", better="lower", accumulation="last"),
        p.Indicator(id="naik", name="Naik", unit="%", direction="range", better="higher", bounded="share"),
        p.Indicator(id="tpt", name="TPT", unit="%", direction="lower", achievement_formula="ratio"),
        p.Indicator(id="sakip", name="SAKIP", unit="predikat", direction="higher", scale="sakip-88-2021"),
        p.Indicator(id="kelas", name="Kelas", unit="%", direction="higher", measure="naik_kelas:F6", base="micro"),
    )
    plan = p.Plan(id="rencana", kind="renja", title="Judul", indicators=rows)
    found = p.from_records(p.to_records(plan), plan.kind)
    assert found.plan.indicators == rows
    assert not found.findings.errors


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("years", [(2025,), (2025, 2026)], ids=["one year", "two years"])
def test_a_plan_of_one_year_is_read_back_with_its_figures(tmp_path: Path, count: int, years: tuple[int, ...]) -> None:
    """A Renja has one year: its header names as much without the record of the year as with it."""
    rows = tuple(
        p.Indicator(id=f"i{n}", name=f"Jumlah {n}", **INDICATOR, targets=p.by_period(dict.fromkeys(years, 10 + n)))
        for n in range(count)
    )
    plan = p.Plan(id="rencana", kind="renja", title="Renja", first_year=2025, last_year=years[-1], indicators=rows)
    came = [one for row in rows for one in p.realised(row.id, dict.fromkeys(years, 9))]
    found = p.read(p.write(plan, tmp_path / "a.csv", realisations=came), "renja")
    assert found.plan.indicators == rows
    assert sorted(found.realisations, key=str) == sorted(came, key=str)
    assert not found.findings.errors


@pytest.mark.parametrize("as_file", [True, False], ids=["file", "records"])
def test_a_forecast_is_not_written_as_a_result(tmp_path: Path, as_file: bool) -> None:
    plan = action_plan()
    came = (
        *p.realised("nib", {2024: 10}, supporting="Mitra", hindering="Dana"),
        *p.realised("nib", {2025: 20}, standing="prognosis", hindering="Cuaca"),
        *p.realised("nib", {"TW I 2025": 4}, standing="preliminary"),
    )
    if as_file:
        found = p.read(p.write(plan, tmp_path / "a.csv", realisations=came), plan.kind)
    else:
        found = p.from_records(p.to_records(plan, came), plan.kind)
    assert {one.period.label(): (one.value, one.standing) for one in found.realisations} == {
        "2024": (10, "final"), "2025": (20, "prognosis"), "Triwulan I 2025": (4, "preliminary"),
    }  # fmt: skip
    assert {one.hindering for one in found.realisations} == {"2024: Dana; 2025: Cuaca"}
    assert {one.supporting for one in found.realisations} == {"2024: Mitra"}


def test_what_all_reports_say_is_written_once() -> None:
    came = p.realised("nib", {2024: 10, 2025: 20}, supporting="Mitra", hindering="Dana", follow_up="Tambah dana")
    found = p.from_records(p.to_records(action_plan(), came), "renaksi")
    assert sorted(found.realisations, key=str) == sorted(came, key=str)


def test_a_plan_of_names_alone(tmp_path: Path) -> None:
    plan = p.Plan(id="x", kind="renja", programmes=(p.Programme(id="p", name="P"),))
    path = p.write(plan, tmp_path / "a.csv")
    assert path.read_text(encoding="utf-8") == "Program,Indikator,Satuan\nP,,\n"
    same(p.read(path, "renja"), plan)


def test_figures_that_contradict_each_other_are_written_so_that_nobody_takes_one(tmp_path: Path) -> None:
    twice = p.Indicator(
        id="a", name="A", **INDICATOR,
        targets=(p.Target(period=Period(2025), value=5), p.Target(period=Period(2025), value=6)),
    )  # fmt: skip
    (record,) = p.to_records(p.Plan(id="x", kind="renja", indicators=(twice,)))
    assert record["Target 2025"] == "5 / 6"


def test_what_the_records_leave_out_and_keep() -> None:
    odd = p.Indicator(
        id="a", name="A", direction="sideways", baseline=p.Unread("5 a 6"), targets=p.by_period({2025: None})
    )
    part = p.Programme(id="p", name="–", indicators=(odd,))
    bare = p.Objective(id="o", name="–", programmes=(part,))
    assert p.to_records(p.Plan(id="x", kind="renja", objectives=(bare,))) == [
        {"ID": "a", "Indikator": "A", "Satuan": "", "Arah": "sideways", "Kondisi Awal": "5 a 6"}
    ]


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_numbers_are_read_back_exactly(number: int, places: int) -> None:
    value = Fraction(number, 10**places)
    assert p.read_value(number_text(value))[0] == value


@pytest.mark.parametrize(
    "value",
    [Quantity(5, "more_than"), Quantity(5, "at_most"), Quantity(Fraction(1, 2), "less_than"), Quantity(5),
     p.Absent("blank"),
     p.Absent("not_measured"), p.Absent("not_published"), p.Range(-5, -2)],
)  # fmt: skip
def test_values_are_read_back(value: Any) -> None:
    read = p.read_value(value_text(value))[0]
    assert read == (value.value if value == Quantity(5) else value)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    evil = p.Plan(
        id="x", kind="renja", title="=1+1",
        programmes=(p.Programme(id="p", name="@SUM(A1)", indicators=(p.Indicator(id="a", name="-2+3", unit="+"),)),),
    )  # fmt: skip
    path = p.write(evil, tmp_path / "a.csv")
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for record in csv.reader(file) for cell in record]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "-")]
    assert {"'=1+1", "'@SUM(A1)", "'-2+3", "'+"} <= set(cells)
    # The mark is taken off again.
    found = p.read(path)
    assert (found.plan.programmes[0].name, found.plan.programmes[0].indicators[0].name) == ("@SUM(A1)", "-2+3")


def test_what_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = p.Plan(id="x", kind="renja")
    with pytest.raises(ValueError, match=r"\.csv or \.xlsx"):
        p.write(plan, tmp_path / "a.pdf")
    with pytest.raises(TypeError, match="must be a Plan"):
        p.write("plan", tmp_path / "a.csv")  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="must be a Plan"):
        p.to_records(None)  # type: ignore[arg-type] # the refusal is what is tested
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ModuleNotFoundError, match=r"plut_kumkm\[excel\]"):
        p.write(plan, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_stays_when_the_new_one_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("lama", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ModuleNotFoundError):
        p.write(p.Plan(id="x", kind="renja"), path)
    assert path.read_text(encoding="utf-8") == "lama"


# ------------------------------------------------------------------------------------------------------------ the form


def card(kind: str = "renja", **options: Any) -> Any:
    summed = p.Indicator(
        id="a", name="Event", unit="event", direction="higher", accumulation="sum",
        targets=p.by_period({2024: 10, 2025: 12}),
        end_target=40,
    )  # fmt: skip
    last = p.Indicator(id="b", name="Indeks", direction="higher", accumulation="last", targets=p.by_period({2025: 80}))
    free = p.Indicator(id="c", name="Bebas", direction="higher")
    plan = p.Plan(
        id="x", kind=kind, first_year=2023, last_year=2025, indicators=(free,),
        programmes=(p.Programme(id="p", name="Program", code="3.26.04", owner="Dinas", indicators=(summed, last)),),
    )  # fmt: skip
    came = [
        *p.realised("a", {2023: 4, 2024: 9}),
        *p.realised("a", {"TW I 2025": 3, "TW II 2025": 3, "TW III 2025": 3}, hindering="Hujan", follow_up="Pindah"),
        *p.realised("a", {"TW IV 2025": 3}, supporting="Dana"),
        *p.realised("b", {2024: 70, "TW IV 2025": 60}),
    ]
    return p.evaluate(plan, options.get("came", came), on=date(2025, 12, 31))


def test_an_evaluation_form() -> None:
    form = p.evaluation_form(card())
    free, event, index, mean = form.to_records()
    assert (form.id, form.provision.grade, form.notes[0].code) == ("E.81", "unverified", "planning.form_unverified")
    assert "E.81" in form.notes[0].message("en")
    assert (event["Kode"], event["Bagian"], event["Satuan"], event["Penanggung jawab"]) == (
        "3.26.04", "Program", "event", "Dinas",
    )  # fmt: skip
    assert (event["Target akhir"], event["Realisasi s.d. 2024"], event["Target 2025"]) == ("40", "13", "12")
    assert [event[f"Realisasi TW {quarter} 2025"] for quarter in ("I", "II", "III", "IV")] == ["3"] * 4
    assert (event["Realisasi 2025"], event["Tingkat capaian (%)"], event["Predikat"]) == (
        "12",
        "100,00",
        "Sangat Tinggi",
    )
    assert (event["Faktor pendorong"], event["Faktor penghambat"], event["Tindak lanjut"]) == (
        "Dana",
        "Hujan",
        "Pindah",
    )
    # (100 + 75) / 2, beside the first indicator of the programme.
    assert (event["Rata-rata capaian (%)"], index["Rata-rata capaian (%)"]) == ("87,50", "")
    # What is not summed up: the value of the year before.
    assert (index["Realisasi s.d. 2024"], index["Tingkat capaian (%)"]) == ("70", "75,00")
    assert (free["Bagian"], free["Tingkat capaian (%)"], free["Predikat"]) == ("", "", "")
    assert (mean["Indikator"], mean["Rata-rata capaian (%)"], mean["Predikat"]) == (
        "Rata-rata capaian kinerja", "87,50", "Tinggi",
    )  # fmt: skip
    assert repr(form) == "<EvaluationForm E.81: 4 rows>"


def test_a_form_of_another_plan_and_without_values(tmp_path: Path) -> None:
    assert p.evaluation_form(card("rkpd")).id == "E.60"
    assert p.evaluation_form(card("rpd")).id == "E.58"
    none = p.evaluation_form(card("renstra", came=()), lang="en")
    assert (none.id, none.notes[0].code) == (None, "planning.form_none")
    *_, last = none.to_records()
    assert (last["Indikator"], last["Rata-rata capaian (%)"]) == ("Mean achievement", "")
    assert none.to_records()[1]["Realisasi s.d. 2024"] == ""
    assert p.evaluation_form(card("renstra"), "E.60").id == "E.60"
    with pytest.raises(ValueError, match=r"E\.58, E\.60, E\.81"):
        p.evaluation_form(card(), "E.1")
    with pytest.raises(TypeError, match="must be a Scorecard"):
        p.evaluation_form(None)  # type: ignore[arg-type] # the refusal is what is tested
    path = p.write(p.evaluation_form(card()), tmp_path / "form.csv")
    assert path.read_text(encoding="utf-8").startswith("Kode,Bagian,Indikator")


def test_a_percentage_stands_beside_the_figure_that_it_is_of() -> None:
    """A year that was reported as a whole has no quarters to add up."""
    (record,) = p.evaluation_form(card(came=p.realised("a", {2025: 6}))).to_records()[1:2]
    assert (record["Realisasi TW IV 2025"], record["Realisasi 2025"], record["Tingkat capaian (%)"]) == (
        "",
        "6",
        "50,00",
    )


def test_two_reports_of_a_quarter_stand_in_the_form_both() -> None:
    came = [*p.realised("a", {"TW I 2025": 3}), *p.realised("a", {"TW I 2025": 4})]
    form = p.evaluation_form(card(came=came))
    assert form.to_records()[1]["Realisasi TW I 2025"] == "3 / 4"
