"""What an import costs in modules: none that is optional, none that the first answer does not need (trap 25)."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import plut_kumkm as pk

OPTIONAL = ("narwhals", "numpy", "pandas", "polars", "pyarrow", "duckdb", "pyspark", "hypothesis", "pydantic", "rich")
# Slow, and not needed for a first answer (traps 26 and 27).
SLOW = ("cattrs", "dateutil", "importlib.resources", "importlib.metadata", "difflib", "pytest")

FIRST = """
import plut_kumkm as pk
from datetime import date
"""
TIER = (
    FIRST
    + """
assert pk.tier(pk.Facts(sales=1_800_000_000), on=date(2026, 6, 30)).value is pk.Tier.MICRO
"""
)
MORE = (
    TIER
    + """
verdict = pk.tier(pk.Facts(sales=1, capital=1, founded=2021), on=date(2026, 6, 30), reading="by-founding")
verdict.explain(), verdict.to_dict(), verdict.needs, verdict.is_umkm
shop = pk.Enterprise(id="a", snapshots=(pk.Snapshot(as_of=date(2025, 12, 31), sales=1),))
pk.tier(shop, on=date(2026, 6, 30)).explain("en")
pk.law.history("pp-7-2021/micro/sales"), pk.rupiah("1,8 miliar"), pk.law.book().hash
"""
)


def loaded(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has after running ``code``."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("code", [FIRST, TIER, MORE], ids=["import", "first tier", "explain and more"])
def test_no_optional_package_is_imported(code: str) -> None:
    assert not loaded(code) & set(OPTIONAL)


@pytest.mark.parametrize("code", [FIRST, TIER], ids=["import", "first tier"])
def test_nothing_slow_is_imported(code: str) -> None:
    assert not loaded(code) & set(SLOW)


def test_the_import_alone_opens_no_room() -> None:
    rooms = {name for name in loaded(FIRST) if name.startswith("plut_kumkm.")}
    assert not rooms & {"plut_kumkm.law", "plut_kumkm.enterprise", "plut_kumkm.tables", "plut_kumkm.registry"}


def test_every_public_name_is_there() -> None:
    assert set(pk.__all__) <= set(dir(pk))
    for name in pk.__all__:
        assert getattr(pk, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        pk.nothing  # type: ignore[attr-defined] # noqa: B018 - the refusal is what is tested
