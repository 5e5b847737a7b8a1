"""Instruments: scores, levels, coverage and evidence, each shipped one by what its source says, and their linter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.data import DataError
from plut_kumkm.naik_kelas.ladders import ladder
from plut_kumkm.naik_kelas.readiness.assessed import Assessed
from plut_kumkm.naik_kelas.readiness.assessing import assess
from plut_kumkm.naik_kelas.readiness.linting import RULES, lint_instrument
from plut_kumkm.naik_kelas.readiness.loading import instrument, instruments, load_instrument
from plut_kumkm.naik_kelas.readiness.replies import Reply
from plut_kumkm.naik_kelas.readiness.sheets import Level, ScoreSheet

ON = date(2026, 6, 30)

# A sheet that nothing is to be said of. Production weighs 60, marketing 40; of production the two items weigh alike.
CLEAN = """
[sheet]
id = "dinas"
label = { id = "Kesiapan Dinas", en = "Readiness of the office" }
min_coverage = "0.7"
grade = "secondary"

[[aspect]]
id = "produksi"
label = "Produksi"
weight = 60
[[aspect.item]]
id = "sop"
label = "Prosedur kerja tertulis"
evidence = "foto prosedur"
valid_months = 12
[[aspect.item]]
id = "mutu"
label = "Mutu hasil kurasi"
answers = { kurang = 0, cukup = 1, baik = 4 }
may_not_apply = true

[[aspect]]
id = "pasar"
label = "Pasar"
weight = 40
[[aspect.item]]
id = "kanal"
label = "Banyak kanal jual"
range = [0, 5]

[[level]]
id = "dasar"
label = "Dasar"
below = 40
[[level]]
id = "maju"
label = "Maju"
from = 40
upto = 100
"""


def sheet(tmp_path: Path, text: str = CLEAN, *changes: tuple[str, str]) -> ScoreSheet:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = tmp_path / "instrumen.toml"
    path.write_text(dedent(text), encoding="utf-8")
    return load_instrument(path)


def told(*values: object) -> tuple[object, ...]:
    return values


def codes(found: Assessed) -> list[str]:
    return [note.code for note in found.notes]


# --------------------------------------------------------------------------------------------------------- shipped ones


@pytest.mark.parametrize(
    ("score", "level"),
    [("0", "pemula"), ("24,9", "pemula"), (25, "madya"), ("49,9", "madya"), (50, "pra-mandiri"),
     ("74,9", "pra-mandiri"), (75, "mandiri"), (100, "mandiri")],
)  # fmt: skip
def test_ydba_levels_are_those_of_its_csr_system(score: object, level: str) -> None:
    """Kemandirian YDBA in a CSR system: < 25 Pemula; < 50 Madya; < 75 Pra Mandiri; >= 75 Mandiri."""
    found = assess(dict.fromkeys(("produksi", "pemasaran", "keuangan"), score), "ydba")
    assert found.unwrap().id == level


def test_ydba_is_the_mean_of_three_pillars() -> None:
    """(80 + 60 + 65,5) / 3 = 68,5, which is Pra Mandiri."""
    found = assess({"produksi": 80, "pemasaran": Decimal(60), "keuangan": "65,5"}, "ydba")
    assert told(found.score, found.unwrap().label("en"), found.coverage) == (Fraction(137, 2), "Pra Mandiri", 1)
    assert found.grade == "secondary"


def test_a_score_that_rounding_would_lift_says_so() -> None:
    """The source keeps one decimal: (74,9 + 75 + 74,98) / 3 = 74,96, which it prints as 75,0."""
    found = assess({"produksi": "74.9", "pemasaran": 75, "keuangan": "74.98"}, "ydba")
    assert (found.score, found.unwrap().id) == (Fraction(7496, 100), "pra-mandiri")
    assert codes(found) == ["instrument.rounding_decides"]
    assert "Mandiri" in found.notes[0].message("en")
    assert codes(assess(dict.fromkeys(("produksi", "pemasaran", "keuangan"), "74.9"), "ydba")) == []


@pytest.mark.parametrize(
    ("score", "level"),
    [(0, "pemula"), (250, "pemula"), (251, "lanjut"), (500, "lanjut"), (501, "madya"), (750, "madya"), (751, "utama"),
     (1000, "utama")],
)  # fmt: skip
def test_kkp_classes_are_those_of_bn_2022_no_512(score: int, level: str) -> None:
    """BN 2022 nomor 512: Lanjut 251-500, Madya 501-750, Utama 751-1000; what is below is Pemula."""
    assert assess({"skor": score}, "kkp").unwrap().id == level
    stored = instrument("kkp").level(score)
    assert stored is not None
    assert stored.id == level


def test_a_stored_score_off_the_scale_has_no_level() -> None:
    assert instrument("kkp").level(1001) is None
    assert instrument("kkp").level(-1) is None


@pytest.mark.parametrize(
    ("name", "improved", "level"),
    [("pertamina-2020", 1, "naik-kelas"), ("pertamina-2020", 0, "belum"), ("pertamina-2022", 1, "belum"),
     ("pertamina-2022", 2, "naik-kelas"), ("satu-juta-2014", 1, "naik-kelas"), ("satu-juta-2014", 0, "belum")],
)  # fmt: skip
def test_k_of_n_is_the_k_of_its_programme(name: str, improved: int, level: str) -> None:
    """Pertamina: 2020-21 at least one of seven, 2022 at least two; the ministry in 2014: any one of ten."""
    items = [item.id for item in instrument(name).items]
    assert len(items) == (10 if name == "satu-juta-2014" else 7)
    found = assess({item: place < improved for place, item in enumerate(items)}, name)
    assert told(found.unwrap().id, found.score) == (level, improved)


def test_a_count_is_open_only_where_the_missing_could_decide() -> None:
    seven = [item.id for item in instrument("pertamina-2022").items]
    one = assess({seven[0]: True}, "pertamina-2022")
    assert told(one.status, one.needs, one.possible) == ("unknown", tuple(seven[1:]), (1, 7))
    assert assess({seven[0]: True, seven[1]: "ya"}, "pertamina-2022").unwrap().id == "naik-kelas"
    assert assess(dict.fromkeys(seven[:6], False), "pertamina-2022").unwrap().id == "belum"
    assert assess({}, "pertamina-2022").score == 0
    assert assess({}, "pertamina-2022").status == "unknown"


def test_four_marks_of_bank_indonesia_have_no_level() -> None:
    """The ladder potensial, sukses, digital, ekspor is not verified."""
    found = assess({"digital": True, "pembiayaan": True, "ekspor": False, "hijau": False}, "bi-empat-ciri")
    assert told(found.score, found.value, found.status) == (2, None, "indeterminate")
    assert codes(found) == ["instrument.levels_unknown"]


@pytest.mark.parametrize("name", ["go-modern", "jakpreneur"])
def test_stages_are_those_of_the_ladder(name: str) -> None:
    assert tuple(item.id for item in instrument(name).items) == ladder(name).stages


def test_a_stage_is_the_highest_that_holds() -> None:
    later = dict.fromkeys(("p4", "p5", "p6", "p7"), False)
    found = assess({"p1": True, "p2": False, "p3": True, **later}, "jakpreneur")
    assert told(found.unwrap().id, found.score, codes(found)) == ("p3", 3, ["instrument.stage_skipped"])
    above = assess({"p3": True, "p4": False, "p5": None, "p6": False}, "jakpreneur")
    assert told(above.status, above.needs, above.possible) == ("unknown", ("p5", "p7"), (3, 7))
    none = assess({**later, "p1": False, "p2": False, "p3": False}, "jakpreneur")
    assert (none.status, codes(none)) == ("indeterminate", ["instrument.no_stage"])


def test_the_ladder_of_industrialisation_is_a_proposal_with_evidence_for_every_step() -> None:
    proposal = instrument("industrialisasi")
    assert [item.id for item in proposal.items] == [
        "gagasan", "standar", "produksi-berulang", "lini-produksi", "kontrak-pembeli", "ekspor",
    ]  # fmt: skip
    assert all(item.evidence is not None for item in proposal.items)
    steps = {"gagasan": Reply(True, evidence="purwarupa"), "standar": True, "produksi-berulang": False}
    found = assess({**steps, "lini-produksi": False, "kontrak-pembeli": False, "ekspor": False}, proposal)
    assert found.unwrap().id == "standar"
    assert codes(found) == ["instrument.no_evidence"]
    assert "usulan, bukan ketentuan" in found.explain()


@pytest.mark.parametrize(("name", "aspects"), [("permen-umkm-2-2026", 5), ("permenkkp-2-2026", 6)])
def test_what_was_not_read_has_no_level(name: str, aspects: int) -> None:
    """Permen UMKM 2/2026: five aspects, unverified. PermenKKP 2/2026 Pasal 12 ayat (6): six, cut-offs not known."""
    empty = instrument(name)
    assert (len(empty.aspects), empty.items, empty.levels) == (aspects, (), ())
    found = assess({}, name)
    assert (found.value, found.status, found.score, found.coverage) == (None, "indeterminate", None, None)
    assert codes(found) == ["instrument.content_unknown"]
    assert instrument("permen-umkm-2-2026").grade == "unverified"


def test_every_shipped_instrument_is_free_of_errors_and_cites_its_source() -> None:
    assert len(instruments()) == 11
    for one in instruments():
        report = lint_instrument(one)
        assert report.ok, report
        assert one.provision.cite.formal()
        assert (one.origin == "proposal") == (one.id == "industrialisasi")
        assert one.label("id")
        assert one.label("en")


# ----------------------------------------------------------------------------------------------------------- own sheets


def test_a_sheet_of_ones_own_weighs_aspects_and_items(tmp_path: Path) -> None:
    """Production (1 + 1/4) / 2 = 5/8, marketing 3/5: 60 · 5/8 + 40 · 3/5 = 37,5 + 24 = 61,5."""
    own = sheet(tmp_path)
    found = assess(
        {"sop": Reply(True, evidence="foto", date=date(2026, 1, 2)), "mutu": "Cukup", "kanal": 3}, own, on=ON
    )
    assert (found.score, found.unwrap().id, found.notes) == (Fraction(123, 2), "maju", ())
    assert [(part.aspect.id, part.score) for part in found.aspects] == [
        ("produksi", Fraction(5, 8)),
        ("pasar", Fraction(3, 5)),
    ]


def test_missing_lowers_coverage_and_not_the_score(tmp_path: Path) -> None:
    """Without the channels 60 of 100 are answered; the score is that of production, and could become 37,5 to 77,5."""
    answers = {"sop": Reply(True, evidence="foto", date=date(2026, 1, 2)), "mutu": "cukup", "kanal": ""}
    found = assess(answers, sheet(tmp_path), on=ON)
    assert (found.status, found.needs, found.coverage) == ("unknown", ("kanal",), Fraction(3, 5))
    assert (found.score, found.possible) == (Fraction(125, 2), (Fraction(75, 2), Fraction(155, 2)))
    assert codes(found) == ["instrument.coverage_low"]
    enough = assess(answers, sheet(tmp_path), on=ON, min_coverage=Fraction(3, 5))
    assert enough.unwrap().id == "maju"


def test_what_does_not_apply_is_left_out_of_both(tmp_path: Path) -> None:
    """Without the item of quality, production is the procedure alone: 60 · 1 + 40 · 3/5 = 84."""
    sop = Reply(True, evidence="foto", date=date(2026, 1, 2))
    for none in ("tidak berlaku", Reply(applicable=False)):
        found = assess({"sop": sop, "mutu": none, "kanal": 3}, sheet(tmp_path), on=ON)
        assert told(found.score, found.coverage) == (84, 1)
    always = assess({"sop": "tidak berlaku", "mutu": "baik", "kanal": 3}, sheet(tmp_path), on=ON)
    assert codes(always)[0] == "instrument.always_applies"
    assert always.coverage == Fraction(7, 10)


def test_nothing_applies(tmp_path: Path) -> None:
    text = """
    [sheet]
    id = "satu"
    label = "Satu"
    kind = "KIND"
    weights = "equal"
    [[aspect]]
    id = "a"
    label = "A"
    item = [{ id = "x", label = "X", may_not_apply = true }]
    [[level]]
    id = "belum"
    label = "Belum"
    [[level]]
    id = "sudah"
    label = "Sudah"
    """
    for kind in ("score", "count"):
        own = sheet(tmp_path, text, ("KIND", kind), *((('weights = "equal"', "k = 1"),) if kind == "count" else ()))
        if kind == "score":
            own = sheet(tmp_path, text.replace("KIND", kind).split("[[level]]")[0])
        found = assess({"x": "tidak berlaku"}, own)
        assert (found.status, codes(found)[-1]) == ("indeterminate", "instrument.nothing_applies")
    stages = sheet(tmp_path, text.replace("KIND", "stages").split("[[level]]")[0])
    assert codes(assess({"x": "tidak berlaku"}, stages))[-1] == "instrument.no_stage"


def test_scores_of_aspects_are_told_where_weights_are_not_known(tmp_path: Path) -> None:
    own = sheet(
        tmp_path, CLEAN, ("weight = 60", ""), ("weight = 40", ""), ("min_coverage", 'weights = "unknown"\nmin_coverage')
    )
    found = assess({"sop": True, "mutu": "baik", "kanal": 3}, own, on=None)
    assert (found.status, found.score) == ("indeterminate", None)
    assert [part.score for part in found.aspects] == [1, Fraction(3, 5)]
    assert codes(found)[-1] == "instrument.weights_unknown"
    assert "Pasar: 60,00%" in found.explain()


def test_a_score_without_levels_or_in_a_gap_has_no_level(tmp_path: Path) -> None:
    answers = {"sop": True, "mutu": "baik", "kanal": 0}  # 60 of 100
    bare = CLEAN.split("[[level]]")[0].replace("valid_months = 12", "lasting = true")
    assert codes(assess(answers, sheet(tmp_path, bare)))[-1] == "instrument.levels_unknown"
    gap = sheet(tmp_path, CLEAN, ("valid_months = 12", "lasting = true"), ("from = 40", "from = 61"))
    found = assess(answers, gap)
    assert told(found.status, found.score, codes(found)[-1]) == ("indeterminate", 60, "instrument.no_level")


def test_on_a_bound_of_which_no_side_is_told_there_is_no_level(tmp_path: Path) -> None:
    """The class column of a table of East Java: "antara 150 - 300 juta", "antara 300 - 1 milyar"."""
    text = """
    [sheet]
    id = "omzet"
    label = "Omzet"
    scale = [0, 60_000_000_000]
    weights = "equal"
    levels = "jatim-binaan"
    [[aspect]]
    id = "a"
    label = "A"
    item = [{ id = "omzet", label = "Omzet", range = [0, 60_000_000_000] }]
    """
    own = sheet(tmp_path, text)
    assert assess({"omzet": 300_000_000}, own).status == "indeterminate"
    assert assess({"omzet": 300_000_001}, own).unwrap().id == "kecil-1"
    assert assess({"omzet": 149_999_999}, own).unwrap().id == "ultra-mikro"


# -------------------------------------------------------------------------------------------------- values and evidence


@pytest.mark.parametrize(
    ("item", "value"),
    [("sop", "mungkin"), ("sop", 1), ("mutu", "sedang"), ("mutu", 1), ("kanal", 6), ("kanal", -1), ("kanal", "1.000"),
     ("kanal", "banyak"), ("kanal", 2.5), ("kanal", True), ("kanal", Decimal("NaN"))],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_counts_as_missing_and_is_named(tmp_path: Path, item: str, value: object) -> None:
    found = assess({item: value}, sheet(tmp_path), on=ON)
    wrong = next(note for note in found.notes if note.code == "instrument.answer_unread")
    assert (wrong.severity, wrong.path) == ("error", (item,))
    assert told(found.coverage, found.score) == (0, None)
    for lang in ("id", "en"):
        assert wrong.message(lang)


@pytest.mark.parametrize("value", ["ya", " Sudah ", True, "YES"])
def test_yes_has_several_words(tmp_path: Path, value: object) -> None:
    found = assess({"sop": Reply(value, evidence="foto", date=date(2026, 1, 1))}, sheet(tmp_path), on=ON)
    assert found.rows[0].points == 1


def test_a_name_that_is_no_item_is_named_with_the_nearest(tmp_path: Path) -> None:
    found = assess({"kanall": 3}, sheet(tmp_path), on=ON)
    wrong = next(note for note in found.notes if note.code == "instrument.item_unknown")
    assert "kanal" in wrong.message()


def _until(day: date) -> Reply:
    return Reply(True, evidence="foto", date=date(2026, 6, 1), expires=day)


@pytest.mark.parametrize(
    ("reply", "state", "code"),
    [
        (Reply(True, evidence="foto", date=date(2025, 7, 1)), "answered", None),
        # Twelve months from 30 June 2025 end with 29 June 2026.
        (Reply(True, evidence="foto", date=date(2025, 6, 30)), "expired", "instrument.evidence_expired"),
        (_until(date(2026, 6, 29)), "expired", "instrument.evidence_expired"),
        (_until(date(2026, 6, 30)), "answered", None),
        (Reply(True, evidence="foto", expires=date(2027, 1, 1)), "answered", None),
        (Reply(True, evidence="foto", date=date(2026, 7, 1)), "expired", "instrument.evidence_future"),
        (Reply(True, evidence="foto"), "expired", "instrument.evidence_undated"),
        (Reply(True, date=date(2026, 6, 1)), "answered", "instrument.no_evidence"),
    ],
)  # fmt: skip
def test_evidence_counts_for_as_long_as_it_is_said(tmp_path: Path, reply: Reply, state: str, code: str | None) -> None:
    found = assess({"sop": reply}, sheet(tmp_path), on=ON)
    assert found.rows[0].state == state
    assert [one for one in codes(found) if one != "instrument.coverage_low"] == ([] if code is None else [code])


def test_without_a_day_nothing_expires_and_that_is_said(tmp_path: Path) -> None:
    found = assess({"sop": Reply(True, evidence="foto", date=date(2001, 1, 1))}, sheet(tmp_path))
    assert found.rows[0].state == "answered"
    assert codes(found)[0] == "instrument.expiry_not_checked"


def test_an_answer_without_evidence_can_be_refused(tmp_path: Path) -> None:
    found = assess({"sop": Reply(True, date=date(2026, 6, 1))}, sheet(tmp_path), on=ON, require_evidence=True)
    assert (found.rows[0].state, found.rows[0].points) == ("unproven", None)


def test_replies_and_questions_of_the_wrong_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not apply has no value"):
        Reply(True, applicable=False)
    with pytest.raises(TypeError, match="evidence"):
        Reply(True, evidence=3)  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(TypeError, match="date"):
        Reply(True, date="2026")  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(TypeError, match="mapping"):
        assess([1], "ydba")  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(TypeError, match="on"):
        assess({}, "ydba", on="2026")  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(TypeError, match="min_coverage"):
        assess({}, "ydba", min_coverage=Fraction(2))
    with pytest.raises(ValueError, match="no instrument 'ydb'"):
        assess({}, "ydb")
    with pytest.raises(TypeError, match="ScoreSheet"):
        lint_instrument("ydba")  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(ValueError, match=r"contradicts itself.*INS003"):
        assess({}, sheet(tmp_path, CLEAN, ("from = 40", "from = 30")))
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(assess({}, "ydba"))


# ----------------------------------------------------------------------------------------------------------- the output


def test_an_assessment_explains_itself_in_both_languages(tmp_path: Path) -> None:
    answers = {"sop": Reply(True, evidence="foto", date=date(2026, 1, 2)), "mutu": "cukup", "kanal": 3}
    found = assess(answers, sheet(tmp_path), on=ON)
    text = found.explain()
    for part in ("Kesiapan Dinas: Maju", "skor 61,50 dari 100", "[40..100]", "Produksi: 62,50%", "ya"):
        assert part in text
    assert "Readiness of the office: Maju" in found.explain("en")
    assert "61,50" in str(found._repr_html_())
    assert repr(found) == "<Assessed dinas: maju, score 123/2, coverage 1>"
    assert "tahap 0 dari 7" in assess({}, "jakpreneur").explain()
    assert "P2 dan P3" in assess({}, "jakpreneur").explain()
    assert "1 dari 10 butir" in assess({"omzet": True}, "satu-juta-2014").explain()
    assert "26,67 sampai 93,33" in assess({"produksi": 80}, "ydba").explain()
    assert "tidak" in assess({"omzet": False}, "satu-juta-2014").explain()


def test_an_assessment_is_plain_json_and_stores_no_level(tmp_path: Path) -> None:
    found = assess({"sop": True, "mutu": "cukup", "kanal": 3}, sheet(tmp_path), min_coverage=Fraction(1, 2))
    plain = found.to_dict()
    assert (plain["schema"], plain["score"], plain["value"]["id"]) == ("plut_kumkm/assessed/1", "123/2", "maju")
    assert [item["points"] for item in plain["items"]] == [1, 1, 3]
    assert found.to_record() == {"instrument": "dinas", "on": None, "score": "123/2", "coverage": 1}
    assert assess({}, "ydba", on=ON).to_record()["on"] == "2026-06-30"
    declared = sheet(tmp_path).to_dict()
    assert (declared["schema"], declared["levels"][0]["interval"]) == ("plut_kumkm/instrument/1", "(..40)")
    assert str(instrument("kkp")) == "kkp"
    assert repr(instrument("permenkkp-2-2026")) == "<ScoreSheet permenkkp-2-2026: 6 aspects, 0 items; no level known>"


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3), st.integers(0, 2), st.integers(1, 100))
def test_more_points_never_lower_the_score_nor_the_level(points: list[int], place: int, more: int) -> None:
    names = ("produksi", "pemasaran", "keuangan")
    raised = [min(100, value + more) if at == place else value for at, value in enumerate(points)]
    low, high = (assess(dict(zip(names, given_, strict=True)), "ydba") for given_ in (points, raised))
    assert low.score is not None
    assert high.score is not None
    assert low.score <= high.score
    order = [level.id for level in instrument("ydba").levels]
    assert order.index(low.unwrap().id) <= order.index(high.unwrap().id)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "sop": st.booleans(),
            "mutu": st.sampled_from(["kurang", "cukup", "baik"]),
            "kanal": st.integers(0, 5),
        },
    )
)
def test_the_score_lies_within_what_is_possible(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, Any]
) -> None:
    found = assess(answers, sheet(tmp_path_factory.mktemp("s"), CLEAN, ("valid_months = 12", "lasting = true")))
    assert found.possible is not None
    low, high = found.possible
    assert 0 <= low <= high <= 100
    assert found.score is None or low <= found.score <= high
    assert (low == high) == (found.coverage == 1)


# ----------------------------------------------------------------------------------------------------------- the linter

_COUNT = """
[sheet]
id = "hitung"
label = "Hitung"
kind = "count"
k = 1
[[aspect]]
id = "a"
label = "A"
item = [{ id = "x", label = "X" }, { id = "y", label = "Y" }]
[[level]]
id = "belum"
label = "Belum"
[[level]]
id = "sudah"
label = "Sudah"
"""
_STAGES = _COUNT.split("[[level]]")[0].replace('"count"\nk = 1', '"stages"')
_HALF = ('label = "Mutu hasil kurasi"', 'label = "Mutu hasil kurasi"\nweight = 1')

_OTHER_HALF = ('label = "Prosedur kerja tertulis"', 'label = "Prosedur kerja tertulis"\nweight = 1')
_BEYOND = ("upto = 100", "upto = 100\n[[level]]\nid = 'x'\nlabel = 'X'\nabove = 100")
_LEVEL = ("[[aspect]]", "[[level]]\nid = 'l'\nlabel = 'L'\n[[aspect]]")

# Each rule with a sheet that breaks it, and the finding. What it passes on is the clean sheet above.
BROKEN: list[tuple[str, str, str, tuple[tuple[str, str], ...]]] = [
    ("INS001", "weights_sum", CLEAN, (("weight = 60", "weight = 61"),)),
    ("INS001", "item_weights_sum", CLEAN, (_HALF, _OTHER_HALF)),
    ("INS002", "weight_missing", CLEAN, (("weight = 60", ""),)),
    ("INS002", "item_weight_missing", CLEAN, (_HALF,)),
    ("INS003", "levels_overlap", CLEAN, (("below = 40", "upto = 40"),)),
    ("INS003", "levels_overlap", CLEAN, (("below = 40\n", ""),)),
    ("INS003", "level_backwards", CLEAN, (("upto = 100", "upto = 39"),)),
    ("INS003", "level_backwards", CLEAN, (("from = 40\nupto = 100", "above = 100\nupto = 100"),)),
    ("INS004", "levels_gap", CLEAN, (("from = 40", "from = 41"),)),
    ("INS004", "levels_gap", CLEAN, (("from = 40", "above = 40"),)),
    ("INS005", "level_unreachable", CLEAN, (_BEYOND,)),
    ("INS005", "level_unreachable", CLEAN, (("below = 40", "below = 0"),)),
    ("INS006", "scale_uncovered", CLEAN, (("upto = 100", "upto = 99"),)),
    ("INS007", "evidence_unlimited", CLEAN, (("valid_months = 12", ""),)),
    ("INS008", "coverage_unstated", CLEAN, (('min_coverage = "0.7"', ""),)),
    ("INS009", "k_unreachable", _COUNT, (("k = 1", "k = 3"),)),
    ("INS009", "k_unreachable", _COUNT, (("k = 1", "k = 0"),)),
    ("INS009", "count_levels", _COUNT, (('[[level]]\nid = "sudah"\nlabel = "Sudah"', ""),)),
    ("INS009", "stage_levels", _STAGES, (_LEVEL,)),
    ("INS009", "item_not_check", _COUNT, (('label = "X"', 'label = "X", range = [0, 5]'),)),
    ("INS010", "points_outside", CLEAN, (("answers = {", "range = [0, 3]\nanswers = {"),)),
    ("INS011", "content_unknown", _COUNT.split("[[aspect]]")[0], ()),
    ("INS011", "weights_unknown", CLEAN, (('min_coverage', 'weights = "unknown"\nmin_coverage'),)),
    ("INS011", "levels_unknown", CLEAN.split("[[level]]")[0], (('min_coverage', 'levels = "unknown"\nmin_coverage'),)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "code", "text", "changes"), BROKEN)
def test_each_rule_finds_what_it_is_written_for(
    tmp_path: Path, rule: str, code: str, text: str, changes: tuple[tuple[str, str], ...]
) -> None:
    report = lint_instrument(sheet(tmp_path, text, *changes))
    found = {(problem.rule, problem.finding.code) for problem in report}
    assert (rule, f"instrument.{code}") in found
    for problem in report:
        assert problem.message("id") != problem.message("en")


def test_a_clean_sheet_breaks_no_rule(tmp_path: Path) -> None:
    assert {rule for rule, *_ in BROKEN} == {rule.id for rule in RULES}
    for text in (CLEAN, _COUNT, _STAGES):
        assert not list(lint_instrument(sheet(tmp_path, text)))
    assert all(rule.doc and rule.title("id") != rule.title("en") for rule in RULES)


def test_a_level_may_be_one_number(tmp_path: Path) -> None:
    one = Level(id="x", labels={"id": "X", "en": "X"}, low=5, high=5)
    assert (one.holds(5), one.holds(6), str(one), one.interval()) == (True, False, "X", "[5..5]")
    report = lint_instrument(
        sheet(tmp_path, CLEAN, ("upto = 100", "below = 100\n[[level]]\nid = 'x'\nlabel = 'X'\nfrom = 100\nupto = 100"))
    )
    assert report.ok


# ----------------------------------------------------------------------------------------------------------- the schema


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((('id = "dinas"', 'idd = "dinas"'),), "unknown keys idd"),
        ((('id = "dinas"', ""),), "missing keys id"),
        ((("[sheet]", "sheet = 3\n[lembar]"),), "unknown keys lembar"),
        ((('grade = "secondary"', 'grade = "tinggi"'),), "grade 'tinggi'"),
        ((('grade = "secondary"', 'kind = "skor"'),), "'skor' is none of score, count, stages"),
        ((('grade = "secondary"', "scale = [0]"),), "lowest and the highest score"),
        ((('grade = "secondary"', "scale = [10, 0]"),), "smaller one"),
        ((('min_coverage = "0.7"', "min_coverage = 70"),), "part of the whole"),
        ((('min_coverage = "0.7"', 'min_coverage = "banyak"'),), "whole number is needed"),
        ((('min_coverage = "0.7"', 'min_coverage = "1/0"'),), "whole number is needed"),
        ((("weight = 60", "weight = 0"),), "greater than zero"),
        ((("weight = 60", "weight = true"),), "whole number is needed"),
        ((("valid_months = 12", "valid_months = -1"),), "valid_months: a whole number"),
        ((("range = [0, 5]", "range = [5]"),), "lowest and the highest number"),
        ((("range = [0, 5]", "range = [5, 5]"),), "must be smaller"),
        ((("may_not_apply = true", 'may_not_apply = "ya"'),), "true or false"),
        ((('id = "mutu"', 'id = "sop"'),), "twice there are sop"),
        ((('id = "pasar"', 'id = "produksi"'),), "twice there are produksi"),
        ((('id = "maju"', 'id = "dasar"'),), "twice there are dasar"),
        ((('id = "mutu"', "id = 3"),), "a text is needed"),
        ((('label = "Pasar"', 'label = { id = "Pasar" }'),), "keys id and en"),
        ((("from = 40", "from = 40\nabove = 40"),), "two things of one end"),
        ((('min_coverage = "0.7"', 'levels = "ydba"'),), "keep one of them"),
        ((('answers = { kurang = 0, cukup = 1, baik = 4 }', "answers = [1]"),), "a table is needed"),
    ],
)  # fmt: skip
def test_what_the_schema_does_not_know_is_refused_by_name(
    tmp_path: Path, changes: tuple[tuple[str, str], ...], said: str
) -> None:
    with pytest.raises(DataError, match=said):
        sheet(tmp_path, CLEAN, *changes)


def test_levels_by_a_name_that_is_not_there_are_refused(tmp_path: Path) -> None:
    text = CLEAN.split("[[level]]")[0]
    with pytest.raises(DataError, match=r'sheet\.levels.*or "unknown"'):
        sheet(tmp_path, text, ("min_coverage", 'levels = "ydbaa"\nmin_coverage'))
    with pytest.raises(DataError, match="sheet: a table is needed"):
        sheet(tmp_path, "sheet = 3")


SEVEN = ("tenaga-kerja", "pinjaman", "kapasitas", "omzet", "warga-lokal", "pasar-luar", "sertifikat")


@pytest.mark.parametrize(
    ("yes", "open_", "level", "coverage"),
    [
        (1, 0, "belum", Fraction(1)),
        (1, 1, None, Fraction(6, 7)),
        (0, 2, None, Fraction(5, 7)),
        (0, 1, "belum", Fraction(6, 7)),
        (2, 5, "naik-kelas", Fraction(2, 7)),
    ],
)
def test_two_of_seven_is_open_as_long_as_what_is_not_told_could_make_it(
    yes: int, open_: int, level: str | None, coverage: Fraction
) -> None:
    """Pertamina 2022: at least 2 of 7. One that holds and one that is not told may be two."""
    answers = {name: place < yes for place, name in enumerate(SEVEN) if not yes <= place < yes + open_}
    found = assess(answers, instrument="pertamina-2022")
    assert (None if found.value is None else found.value.id, found.coverage) == (level, coverage)
    assert found.possible == (yes, yes + open_)


def test_the_coverage_of_stages_is_of_those_that_are_told() -> None:
    found = assess({"modern": True, "digital": True, "online": False}, instrument="go-modern")
    assert (found.value, found.coverage, found.possible, found.needs) == (None, Fraction(3, 4), (2, 4), ("global",))
