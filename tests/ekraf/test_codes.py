"""From KBLI codes to subsectors, against cases typed from the titles of both versions."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm import Enterprise, Facts, Kbli, ekraf, identifiers, law
from plut_kumkm.base import messages
from plut_kumkm.base.data import DataError
from plut_kumkm.ekraf.kbli import outcomes, rows
from plut_kumkm.ekraf.kbli.verdicts import SubsectorQuestion
from plut_kumkm.identifiers import kbli_changes
from plut_kumkm.law.instruments import GRADES
from tests.ekraf import cases

CODES = cases.read("codes")
MAPPING = cases.rows()
ANY = law.book().accepting("unverified")
PRIMARY = law.book().accepting("primary")
NUMBERS = st.integers(0, 99999).map("{:05}".format)
VERSIONS = st.sampled_from(("2009", "2015", "2020", "2025"))


def check(found: ekraf.SubsectorVerdict, case: dict[str, Any]) -> None:
    assert found.outcome == case["outcome"]
    if "value" in case:
        assert found.status == "known"
        assert found.unwrap().slug == case["value"]
        assert found.readings == ()
    elif "readings" in case:
        assert found.status == "indeterminate"
        assert {one.id: one.value.slug for one in found.readings if one.value is not None} == case["readings"]
        assert found.share is found.role is None
        assert found.alternatives == ()
    else:
        assert (found.status, found.needs) == ("unknown", ("kbli",))
        with pytest.raises(law.Unknown):
            found.unwrap()
    told = found.explain("en")
    for part in case.get("says", ()):
        assert part in told
    assert found.explain("id") != told
    assert json.loads(json.dumps(found.to_dict()))["outcome"] == case["outcome"]


@pytest.mark.parametrize("case", CODES["code"], ids=lambda case: case["code"])
def test_a_code_in_its_version(case: dict[str, Any]) -> None:
    found = ekraf.subsector(cases.code(case["code"]))
    check(found, case)
    assert sorted(note.code for note in found.notes) == case.get("notes", [])


@pytest.mark.parametrize("case", CODES["bare"], ids=lambda case: case["code"])
def test_a_code_without_its_version(case: dict[str, Any]) -> None:
    found = ekraf.subsector_unversioned(case["code"])
    check(found, case)
    if case["outcome"] != "damaged":
        assert found.notes[0].code == "ekraf.kbli_without_version"
        assert found.notes[0].severity == "warning"


def test_every_number_that_is_known_to_be_reused_is_a_case() -> None:
    tried = {case["code"].partition(" ")[2] for case in CODES["code"]}
    assert set(kbli_changes.reuses()) - tried == {"14302"}  # seen from the titles of the mapping alone
    assert {"70203", "47782", "47832", "74201", "58120", "13133", "56101"} <= set(kbli_changes.reuses())


@pytest.mark.parametrize("row", MAPPING, ids=lambda row: f"{row['version']} {row['code']}")
def test_the_whole_mapping(row: dict[str, str]) -> None:
    """Each of the 364 rows, typed beside the data: subsector, share, role, alternatives and grade."""
    code = Kbli(row["version"], row["code"])
    found = ekraf.subsector(code, law=ANY)
    assert found.unwrap().slug == row["subsector"]
    assert found.value in ekraf.subsectors(version="2019")
    assert (found.share, found.role, found.grade) == (row["share"], row["role"], row["grade"])
    assert ";".join(one.slug for one in found.alternatives) == row["alternatives"]
    assert (found.kbli, found.outcome, found.nearest, found.counterparts) == (code, "mapped", None, ())
    assert found.cites
    default = ekraf.subsector(code)
    assert default.status == ("indeterminate" if row["grade"] == "unverified" else "known")
    assert default.rows == found.rows
    assert default.outcome == ("weak" if row["grade"] == "unverified" else "mapped")
    assert (default.value is None) is (row["grade"] == "unverified")
    if row["grade"] == "unverified":
        assert [one.value for one in default.readings] == [found.value]
        assert "ekraf.kbli_weak" in {note.code for note in default.notes}
    strict = ekraf.subsector(code, law=PRIMARY)
    assert (strict.status == "known") is (row["grade"] == "primary")
    for lang in ("id", "en"):
        assert found.explain(lang)  # every word of the row has its text in both languages


def test_the_mapping_holds_together() -> None:
    table = rows.table()
    assert len(table) == len(MAPPING) == 364
    assert Counter(code.version for code in table) == {"2020": 198, "2025": 166}
    assert Counter((row.kbli.version, row.grade) for row in table.values()) == {
        ("2020", "primary"): 4, ("2020", "secondary"): 106, ("2020", "unverified"): 88,
        ("2025", "secondary"): 77, ("2025", "unverified"): 89,
    }  # fmt: skip
    texts = messages.catalogue()
    remarks: set[str] = set()
    for code, row in table.items():
        assert identifiers.kbli.is_valid(code.code, version=code.version)
        assert row.title.strip() == row.title != ""
        assert row.grade in GRADES
        assert row.share in get_args(rows.Share)
        assert row.role in get_args(rows.Role)
        assert row.basis in get_args(rows.Basis)
        assert row.subsector not in row.alternatives
        assert f"ekraf.basis_{row.basis}" in texts
        remarks |= set(row.remarks)
        if row.grade == "primary":
            assert row.basis == "annex"
    assert {f"ekraf.remark_{word}" for word in remarks} == {name for name in texts if name.startswith("ekraf.remark_")}


def test_only_codes_of_the_annex_cite_the_regulation() -> None:
    """Permenekraf 7/2025 Lampiran I: rows 1-5, and entry 9 second-hand; the other ten are not known."""
    cited = {
        row.kbli.code: [each.grade for each in row.provisions]
        for row in rows.table().values()
        if any(each.cite.instrument.id == "permenekraf-7-2025" for each in row.provisions)
    }
    assert cited == {
        "74130": ["primary", "primary"], "74141": ["primary", "primary"], "74142": ["primary", "primary"],
        "74201": ["primary", "primary"], "74149": ["primary", "secondary"], "70203": ["secondary", "secondary"],
    }  # fmt: skip
    found = ekraf.subsector(Kbli("2020", "74130"))
    assert [each.origin for each in found.provisions] == ["law", "proposal"]
    assert [cite.label() for cite in found.cites] == [
        "Permenekraf 7/2025 Lampiran I", "Pemetaan KBLI plut_kumkm 2026 KBLI 2020 74130",
    ]  # fmt: skip
    assert "bukan daftar resmi" in found.explain()


def test_every_code_of_the_mapping_is_in_its_version(tables_dir: Any) -> None:
    codes = identifiers.kbli.load_codes(tables_dir / "kbli_codes.csv")
    for code in rows.table():
        assert codes.holds(code.version, code.code), code
    for move in kbli_changes.moves():
        assert codes.holds(move.origin.version, move.origin.code), move
        assert codes.holds(move.target.version, move.target.code), move
    for end in kbli_changes.ends():
        later = {"2015": "2020", "2020": "2025"}[end.version]
        assert codes.holds(end.version, end.code)
        assert not codes.holds(later, end.code)
    for change in kbli_changes.reuses().values():
        assert codes.holds(change.older.version, change.older.code)
        assert codes.holds(change.newer.version, change.newer.code)


@given(VERSIONS, NUMBERS)
def test_every_code_has_exactly_one_outcome(version: str, number: str) -> None:
    code = Kbli(version, number)
    found = ekraf.subsector(code, law=ANY)
    assert found.outcome in get_args(outcomes.Kind)
    assert (found.value is not None) is (found.outcome == "mapped") is (code in rows.table())
    assert found.outcome == outcomes.judge(code).kind
    assert (found.status == "unknown") is (found.outcome == "damaged")
    assert (found.nearest is not None) is (found.outcome == "not_mapped")
    again = ekraf.subsector(code, law=ANY)
    assert again.to_dict() == found.to_dict()
    assert found.notes or found.outcome == "mapped"


@given(VERSIONS, NUMBERS)
def test_a_stricter_policy_only_takes_answers_away(version: str, number: str) -> None:
    code = Kbli(version, number)
    found = [ekraf.subsector(code, law=law.book().accepting(grade)) for grade in GRADES]
    values = [one.value for one in found]
    for stricter, looser in pairwise(values):
        assert stricter in (None, looser)
    if found[-1].outcome != "mapped":
        assert len({one.outcome for one in found}) == 1
    else:
        assert {one.outcome for one in found} <= {"mapped", "weak"}


@given(st.text(max_size=30))
def test_any_text_is_judged(text: str) -> None:
    found = ekraf.subsector(Kbli("2020", text))
    assert found.explain("en")
    bare = ekraf.subsector_unversioned(text)
    assert bare.explain("en")
    json.dumps([found.to_dict(), bare.to_dict()])


def test_a_number_of_a_person_is_masked() -> None:
    for found in (
        ekraf.subsector(Kbli("2020", "3573010101900001")),
        ekraf.subsector_unversioned("3573010101900001"),
    ):
        for shown in (found.explain(), json.dumps(found.to_dict()), repr(found), json.dumps(found.receipt)):
            assert "3573010101900001" not in shown
        assert "3573********0001" in found.explain()


def test_near_codes_are_the_nearest_of_the_deepest_level() -> None:
    near = ekraf.subsector(Kbli("2020", "47714")).nearest
    assert near is not None
    assert (near.level, near.head, [row.kbli.code for row in near.rows]) == ("subgroup", "4771", ["47713", "47711"])
    near = ekraf.subsector(Kbli("2020", "90999")).nearest
    assert near is not None
    assert (near.level, near.head) == ("division", "90")
    assert repr(near.rows[0]) == "<Row KBLI 2020 90090: seni-pertunjukan (unverified)>"
    assert len(near.rows) == 5
    none = ekraf.subsector(Kbli("2020", "01111")).nearest
    assert none == (None, "", ())


def test_what_a_number_of_another_version_is_here() -> None:
    assert ekraf.subsector(Kbli("2025", "74130")).counterparts == (Kbli("2025", "74192"),)
    assert ekraf.subsector(Kbli("2015", "93232")).counterparts == (Kbli("2020", "93211"),)
    assert ekraf.subsector(Kbli("2025", "70203")).counterparts == (Kbli("2025", "73300"),)


def test_a_list_of_codes_tells_what_the_version_lacks(tmp_path: Any) -> None:
    path = tmp_path / "kbli.csv"
    path.write_text("kbli_version,code\n2020,90011\n2020,01111\n2025,90200\n2025,01112\n", encoding="utf-8")
    codes = identifiers.kbli.load_codes(path)
    gone = ekraf.subsector(Kbli("2025", "90011"), codes=codes)
    assert gone.outcome == "retired"
    assert [note.code for note in gone.notes] == ["kbli.not_in_version", "ekraf.kbli_other_version"]
    assert [one.id for one in gone.readings] == ["KBLI 2020 90011"]
    lost = ekraf.subsector(Kbli("2025", "01111"), codes=codes)
    assert (lost.outcome, lost.status) == ("damaged", "unknown")
    assert [note.code for note in lost.notes] == ["kbli.not_in_version"]
    assert ekraf.subsector(Kbli("2020", "01111"), codes=codes).outcome == "not_mapped"


def test_alternatives_may_be_of_the_list_of_21() -> None:
    found = ekraf.subsector(Kbli("2020", "59121"))
    assert [(one.slug, one.version) for one in found.alternatives] == [("sulih-suara", "2026")]
    assert "Subsektor lain yang mungkin: Sulih Suara." in found.explain()


def test_two_rows_of_a_bare_code_are_told_together() -> None:
    found = ekraf.subsector_unversioned("59121")
    assert (found.value, found.share, found.role) == (ekraf.find("film", version="2019"), "full", "core")
    assert [one.slug for one in found.alternatives] == ["sulih-suara"]
    partial = ekraf.subsector_unversioned("58120")
    assert [row.share for row in partial.rows] == ["partial", "full"]
    assert partial.share == "partial"
    assert partial.kbli is None


def test_roles_that_differ_give_none() -> None:
    """No number has two roles in the mapping; the rule is tried on two rows that have."""
    one, other = rows.table()[Kbli("2020", "13134")], rows.table()[Kbli("2020", "47781")]
    question = SubsectorQuestion("secondary")
    outcome = outcomes.Outcome("bare", "KBLI x", rows=(one, other))
    found = ekraf.SubsectorVerdict(question, outcome, question.decide(outcome))
    assert found.unwrap().slug == "kriya"
    assert found.role is None


def test_the_receipt_says_how_to_ask_again() -> None:
    found = ekraf.subsector(Kbli("2020", "74130"), law=ANY).receipt
    assert (found["kbli"], found["policy"], found["list"], found["mapping"], found["inputs"]) == (
        "KBLI 2020 74130", "unverified", "2019", "2026-11-24", ["kbli"],
    )  # fmt: skip


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match=r"a code is nothing without its version.*for an enterprise subsectors_of"):
        ekraf.subsector("74130")  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="law must be a LawBook"):
        ekraf.subsector(Kbli("2020", "74130"), law="x")  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="codes must be a KbliCodes"):
        ekraf.subsector(Kbli("2020", "01111"), codes={})  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="is text"):
        ekraf.subsector_unversioned(74130)  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(ekraf.subsector(Kbli("2020", "74130")))


def test_a_mapping_with_a_code_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    folder = tmp_path / "ekraf"
    folder.mkdir()
    row = "2020,13134,Industri Batik,kriya,full,production,,secondary,title,"
    (folder / "kbli.csv").write_text("\n".join((",".join(rows.COLUMNS), row, row)), encoding="utf-8")
    monkeypatch.setattr(rows.data, "ROOT", str(tmp_path))
    with pytest.raises(DataError, match="row 3: the code stands there twice"):
        rows.table.__wrapped__()


# An enterprise with several codes.


def codes(*texts: str) -> tuple[Kbli, ...]:
    return tuple(map(cases.code, texts))


@pytest.mark.parametrize(
    ("given_codes", "main", "reason", "all_", "notes"),
    [
        (codes("2020 13134"), "kriya", "only", ["kriya"], []),
        (codes("2020 13134", "2020 56103"), "kriya", "first", ["kriya", "kuliner"], []),
        (codes("2025 56303", "2020 56103", "2020 74201"), "kuliner", "first", ["kuliner", "fotografi"], []),
        # Trade first, which is unverified: the next that is known, with a warning.
        (codes("2020 46412", "2020 13134"), "kriya", "first_known", ["kriya"], ["ekraf.main_not_first"]),
        (codes("2020 01111", "2020 13134"), "kriya", "first_known", ["kriya"], ["ekraf.main_not_first"]),
        # The order decides, not the share; that the other is the fuller is said.
        (codes("2020 14111", "2020 74201"), "fesyen", "first", ["fesyen", "fotografi"], ["ekraf.main_partial"]),
        (codes("2020 14111", "2020 14112"), "fesyen", "first", ["fesyen"], []),
        (
            codes("2020 46412", "2020 14111", "2020 74130"), "fesyen", "first_known",
            ["fesyen", "desain-komunikasi-visual"], ["ekraf.main_not_first", "ekraf.main_partial"],
        ),
        (codes("2020 01111", "2020 46412"), None, "none_known", [], []),
    ],
)  # fmt: skip
def test_main_subsector_of_several_codes(
    given_codes: tuple[Kbli, ...], main: str | None, reason: str, all_: list[str], notes: list[str]
) -> None:
    for subject in (given_codes, Enterprise(id="a", kbli=given_codes), Facts(kbli=given_codes), iter(given_codes)):
        found = ekraf.subsectors_of(subject)
        assert (None if found.main.value is None else found.main.value.slug) == main
        assert found.reason == reason
        assert [one.slug for one in found] == all_
        assert len(found) == len(found.subsectors) == len(all_)
        assert [note.code for note in found.notes] == notes
        assert [note.code for note in found.main.notes][: len(notes)] == notes
        assert [one.kbli for one in found.verdicts] == list(given_codes)
        assert sum(one is found.main for one in found.verdicts) == 1


def test_an_enterprise_without_codes() -> None:
    found = ekraf.subsectors_of(Enterprise(id="a"))
    assert (found.main.status, found.main.outcome, found.main.needs, found.reason) == (
        "unknown", "missing", ("kbli",), "no_code",
    )  # fmt: skip
    assert (found.verdicts, found.subsectors) == ((), ())
    assert [note.code for note in found.main.notes] == ["ekraf.kbli_missing"]
    assert found.main.receipt["inputs"] == []
    assert (found.main.provisions, found.main.grade) == ((), None)
    assert repr(found) == "<EnterpriseSubsectors none known; main None (no_code)>"


def test_the_policy_reaches_every_code() -> None:
    found = ekraf.subsectors_of(codes("2020 46412", "2020 13134"), law=ANY)
    assert (found.main.unwrap().slug, found.reason) == ("fesyen", "first")


def test_how_an_enterprise_is_told() -> None:
    found = ekraf.subsectors_of(codes("2020 46412", "2020 13134", "2020 56103"))
    told = found.explain("en").splitlines()
    assert told[0].startswith("Craft · ")
    assert told[-2:] == ["+ indeterminate · KBLI 2020 46412", "+ Culinary · KBLI 2020 56103"]
    assert "The first code (KBLI 2020 46412)" in found.explain("en")
    assert repr(found) == "<EnterpriseSubsectors kriya, kuliner; main kriya (first_known)>"
    assert found._repr_html_().startswith("<pre>Kriya")
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(found)


@pytest.mark.parametrize("subject", [Kbli("2020", "13134"), "13134", 5, None])
def test_what_is_no_enterprise_is_refused(subject: Any) -> None:
    with pytest.raises(TypeError, match="an Enterprise, Facts or several Kbli are needed"):
        ekraf.subsectors_of(subject)


# Conversions.


@pytest.mark.parametrize("case", CODES["move"], ids=lambda case: f"{case['from']} to {case['to']}")
def test_a_class_in_another_version(case: dict[str, Any]) -> None:
    found = ekraf.convert(cases.code(case["from"]), to=case["to"])
    if "code" in case:
        assert found.unwrap() == Kbli(case["to"], case["code"])
        assert found.readings == ()
    else:
        assert found.status == "indeterminate"
        assert sorted(note.code for note in found.notes) == case["notes"]
        values = [one.value for one in found.readings]
        assert values == [Kbli(case["to"], number) for number in case.get("readings", ())]
        with pytest.raises(law.Indeterminate):
            found.unwrap()
    assert found.needs == ()
    for lang in ("id", "en"):
        assert case["from"] in found.explain(lang)
    written = json.loads(json.dumps(found.to_dict()))
    assert (written["receipt"]["kbli"], written["receipt"]["to"]) == (f"KBLI {case['from']}", case["to"])


def test_a_weak_conversion_can_be_accepted() -> None:
    found = ekraf.convert(Kbli("2020", "31001"), to="2025", law=ANY)
    assert found.unwrap() == Kbli("2025", "31011")
    assert (found.grade, found.notes) == ("unverified", ())
    # A part is no whole, and two are not one, whoever accepts them.
    assert ekraf.convert(Kbli("2020", "23961"), to="2025", law=ANY).status == "indeterminate"
    assert ekraf.convert(Kbli("2025", "47690"), to="2020", law=ANY).status == "indeterminate"


def test_grades_and_sources_of_conversions() -> None:
    assert ekraf.convert(Kbli("2020", "70203"), to="2025").grade == "secondary"
    assert ekraf.convert(Kbli("2020", "56101"), to="2025").grade == "secondary"
    assert ekraf.convert(Kbli("2020", "71101"), to="2025").grade is None
    assert ekraf.convert(Kbli("2020", "71101"), to="2020").provisions == ()
    (cite,) = ekraf.convert(Kbli("2015", "93232"), to="2020").cites
    assert cite.instrument.id == "peraturan-bps-2-2020"


@given(st.sampled_from(kbli_changes.moves()))
def test_a_conversion_leads_back(move: kbli_changes.Move) -> None:
    back = ekraf.convert(move.target, to=move.origin.version, law=ANY)
    assert move.origin in {back.value, *(one.value for one in back.readings)}


def test_no_class_moves_twice_and_no_number_moves_and_stays() -> None:
    origins = [move.origin for move in kbli_changes.moves()]
    assert len(origins) == len(set(origins))
    assert all(kbli_changes.moves_from(move.origin) == (move,) for move in kbli_changes.moves())
    assert all(move in kbli_changes.moves_to(move.target) for move in kbli_changes.moves())
    for move in kbli_changes.moves():
        assert move.grade in GRADES
        assert move.basis in ("source", "title")
        assert move.origin.version < move.target.version
    # Of a number with another meaning no class keeps its number.
    kept = {move.origin.code for move in kbli_changes.moves() if move.origin.code == move.target.code}
    assert not kept & set(kbli_changes.reuses())
    assert kbli_changes.reused("71101") is None
    assert {end.grade for end in kbli_changes.ends().values()} == {"secondary"}
    found = kbli_changes.reused("13133")
    assert found is not None
    assert (found.older_meaning(), found.newer_meaning()) == ("pencetakan kain", "kain batik")


@pytest.mark.parametrize(
    ("number", "notes"),
    [
        ("1313", ["kbli.lost_zero", "ekraf.kbli_level"]),
        ("74130.0", ["number.decimal"]),
        ("1,31E+04", ["number.scientific"]),
        ("kode", ["number.characters"]),
    ],
)
def test_what_is_no_code_is_not_converted(number: str, notes: list[str]) -> None:
    """Four digits, or what a spreadsheet left: unknown until somebody writes the code, not open for want of a table."""
    found = ekraf.convert(Kbli("2020", number), to="2025", law=ANY)
    assert (found.status, found.needs, found.readings, found.provisions) == ("unknown", ("kbli",), (), ())
    assert [note.code for note in found.notes] == [note.code for note in ekraf.subsector(Kbli("2020", number)).notes]
    assert [note.code for note in found.notes] == notes
    assert "conversion table" not in found.explain("en")
    json.dumps(found.to_dict())


def test_a_code_is_converted_as_it_is_read() -> None:
    for written in ("70203", " 70203 ", "70.203"):
        assert ekraf.convert(Kbli("2020", written), to="2025").unwrap() == Kbli("2025", "73300")
    assert ekraf.convert(Kbli("2020", " 71101 "), to="2020").unwrap() == Kbli("2020", "71101")


def test_a_number_of_a_person_is_masked_in_a_conversion() -> None:
    for to in ("2020", "2025"):
        found = ekraf.convert(Kbli("2020", "3573010101900001"), to=to)
        for shown in (found.explain(), found.explain("en"), json.dumps(found.to_dict()), repr(found), str(found.trace)):
            assert "3573010101900001" not in shown
        assert "3573********0001" in found.explain()


def test_a_number_that_ended_before_the_mapping_says_so_without_its_version_too() -> None:
    """61925 and 93232 are numbers of KBLI 2015 (left over in a list of KBLI 2020); BPS has 93232 > 93211."""
    gone = ekraf.subsector_unversioned("61925")
    assert (gone.outcome, gone.status, gone.counterparts) == ("retired", "indeterminate", ())
    assert [note.code for note in gone.notes] == ["ekraf.kbli_without_version", "ekraf.kbli_retired"]
    assert "ended with KBLI 2015" in gone.notes[-1].message("en")
    moved = ekraf.subsector_unversioned("93232")
    assert (moved.outcome, moved.counterparts) == ("moved", (Kbli("2020", "93211"),))
    assert moved.notes[-1].code == "ekraf.kbli_moved"
    # What ended with KBLI 2020 is a number of a mapped version still, and may be right.
    assert ekraf.subsector_unversioned("47911").outcome == "not_mapped"


def test_misuse_of_conversions_raises() -> None:
    with pytest.raises(TypeError, match="a Kbli is needed"):
        ekraf.convert("74130", to="2025")  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(ValueError, match="KBLI version '2017' is not one of"):
        ekraf.convert(Kbli("2020", "74130"), to="2017")
    with pytest.raises(TypeError, match="to is text, such as '2025', not int"):
        ekraf.convert(Kbli("2020", "74130"), to=2025)  # type: ignore[arg-type] # misuse is what is tested


def test_a_kbli_code_reads_the_same_in_both_languages() -> None:
    assert Kbli("2020", "74130").label() == Kbli("2020", "74130").label("en") == "KBLI 2020 74130"


def test_every_text_of_the_room_can_be_filled_in_both_languages() -> None:
    for name, text in messages.catalogue().items():
        if name.startswith("ekraf."):
            assert text["id"] != text["en"], name
            assert sorted(messages_fields(text["id"])) == sorted(messages_fields(text["en"])), name


def messages_fields(text: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(text) if name}
