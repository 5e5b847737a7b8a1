"""What stands beside a number: its reasons, its interval, its weights, and what makes it doubtful."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from plut_kumkm import naik_kelas
from plut_kumkm.enterprise.records import Enterprise, Snapshot
from plut_kumkm.naik_kelas import Sample, Yardstick, measure
from plut_kumkm.naik_kelas.measuring.measures import wilson
from tests.naik_kelas.eight import PANEL, SALES, codes, shops
from tests.naik_kelas.making import JT, M, shop, two


def test_a_measure_explains_itself_and_is_neither_true_nor_false() -> None:
    found = measure(naik_kelas.panel(shops(), population="UMKM terdata Kota Contoh"), "F6")
    said = found.explain()
    assert said.startswith("F6 · Usaha mikro yang naik kelas · 2024–2025: 20,00% (1 dari 5)")
    for part in ("jenis: arus; dasar: UMKM dalam panel", "populasi: UMKM terdata Kota Contoh", "5 dari 7 (71,43%)"):
        assert part in said
    assert "antara 14,29% dan 42,86%" in said
    assert "Target Kota Malang Tahun 2025" in said
    assert "20.00% (1 of 5)" in found.explain("en")
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(found)
    assert found.unwrap() == Fraction(1, 5)
    assert (found.id, found.kind, found.grade) == ("F6", "flow", "secondary")
    assert [cite.label() for cite in found.cites] == ["Target Kota Malang 2025"]
    assert repr(found) == "<Measure F6 2024–2025: 20.00% (1 of 5)>"
    plain = json.loads(json.dumps(found.to_dict()))
    assert (plain["schema"], plain["value"], plain["coverage"]) == ("plut_kumkm/measure/1", "1/5", "5/7")
    assert "<pre>F6" in found._repr_html_()
    assert "naik.coverage_low" in {note.code for note in found.warnings}
    assert "naik.exited" not in {note.code for note in found.warnings}


def test_a_record_for_a_plan_is_in_the_unit_of_the_measure() -> None:
    record = measure(PANEL, "F6").to_record()
    assert (record.id, record.base, record.year, record.period, record.window) == (
        "F6",
        "umkm",
        2025,
        "2025",
        (2024, 2025),
    )
    assert (record.numerator, record.denominator, record.value, record.unit) == (1, 5, 20, "percent")
    assert (record.coverage, record.status, record.cites) == (Fraction(5, 7), "known", ("Target Kota Malang 2025",))
    assert record.warnings == ("naik.coverage_low",)
    # Four surely improved, and of the others it is not known.
    assert (measure(PANEL, "F12").to_record().value, measure(PANEL, "F12").to_record().numerator) == (None, 4)
    assert measure(PANEL, "F18").to_record().value is None


def test_only_a_declared_simple_sample_has_an_interval() -> None:
    assert measure(PANEL, "F6").interval is None
    drawn = measure(naik_kelas.panel(shops(), sample=Sample("simple", 20_000, "undian")), "F6")
    assert drawn.interval == wilson(1, 5)
    assert "Wilson" in drawn.explain()
    clustered = measure(naik_kelas.panel(shops(), sample=Sample("other")), "F6")
    assert (clustered.interval, "naik.no_interval" in codes(clustered)) == (None, True)
    assert measure(naik_kelas.panel(shops(), sample=Sample("simple")), "F22").interval is None
    assert wilson(0, 0) is None
    # The closed form for none of n: 0 to z² / (n + z²), with z = 1.96.
    low, high = wilson(0, 10) or (None, None)
    assert (low, round(float(high or 0), 3)) == (0, 0.278)


def test_weights_count_for_many() -> None:
    weights = dict.fromkeys(SALES, 1) | {"a": 10, "h": Fraction(5, 2)}
    found = measure(naik_kelas.panel(shops(), weights=weights), "F6")
    assert (found.numerator, found.denominator) == (10, 14)
    assert found.coverage == Fraction(14, 1) / Fraction(35, 2)
    assert "naik.weighted" in codes(found)
    assert "17,50" in found.explain()


def test_misuse_is_refused() -> None:
    cases: Iterable[tuple[dict[str, Any], str]] = (
        ({"base": "large"}, "base must be one of umkm, micro, all"),
        ({"min_cell": 0}, "min_cell must be at least 1"),
        ({"by": "district"}, "there is no breakdown 'district'"),
        ({"before": 2019}, r"naik\.no_window"),
        ({"yardstick": Yardstick(), "on": date(2026, 1, 1)}, "give either yardstick="),
    )
    for options, message in cases:
        with pytest.raises(ValueError, match=message):
            measure(PANEL, "F6", **options)
    with pytest.raises(ValueError, match="a stock is of one year of the panel"):
        measure(PANEL, "F2", before=2024)
    with pytest.raises(ValueError, match="it has none"):
        measure(naik_kelas.panel([]), "F2")
    with pytest.raises(TypeError, match="indicator must be an id or an Indicator, not int"):
        measure(PANEL, 6)


def test_the_law_of_each_date_may_be_its_own() -> None:
    panel = naik_kelas.panel([shop("x", {2019: 600 * JT, 2025: 600 * JT})])
    assert measure(panel, "F22").value == 0
    own = measure(panel, "F22", law_dates="own")
    assert (own.value, "naik.own_law" in codes(own)) == (-1, True)
    assert measure(panel, "F22", on=date(2019, 12, 31)).value == 0
    assert measure(panel, "F22", yardstick=Yardstick(law_dates="own")).value == -1


def test_a_base_that_mixes_criteria_says_so() -> None:
    panel = naik_kelas.panel([two("x", 1, 1, founded=2015), two("y", 1, 1, founded=2022, capital={2024: 1, 2025: 1})])
    mixed = measure(panel, "F22", yardstick=Yardstick(reading="by-founding"))
    assert (mixed.basis, "naik.mixed_basis" in codes(mixed)) == (None, True)


def test_what_makes_years_incomparable_is_said() -> None:
    grown = naik_kelas.panel([*shops(), *(shop(f"n{n}", {2025: 1}) for n in range(3))])
    told = next(note for note in measure(grown, "F22").notes if note.code == "naik.register_changed")
    assert (told.params["first"], told.params["last"]) == (8, 10)
    assert "naik.window_short" not in codes(measure(PANEL, "F22"))
    months = Enterprise(
        id="x", snapshots=(Snapshot(as_of=date(2024, 12, 31), sales=1), Snapshot(as_of=date(2025, 4, 30), sales=3 * M))
    )
    assert "naik.window_short" in codes(measure(naik_kelas.panel([months]), "F22"))
