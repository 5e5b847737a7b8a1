"""Many records as a stream: the same reports, counts on the way, nothing held, everything said."""

from __future__ import annotations

import itertools
import weakref
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.testing import strategies

ON = date(2026, 6, 30)
BAD = [pk.Facts(id="a", sales=1), pk.Facts(id="b", sales=-1, workers=-1), pk.Facts(id="c", independent=False)]


@given(st.lists(strategies.enterprises() | strategies.facts() | strategies.owners(), max_size=5))
def test_the_reports_are_those_of_check(records: list[Any]) -> None:
    stream = pk.check_many(records, on=ON)
    singles = [
        [one for one in pk.check(record, on=ON) if not one.code.endswith(".structure_only")] for record in records
    ]
    assert [(index, list(report)) for index, report in stream] == list(enumerate(singles))
    assert stream.checked == len(records)
    assert stream.codes == dict(sorted(Counter(one.code for some in singles for one in some).items()))
    assert sum(stream.severities.values()) == sum(map(len, singles))


def test_counts_are_those_of_what_was_read() -> None:
    stream = pk.check_many(BAD, on=ON)
    assert (stream.checked, stream.codes, stream.severities) == (0, {}, {})
    assert next(stream)[1].ok
    assert next(stream)[0] == 1
    assert (stream.checked, stream.codes, stream.severities) == (2, {"check.negative": 2}, {"error": 2})
    assert repr(stream) == "<ReportStream: 2 records read, {'check.negative': 2}>"
    assert [index for index, _ in stream] == [2]
    assert list(stream) == []


def test_a_stream_has_no_end_and_holds_nothing() -> None:
    made: list[weakref.ref[pk.Facts]] = []

    def endless() -> Iterator[pk.Facts]:
        for number in itertools.count():
            facts = pk.Facts(sales=-number)
            made.append(weakref.ref(facts))
            yield facts

    stream = pk.check_many(endless(), on=ON)
    for _ in range(100):
        next(stream)
    assert stream.checked == 100
    # The last record, for its id, and the one that the generator still has.
    assert sum(one() is not None for one in made) <= 2


def test_that_lists_are_missing_is_said_once() -> None:
    shops = [pk.Facts(kbli=(pk.Kbli("2020", "13134"),), region="35.73") for _ in range(5)]
    stream = pk.check_many(shops, on=ON)
    assert len(stream.notes) == 0
    assert all(len(report) == 0 for _, report in stream)
    assert [(found.code, found.severity, str(found.params["kind"])) for found in stream.notes] == [
        ("check.form_only", "info", "identifier.kbli"),
        ("check.form_only", "info", "identifier.region"),
    ]
    assert "Kode KBLI" in stream.notes[0].message()
    assert "KBLI code" in stream.notes[0].message("en")
    fresh = pk.check_many([pk.Facts()], on=ON)
    list(fresh)
    assert len(fresh.notes) == 0


def test_records_are_flat_and_name_their_record() -> None:
    rows = list(pk.check_many([*BAD, pk.Owner(nik="1"), pk.Facts(id="3573010101900001", sales=-5)], on=ON).to_records())
    assert [(row["index"], row["id"], row["path"], row["code"], row["severity"]) for row in rows] == [
        (1, "b", "$.sales", "check.negative", "error"),
        (1, "b", "$.workers", "check.negative", "error"),
        (2, "c", "$.parent", "check.parent_missing", "warning"),
        (3, None, "$.nik", "nik.length", "error"),
        (4, "3573********0001", "$.sales", "check.negative", "error"),
    ]
    assert rows[2]["cite"] == "UU 20/2008 Pasal 1 angka 2 dan 3"
    assert rows[0]["cite"] is None
    assert all(row["message_id"] != row["message_en"] for row in rows)


def test_errors_are_raised_with_the_first_of_them_and_the_totals() -> None:
    stream = pk.check_many(BAD * 10, on=ON)
    with pytest.raises(pk.ValidationError) as caught:
        stream.raise_if_errors(first=3)
    findings = caught.value.findings
    assert [found.where for found in findings] == ["$[1].sales", "$[1].workers", "$[4].sales", "$"]
    assert findings[-1].code == "check.totals"
    assert dict(findings[-1].params) == {"checked": 30, "records": 10, "errors": 20, "shown": 3}
    assert "20 pada 10 dari 30" in str(caught.value)
    assert stream.checked == 30
    with pytest.raises(pk.ValidationError) as many:
        pk.check_many(BAD * 30, on=ON).raise_if_errors()
    assert len(many.value.findings) == 21


def test_without_errors_nothing_is_raised() -> None:
    stream = pk.check_many([BAD[0], BAD[2]], on=ON)
    stream.raise_if_errors()
    assert stream.severities == {"warning": 1}


@pytest.mark.parametrize("first", [0, -1, True, "3", 1.5])
def test_how_many_to_name_is_a_whole_number(first: Any) -> None:
    with pytest.raises(ValueError, match="first must be a whole number"):
        pk.check_many(BAD, on=ON).raise_if_errors(first=first)


@pytest.mark.parametrize("records", ["text", b"text", 5, None, pk.Facts(), pk.Owner(nik="3573010101900001")])
def test_misuse(records: Any) -> None:
    with pytest.raises(TypeError, match="check_many takes") as caught:
        pk.check_many(records, on=ON)
    assert "0101900" not in str(caught.value)


def test_a_record_that_is_none_is_named_by_its_place() -> None:
    stream = pk.check_many([pk.Facts(), {"nik": "3573010101900001"}], on=ON)  # type: ignore[list-item]  # the misuse is the point
    next(stream)
    with pytest.raises(TypeError, match="record 1 is dict") as caught:
        next(stream)
    assert "0101900" not in str(caught.value)
