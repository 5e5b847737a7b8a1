"""Which plan governs, what is odd about its years, and the plans that come with the library."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import plut_kumkm as pk
from plut_kumkm.base import data, messages
from plut_kumkm.planning import shipped
from plut_kumkm.planning.sources import SOURCES

p = pk.planning
FIRST = p.Plan(id="a", kind="rpjmd", region="35.73", first_year=2018, last_year=2023)
CHANGED = p.Plan(
    id="b", kind="rpjmd", region="35.73", first_year=2018, last_year=2023, amends="a", in_force=date(2021, 9, 1)
)
RPD = p.Plan(id="c", kind="rpd", region="35.73", first_year=2024, last_year=2026, replaced_by="d")
NEXT = p.Plan(id="d", kind="rpjmd", region="35.73", first_year=2025, last_year=2029, in_force=date(2025, 7, 10))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2021, 8, 31), "a"),
        (date(2021, 9, 1), "b"),
        (date(2023, 12, 31), "b"),
        (date(2024, 1, 1), "c"),
        (date(2025, 7, 9), "c"),
        (date(2025, 7, 10), "d"),
        (date(2030, 1, 1), None),
        (date(2017, 12, 31), None),
    ],
)
def test_the_plan_of_a_day(on: date, expected: str | None) -> None:
    found = p.governing((FIRST, CHANGED, RPD, NEXT), on=on)
    assert (None if found.value is None else found.value.id) == expected
    assert found.status == ("unknown" if expected is None else "known")
    assert json.loads(json.dumps(found.to_dict()))["value"] == expected
    assert found.explain("id") != found.explain("en")
    assert str(expected) in repr(found)


@pytest.mark.parametrize(
    ("newer", "on", "expected"),
    [
        (evolve(NEXT, in_force=None), date(2025, 1, 1), "d"),
        (evolve(NEXT, in_force=None), date(2027, 1, 1), None),
        (evolve(NEXT, in_force=None, last_year=None, ended=date(2029, 12, 31)), date(2025, 1, 1), "d"),
        (NEXT, date(2025, 7, 10), None),
        (evolve(NEXT, in_force=None, first_year=2027), date(2027, 1, 1), None),
    ],
)
def test_a_successor_without_its_day_is_said_to_be_taken_from_new_year(
    newer: pk.planning.Plan, on: date, expected: str | None
) -> None:
    """The RPJMD 2025-2029 was decided in July 2025; without that day its first year is asked of, beside an RPD."""
    found = p.governing((RPD, newer), on=on)
    assert found.value == newer
    told = [note.params["plan"] for note in found.notes if note.code == "planning.start_assumed"]
    assert len(told) == (expected is not None)
    assert all("dianggap 1 Januari 2025" in note.message() for note in found.notes)


def test_several_plans_at_once_are_named_and_may_be_told_apart() -> None:
    office = p.Plan(
        id="e",
        kind="renstra",
        title="Renstra Dinas Contoh",
        region="35.73",
        owner="Dinas Contoh",
        first_year=2024,
        last_year=2026,
    )
    open_ = p.governing((RPD, office), on=date(2024, 6, 1))
    assert (open_.value, open_.status, [one.id for one in open_.candidates]) == (None, "indeterminate", ["c", "e"])
    assert "RPD 2024-2026, Renstra Dinas Contoh" in open_.notes[0].message()
    for asked in ({"kind": "renstra"}, {"owner": "Dinas Contoh"}):
        assert p.governing((RPD, office), on=date(2024, 6, 1), **asked).value == office  # type: ignore[arg-type] # the filters of the call
    assert p.governing((RPD, office), on=date(2024, 6, 1), region="35.07").status == "unknown"


def test_a_plan_without_days_is_left_out_and_named() -> None:
    undated = p.Plan(id="x", kind="rpd", title="RPD Contoh")
    found = p.governing((undated, RPD), on=date(2024, 6, 1))
    assert found.value == RPD
    assert [(note.code, note.path) for note in found.notes] == [("planning.days_unknown", ("x",))]
    assert (undated.years, undated.governs(date(2024, 1, 1))) == ((), None)
    assert p.Plan(id="y", kind="rpd", first_year=2026, last_year=2024).governs(date(2025, 1, 1)) is None
    itself = p.Plan(id="z", kind="rpd", first_year=2024, last_year=2026, amends="z", ended=date(2024, 6, 30))
    assert p.governing((itself,), on=date(2024, 6, 30)).value == itself
    assert p.governing((itself,), on=date(2024, 7, 1)).value is None


@pytest.mark.parametrize(
    ("kind", "first", "last", "codes"),
    [
        ("rpd", 2023, 2026, []),
        ("rpd", 2024, 2026, []),
        ("rpd", 2024, 2027, ["planning.period_unusual"]),
        ("rpjmd", 2018, 2023, []),
        ("rpjmd", 2025, 2029, []),
        ("rpjmd", 2025, 2027, ["planning.length_unusual"]),
        ("rpjpd", 2025, 2045, []),
        ("rpjpd", 2025, 2030, ["planning.length_unusual"]),
        ("renstra", 2024, 2026, []),
        ("renja", 2025, 2025, []),
        ("rkpd", 2025, 2026, ["planning.length_unusual"]),
        ("rpd", 2026, 2024, ["planning.years_reversed"]),
        ("rpd", None, 2026, ["planning.years_missing"]),
        ("rpd", 2024, None, ["planning.years_missing"]),
        ("rpjm", 2024, 2026, ["planning.kind_unknown"]),
    ],
)
def test_periods_inmendagri_70_2021_and_52_2022(kind: str, first: Any, last: Any, codes: list[str]) -> None:
    notes = p.period_notes(p.Plan(id="x", kind=kind, first_year=first, last_year=last))
    assert [note.code for note in notes] == codes
    for note in notes:
        assert note.message("id") != note.message("en")


def test_an_rpd_has_no_vision_of_an_elected_head_and_an_rpjmd_has() -> None:
    said: dict[str, Any] = {"first_year": 2024, "last_year": 2026}
    for more in ({"vision": "Maju"}, {"missions": ("Satu",)}):
        (note,) = p.period_notes(p.Plan(id="x", kind="rpd", **said, **more))
        assert (note.code, note.cite.label() if note.cite else None) == ("planning.rpd_vision", "Inmendagri 70/2021")
    assert p.period_notes(p.Plan(id="x", kind="rpjmd", first_year=2025, last_year=2029, vision="Maju")) == ()
    assert p.period_notes(p.ActionPlan(id="x", kind="renaksi", first_year=2024, last_year=2028)) == ()


def test_every_kind_of_plan_has_a_rule_with_a_source() -> None:
    for kind, rule in p.period_rules().items():
        assert rule.provisions
        assert rule.label("id")
        assert repr(rule) == f"<PeriodRule {kind}>"


def test_the_frame_of_malang_says_what_was_not_published() -> None:
    rpd = p.frame("malang-rpd-2024-2026")
    assert isinstance(rpd.plan, p.Plan)
    assert rpd.plan.themes == ("inflasi", "kemiskinan ekstrem", "stunting", "kemudahan berusaha", "ekonomi kreatif")
    assert [goal.name[:3] for goal in rpd.plan.goals] == ["SDM", "Per", "Kes", "Tra"]
    assert [(one.id, one.strategic) for one in rpd.plan.objectives] == [("ekonomi-kreatif", True)]
    assert rpd.plan.instrument is None
    assert not list(p.indicators_of(rpd.plan))
    assert {"planning.not_published"} == {note.code for note in rpd.notes}
    assert "target" in " ".join(note.message("en") for note in rpd.notes)
    assert (rpd.provision.grade, repr(rpd)) == ("secondary", "<Frame malang-rpd-2024-2026 (secondary)>")
    assert p.period_notes(rpd.plan) == ()


def test_the_action_plan_of_malang_has_six_directions_and_no_invented_programme() -> None:
    renaksi = p.frame("malang-renaksi-ekraf-2024-2028").plan
    assert isinstance(renaksi, p.ActionPlan)
    assert len(renaksi.directions) == 6
    assert (renaksi.actions, renaksi.years[0], renaksi.years[-1]) == ((), 2024, 2028)
    assert renaksi.issues == ("SDM", "pasar", "modal", "infrastruktur")
    assert not [part for part in p.parts_of(renaksi) if part.kind == "programme"]


def test_what_is_not_published_may_have_a_name_of_its_own() -> None:
    plan = p.Plan(id="x", kind="rpd", not_published=("lampiran",))
    (note,) = shipped.not_published(plan)
    assert "lampiran" in note.message()
    assert str(note.params["what"]) == "lampiran"


def test_templates_cover_the_six_directions_and_are_a_proposal() -> None:
    directions = [one.id for one in p.frame("malang-renaksi-ekraf-2024-2028").plan.directions]
    assert list(dict.fromkeys(one.direction for one in p.templates())) == directions
    for one in p.templates():
        assert (one.provision.origin, one.provision.grade) == ("proposal", "unverified")
        assert (one.indicator.baseline, one.indicator.targets) == (None, ())
        assert one.indicator.direction in ("higher", "lower")
        assert one.indicator.accumulation in ("sum", "last", "average")
        assert one.label("id") != one.label("en")
    assert len({one.indicator.id for one in p.templates()}) == len(p.templates())


def test_what_is_not_shipped_is_refused() -> None:
    with pytest.raises(ValueError, match="no frame 'malang'; there are malang-renaksi"):
        p.frame("malang")
    with pytest.raises(ValueError, match="no direction 'seni'; there are infrastruktur"):
        p.templates("seni")


def test_a_broken_file_of_the_library_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"plan": {"id": 1}, "template": [{"direction": "x", "en": "x", "indicator": {"id": 1}}]}
    broken |= {"checked": date(2026, 1, 1), "jdih": False}  # type: ignore[dict-item] # as TOML has it
    broken["source"] = {"instrument": "pustaka", "grade": "unverified", "origin": "proposal"}  # type: ignore[assignment] # as TOML has it
    monkeypatch.setattr(data, "toml", lambda _: broken)
    with pytest.raises(data.DataError, match=r"malang-rpd-2024-2026\.toml"):
        shipped.frame.__wrapped__("malang-rpd-2024-2026")
    with pytest.raises(data.DataError, match=r"templates\.toml"):
        shipped._templates.__wrapped__()


PLAN = """
id = "renaksi-contoh"
kind = "renaksi"
title = "Renaksi Kota Contoh"
first_year = 2024
last_year = 2028

[[directions]]
id = "sdm"
name = "Peningkatan kapasitas SDM kreatif"

[[actions]]
id = "a1"
name = "Uji kompetensi"
direction = "sdm"
owner = "Dinas Contoh"
budgets = [{ period = 2025, ceiling = 100_000_000 }]

[[actions.indicators]]
id = "sertifikat"
name = "Jumlah SDM kreatif bersertifikat"
unit = "orang"
direction = "higher"
accumulation = "sum"
targets = { 2025 = 100, 2026 = "1.500" }
"""


def test_a_plan_of_ones_own_is_loaded_from_toml(tmp_path: Path) -> None:
    file = tmp_path / "renaksi.toml"
    file.write_text(PLAN, encoding="utf-8")
    plan, report = p.load(file)
    assert isinstance(plan, p.ActionPlan)
    assert [(one.where, one.code) for one in report] == [
        ("$.actions[0].indicators[0].targets.2026", "planning.number_ambiguous")
    ]
    assert p.load(file, decimal=",")[1].ok
    file.write_text('id = "x"\nkind = "rpd"\n', encoding="utf-8")
    assert isinstance(p.load(file)[0], p.Plan)
    file.write_text("id = 1.5", encoding="utf-8")
    with pytest.raises(data.DataError, match="floats are not exact"):
        p.load(file)


def test_every_source_of_the_room_is_cited_somewhere() -> None:
    names = [*data.names("planning"), *data.names("planning/frames")]
    text = "\n".join(Path(data.ROOT, name).read_text(encoding="utf-8") for name in names if "instruments" not in name)
    missing = [name for name in SOURCES.instruments if f'"{name}"' not in text]
    assert not missing


def test_every_text_of_the_room_stands_in_both_languages_and_asks_for_the_same_values() -> None:
    from string import Formatter

    for code, texts in messages.catalogue().items():
        if code.startswith("planning."):
            asked = [{name for _, name, _, _ in Formatter().parse(texts[lang]) if name} for lang in ("id", "en")]
            assert texts["id"], code
            assert not asked[1] - asked[0] or code == "planning.skp_gap", code


def test_years_that_are_none_make_no_list() -> None:
    for last in (10**12, -1, 20266):
        assert pk.planning.Plan(id="p", kind="rpd", first_year=2024, last_year=last).years == ()
