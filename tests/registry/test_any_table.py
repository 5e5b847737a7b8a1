"""Whatever stands in the cells: every enterprise has its line, the counts add up, and nothing personal comes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from plut_kumkm.base import fields
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.reading import read

# A column for every field that has a header of its own.
HEADERS = [entry["aliases"][0] for entry in fields.catalogue().values() if entry.get("aliases")]
NIK = "3573010101909001"  # made up
CELLS = (
    "", "-", "0", "1", "-5", "1.5", "1.500", "Rp1.000,00", "1,8 miliar", "2147483647", "3.57301E+15", "x", "=1+1", "ya",
    "tidak", "CV", "Koperasi", "P", "2015", "2104", "211", "31 Desember 2025", "13134", "1779", "200/120", "JUMLAH",
    "batik; kopi", NIK, "n/a", "Usaha Kecil", "1/2", "12%",
)  # fmt: skip
rows = st.lists(st.lists(st.sampled_from(CELLS), min_size=len(HEADERS), max_size=len(HEADERS)), max_size=6)


@settings(max_examples=60)
@given(rows=rows, wide=st.booleans(), zero=st.booleans())
def test_any_cells(rows: list[list[str]], wide: bool, zero: bool) -> None:
    header = [f"{name} 2024" if wide and name == "omzet" else name for name in HEADERS]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "usaha.csv"
        path.write_text("".join(";".join(cells) + "\n" for cells in (header, *rows)), encoding="utf-8")
        registry = read(path, dash="zero" if zero else "missing", kbli="2020", accept_proxies=True, sum_months=True)
        done = evaluate(registry, on=date(2026, 6, 30), out=Path(folder) / "out")
        counts = done.summary
        assert counts["rows_read"] == len(rows) == counts["rows_evaluated"] + sum(counts["rows_skipped"].values())
        assert counts["enterprises"] == sum(counts["tiers"].values())
        assert len({line.row for line in done.rows}) == counts["rows_evaluated"]
        assert sum(counts["findings_by_code"].values()) == len(done.findings)
        for shop in registry.records:
            assert shop.id
        for place in done.files:
            assert NIK not in place.read_text(encoding="utf-8")
