"""The class on record beside the tier that follows from the figures; bounds after PP 7/2021 Pasal 35 ayat (5)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from plut_kumkm.enterprise.size_verdicts import size_question
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.books import book
from plut_kumkm.registry.answering.deciding import Outcome, Situations
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.inspecting import inspect
from plut_kumkm.registry.noticing import claiming
from plut_kumkm.registry.noticing.claiming import Claims
from plut_kumkm.registry.reading import read

ON = date(2026, 6, 30)


def outcomes() -> list[Outcome]:
    question = size_question(book(), ON, "facility", "by-purpose", None)
    return Situations(question, ("sales",)).of([{"sales": 2_000_000_000}, {}])


@pytest.mark.parametrize(
    ("said", "tier"),
    [
        ("Mikro", Tier.MICRO),
        ("USAHA MIKRO", Tier.MICRO),
        ("Micro", Tier.MICRO),
        ("UMi", Tier.MICRO),
        ("Ultra Mikro", Tier.MICRO),
        ("ULTRA MIKRO: OMSET SATU TAHUN < 150 JUTA", Tier.MICRO),
        ("super-mikro", Tier.MICRO),
        ("KECIL 1: OMSET SATU TAHUN ANTARA 300 - 1 MILYAR", Tier.SMALL),
        ("usaha menengah", Tier.MEDIUM),
        ("BESAR: OMSET SATU TAHUN > 50 MILYAR", Tier.LARGE),
        ("mikro kecil", None),
        ("Mikro/Kecil", None),
        ("usaha kecil menengah", None),
        ("UKM", None),
        ("UMKM", None),
        ("kecilan", None),
        ("lainnya", None),
        # Classes of industry, by other measures.
        ("Industri Kecil", None),
        ("IKM Menengah", None),
    ],
)
def test_what_a_text_claims(said: str, tier: Tier | None) -> None:
    assert Claims().tier_of(said) is tier


def test_a_claim_is_compared_with_the_figures() -> None:
    micro, unknown = outcomes()
    claims = Claims()
    assert claims.compare("Mikro", micro) is None
    assert claims.compare("UKM", micro) is None
    assert claims.compare("Kecil", unknown) is None
    found = claims.compare("KECIL 1: 300 - 1 M", micro)
    assert found is not None
    assert '"KECIL 1: 300 - 1 M" (Usaha Kecil)' in found.message("id")
    assert "Usaha Mikro" in found.message("id")
    assert "(Small Enterprise)" in found.message("en")
    assert "Micro Enterprise" in found.message("en")
    table = claims.table()
    assert list(table) == ["micro", "small", "unclear"]
    assert (table["micro"]["micro"], table["small"]["micro"], table["small"]["unknown"]) == (1, 1, 1)
    assert table["unclear"]["micro"] == 1
    assert sum(sum(row.values()) for row in table.values()) == 4


def test_many_texts_are_read_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "_MANY", 2)
    claims = Claims()
    assert [claims.tier_of(f"Mikro {number}") for number in range(7)] == [Tier.MICRO] * 7
    assert len(claims._known) <= 2


def test_the_summary_holds_the_cross_table(tmp_path: Path) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text(
        "ID;Nama Usaha;Skala Usaha;Omzet\na;A;Mikro;5\nb;B;Kecil;5\nc;C;UKM;5\nd;D;;5\ne;E;UMi;5\nf;F;UKM;\n"
        "g;G;IKM;5\nh;H;UMKM;5\ni;I;Lain-lain;5\nj;J;Menengah Kecil;5\nk;K;Usaha;5\nl;L;Dagang;5\n",
        encoding="utf-8",
    )
    done = evaluate(path, on=ON, out=tmp_path / "out")
    claimed = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["claimed"]
    assert claimed == done.summary["claimed"]
    assert {said: {tier: n for tier, n in row.items() if n} for said, row in claimed.items()} == {
        "micro": {"micro": 2}, "small": {"micro": 1}, "unclear": {"micro": 7, "unknown": 1},
    }  # fmt: skip
    found = {one.code: one for one in done.findings}
    assert (found["registry.claimed_unclear"].params["count"], found["registry.claimed_unclear"].column) == (
        8, "Skala Usaha",
    )  # fmt: skip
    assert len(found["registry.claimed_unclear"].params["texts"]) == 5
    assert found["registry.claimed_ultra_micro"].params["count"] == 1
    assert [one.row for one in done.findings if one.code == "registry.claimed_differs"] == [3]
    # A check of the file alone asks for no sizes.
    assert not {code for code in inspect(read(path), on=ON).findings.codes if "claimed" in code}


def test_without_such_a_column_there_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text("Nama Usaha;Omzet\nA;5\n", encoding="utf-8")
    assert evaluate(path, on=ON).summary["claimed"] == {}
