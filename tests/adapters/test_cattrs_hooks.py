"""A converter of the user's own reads and writes our records, strictly, without guessing and without leaks."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import define
from cattrs import ClassValidationError, Converter
from hypothesis import given

import plut_kumkm as pk
from plut_kumkm.adapters.cattrs_hooks import register
from plut_kumkm.testing import strategies

CONVERTER = register(Converter())


@define
class Visit:
    """A class of the user's own, with our record in it."""

    shop: pk.Enterprise
    minutes: int


@given(strategies.enterprises() | strategies.cooperatives())
def test_there_and_back(record: Any) -> None:
    assert CONVERTER.structure(CONVERTER.unstructure(record), type(record)) == record


@given(strategies.facts())
def test_facts_there_and_back(record: pk.Facts) -> None:
    assert CONVERTER.structure(CONVERTER.unstructure(record), pk.Facts) == record


def test_every_problem_is_a_finding() -> None:
    with pytest.raises(pk.ValidationError) as caught:
        CONVERTER.structure({"as_of": "x", "sales": "12"}, pk.Snapshot)
    assert [(found.where, found.code) for found in caught.value.findings] == [
        ("$.as_of", "structure.date"),
        ("$.sales", "structure.type"),
    ]


def test_within_a_class_of_the_user() -> None:
    visit = CONVERTER.structure({"shop": {"id": "a1"}, "minutes": 5}, Visit)
    assert visit == Visit(pk.Enterprise(id="a1"), 5)
    assert CONVERTER.unstructure(visit) == {"shop": {"schema": "plut_kumkm/enterprise/1", "id": "a1"}, "minutes": 5}
    with pytest.raises(ClassValidationError) as caught:
        CONVERTER.structure({"shop": {"id": "a1", "owner": {"nik": 3573010101900001}}, "minutes": 5}, Visit)
    (inner,) = caught.value.exceptions
    assert isinstance(inner, pk.ValidationError)
    assert inner.finding.where == "$.owner.nik"
    assert "0101900" not in f"{inner} {inner!r} {caught.value!r}"
