"""Ids that are numbers of persons; all of these are made up."""

from __future__ import annotations

import pytest

from plut_kumkm.registry.results.hiding import Pseudonyms, is_personal


@pytest.mark.parametrize(
    "text",
    [
        "3573010101909001",  # NIK, 16 digits
        "35.73.010101.909001",
        "3573 0101 0190 9001",
        "092542943407000",  # NPWP, 15 digits
        "09.254.294.3-407.000",
        "086000000002",  # phone
        "0860-0000-0002",
        "+6286000000002",
        "6286000000002",
    ],
)
def test_numbers_of_persons(text: str) -> None:
    assert is_personal(text)


@pytest.mark.parametrize(
    "text", ["", "1", "900001", "SINTETIS-0001", "9999000000001", "0812250005498", "a" * 16, "12345678901"]
)
def test_other_ids(text: str) -> None:
    assert not is_personal(text)


def test_pseudonyms_tell_ids_apart_and_not_what_they_are() -> None:
    names = Pseudonyms()
    assert names.of("3573010101909001") == names.of("3573010101909001")
    assert names.of("3573010101909001") != names.of("3573010101909002")
    assert "3573" not in names.of("3573010101909001")


def test_pseudonyms_differ_between_runs_unless_the_key_is_given() -> None:
    assert Pseudonyms().of("3573010101909001") != Pseudonyms().of("3573010101909001")
    assert Pseudonyms(b"k").of("3573010101909001") == Pseudonyms(b"k").of("3573010101909001")
    assert Pseudonyms(b"k").of("3573010101909001") != Pseudonyms(b"m").of("3573010101909001")
