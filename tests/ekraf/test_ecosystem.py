"""The elements of the ecosystem: seven seen, an eighth unverified."""

from __future__ import annotations

import pytest

import plut_kumkm as pk
from plut_kumkm.ekraf import elements
from plut_kumkm.ekraf.ecosystem import element_problems

SEEN = ["pendidikan", "pembiayaan", "infrastruktur", "pemasaran", "insentif", "kekayaan-intelektual", "pelindungan"]


def test_elements_of_uu_24_2019() -> None:
    assert [one.id for one in elements()] == SEEN
    every = elements(law=pk.law.book().accepting("unverified"))
    assert [one.id for one in every] == ["riset", *SEEN]
    assert elements(law=pk.law.book().accepting("primary")) == ()
    for one in every:
        assert one.label("id") != one.label("en")
        assert one.provision.cite.instrument.label().startswith("UU 24/2019")
    assert (str(every[0]), repr(every[0])) == ("riset", "<Element riset (unverified)>")


@pytest.mark.parametrize(
    ("name", "codes"), [("pemasaran", []), ("riset", ["element.unverified"]), ("pasar", ["element.unknown"])]
)
def test_what_is_said_of_an_element_that_a_record_names(name: str, codes: list[str]) -> None:
    found = element_problems(name, ("elements", 0))
    assert [one.code for one in found] == codes
    assert all(one.where == "$.elements[0]" for one in found)
    assert all(one.message("id") != one.message("en") for one in found)
