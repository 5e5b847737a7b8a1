"""Repeated ids, and each enterprise at its latest year, in a few bytes a row."""

from __future__ import annotations

import tracemalloc
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import Finding
from plut_kumkm.registry.results.counting import APART, BESIDE, CLASSES, Occurrences, Tally

# The seven classes, and those of cooperatives.
outcomes = st.sampled_from([code + more for code in CLASSES.values() for more in (0, APART)])
rows = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from([None, 2019, 2020, 2021]), outcomes), max_size=40)


@given(rows)
def test_occurrences_are_those_of_a_dictionary(given: list[tuple[str, int | None, int]]) -> None:
    seen = Occurrences()
    before: set[tuple[str, int | None]] = set()
    for key, year, code in given:
        assert seen.add(key, year, code) is ((key, year) in before)
        before.add((key, year))
    latest = {key: max((year or 0) for one, year, _ in given if one == key) for key, _, _ in given}
    expected = Counter(code for key, year, code in given if (year or 0) == latest[key])
    assert seen.latest() == expected


def test_many_keys_are_kept_apart_in_few_bytes() -> None:
    count = 50_000
    tracemalloc.start()
    seen = Occurrences()
    assert not any(seen.add(f"usaha-{number}", 2025, number % 7 - 3) for number in range(count))
    size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak <= 16 * count + 40_000
    assert size <= peak
    assert all(seen.add(f"usaha-{number}", 2025, 0) for number in range(0, count, 1000))
    assert seen.latest().total() == count + count // 1000


def test_a_year_that_comes_later_takes_the_enterprise_with_it() -> None:
    seen = Occurrences()
    for year in (2021, 2019, None, 2020):
        assert not seen.add("a", year, 0 if year is None else year - 2019)
    assert seen.latest() == {2: 1}


def test_a_year_that_cannot_be_is_not_the_latest() -> None:
    seen = Occurrences()
    for year, code in ((2052, 3), (2025, 1), (None, 0)):
        assert not seen.add("a", year, code)
    assert not seen.add("b", 2052, 2)
    assert not seen.add("b", None, 0)
    assert seen.latest(until=2026) == {1: 1, 2: 1}


def test_counts_of_enterprises_without_an_id() -> None:
    tally = Tally()
    assert tally.alone(("Toko", "Sari"), 2025, 0, 2) is None
    assert tally.alone(("Toko", "Sari"), 2025, 0, 3) == 2
    assert tally.alone(("Toko", "Sari"), 2024, 1, 4) is None
    assert tally.alone(None, 2025, -1, 5) is None
    assert tally.alone(None, 2025, -1, 6) is None
    counts = tally.counts()
    assert counts["enterprises"] == 5
    assert (counts["tiers"]["micro"], counts["tiers"]["small"], counts["tiers"]["unknown"]) == (2, 1, 2)


def test_the_first_finding_of_each_code_is_the_example() -> None:
    tally = Tally()
    for row in (2, 3):
        tally.found(Finding("registry.undated", "info", row=row))
    assert tally.examples["registry.undated"].row == 2
    assert tally.counts()["findings_by_code"] == {"registry.undated": 2}
    assert tally.counts()["findings_by_severity"] == {"info": 2}


def test_cooperatives_are_among_all_and_by_themselves() -> None:
    tally = Tally()
    for code in CLASSES.values():
        tally.ids.add(f"u{code}", 2025, code)
        tally.ids.add(f"k{code}", 2025, code + APART)
        tally.ids.add(f"l{code}", 2025, code + APART)
    counts = tally.counts()
    assert counts["tiers"] == dict.fromkeys(CLASSES, 3)
    assert counts["cooperatives"] == {"count": 14, "tiers": dict.fromkeys(CLASSES, 2)}
    assert counts["enterprises"] == 21


def test_a_second_count_goes_with_the_outcomes_of_the_latest_year() -> None:
    tally = Tally(beside=27)
    for place in range(27):
        for name, code in CLASSES.items():
            tally.ids.add(f"{name}{place}", 2024, code)
            tally.ids.add(f"{name}{place}", 2025, code + BESIDE * place)
            tally.ids.add(f"k{name}{place}", 2025, code + APART + BESIDE * place)
    assert tally.alone(None, 2025, CLASSES["not_in_force"] + BESIDE * 26, 2) is None
    latest = tally.parted()
    per_place, per_class = 2 * len(CLASSES), 27
    assert latest.beside == {**dict.fromkeys(range(26), per_place), 26: per_place + 1}
    assert latest.codes == {
        code + apart: per_class + (code == CLASSES["not_in_force"] and not apart)
        for code in CLASSES.values()
        for apart in (0, APART)
    }
    assert tally.counts(latest.codes)["enterprises"] == latest.beside.total()
