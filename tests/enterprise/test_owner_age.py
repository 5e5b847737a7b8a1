"""The age of an owner, known by the year of birth, in bands of ten years."""

from __future__ import annotations

from datetime import date

import pytest

import plut_kumkm as pk


@pytest.mark.parametrize(
    ("birth_year", "band"),
    [
        (None, None),
        (2027, None),
        (2026, "0-9"),
        (2017, "0-9"),
        (2016, "10-19"),
        (1997, "20-29"),
        (1996, "30-39"),
        (1987, "30-39"),
        (1986, "40-49"),
        (1926, "100-109"),
    ],
)
def test_age_band_is_the_age_reached_in_the_year(birth_year: int | None, band: str | None) -> None:
    owner = pk.Owner(birth_year=birth_year)
    assert [owner.age_band(day) for day in (date(2026, 1, 1), date(2026, 12, 31))] == [band, band]
