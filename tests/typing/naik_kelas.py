"""What a user's type checker sees of naik_kelas: read by mypy --strict and pyright, and run by nobody."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_type

import plut_kumkm as pk
from plut_kumkm import naik_kelas
from plut_kumkm.law.answers import Outcome

BATIK = pk.Enterprise(id="a1", snapshots=(pk.Snapshot(as_of=date(2025, 12, 31), sales=1),))


def events() -> None:
    found = pk.naik_kelas.events(BATIK, [BATIK], law_dates="own", hysteresis="5%")
    assert_type(found[0], naik_kelas.Event)
    assert_type(found.flows.net, int)
    assert_type(found.findings, pk.Report)


def measures(register: pk.Registry) -> None:
    panel = naik_kelas.panel(register, [BATIK], key=("name", "region"))
    assert_type(panel, naik_kelas.Panel)
    measure = naik_kelas.measure(panel, "F6", by=["region", "sex"], min_cell=5)
    assert_type(measure, naik_kelas.Measure)
    assert_type(measure.value, Fraction | None)
    assert_type(measure.unwrap(), Fraction)
    assert_type(measure.status, Outcome)
    assert_type(measure.cells, tuple[naik_kelas.Measure, ...])
    assert_type(measure.to_record().value, Fraction | None)
    assert_type(naik_kelas.compare(panel, ["F6", "F9"])["F6"], naik_kelas.Measure)
    assert_type(naik_kelas.transitions(panel).share("micro", "small"), Fraction | None)
    assert_type(naik_kelas.jobs(panel)["net"], int | Fraction | None)
    own = naik_kelas.define("own", naik_kelas.k_of_n(1, naik_kelas.gained("halal")), label="x")
    assert_type(own, naik_kelas.Indicator)
