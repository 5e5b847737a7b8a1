"""The classification of a registry: each line as the verdict of one record, counts that add up, files."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.enterprise.schemes.asking import scheme_question
from plut_kumkm.enterprise.tiers import LegalForm
from plut_kumkm.registry.answering.deciding import ClassOutcome, Situations, situation_facts
from plut_kumkm.registry.classifying import COLUMNS, Classification, classify_many, run
from plut_kumkm.registry.reading import example as synthetic
from plut_kumkm.registry.reading import read
from plut_kumkm.registry.records import FACTS, facts_from

ON = date(2026, 6, 30)
BOOK = pk.law.book()
# Every bound of the book with what lies beside it: the tests of each scheme say whether the bounds are right.
BOUNDS = sorted({value.value for value in BOOK.values() if isinstance(value.value, int)})
AMOUNTS = sorted({-1, 0, *(bound + step for bound in BOUNDS for step in (-1, 0, 1))})
DAYS = sorted({ON, date(2007, 1, 1), *(day for of in BOOK.known for day in BOOK.breaks(of))})
CODES = ("13134", "47721", "96", "1", "07", "33")

amount = st.sampled_from(AMOUNTS)
day = st.sampled_from([0, 2019, 2020, 2022, 2026, date(2020, 1, 1), date(2021, 2, 2), date(2025, 12, 31)])
values = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ("sales", "capital", "capital_own", "land_building", "net_worth", "workers", "plafond", "investment",
             "area_ha", "members", "equity", "assets"),
            amount,
        ),
        "founded": day,
        "tax_registered": day,
        "legal_form": st.sampled_from([form.value for form in LegalForm]),
        "kbli": st.lists(st.tuples(st.just("2020"), st.sampled_from(CODES)), min_size=1, max_size=3).map(tuple),
        "sales_period": st.sampled_from(["year", "month"]),
        "sales_kind": st.sampled_from(["sales", "production_value"]),
        "as_of": st.sampled_from([date(2020, 12, 31), date(2025, 12, 31), date(2040, 12, 31)]),
    },
)  # fmt: skip


def write(folder: Path, text: str, name: str = "usaha.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def adds_up(done: Classification) -> bool:
    counts = done.summary
    lines = sum(sum(year["statuses"].values()) for year in counts["by_year"].values())
    return bool(
        counts["rows_read"] == counts["rows_classified"] + sum(counts["rows_skipped"].values())
        and counts["enterprises"] == sum(counts["statuses"].values())
        and counts["statuses"]["known"] == sum(counts["classes"].values())
        and lines == len(done.rows)
        and all(sum(one["classes"].values()) == one["statuses"]["known"] for one in counts["by_year"].values())
        and sum(counts["findings_by_code"].values()) == len(done.findings)
    )


@settings(max_examples=300)
@given(
    rows=st.lists(values, max_size=6),
    scheme=st.sampled_from(BOOK.schemes()),
    on=st.sampled_from(DAYS),
    policy=st.sampled_from(["primary", "secondary", "unverified"]),
)
@example(  # the division decides, and the note names the code of the row itself
    rows=[{"kbli": (("2020", "13134"), ("2020", "47721"))}, {"kbli": (("2020", "13911"), ("2020", "47721"))}],
    scheme="bps-industry",
    on=ON,
    policy="secondary",
)
@example(  # what is said of who has no class names the form of the row itself
    rows=[{"legal_form": "cv"}, {"legal_form": "pt"}, {"legal_form": "cooperative"}],
    scheme="cooperative",
    on=ON,
    policy="unverified",
)
@example(  # a figure of a month is noted where there is one, also by a scheme that asks for no sales
    rows=[{"sales_period": "month"}, {"sales_period": "month", "sales": 1}],
    scheme="kur",
    on=ON,
    policy="secondary",
)
def test_a_situation_classifies_as_the_verdict(
    rows: list[dict[str, Any]], scheme: str, on: date, policy: Any
) -> None:  # fmt: skip
    law = BOOK.accepting(policy)
    asked = Situations(scheme_question(law, scheme, on), FACTS)
    elsewhere = {"facts.negative", "facts.capital_below_zero", *(note.code for note in asked.general)}
    # How old the facts are is said once of a file, not of every row.
    elsewhere |= {"facts.stale", "facts.later_facts"}
    for row, outcome in zip(rows, asked.of(rows), strict=True):
        verdict = pk.classify(facts_from(row), scheme=scheme, on=on, law=law)
        assert isinstance(outcome, ClassOutcome)
        assert (outcome.code, outcome.value, outcome.status) == (verdict.code, verdict.value, verdict.status)
        assert outcome.needs == verdict.needs
        assert outcome.notes == tuple(note for note in verdict.notes if note.code not in elsewhere)
    assert {note.severity for note in asked.general} <= {"info"}


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c", ""]),
            st.sampled_from(["2024", "2025", ""]),
            st.sampled_from(["4", "5", "19", "20", "99", "100", "0", "-3", "-", "x", ""]),
            st.sampled_from(["13134", "47721", ""]),
        ),
        min_size=1,
        max_size=12,
    ),
    scheme=st.sampled_from(["bps-industry", "authority", "kur", "final-tax", "salt-farm"]),
)
def test_the_counts_of_any_table_add_up(
    rows: list[tuple[str, ...]], scheme: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("table")
    lines = "".join(f"{id_};Toko {place};{year};{n};{kbli}\n" for place, (id_, year, n, kbli) in enumerate(rows))
    path = write(folder, "ID;Nama Usaha;Tahun Data;Tenaga Kerja;KBLI 2020\n" + lines)
    done = classify_many(path, scheme=scheme, on=ON, out=folder / "hasil")
    assert adds_up(done)
    with (folder / "hasil" / "results.csv").open(encoding="utf-8", newline="") as file:
        shown = list(csv.DictReader(file))
    assert [(row["class"], row["status"]) for row in shown] == [
        ("" if line.value is None else line.value.id, line.status) for line in done.rows
    ]


def test_industry_by_workers_vimk_bps(tmp_path: Path) -> None:
    # Metadata VIMK BPS: 1 to 4, 5 to 19; manufacturing alone (KBLI section C).
    rows = [(4, "13134"), (5, "13134"), (19, "33111"), (20, "10110"), (100, "13134"), (7, "47721"), ("", "13134")]
    text = "".join(f"{n};Toko;{workers};{kbli}\n" for n, (workers, kbli) in enumerate(rows))
    done = classify_many(write(tmp_path, f"ID;Nama Usaha;Tenaga Kerja;KBLI 2020\n{text}"), scheme="bps-industry", on=ON)
    assert [line.value and line.value.id for line in done.rows] == [
        "micro", "small", "small", "medium", "large", None, None,
    ]  # fmt: skip
    assert done.rows[5].status == "indeterminate"
    assert done.rows[5].findings == ("scheme.not_applicable",)
    assert (done.rows[6].status, done.rows[6].needs) == ("unknown", ("workers",))
    assert done.summary["classes"] == {"micro": 1, "small": 2, "medium": 1, "large": 1}
    assert done.summary["statuses"] == {"known": 5, "unknown": 1, "indeterminate": 1, "not_in_force": 0}
    assert adds_up(done)


def test_a_scheme_that_hangs_on_the_tier_uu_23_2014(tmp_path: Path) -> None:
    # UU 23/2014 Lampiran, over PP 7/2021 Pasal 35 ayat (5).
    path = write(tmp_path, "ID;Nama Usaha;Omzet\na;A;2000000000\nb;B;15000000000\nc;C;50000000000\nd;D;50000000001\n")
    done = classify_many(path, scheme="authority", on=ON)
    assert [line.value and line.value.id for line in done.rows] == ["regency-city", "province", "centre", None]
    assert done.rows[-1].status == "indeterminate"
    assert {"sales"} <= situation_facts(scheme_question(BOOK, "authority", ON))


def test_one_law_for_all_years_and_the_latest_year_counts(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Plafon;Tahun Data\na;A;10000000;2024\na;A;60000000;2025\nb;B;60000000;2025\n")
    done = classify_many(path, scheme="kur")
    assert done.summary["on"] == "2025-12-31"
    assert [line.value and line.value.id for line in done.rows] == ["super-micro", "micro", "micro"]
    assert done.summary["classes"]["micro"] == done.summary["enterprises"] == 2
    assert done.summary["by_year"]["2024"]["classes"]["super-micro"] == 1
    assert adds_up(done)
    with pytest.raises(pk.ValidationError) as caught:
        classify_many(read(path, year=2020), scheme="kur")
    assert caught.value.finding.code == "registry.year_absent"


def test_a_regime_by_name_holds_in_its_span_alone() -> None:
    loans = [pk.Facts(id="a", plafond=60_000_000)]
    inside = classify_many(loans, scheme="kur-1-2023", on=date(2024, 6, 30))
    assert (inside.rows[0].status, inside.summary["regime"], inside.summary["scheme"]) == ("known", "kur-1-2023", "kur")
    outside = classify_many(loans, scheme="kur-1-2023", on=ON)
    assert outside.rows[0].status == "not_in_force"
    assert outside.summary["findings_by_code"] == {"scheme.outside_span": 1}
    assert outside.summary["receipt"]["scheme"] is None


def test_what_is_to_be_known_of_the_law_is_said_once_and_of_a_row_at_the_row() -> None:
    shops = [pk.Facts(id=str(n), workers=5, kbli=(pk.Kbli("2020", code),)) for n, code in enumerate(["13134"] * 3)]
    shops += [pk.Facts(id=f"s{n}", workers=5, kbli=(pk.Kbli("2020", "47721"),)) for n in range(2)]
    done = classify_many(shops, scheme="bps-industry", on=ON)
    counts = done.summary["findings_by_code"]
    assert (counts["scheme.unchecked"], counts["scheme.seen_since"], counts["scheme.not_applicable"]) == (1, 1, 2)
    assert [found.row for found in done.findings if found.code.startswith("scheme.")] == [None, None, 4, 5]


def test_records_of_every_kind_and_what_is_none() -> None:
    shop = pk.Enterprise(
        id="a", snapshots=(pk.Snapshot(as_of=date(2024, 12, 31), sales=1), pk.Snapshot(as_of=ON, sales=3_000_000_000))
    )
    done = classify_many([shop, pk.Facts(id="b", sales=1)], scheme="authority", on=ON)
    assert [(line.id, line.year, str(line.value)) for line in done.rows] == [
        ("a", 2024, "regency-city"), ("a", 2026, "province"), ("b", None, "regency-city"),
    ]  # fmt: skip
    assert adds_up(done)
    with pytest.raises(TypeError, match="record 1 is int"):
        classify_many([1], scheme="kur", on=ON)  # type: ignore[list-item] # what a caller without types may pass
    with pytest.raises(TypeError, match="LawBook"):
        classify_many([], scheme="kur", on=ON, law="x")  # type: ignore[arg-type] # what a caller without types may pass
    with pytest.raises(ValueError, match="did you mean kur"):
        classify_many([], scheme="kurr", on=ON)
    with pytest.raises(ValueError, match="names no year"):
        classify_many([pk.Facts(id="b")], scheme="kur")


MANY = 40
SCHEME = f"""
[[instrument]]
id = "perda-uji"
kind = "Perda Uji"
year = 2026
title = "Perda rekaan"

[scheme.many]
title = {{ id = "Banyak kelas", en = "Many classes" }}
classes = {json.dumps(["unknown", "a, b", *(f"k{n}" for n in range(2, MANY))])}
criteria = ["workers"]

[scheme.many.labels]
{
    "".join(
        f'{json.dumps(name)} = {{ id = "Kelas {name}", en = "Class {name}" }}' + chr(10)
        for name in ["unknown", "a, b", *(f"k{n}" for n in range(2, MANY))]
    )
}
[[regime]]
id = "many-2026"
of = "many"
title = "Banyak kelas"
instrument = "perda-uji"
since = 2026-01-01
checked = 2026-01-01
jdih = false
classes = {json.dumps(["unknown", "a, b", *(f"k{n}" for n in range(2, MANY))])}

[regime.criterion.workers]
unit = "orang"
pinpoint = "Pasal 1"
grade = "primary"
bounds = [{
    ", ".join(
        f"{{ class = {json.dumps(name)}, upto = {n} }}"
        for n, name in enumerate(["unknown", "a, b", *(f"k{n}" for n in range(2, MANY))])
    )
}]
"""


def test_a_scheme_of_ones_own_may_have_many_classes_of_any_name(tmp_path: Path) -> None:
    law = pk.law.load(write(tmp_path, SCHEME, "perda.toml"))
    shops = [pk.Facts(id=f"s{workers}", workers=workers) for workers in (*range(MANY + 1), *range(3))]
    done = classify_many(shops, scheme="many", on=ON, law=law, out=tmp_path / "hasil")
    assert adds_up(done)
    # Three ids stand twice in one year: that is an error, and both records count.
    assert done.summary["findings_by_code"]["registry.duplicate_id"] == 3
    assert list(done.summary["classes"].values()) == [2, 2, 2, *[1] * (MANY - 3)]
    assert done.summary["statuses"] == {"known": MANY + 3, "unknown": 0, "indeterminate": 1, "not_in_force": 0}
    with (tmp_path / "hasil" / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["class"] for row in rows[:3]] == ["unknown", "a, b", "k2"]
    assert (rows[MANY]["class"], rows[MANY]["status"]) == ("", "indeterminate")
    assert done.summary["receipt"]["layers"] == ["perda.toml"]


def test_files(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Plafon\na;A;10000000\nb;B;\n;;\n")
    done = classify_many(read(path), scheme="kur", on=ON, out=tmp_path / "hasil")
    assert [place.name for place in done.files] == ["results.csv", "findings.csv", "summary.json"]
    lines = (tmp_path / "hasil" / "results.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [",".join(COLUMNS), "2,a,A,,super-micro,known,,", "3,b,B,,,unknown,plafond,"]
    summary = json.loads((tmp_path / "hasil" / "summary.json").read_text(encoding="utf-8"))
    assert summary == json.loads(json.dumps(done.summary))
    assert (summary["schema"], summary["source"], summary["synthetic"]) == (
        "plut_kumkm/classification/1", "usaha.csv", False,
    )  # fmt: skip
    assert (summary["rows_read"], summary["rows_classified"], summary["rows_skipped"]) == (3, 2, {"blank": 1})
    receipt = summary["receipt"]
    assert (receipt["of"], receipt["scheme"], receipt["inputs"]) == ("kur", "kur-1-2026", ["plafond"])
    assert (receipt["law"], receipt["layers"], receipt["on"]) == (BOOK.hash, [], "2026-06-30")
    with pytest.raises(pk.ValidationError) as caught:
        classify_many(write(tmp_path, "ID;Plafon\na;1\n", "results.csv"), scheme="kur", on=ON, out=tmp_path)
    assert caught.value.finding.code == "registry.out_is_source"


def test_two_runs_write_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with synthetic(60) as registry:
            classify_many(registry, scheme="bps-industry", on=ON, out=tmp_path / name)
    for file in ("results.csv", "findings.csv", "summary.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_numbers_of_persons_are_hidden_unless_asked_for(tmp_path: Path) -> None:
    nik = "3573010101909001"  # made up
    path = write(tmp_path, f"ID;Nama Usaha;Nama Pemilik;Plafon\n{nik};A;Xqsari;1\n")
    done = classify_many(path, scheme="kur", on=ON, out=tmp_path / "hasil", pseudonym_key=b"kunci")
    again = classify_many(path, scheme="kur", on=ON, pseudonym_key=b"kunci")
    assert done.rows == again.rows
    assert done.summary["ids_hidden"] == 1
    texts = [file.read_text(encoding="utf-8") for file in done.files]
    for text in (*texts, repr(done), done._repr_html_(), str(done.findings)):
        assert nik not in text
        assert "Xqsari" not in text
    assert classify_many(path, scheme="kur", on=ON, show_personal=True).rows[0].id == nik


def test_what_a_notebook_shows() -> None:
    done = classify_many([pk.Facts(id="a", plafond=1)], scheme="kur", on=ON)
    assert repr(done).startswith("<Classification by kur on 2026-06-30: 1 enterprises, {'super-micro': 1")
    assert "<td>super-micro</td><td>1</td>" in done._repr_html_()
    assert "not_in_force" in done._repr_html_()


def test_without_lines_one_finding_of_each_code_is_held() -> None:
    shops = [pk.Facts(id=str(n), workers=-1) for n in range(3)]
    done = run(shops, scheme="bps-industry", on=ON, keep=False)
    assert done.rows == []
    assert len(done.findings) == len(done.summary["findings_by_code"])
    assert done.summary["findings_by_code"]["check.negative"] == 3


# ---- columns that nobody has named


def hints(path: Path, scheme: str, **options: Any) -> list[tuple[str | None, Any]]:
    done = classify_many(read(path, **options), scheme=scheme, on=ON)
    found = [one for one in done.findings if one.code == "registry.fact_column"]
    assert {one.severity for one in found} <= {"warning"}
    assert done.summary["findings_by_code"].get("registry.fact_column", 0) == len(found)
    return [(one.column, one.params["fact"]) for one in found]


@pytest.mark.parametrize(
    ("header", "scheme", "fact"),
    [
        ("Besaran Plafon yang Diterima", "kur", "plafond"),
        ("Plafonn", "kur", "plafond"),
        ("Total Omzet Kotor", "kur-eligibility", "sales"),
        ("Jumlah Tenaga Kerja Tetap", "bps-industry", "workers"),
        ("Tanggal Setoran", "kur", None),
        ("Plafonku", "kur-eligibility", None),
    ],
)
def test_a_column_that_may_hold_the_deciding_fact_is_named(
    tmp_path: Path, header: str, scheme: str, fact: str | None
) -> None:
    path = write(tmp_path, f"Nama Usaha;{header};Lain\nA;5;x\n")
    assert hints(path, scheme) == ([] if fact is None else [(header, fact)])


def test_the_remedy_that_is_named_works(tmp_path: Path) -> None:
    path = write(tmp_path, "Nama Usaha;Besaran Plafon yang Diterima\nA;60.000.000\n")
    (found,) = [one for one in classify_many(path, scheme="kur", on=ON).findings if one.code == "registry.fact_column"]
    assert '--map "Besaran Plafon yang Diterima=plafond"' in found.message("id")
    assert "Jenis KUR menurut plafon" in found.message("id")
    assert "Kind of KUR by ceiling" in found.message("en")
    done = classify_many(
        read(path, mapping={"Besaran Plafon yang Diterima": "plafond"}), scheme="kur", on=date(2025, 1, 2)
    )
    assert [line.value and line.value.id for line in done.rows] == ["micro"]


def test_where_the_fact_has_a_column_nothing_is_suspected(tmp_path: Path) -> None:
    assert hints(write(tmp_path, "Nama Usaha;Plafon KUR;Sisa Plafon\nA;5;x\n"), "kur") == []


def test_a_scheme_that_needs_to_know_more_first_asks_for_all_its_facts(tmp_path: Path) -> None:
    # Of an enterprise that is no cooperative none of them is needed.
    path = write(tmp_path, "Nama Usaha;Jumlah Anggota Aktif\nKoperasi A;5\n")
    assert ("Jumlah Anggota Aktif", "members") in hints(path, "cooperative")


def test_records_have_no_columns_to_name() -> None:
    done = classify_many([pk.Facts(id="a1")], scheme="kur", on=ON)
    assert "registry.fact_column" not in done.findings.codes


def test_a_registry_with_more_findings_is_the_same_file(tmp_path: Path) -> None:
    registry = read(write(tmp_path, "Nama Usaha;Omzet\nA;5\n"), year=2025)
    noted = registry.noting([pk.Finding("registry.undated", "info")])
    assert (noted.year, noted.options, noted.synthetic) == (2025, registry.options, False)
    assert noted.findings.codes == {**registry.findings.codes, "registry.undated": 1}
    assert noted.noting([]).findings == noted.findings
