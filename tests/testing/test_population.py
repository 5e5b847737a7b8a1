"""The synthetic registry: the same every time, of the stated shape, its flaws where it says they are."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tracemalloc
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import islice
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm.base import data
from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.money import read_amount
from plut_kumkm.enterprise.records import Enterprise
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers import nib, nik, phone
from plut_kumkm.testing import population

# From the fact sheets, typed by hand. PP 7/2021 Pasal 35 ayat (5): upper bounds of annual sales.
SALES_BOUNDS = (2_000_000_000, 15_000_000_000, 50_000_000_000)
COUNTED = {Tier.MICRO: 63_955_369, Tier.SMALL: 193_959, Tier.MEDIUM: 44_728, Tier.LARGE: 5_550}
WORKERS_2021 = {
    "kuliner": "56.86", "fesyen": "19.45", "kriya": "18.12", "penerbitan": "1.94", "seni-pertunjukan": "0.75",
    "aplikasi-game-developer": "0.60", "fotografi": "0.40", "televisi-radio": "0.38", "musik": "0.33",
    "film-animasi-video": "0.31", "arsitektur": "0.27", "seni-rupa": "0.24", "periklanan": "0.21", "desain": "0.15",
}  # fmt: skip
DISTRICTS = {"Blimbing": "01", "Klojen": "02", "Kedungkandang": "03", "Sukun": "04", "Lowokwaru": "05"}
MONEY = ("Omzet per Tahun (Rp)", "Modal Usaha (Rp)")
N = 2000


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(population.rows(N))


@pytest.fixture(scope="module")
def records() -> list[Enterprise]:
    return list(population.enterprises(N))


def near(count: int, total: int, share: Fraction | float) -> bool:
    """Return whether a count is within four standard deviations of its share."""
    expected = total * float(share)
    return abs(count - expected) <= 4 * sqrt(expected * (1 - float(share))) + 1


# ------------------------------------------------------------------------------------------------------------ the same


def test_one_row_for_each_enterprise_and_year(rows: list[dict[str, str]]) -> None:
    assert len(rows) == 2 * N
    assert all(list(row) == list(population.HEADERS.values()) for row in rows)
    flawed = {defect.row for defect in population.defects(N) if defect.column in {"ID", "Tahun Data"}}
    for place, row in enumerate(rows):
        if place + 2 not in flawed:
            assert row["ID"] == f"SINTETIS-{place // 2 + 1:04d}"
            assert row["Tahun Data"] == str(2024 + place % 2)


def test_the_same_in_every_process(rows: list[dict[str, str]]) -> None:
    code = "from plut_kumkm.testing.population import rows; [print('|'.join(row.values())) for row in rows(50)]"
    said = set()
    for hash_seed in ("0", "1"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=environment)
        said.add(done.stdout.decode().replace("\r", ""))
    assert said == {"".join("|".join(row.values()) + "\n" for row in rows[:100])}


def test_the_first_do_not_depend_on_how_many(rows: list[dict[str, str]]) -> None:
    assert list(population.rows(300)) == rows[:600]
    assert list(islice(population.rows(10**6), 10)) == rows[:10]
    assert list(population.rows(0)) == []
    assert list(population.rows()) == rows
    assert sum(1 for _ in population.enterprises()) == N
    assert population.defects() == population.defects(N)


def test_another_seed_is_another_registry(rows: list[dict[str, str]]) -> None:
    seed = data.toml("population.toml")["seed"]
    assert list(population.rows(20, seed=seed)) == rows[:40]
    other = list(population.rows(20, seed=seed + 7))
    assert [row["ID"] for row in other] == [row["ID"] for row in rows[:40]]
    assert [row["Nama Usaha"] for row in other] != [row["Nama Usaha"] for row in rows[:40]]
    assert [shop.name for shop in population.enterprises(20, seed=seed + 7)] == [r["Nama Usaha"] for r in other[::2]]


@pytest.mark.parametrize(
    ("n", "years"),
    [(-1, (2024,)), (10**8, (2024,)), (1, ()), (1, (2025, 2024)), (1, (2024, 2024)), (1, (24,)), (1, (2024, 10000))],
)
def test_misuse_is_refused_at_once(n: int, years: tuple[int, ...], tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    for call in (population.rows, population.enterprises, population.defects):
        with pytest.raises(ValueError, match=r"n must be|years must be"):
            call(n, years=years)
    with pytest.raises(ValueError, match=r"n must be|years must be"):
        population.write(file, n, years=years)
    assert not file.exists()


def test_other_years(rows: list[dict[str, str]]) -> None:
    three = list(population.rows(20, years=(2018, 2019, 2021)))
    assert [row["Tahun Data"] for row in three[:4]] == ["2018", "2019", "2021", "2018"]
    assert all(int(row["Tahun Berdiri"] or 0) <= 2018 for row in three)
    assert [row["Nama Usaha"] for row in population.rows(1, years=(2030,))] == [rows[0]["Nama Usaha"]]
    one = population.defects(104, years=(2030,))
    assert [(defect.row, defect.year) for defect in one] == [(22, 2030), (64, 2030), (105, 2030)]


def test_the_file_holds_the_rows(rows: list[dict[str, str]], tmp_path: Path) -> None:
    file = tmp_path / "registri.csv"
    assert population.write(file, n=N) == 2 * N
    raw = file.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines, delimiter=";")) == rows
    assert raw.count(b"\n") == 2 * N + 1


def test_memory_stays_flat(tmp_path: Path) -> None:
    population.write(tmp_path / "warm.csv", n=10)
    peaks = []
    for n in (200, 2000):
        tracemalloc.start()
        population.write(tmp_path / "x.csv", n=n)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 50_000


# ----------------------------------------------------------------------------------------------------------- synthetic


def test_every_row_says_that_it_is_synthetic(rows: list[dict[str, str]], records: list[Enterprise]) -> None:
    assert population.SYNTHETIC.startswith("DATA SINTETIS")
    assert "sintetis" in list(population.HEADERS.values())[-1]
    for row in rows:
        assert row["ID"].startswith("SINTETIS-")
        assert re.fullmatch(r"[A-Z][a-z]+ Xq[a-z]{6} Sintetis", row["Nama Usaha"])
        assert re.fullmatch(r"(Xq[a-z]{6} Xq[a-z]{6})?", row["Nama Pemilik"])
        assert re.fullmatch(r"(9999[0-9]{9})?", row["NIB"])
        assert re.fullmatch(r"(0860[0-9]{8})?", row["No. HP"])
    assert all(shop.id.startswith("SINTETIS-") for shop in records)
    assert data.toml("population.toml")["defect"]["source"]


def test_nik_has_the_form_of_one_and_a_serial_that_nobody_has(rows: list[dict[str, str]]) -> None:
    """The rule: fact sheet on identifiers section 1 (region, day of birth plus 40 for women, month, year, serial)."""
    seen: dict[str, str] = {}
    for row in rows:
        number = row["NIK"]
        if not number:
            continue
        assert re.fullmatch(r"[0-9]{16}", number)
        assert number[:4] == "3573"
        assert number[4:6] in DISTRICTS.values()
        if row["Kecamatan"]:
            assert number[4:6] == DISTRICTS[row["Kecamatan"]]
        day = int(number[6:8])
        assert (day > 40) == (row["Jenis Kelamin"] == "P")
        century = 2000 if int(number[10:12]) < 30 else 1900
        born = date(century + int(number[10:12]), int(number[8:10]), day % 40)
        assert row["Tahun Lahir Pemilik"] in {"", str(born.year)}
        assert int(number[12:]) >= 9000
        assert seen.setdefault(number, row["Nama Usaha"]) == row["Nama Usaha"]


def test_numbers_pass_the_checks_of_form(rows: list[dict[str, str]]) -> None:
    for column, identifier in (("NIK", nik), ("NIB", nib), ("No. HP", phone)):
        numbers = {row[column] for row in rows} - {""}
        assert len(numbers) > 500
        assert not [number for number in numbers if not identifier.is_valid(number)]


# ----------------------------------------------------------------------------------------------------------- the shape


def strata(records: list[Enterprise], place: int) -> list[Tier | None]:
    sales = [shop.snapshots[place].sales for shop in records]
    return [None if amount is None else list(Tier)[sum(amount > bound for bound in SALES_BOUNDS)] for amount in sales]


def test_tier_shares_and_their_weights(rows: list[dict[str, str]], records: list[Enterprise]) -> None:
    drawn = {Tier.MICRO: 0.88, Tier.SMALL: 0.08, Tier.MEDIUM: 0.03, Tier.LARGE: 0.01}
    tiers = Counter(strata(records, 0))
    known = N - tiers[None]
    for tier, share in drawn.items():
        assert tiers[tier] > 0
        assert near(tiers[tier], known, share)
        # Weight times the share in the registry is the share among all enterprises.
        assert population.weights()[tier] * Fraction(str(share)) == Fraction(COUNTED[tier], sum(COUNTED.values()))
    assert len(set(strata(records, 1)) - {None}) == 4
    for place, drawn_as in enumerate(strata(records, 0)):
        if drawn_as is not None:
            weight = rows[2 * place]["Bobot (data sintetis)"]
            assert weight == rows[2 * place + 1]["Bobot (data sintetis)"]
            assert abs(Fraction(weight.replace(",", ".")) - population.weights()[drawn_as]) <= Fraction(1, 2 * 10**6)


def test_subsector_mix_workers_2021(records: list[Enterprise]) -> None:
    branches = data.toml("population.toml")["subsector"]["rows"]
    assert {branch["id"]: branch["share"] for branch in branches} == WORKERS_2021
    total = sum(Fraction(share) for share in WORKERS_2021.values())
    assert total == Fraction("100.01")
    branch_of = {code["code"]: branch["id"] for branch in branches for code in branch["kbli"]}
    assert len(branch_of) == sum(len(branch["kbli"]) for branch in branches)
    codes = Counter(branch_of[shop.kbli[0].code] for shop in records if shop.kbli)
    for branch, share in WORKERS_2021.items():
        assert near(codes[branch], sum(codes.values()), Fraction(share) / total)
    assert {code.version for shop in records for code in shop.kbli} == {"2020"}


def test_districts(rows: list[dict[str, str]], records: list[Enterprise]) -> None:
    found = Counter(row["Kecamatan"] for row in rows[::2])
    assert set(found) - {""} == set(DISTRICTS)
    assert all(near(found[name], N, 0.2) for name in DISTRICTS)
    assert {row["Kab/Kota"] for row in rows} == {"Kota Malang"}
    for row, shop in zip(rows[::2], records, strict=True):
        assert shop.region == (f"35.73.{DISTRICTS[row['Kecamatan']]}" if row["Kecamatan"] else "35.73")


@pytest.mark.parametrize(
    ("column", "share"),
    [
        ("Omzet per Tahun (Rp)", 0.119),
        ("Modal Usaha (Rp)", 0.3),
        ("Tenaga Kerja", 0.004),
        ("Tahun Berdiri", 0.029),
        ("KBLI 2020", 0.025),
        ("Nama Pemilik", 0.011),
        ("Kecamatan", 0.002),
        ("NIK", 0.05),
        ("Tahun Lahir Pemilik", 0.05),
        ("No. HP", 0.08),
    ],
)
def test_missing_values_at_the_stated_rates(rows: list[dict[str, str]], column: str, share: float) -> None:
    by_year = column in {*MONEY, "Tenaga Kerja"}
    cells = [row[column] for row in (rows if by_year else rows[::2])]
    assert near(cells.count(""), len(cells), share)


@pytest.mark.parametrize("column", ["ID", "Nama Usaha", "Jenis Kelamin", "Kab/Kota", "Bentuk Usaha", "Tahun Data"])
def test_columns_without_gaps(rows: list[dict[str, str]], column: str) -> None:
    assert all(row[column] for row in rows)


def test_women_and_formality(rows: list[dict[str, str]], records: list[Enterprise]) -> None:
    assert near(sum(row["Jenis Kelamin"] == "P" for row in rows[::2]), N, 1735 / 3000)
    micro = [shop for shop, tier in zip(records, strata(records, 0), strict=True) if tier is Tier.MICRO]
    assert near(sum(shop.nib is not None for shop in micro), len(micro), 0.23)


def test_workers_by_tier_have_the_means_of_2019(records: list[Enterprise]) -> None:
    """Databoks, 2019: workers over enterprises; 109.8 / 64.6 million, 5.93 / 0.7987, 3.79 / 0.0655."""
    mean = {Tier.MICRO: 109.8 / 64.6, Tier.SMALL: 5.93 / 0.7987, Tier.MEDIUM: 3.79 / 0.0655}
    for tier, expected in mean.items():
        workers = [shop.snapshots[0].workers for shop, found in zip(records, strata(records, 0), strict=True)
                   if found is tier]  # fmt: skip
        known = [count for count in workers if count is not None]
        assert abs(sum(known) / len(known) / expected - 1) < 0.15


def test_years_hang_together(records: list[Enterprise]) -> None:
    ratios = sorted(
        Fraction(second.sales, first.sales)
        for first, second in (shop.snapshots for shop in records)
        if first.sales and second.sales
    )
    assert Fraction(1, 4) < ratios[0]
    assert ratios[-1] <= 3
    assert Fraction(9, 10) < ratios[len(ratios) // 2] < Fraction(11, 10)
    for before, after in (shop.snapshots for shop in records):
        if before.workers is not None and after.workers is not None:
            # From 80 to 130 %, to the nearest person, and never nobody.
            assert before.workers * 0.8 - 0.5 <= after.workers <= before.workers * 1.3 + 0.5
        if before.capital is not None and after.capital is not None and before.capital > 10**9:
            assert 0.89 < after.capital / before.capital <= 1.15
    for shop in records:
        assert [snapshot.as_of for snapshot in shop.snapshots] == [date(2024, 12, 31), date(2025, 12, 31)]
        assert isinstance(shop.founded, int | None)
        assert shop.founded is None or 1990 <= shop.founded <= 2024
        for snapshot in shop.snapshots:
            for amount in (snapshot.sales, snapshot.capital):
                assert amount is None or (amount > 0 and amount % 50_000 == 0)
            assert snapshot.workers is None or snapshot.workers >= 1


# ------------------------------------------------------------------------------------------------------------ the cells


def test_cells_say_what_the_records_say(rows: list[dict[str, str]], records: list[Enterprise]) -> None:
    flawed = {(defect.row, defect.column) for defect in population.defects(N)}
    forms = {"Perorangan": LegalForm.INDIVIDUAL, "PT Perorangan": LegalForm.PT_PERORANGAN, "CV": LegalForm.CV,
             "PT": LegalForm.PT, "Koperasi": LegalForm.COOPERATIVE}  # fmt: skip
    sexes = {"P": "female", "L": "male"}
    for place, cells in enumerate(rows):
        shop = records[place // 2]
        snapshot = shop.snapshots[place % 2]
        assert shop.owner is not None
        said: dict[str, Any] = {
            "ID": shop.id,
            "Nama Usaha": shop.name,
            "Nama Pemilik": shop.owner.name,
            "NIK": shop.owner.nik,
            "Tahun Lahir Pemilik": shop.owner.birth_year,
            "No. HP": shop.phone,
            "KBLI 2020": shop.kbli[0].code if shop.kbli else None,
            "NIB": shop.nib,
            "Tahun Berdiri": shop.founded,
            "Tenaga Kerja": snapshot.workers,
            "Tahun Data": snapshot.as_of.year,
        }
        for column, value in said.items():
            if (place + 2, column) not in flawed:
                assert cells[column] == ("" if value is None else str(value))
        assert forms[cells["Bentuk Usaha"]] is shop.legal_form
        assert sexes[cells["Jenis Kelamin"]] == shop.owner.sex
        for column, amount in zip(MONEY, (snapshot.sales, snapshot.capital), strict=True):
            if (place + 2, column) not in flawed:
                assert (read_amount(cells[column]) if cells[column] else None) == amount


def test_amounts_are_written_as_offices_write_them(rows: list[dict[str, str]]) -> None:
    """The forms: fact sheet on identifiers section 7."""
    forms = {
        "plain": r"[1-9][0-9]{4,}",
        "dots": r"[1-9][0-9]{0,2}(\.[0-9]{3})+",
        "rp": r"Rp[1-9][0-9]{0,2}(\.[0-9]{3})+",
        "rp-space": r"Rp [1-9][0-9]{0,2}(\.[0-9]{3})+",
        "rp-dash": r"Rp\. [1-9][0-9]{0,2}(\.[0-9]{3})+,-",
        "rp-sen": r"Rp[1-9][0-9]{0,2}(\.[0-9]{3})+,00",
        "miliar": r"[1-9][0-9]*(,[1-9])? miliar",
        "juta": r"[1-9][0-9]*(,[1-9])? juta",
    }
    flawed = {(defect.row, defect.column) for defect in population.defects(N)}
    found: Counter[str] = Counter()
    for place, row in enumerate(rows):
        for column in MONEY:
            if row[column] and (place + 2, column) not in flawed:
                fits = [name for name, form in forms.items() if re.fullmatch(form, row[column])]
                assert len(fits) == 1, row[column]
                found[fits[0]] += 1
    assert set(found) == set(forms)
    assert near(found["plain"], found.total(), 0.3)


# ------------------------------------------------------------------------------------------------------------ the flaws


def test_flaws_are_where_they_are_said_to_be(rows: list[dict[str, str]], records: list[Enterprise]) -> None:
    found = population.defects(N)
    assert [defect.row for defect in found] == sorted({defect.row for defect in found})
    assert set(Counter(defect.kind for defect in found).values()) == {4}
    texts = {"ambiguous-dot": "1.5", "ambiguous-comma": "1,500", "dash": "-", "future-data-year": "2052",
             "future-founding": "2104", "exponent": "1,2E+09", "overflow": "2147483647", "negative": "-5.000.000",
             "short-kbli": "5610"}  # fmt: skip
    for defect in found:
        row, shop = rows[defect.row - 2], records[(defect.row - 2) // 2]
        assert defect.id == shop.id
        assert defect.year == 2024 + defect.row % 2
        cell = row[defect.column]
        match defect.kind:
            case "thousand-slip":
                first, last = shop.snapshots
                assert first.sales is not None
                assert last.sales == int(cell) * 1000
                assert last.sales * 4 > first.sales
            case "duplicate-id":
                # The id of the enterprise above, which so has two rows for that year.
                assert cell == rows[defect.row - 2 - 2]["ID"] != shop.id
                assert row["Tahun Data"] == rows[defect.row - 2 - 2]["Tahun Data"]
            case kind:
                assert cell == texts[kind]
    assert {defect.kind for defect in found} == {*texts, "thousand-slip", "duplicate-id"}


def test_flaws_follow_n() -> None:
    assert population.defects(20) == ()
    assert population.defects(1000) == tuple(defect for defect in population.defects(N) if defect.row <= 2001)
    placed = data.toml("population.toml")["defect"]
    first = [row["first"] for row in placed["rows"]]
    assert len(set(first)) == len(first)
    assert all(1 < number <= placed["every"] for number in first)


@pytest.mark.parametrize("text", ["1.5", "1,500", "-", "1,2E+09"])
def test_spoilt_amounts_are_no_amounts(text: str) -> None:
    with pytest.raises(ValidationError):
        read_amount(text)


# ------------------------------------------------------------------------------------------------------------- the data


def test_every_figure_has_its_source_and_grade() -> None:
    for name, table in data.toml("population.toml").items():
        if name == "seed":
            continue
        assert table["origin"] in {"law", "practice", "proposal"}, name
        if table["origin"] == "proposal":
            assert table.get("note") or name == "founded", name
        else:
            assert table["source"], name
            assert table["grade"] in {"primary", "secondary", "unverified"}, name


def test_kbli_codes_come_from_the_stated_branches() -> None:
    for branch in data.toml("population.toml")["subsector"]["rows"]:
        for code in branch["kbli"]:
            assert re.fullmatch(r"[0-9]{5}", code["code"])
            assert code["title"]
            assert code["grade"] in {"primary", "secondary", "unverified"}


def test_strata_lie_within_the_bounds_of_pp7_2021_pasal35_ayat5() -> None:
    lower = 0
    for row, upper in zip(data.toml("population.toml")["tier"]["rows"], (*SALES_BOUNDS, None), strict=True):
        assert COUNTED[Tier(row["class"])] == row["counted"]
        for band in row["sales"]:
            assert lower < band["from"] <= band["upto"]
            assert upper is None or band["upto"] <= upper
        lower = upper or 0
