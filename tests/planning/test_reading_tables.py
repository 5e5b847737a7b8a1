"""Tables of plans as offices keep them: headers over several records, merged cells, pairs of target and money."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity

p = pk.planning
Table = Callable[..., Any]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Return a function that reads text as a file of the given name."""

    def read(text: str, name: str = "tabel.csv", **options: Any) -> Any:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return p.read(path, **options)

    return read


def named(found: Any, code: str) -> list[tuple[int | None, str | None]]:
    return [(one.row, one.column) for one in found.findings if one.code == f"planning.{code}"]


def indicators(found: Any) -> list[Any]:
    return [one.indicator for one in p.indicators_of(found.plan)]


def targets(indicator: Any) -> dict[str, Any]:
    return {one.period.label(): one.value for one in indicator.targets}


WIDE = """\
RENSTRA DINAS CONTOH TAHUN 2024-2026;;;;;;;;;;;
Tujuan;Sasaran;Kode;;;;Program/Kegiatan;Indikator;Kondisi Awal 2023;Target dan Dana;;;;Kondisi Akhir;;OPD
;;;;;;;;;Tahun 2024;;Tahun 2025;;K;Rp;
;;;;;;;;;K;Rp;K;Rp;;;
1;2;3;;;;4;5;6;7;8;9;10;11;12;13
Tujuan satu;Sasaran satu;2;17;08;;PROGRAM UMKM;Naik kelas;2,5%;3%;1.500.000;3,5%;2.000.000;3,5%;3.500.000;Dinas A
;;2;17;08;2,01;Usaha mikro;Jumlah usaha;100 usaha;120 usaha;1.500.000;150 usaha;2.000.000;150 usaha;3.600.000;Dinas A
;;;;;;;Jumlah pendamping;5 orang;6 orang;;7 orang;250.000;7 orang;;Dinas B
;Sasaran dua;2;17;07;;Program Pemberdayaan;Jumlah wirausaha;;;;8 - 10 orang;;;;
JUMLAH;;;;;;;;;;3.000.000;;4.250.000;;;
"""


def test_a_wide_table_with_pairs_under_three_header_records(table: Table) -> None:
    found = table(WIDE, direction="higher")
    plan = found.plan
    assert (plan.kind, plan.title) == ("renstra", "RENSTRA DINAS CONTOH TAHUN 2024-2026")
    assert (plan.first_year, plan.last_year) == (2024, 2025)
    (goal,) = plan.goals
    first, second = goal.objectives
    (programme,) = first.programmes
    (activity,) = programme.activities
    assert (programme.code, activity.code) == ("2.17.08", "2.17.08.2.01")
    share, guided, guides, founders = indicators(found)
    assert (share.unit, share.baseline, share.baseline_year) == ("%", Fraction(5, 2), 2023)
    assert targets(share) == {"2024": 3, "2025": Fraction(7, 2)}
    assert share.end_target == Fraction(7, 2)
    assert (guided.unit, guided.baseline, guided.end_target) == ("usaha", 100, 150)
    # The blank cell of the activity is a merged one: the second indicator is its own too.
    assert activity.indicators == (guided, guides)
    assert second.programmes[0].indicators == (founders,)
    assert targets(founders) == {"2025": p.Range(8, 10)}
    assert founders.baseline is None
    assert named(found, "read_total_row") == [(10, None)]


def test_the_money_of_a_wide_table(table: Table) -> None:
    found = table(WIDE, direction="higher")
    (programme,) = found.plan.goals[0].objectives[0].programmes
    assert [(one.period.year, one.ceiling) for one in programme.budgets] == [(2024, 1_500_000), (2025, 2_000_000)]
    # Money beside a part that was named above is that of the indicator.
    assert [(one.of, one.ceiling) for one in found.plan.budgets] == [("jumlah-pendamping", 250_000)]
    assert {one.of for one in found.budgets} == {"2.17.08", "2.17.08.2.01", "jumlah-pendamping"}
    # Of row 7 the years come to 3.500.000.
    assert named(found, "read_money_total") == [(7, "Kondisi Akhir / Rp")]


def test_owners_stand_with_the_part_or_with_the_indicator_that_differs(table: Table) -> None:
    found = table(WIDE, direction="higher")
    (programme,) = found.plan.goals[0].objectives[0].programmes
    assert (programme.owner, programme.activities[0].owner) == ("Dinas A", "Dinas A")
    assert [one.owner for one in programme.activities[0].indicators] == [None, "Dinas B"]
    assert [one.owner for one in p.indicators_of(found.plan)] == ["Dinas A", "Dinas A", "Dinas B", None]


def test_nothing_is_guessed_where_no_direction_is_given(table: Table) -> None:
    found = table(WIDE)
    assert {one.direction for one in indicators(found)} == {None}
    assert [row for row, _ in named(found, "read_direction_missing")] == [6, 7, 8, 9]
    card = p.evaluate(found.plan, p.realised("jumlah-pendamping", {2025: 7}), on=pk_day(2025))
    assert card.total.measured == 0


def pk_day(year: int) -> Any:
    from datetime import date

    return date(year, 12, 31)


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("Positif", "higher"),
        ("NEGATIF", "lower"),
        ("Semakin kecil nilainya semakin baik", "lower"),
        ("makin tinggi makin baik", "higher"),
        ("rentang", "range"),
        ("Stabil", "exact"),
        ("-", None),
    ],
)
def test_a_column_says_the_direction(table: Table, word: str, direction: str | None) -> None:
    found = table(f"Indikator;Positif/Negatif;Target 2025\nLama izin;{word};5 hari\n", "renja.csv")
    assert indicators(found)[0].direction == direction
    assert bool(named(found, "read_direction_missing")) is (direction is None)
    assert not named(found, "read_word")


def test_a_word_that_contradicts_itself_is_no_direction(table: Table) -> None:
    found = table("Indikator;Arah;Target 2025\nLama izin;naik atau turun;5 hari\nA;entah;1 hari\n", "renja.csv")
    assert [one.direction for one in indicators(found)] == [None, None]
    assert named(found, "read_word") == [(2, "Arah"), (3, "Arah")]


@pytest.mark.parametrize("cell", ["0", "-"])
def test_a_part_whose_cell_names_nothing_is_the_one_above(table: Table, cell: str) -> None:
    """A Renstra of Sumedang has a 0 where the objective stands: no objective is called so."""
    found = table(f"Sasaran;Program;Indikator;Target 2025\nS;P;A;1\n{cell};Q;B;2\n", "renja.csv")
    (objective,) = found.plan.objectives
    assert [one.name for one in objective.programmes] == ["P", "Q"]
    assert named(found, "read_part_blank") == [(3, "Sasaran")]


def test_the_year_may_stand_in_a_record_of_its_own_below_the_titles(table: Table) -> None:
    found = table(
        "Renja Dinas Contoh;;;;\nIndikator;Satuan;Target;Realisasi;OPD\n;;Tahun 2025;Tahun 2025;\n"
        "Event;event;10;9;Dinas A\nTahun penetapan Perda;tahun;2025;2026;Dinas B\n",
        "renja.csv",
    )
    one, other = indicators(found)
    assert (targets(one), targets(other)) == ({"2025": 10}, {"2025": 2025})
    assert [(each.period.year, each.value) for each in found.realisations] == [(2025, 9), (2025, 2026)]


@pytest.mark.parametrize(
    ("header", "standing"),
    [
        ("Realisasi 2026", "final"),
        ("Perkiraan Realisasi Capaian 2026", "prognosis"),
        ("Prognosis 2026", "prognosis"),
        ("Prognosa Realisasi 2026", "prognosis"),
        ("Realisasi 2026 (sementara)", "preliminary"),
    ],
)
def test_a_column_of_forecasts_is_no_column_of_results(table: Table, header: str, standing: str) -> None:
    found = table(f"Indikator;Satuan;Arah;Target 2026;{header}\nEvent;event;naik;10;9\n", "renja.csv")
    assert [(one.value, one.standing) for one in found.realisations] == [(9, standing)]
    card = p.evaluate(found.plan, found.realisations, on=pk_day(2026))
    assert card.total.measured == (0 if standing == "prognosis" else 1)


def test_a_row_says_its_standing_before_its_column_does(table: Table) -> None:
    found = table("Indikator;Target 2026;Perkiraan Realisasi 2026;Status Data\nEvent;10;9;angka tetap\n", "renja.csv")
    assert [one.standing for one in found.realisations] == ["final"]


def test_money_that_is_forecast_was_not_spent(table: Table) -> None:
    found = table(
        "Program;Indikator;Pagu 2026 (Rp);Perkiraan realisasi anggaran 2026 (Rp)\nP;E;10.000;9.000\n", "renja.csv"
    )
    assert [(one.ceiling, one.realised) for one in found.budgets] == [(10_000, None)]
    assert "planning.read_columns_unused" in found.findings.codes


@pytest.mark.parametrize(
    ("word", "better", "percent"),
    [
        # PermenPANRB 8/2021: 6 of a range up to 4 is 6/4 where more is better, (2 × 4 - 6)/4 where less is.
        ("Rentang, makin tinggi makin baik", "higher", 150),
        ("rentang, makin rendah makin baik", "lower", 50),
        ("Rentang", None, 150),
    ],
)
def test_a_range_says_which_side_of_it_is_the_good_one(
    table: Table, word: str, better: str | None, percent: int
) -> None:
    found = table(f'Indikator;Arah;Target 2025;Realisasi 2025\nInflasi;"{word}";2-4;6\n', "renja.csv")
    one = indicators(found)[0]
    assert (one.direction, one.better) == ("range", better)
    assert not named(found, "read_word")
    assert p.evaluate(found.plan, found.realisations, on=pk_day(2025)).rows[0].achievement.value == percent


LONG = """\
Program;Indikator;Satuan;Arah;Tahun;Target;Realisasi;Pagu (Rp juta);Realisasi Anggaran (Rp juta)
P1;Event;event;naik;2024;10;9;100;90
P1;Event;event;naik;2025;12;n/a;120;
P1;Peserta;orang;naik;2024;1.000;;;
P1;Peserta;orang;naik;2024;1.000;;;
P1;Peserta;orang;naik;2025;1.200;;;
P1;Peserta;orang;naik;2025;1.300;;;
"""


def test_a_long_table_has_one_indicator_for_all_its_years(table: Table) -> None:
    found = table(LONG, "renja.csv", decimal=",")
    event, people = indicators(found)
    assert targets(event) == {"2024": 10, "2025": 12}
    assert [(one.period.year, one.value) for one in found.realisations] == [
        (2024, 9),
        (2025, p.Absent("not_available")),
    ]
    money = found.plan.programmes[0].budgets
    assert [(one.period.year, one.ceiling, one.realised) for one in money] == [
        (2024, 100_000_000, 90_000_000),
        (2025, 120_000_000, None),
    ]
    # Contradicting duplicates: both are kept, and named.
    assert [(one.period.year, one.value) for one in people.targets] == [(2024, 1000), (2025, 1200), (2025, 1300)]
    assert named(found, "read_contradiction") == [(7, "Target")]


def test_without_a_mark_that_is_settled_a_number_with_two_readings_keeps_its_text(table: Table) -> None:
    found = table("Indikator;Satuan;Arah;Target 2025\nPeserta;orang;naik;1.000\n", "renja.csv")
    (people,) = indicators(found)
    assert people.targets[0].value == p.Unread("1.000", "planning.number_ambiguous")
    assert named(found, "number_ambiguous") == [(2, "Target 2025")]
    card = p.evaluate(found.plan, p.realised("peserta", {2025: 900}), on=pk_day(2025))
    assert (card.total.measured, card.total.mean) == (0, None)
    # Another cell of the table settles it.
    settled = table("Indikator;Satuan;Arah;Target 2024;Target 2025\nPeserta;orang;naik;0,5;1.000\n", "renja.csv")
    assert targets(indicators(settled)[0])["2025"] == 1000


def test_quarters_in_the_header_and_in_a_column(table: Table) -> None:
    wide = table(
        "RENCANA AKSI PERJANJIAN KINERJA TAHUN 2025;;;;;\nIndikator;Satuan;Target;;;;Realisasi Triwulan;\n"
        ";;TW I;TW II;TW III;TW IV;I;II\nEvent;event;1;2;3;4;1;3\n",
        direction="higher",
        kind="renja",
    )
    (event,) = indicators(wide)
    assert [(one.period, one.value) for one in event.targets] == [
        (Period(2025, "quarter", number), number) for number in range(1, 5)
    ]
    assert [(one.period, one.value) for one in wide.realisations] == [
        (Period(2025, "quarter", 1), 1),
        (Period(2025, "quarter", 2), 3),
    ]
    assert named(wide, "read_year_title") == [(3, None)]
    long = table(
        "Indikator;Satuan;Tahun;Triwulan;Realisasi;Kendala\nEvent;event;2025;II;3;Hujan\nEvent;event;2025;TW 3;4;\n"
        "Event;event;2025;lima;5;\nEvent;event;;TW I 2025;2;\n"
    )
    assert (long.kind, long.plan) == ("realisations", None)
    assert [(one.period, one.value, one.hindering) for one in long.realisations] == [
        (Period(2025, "quarter", 2), 3, "Hujan"),
        (Period(2025, "quarter", 3), 4, None),
        (Period(2025), 5, None),
        (Period(2025, "quarter", 1), 2, None),
    ]
    assert named(long, "read_period") == [(4, "Triwulan")]


def test_months_and_semesters(table: Table) -> None:
    found = table("Indikator;Satuan;Target Januari 2025;Target Semester II 2025;Target Cawu 1 2025\nA;unit;1;2;3\n")
    assert [one.period for one in indicators(found)[0].targets] == [
        Period(2025, "month", 1),
        Period(2025, "semester", 2),
        Period(2025, "caturwulan", 1),
    ]


def test_a_value_without_a_year_is_named_and_not_used(table: Table) -> None:
    found = table("Indikator;Satuan;Arah;Target;Pagu\nEvent;event;naik;12;500\n", "renja.csv")
    assert indicators(found)[0].targets == ()
    assert named(found, "read_year_missing") == [(2, "Target"), (2, "Pagu")]
    given = table("Indikator;Satuan;Arah;Target;Pagu\nEvent;event;naik;12;500\n", "renja.csv", year=2025)
    assert targets(indicators(given)[0]) == {"2025": 12}
    assert [(one.of, one.ceiling) for one in given.budgets] == [("event", 500)]
    assert not named(given, "read_year_missing")


def test_a_target_without_a_unit_says_so(table: Table) -> None:
    found = table("Indikator;Arah;Target 2025\nEvent;naik;12\nPredikat SAKIP;naik;BB\nLain;naik;-\n", "renja.csv")
    assert named(found, "read_unit_missing") == [(2, "Indikator")]
    assert [one.targets[0].value for one in indicators(found)] == [12, p.Word("BB"), p.Absent("dash")]


def test_units_that_differ_are_named(table: Table) -> None:
    found = table(
        "Indikator;Satuan;Arah;Target 2024;Target 2025\nA;Persen;naik;80%;85 persen\nB;orang;naik;5 jiwa;6 unit\n"
        "C;;naik;3 Laporan;4 Dokumen\n",
        "renja.csv",
    )
    assert [one.unit for one in indicators(found)] == ["Persen", "orang", "Laporan"]
    assert named(found, "read_unit_differs") == [(3, "Target 2025"), (4, "Target 2025")]


STACKED = """\
Program;Indikator;Satuan;Target 2025;Pagu 2025
P1;"1. Jumlah event
2. Jumlah peserta";"event
orang";"1. 12
2. 3.500,5";900
P2;"Event
Peserta";unit;"5
6";
P3;"Jumlah pelaku
ekonomi kreatif";orang;7;
P4;a. Satu b. Dua;unit;8;
P5;1. Satu 2. Dua 3. Tiga;unit;"1
2";40
"""


def test_stacked_indicators_share_a_row(table: Table) -> None:
    found = table(STACKED, "renja.csv", direction="higher")
    held = {one.name: one for one in indicators(found)}
    assert (held["Jumlah event"].unit, targets(held["Jumlah event"])) == ("event", {"2025": 12})
    assert (held["Jumlah peserta"].unit, targets(held["Jumlah peserta"])) == ("orang", {"2025": Fraction(7001, 2)})
    # Without numbers the cells of figures decide: two lines in both are two entries, in one of them a long name.
    assert (targets(held["Event"]), targets(held["Peserta"])) == ({"2025": 5}, {"2025": 6})
    assert targets(held["Jumlah pelaku ekonomi kreatif"]) == {"2025": 7}
    assert targets(held["a. Satu b. Dua"]) == {"2025": 8}
    # Two lines for three indicators: nobody knows whose they are.
    uneven = [held[name].targets[0].value for name in ("Satu", "Dua", "Tiga")]
    assert uneven == [p.Unread("1\n2", "planning.read_stack_uneven")] * 3
    assert named(found, "read_stack_uneven") == [(6, "Target 2025")] * 3
    assert [row for row, _ in named(found, "read_stacked")] == [2, 3, 6]
    # The money of the row is that of its part.
    assert [(one.of, one.ceiling) for one in found.budgets] == [("p1", 900), ("p5", 40)]


def test_repeated_rows_of_a_wide_table(table: Table) -> None:
    found = table(
        "Program;Indikator;Satuan;Arah;Target 2025\nP1;Event;event;naik;12\nP1;Event;event;naik;12\n"
        "P1;Event;event;naik;15\nP2;Event;event;naik;9\n",
        "renja.csv",
    )
    assert [(one.id, targets(one)["2025"]) for one in indicators(found)] == [
        ("event", 12),
        ("event-2", 15),
        ("event-3", 9),
    ]
    assert named(found, "read_repeated") == [(3, "Indikator")]
    assert named(found, "read_contradiction") == [(4, "Indikator")]
    assert len(found.plan.programmes) == 2


def test_a_table_of_money_alone(table: Table) -> None:
    found = table(
        "Kode;Program/Kegiatan;Pagu 2025;Realisasi 2025\n2.17;KOPERASI DAN UKM;900;\n2.17.08;Ekraf;800;600\n"
        ";Lain;5 juta;x\n"
    )
    assert (found.kind, found.plan, found.realisations) == ("budgets", None, ())
    assert [(one.of, one.ceiling, one.realised) for one in found.budgets] == [
        ("2.17.08", 800, 600),
        ("lain", 5_000_000, None),
    ]
    assert named(found, "read_row_unused") == [(2, "Program/Kegiatan")]
    assert named(found, "read_level_guessed") == [(4, "Program/Kegiatan")]
    assert [(one.row, one.column) for one in found.findings if one.code.startswith("money.")] == [(4, "Realisasi 2025")]


def test_figures_without_a_column_of_indicators(table: Table) -> None:
    text = "Program;2024;2025\nP1;5;6\n"
    found = table(text)
    assert (found.kind, found.budgets) == ("budgets", ())
    (said,) = [one for one in found.findings if one.code == "planning.read_no_indicators"]
    assert said.params["headers"] == ("2024", "2025")
    assert [one.ceiling for one in table(text, kind="budgets").budgets] == [5, 6]


def test_codes_that_a_spreadsheet_made_numbers_of(table: Table) -> None:
    found = table(
        "Kode;;;;Program/Kegiatan;Indikator;Satuan;Target 2025\n3;26;4;;PROGRAM A;I1;unit;1\n"
        "3;26;4;201;Kegiatan A;I2;unit;1\n"
        "3;26;4;2,1;Kegiatan B;I3;unit;1\n3;26;4;2,3,4,5;Aneh;I4;unit;1\n",
        "renja.csv",
        direction="higher",
    )
    (programme,) = found.plan.programmes
    assert programme.code == "3.26.04"
    assert [one.code for one in programme.activities] == ["3.26.04.2.01", "3.26.04.2.10", "3.26.04.2.3.4.5"]
    assert [row for row, _ in named(found, "read_code_mended")] == [2, 3, 4]
    assert [row for row, _ in named(found, "read_code_form")] == [5]


@pytest.mark.parametrize(
    ("pieces", "code", "level"),
    [
        (("2.17.07.2.01.04.5.1.02.04.01.0003",), "2.17.07.2.01.04", "subactivity"),
        (("X.XX.01",), "X.XX.01", "programme"),
        (("5", "1", "2", "2", "1"), "5.01.02.2.01", "activity"),
        (("2", "2.17", "2.17.08"), "2.17.08", "programme"),
        (("", " "), None, None),
        (("2.17",), "2.17", None),
    ],
)
def test_codes(pieces: tuple[str, ...], code: str | None, level: str | None) -> None:
    from plut_kumkm.planning.reading.cells import read_code

    assert read_code(pieces)[:2] == (code, level)


def test_levels_that_are_missing_are_put_in_without_a_name(table: Table) -> None:
    found = table(
        "Tujuan;Strategi;Program;Sub Kegiatan;Indikator;Satuan;Arah;Target 2025\nT1;;P1;;I1;unit;naik;1\n"
        ";;;SK1;I2;unit;naik;1\n;S1;;;I3;unit;naik;1\n",
        "renstra.csv",
    )
    (goal,) = found.plan.goals
    (objective,) = goal.objectives
    assert objective.name == "–"
    (programme,) = objective.programmes
    assert programme.activities[0].name == "–"
    assert programme.activities[0].subactivities[0].indicators[0].name == "I2"
    assert objective.strategies[0].indicators[0].name == "I3"
    assert named(found, "read_part_missing") == [(2, None), (3, None)]


def test_parts_that_every_row_repeats(table: Table) -> None:
    found = table(
        "Tujuan;Sasaran;Program;Indikator;Satuan;Arah;Target 2025\nT1;S1;P1;I1;unit;naik;1\nT1;S1;P2;I2;unit;naik;1\n"
        "T1;;P1;I3;unit;naik;1\nT2;S3;P1;I4;unit;naik;1\nT1;S2;P1;I5;unit;naik;1\nT1;;;I6;unit;naik;1\n",
        "renstra.csv",
    )
    first, second = found.plan.goals
    assert [one.name for one in first.objectives] == ["S1", "S2"]
    assert [[i.name for i in one.indicators] for one in first.objectives[0].programmes] == [["I1", "I3"], ["I2"]]
    assert second.objectives[0].programmes[0].indicators[0].name == "I4"
    # A part that is named alone has the indicator itself.
    assert [one.name for one in first.indicators] == ["I6"]
    assert len({one.part.id for one in p.parts_of(found.plan)}) == sum(1 for _ in p.parts_of(found.plan))


def test_indicators_of_several_levels_in_one_row(table: Table) -> None:
    found = table(
        "Sasaran;Indikator Sasaran;Program;Indikator Program;Satuan;Target 2025\nS1;IS;P1;IP;unit;4\n"
        "S1;IS;P2;IP2;unit;5\nS2;Hanya sasaran;;;unit;6\n",
        "renstra.csv",
        direction="higher",
    )
    first, second = found.plan.objectives
    assert [one.name for one in first.indicators] == ["IS"]
    assert targets(first.programmes[0].indicators[0]) == {"2025": 4}
    assert first.indicators[0].targets == ()
    assert targets(second.indicators[0]) == {"2025": 6}


def test_an_action_plan(table: Table) -> None:
    text = (
        "Arah Kebijakan;Rencana Aksi;Program;Sasaran;Indikator;Satuan;Target 2025;Pagu 2025;Mitra;Subsektor;"
        "Keluaran;Unsur\n"
        "Legalitas;Klinik NIB;Program Izin;S;NIB terbit;NIB;300;50;Bank, Kampus;Kriya; NIB ;pelaku\n"
        ";;;;Pelaku hadir;orang;9;;;;;\nData;;;;;;;;;;;\n;Studi;;;Kajian;dokumen;1;-;A;;;\n"
    )
    found = table(text, "renaksi.csv", direction="higher")
    plan = found.plan
    assert isinstance(plan, p.ActionPlan)
    assert (plan.kind, [one.id for one in plan.directions]) == ("renaksi", ["legalitas", "data"])
    clinic, study = plan.actions
    assert (clinic.direction, clinic.programme, clinic.partners) == ("legalitas", "Program Izin", ("Bank", "Kampus"))
    assert (clinic.subsectors, clinic.output, clinic.element) == (("Kriya",), "NIB", "pelaku")
    assert [one.name for one in clinic.indicators] == ["NIB terbit", "Pelaku hadir"]
    assert clinic.budgets[0].ceiling == 50
    assert (study.direction, study.budgets) == ("data", ())
    assert named(found, "read_level_lost") == [(2, "Sasaran")]
    coverage = p.evaluate(plan, (), on=pk_day(2025)).coverage()
    assert [(one.id, one.actions, one.funded) for one in coverage] == [("legalitas", 1, 1), ("data", 1, 0)]


def test_the_narrowest_parts_are_the_actions_where_no_column_is_called_so(table: Table) -> None:
    found = table("Arah Kebijakan;Kegiatan;Indikator;Satuan;Target 2025\nA;K1;I;u;1\n", kind="renaksi")
    assert [(one.name, one.direction) for one in found.plan.actions] == [("K1", "a")]
    plain = table("Indikator;Satuan;Target 2025\nI;u;1\n", "renaksi.csv")
    assert (type(plain.plan), plain.plan.kind) == (p.Plan, "unknown")
    first = table("Rencana Aksi;Indikator;Satuan;Target 2025\nK1;I;u;1\n")
    assert (first.plan.kind, first.plan.actions[0].direction) == ("renaksi", None)


def test_a_policy_direction_with_programmes(table: Table) -> None:
    found = table("Sasaran;Strategi;Arah Kebijakan;Program;Indikator;Satuan;Target 2025\nS;T;A;P;I;u;1\n", "rpd.csv")
    direction = found.plan.objectives[0].strategies[0].directions[0]
    assert (direction.name, direction.programmes[0].name, found.plan.kind) == ("A", "P", "rpd")


def test_texts_of_a_register_of_indicators(table: Table) -> None:
    found = table(
        "ID;Indikator;Satuan;Jenis IKU;Tingkat Indikator;Tipe Penghitungan;Formulasi Pengukuran;Definisi Operasional;"
        "Alasan Pemilihan;"
        "Sumber Data;Bobot;Tahun Dasar;Kondisi Awal;Target 2025\n"
        "ik1;A;u;IKU dan IKK;Outcome;Non Kumulatif;a/b;Def;Sebab;BPS;0,5;2023;4;5\n"
        "ik2;B;u;;keluaran;Kumulatif;;;;;berat;dulu;4;5\nik3;C;u;;;Rata-rata;;;;;;;4;5\n",
        "renstra.csv",
        direction="higher",
        baseline_year=2022,
        accumulation="last",
    )
    first, second, third = indicators(found)
    assert first.families == ("IKU", "IKK")
    assert (first.id, first.level, first.accumulation, first.formula) == ("ik1", "outcome", "last", "a/b")
    assert (first.definition, first.reason, first.source) == ("Def", "Sebab", "BPS")
    assert (first.weight, first.baseline_year) == (Fraction(1, 2), 2023)
    # "Kumulatif" is read as summed up, and that is said; what cannot be read is left out.
    assert (second.level, second.accumulation, second.weight, second.baseline_year) == ("output", "sum", None, 2022)
    assert named(found, "read_accumulation") == [(3, "Tipe Penghitungan")]
    assert named(found, "number_form") == [(3, "Bobot")]
    assert third.accumulation == "average"
    assert [one.code for one in found.findings if one.column == "Tahun Dasar"] == ["period.form"]


def test_targets_worse_than_the_baseline(table: Table) -> None:
    found = table(
        "Indikator;Satuan;Arah;Kondisi Awal;Target 2024;Target 2025;Kondisi Akhir\nA;u;naik;10;9;11;8\n"
        "B;u;turun;10;9;11;8\n"
        "C;u;rentang;10;9;11;12\nD;u;naik;n/a;9;11;8\nE;u;naik;10;0;11;12\nF;u;naik;0;0;1;2\n",
        "renstra.csv",
    )
    assert named(found, "read_worse_than_baseline") == [(2, "Target 2024"), (3, "Target 2025")]
    (first, _) = [one for one in found.findings if one.code == "planning.read_worse_than_baseline"]
    assert first.message("en").startswith("Targets are worse than the baseline 10: 2024: 9, end of the period: 8.")
    assert str(first.params["targets"][0]) == "2024: 9"
    assert str(first.params["baseline"]) == "10"
    assert named(found, "read_target_zero") == [(6, "Target 2024")]


def test_money_of_parts_that_do_not_add_up(table: Table) -> None:
    found = table(
        "Program;Kegiatan;Indikator;Satuan;Arah;Target 2025;Pagu 2025\nP1;;I1;u;naik;1;100\n;K1;I2;u;naik;1;60\n"
        ";K2;I3;u;naik;1;50\n"
        "P2;;I4;u;naik;1;\n;K3;I5;u;naik;1;70\nP3;;I6;u;naik;1;-\n;K4;I7;u;naik;1;5\nP4;K5;I8;u;naik;1;5\n",
        "renja.csv",
    )
    assert named(found, "read_money_parts") == [(2, "Pagu 2025")]
    assert named(found, "read_money_blank") == [(5, "Pagu 2025")]
    assert "Rp100" in next(one for one in found.findings if one.code == "planning.read_money_parts").message()


def test_money_that_contradicts_itself(table: Table) -> None:
    found = table("Program;Pagu 2025\nP1;100\nP1;100\nP1;120\n")
    assert [one.ceiling for one in found.budgets] == [100, 120]
    assert named(found, "read_contradiction") == [(4, "Pagu 2025")]
    beside = table(
        "Program;Indikator;Satuan;Target 2025;Pagu 2025\nP1;A;u;1;100\nP1;B;u;1;100\nP1;C;u;1;120\n", "renja.csv"
    )
    assert [(one.of, one.ceiling) for one in beside.budgets] == [("p1", 100), ("c", 120)]
    shared = table(
        'Program;Indikator;Satuan;Target 2025;Pagu 2025\nP1;A;u;1;\n;"1. B\n2. C";u;"1\n2";120\n', "renja.csv"
    )
    assert [(one.of, one.ceiling) for one in shared.budgets] == [("c", 120)]
    assert named(shared, "read_money_shared") == [(3, "Pagu 2025")]


def test_money_of_the_plan_itself(table: Table) -> None:
    found = table(
        "Program;Indikator;Satuan;Target 2025;Pagu 2025;Sumber Dana\n;;;;900;APBD\nP1;A;u;1;100;DAK\n", "renja.csv"
    )
    assert [(one.of, one.ceiling, one.fund) for one in found.budgets] == [(None, 900, "APBD"), ("p1", 100, "DAK")]


def test_columns_of_nothing_but_years(table: Table) -> None:
    text = "Indikator;Satuan;2024;2025\nEvent;event;5;6\n"
    planned = table(text, "renja.csv")
    assert targets(indicators(planned)[0]) == {"2024": 5, "2025": 6}
    assert named(planned, "read_bare_years") == [(1, "2024")]
    came = table(text, "renja.csv", kind="realisations")
    assert (came.plan, [one.value for one in came.realisations]) == (None, [5, 6])
    assert not named(came, "read_bare_years")
    assert not named(came, "read_direction_missing")


def test_what_is_no_part_of_the_plan(table: Table) -> None:
    found = table(
        "No;Indikator;Satuan;Arah;Target 2025;Warna;Predikat\n1;2;3;4;5;6;7\n1;Event;event;naik;5;biru;Tinggi\n\n"
        "No;Indikator;Satuan;Arah;Target 2025;Warna;Predikat\n;;;;;;lain\n;;Catatan: sementara;;;;\nTotal;;;;9;;\n"
        "2;;;;;;\n",
        "renja.csv",
    )
    assert [one.name for one in indicators(found)] == ["Event"]
    (said,) = [one for one in found.findings if one.code == "planning.read_columns_unused"]
    assert said.params["headers"] == ("Warna", "Predikat")
    assert named(found, "read_row_unused") == [(6, None), (7, None), (9, None)]
    assert named(found, "read_total_row") == [(8, None)]


def test_the_kind_of_plan_is_told_or_asked_for(table: Table) -> None:
    text = "Indikator;Satuan;Arah;Target 2025\nEvent;event;naik;5\n"
    assert table(text, "tabel.csv").plan.kind == "unknown"
    assert named(table(text, "tabel.csv"), "read_kind") == [(1, None)]
    assert table(text, "tabel.csv", kind="rkpd").plan.kind == "rkpd"
    assert not named(table(text, "tabel.csv", kind="rkpd"), "read_kind")


def test_a_mapping_says_what_a_header_does_not(table: Table) -> None:
    text = "Yang diukur;Ukuran;Rencana 2025;Angka\nEvent;event;5;6\n"
    with pytest.raises(ValidationError) as refused:
        table("Yang diukur;Ukuran;Rencana 2025\nEvent;event;5\n")
    assert refused.value.finding.code == "planning.read_nothing"
    found = table(text, mapping={"Yang diukur": "indicator", "UKURAN": "unit", "Angka": "realisation"}, year=2025)
    assert (indicators(found)[0].unit, targets(indicators(found)[0])) == ("event", {"2025": 5})
    assert found.realisations[0].value == 6


def test_an_empty_table_is_refused(table: Table) -> None:
    with pytest.raises(ValidationError) as refused:
        table("hanya satu sel\n")
    assert refused.value.finding.params["headers"] == ("–",)


def test_misuse_is_refused(tmp_path: Path, table: Table) -> None:
    text = "Indikator;Target 2025\nA;1\n"
    for options, error in (
        ({"kind": "resep"}, ValueError),
        ({"direction": "up"}, ValueError),
        ({"accumulation": "x"}, ValueError),
        ({"decimal": "'"}, ValueError),
        ({"mapping": {"A": "nothing"}}, ValueError),
        ({"year": "2025"}, TypeError),
        ({"baseline_year": True}, TypeError),
        ({"plan": "p"}, TypeError),
    ):
        with pytest.raises(error):
            table(text, **options)
    with pytest.raises(TypeError, match="path must be"):
        p.read(5)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="mappings of headers"):
        p.from_records([{1: "a"}])  # type: ignore[dict-item] # the refusal is what is tested


def test_records_in_memory() -> None:
    found = p.from_records(
        [
            {"Indikator": "A", "Satuan": "u", "Target 2025": 0.1 + 0.2, "Target 2026": Fraction(1, 8)},
            {"Indikator": "B", "Satuan": "u", "Target 2025": float("nan"), "Target 2027": True},
            {"Indikator": "C", "Satuan": "u", "Target 2025": None, "Target 2026": 1500.0},
        ],
        "renja",
        direction="higher",
    )
    first, second, third = indicators(found)
    # A float is what it prints.
    assert targets(first) == {"2025": Fraction("0.30000000000000004"), "2026": Fraction(1, 8)}
    assert targets(second) == {"2027": p.Word("ya")}
    assert targets(third) == {"2026": 1500}
    assert "plan rencana" in repr(found)
    assert found.kind == "plan"


def test_predicates_and_bounds_in_cells(table: Table) -> None:
    found = table(
        "Indikator;Satuan;Arah;Target 2024;Target 2025;Target 2026\nA;%;naik;≥ 80 %;5,7-6,6;min. 90 % (kota)\n"
        "B;;naik;WTP;Belum disi;#REF!\nC;;naik;10000%;6,6-5,7;Rp 5.000.000\n",
        "rpd.csv",
    )
    first, second, third = indicators(found)
    assert list(targets(first).values()) == [
        Quantity(80, "at_least"),
        p.Range(Fraction(57, 10), Fraction(66, 10)),
        Quantity(90, "at_least"),
    ]
    assert list(targets(second).values()) == [p.Word("WTP"), p.Unread("#REF!", "planning.read_formula_error")]
    assert third.targets[1].value.descending
    assert (third.targets[0].value, third.targets[2].value) == (10000, 5_000_000)
    assert named(found, "read_percent_absurd") == [(4, "Target 2024")]
    assert named(found, "read_range_descending") == [(4, "Target 2025")]
    assert named(found, "read_formula_error") == [(3, "Target 2026")]


def test_signs_that_a_spreadsheet_spoilt(table: Table) -> None:
    found = table(
        "Indikator;Satuan;Arah;Target 2025\nper_x0002_undangan_x000D_;'-;naik;'-5\nA_x0041_;u;naik;6\n", "renja.csv"
    )
    first, second = indicators(found)
    assert (first.name, targets(first)["2025"], second.name) == ("per undangan", -5, "AA")
    assert named(found, "read_sign_lost") == [(2, "Indikator")]


def test_a_workbook_and_json_lines(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "renja.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Renja")
    sheet.merge_range("A1:A2", "Program")
    sheet.merge_range("B1:B2", "Indikator")
    sheet.merge_range("C1:D1", "Target 2025")
    sheet.write_row("C2", ["K", "Rp"])
    sheet.write_row("A3", ["P1", "Event", 12, 1_500_000])
    sheet.write_row("B4", ["Peserta", 3.5, 10])
    book.close()
    found = p.read(path, direction="higher")
    assert [(one.name, targets(one)["2025"]) for one in found.plan.programmes[0].indicators] == [
        ("Event", 12),
        ("Peserta", Fraction(7, 2)),
    ]
    assert [(one.of, one.ceiling) for one in found.budgets] == [("p1", 1_500_000), ("peserta", 10)]
    lines = tmp_path / "renja.jsonl"
    lines.write_text('{"Indikator": "A", "Satuan": "u", "Target 2025": 5}\nrusak\n', encoding="utf-8")
    read = p.read(lines, direction="higher")
    assert targets(indicators(read)[0]) == {"2025": 5}
    assert [(one.row, one.code) for one in read.findings if one.code.startswith("record.")] == [(2, "record.json_bad")]


def test_stray_quotes(tmp_path: Path) -> None:
    path = tmp_path / "renja.csv"
    path.write_text('Indikator;Satuan;Arah;Target 2025\nRuang "kreatif;unit;naik;5\n"B;unit;naik;6\n', encoding="utf-8")
    found = p.read(path)
    assert [targets(one)["2025"] for one in indicators(found)] == [5, 6]
    assert "table.quotes" in found.findings.codes


def test_an_action_plan_without_a_part_to_act(table: Table) -> None:
    found = table("Indikator;Satuan;Target 2025\nI;u;1\n", kind="renaksi")
    assert (type(found.plan), found.plan.kind) == (p.Plan, "unknown")
    assert named(found, "read_kind") == [(1, None)]


def test_a_level_that_an_action_plan_has_not_is_said_once(table: Table) -> None:
    found = table("Tujuan;Rencana Aksi;Indikator;Satuan;Target 2025\nT;K1;I;u;1\nT;K2;J;u;1\n;K2;H;u;1\n")
    assert named(found, "read_level_lost") == [(2, "Tujuan")]
    assert [len(one.indicators) for one in found.plan.actions] == [1, 2]


def test_a_baseline_that_changes_from_row_to_row(table: Table) -> None:
    found = table("Indikator;Tahun;Kondisi Awal;Target\nA;2024;5;6\nA;2025;5;7\nA;2026;4;8\n", "renstra.csv")
    assert indicators(found)[0].baseline == 5
    assert named(found, "read_contradiction") == [(4, "Kondisi Awal")]


def test_money_of_several_funds_and_years(table: Table) -> None:
    found = table(
        "Program;Sumber Dana;Tahun;Pagu;Realisasi\nP1;APBD;2024;5;\nP1;DAK;2024;6;\nP1;DAK;2025;7;\nP1;DAK;2025;;3\n"
    )
    assert [(one.fund, one.period.year, one.ceiling, one.realised) for one in found.budgets] == [
        ("APBD", 2024, 5, None),
        ("DAK", 2024, 6, None),
        ("DAK", 2025, 7, 3),
    ]


def test_a_code_in_the_last_columns(table: Table) -> None:
    found = table("Program;Indikator;Satuan;Target 2025;Kode;;\nP;I;u;1;3;26;04\n", "renja.csv")
    assert found.plan.programmes[0].code == "3.26.04"


def test_a_column_of_money_with_more_periods_than_its_rows_have(table: Table) -> None:
    found = table("Program;Pagu 2024;Pagu 2025\nP1;5;\nP1;;6\n")
    assert [(one.period.year, one.ceiling) for one in found.budgets] == [(2024, 5), (2025, 6)]


def test_every_finding_can_be_said(table: Table) -> None:
    found = table(
        "Sasaran;Kegiatan;Sub Kegiatan;Indikator;Satuan;Target 2025\nS;K;;I;u;1\n;;SK;J;u;2\nS;;;L;;3 x\n", "renja.csv"
    )
    said = [one.message("en") for one in found.findings if one.code == "planning.read_part_missing"]
    assert said == ["There is no programme above this activity, so one without a name is put in. Fill in its name."]
    assert all(one.message("id") for one in found.findings)


def test_what_is_called_an_action_in_a_plan_of_another_kind(table: Table) -> None:
    text = "Program;Aksi;Indikator;Satuan;Target 2025\nP;K1;I;u;1\n"
    asked = table(text, kind="renstra")
    assert (asked.plan.kind, asked.plan.programmes[0].activities[0].name) == ("renstra", "K1")
    told = table(text, "renstra.csv")
    assert (told.plan.kind, told.plan.actions[0].programme) == ("renaksi", "P")


def test_two_ceilings_of_one_year_are_both_kept(table: Table) -> None:
    found = table("Program;Tahun;Pagu\nP1;2025;5\nP1;2025;6\nP1;2025;6\n")
    assert [one.ceiling for one in found.budgets] == [5, 6]
    assert named(found, "read_contradiction") == [(3, "Pagu")]


def test_a_table_of_regional_indicators_with_titles_among_them(table: Table) -> None:
    # The columns of an IKD table as in a regional plan: aspect and indicator in one column, start, years, end.
    found = table(
        "NO;ASPEK/FOKUS/BIDANG URUSAN/INDIKATOR KINERJA;SATUAN;KONDISI AWAL 2023;TARGET TAHUN;;KONDISI AKHIR\n"
        ";;;;2024;2025;\nA;ASPEK KESEJAHTERAAN MASYARAKAT;;;;;\n1;Fokus Kesejahteraan;;;;;\n"
        "1.1;Pertumbuhan;%;4,9;5,0-5,2;5,3;5,3\n"
        "1.2;Gini;;n/a;0,38;0,37;0,37\n1.3;Belum disusun;;;;;\n",
        "rpjmd.csv",
        direction="higher",
    )
    assert [one.name for one in indicators(found)] == ["Pertumbuhan", "Gini", "Belum disusun"]
    assert indicators(found)[0].baseline == Fraction(49, 10)
    assert targets(indicators(found)[0])["2024"] == p.Range(5, Fraction(52, 10))
    assert [row for row, _ in named(found, "read_row_unused")] == [3, 4]


def test_a_workbook_that_shows_per_cent(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "renja.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Indikator", "Satuan", "Target 2025", "Target 2026"])
    for row, (name, unit, first, second) in enumerate(
        [("A", "%", 0.855, 1), ("B", "persen", 1, 2), ("C", "rasio", 0.5, 1), ("D", "%", "-", "")], 1
    ):
        sheet.write_row(row, 0, [name, unit, first, second])
    book.close()
    found = p.read(path, direction="higher")
    assert named(found, "read_percent_fraction") == [(2, "Target 2025")]
    assert targets(indicators(found)[0])["2025"] == Fraction(855, 1000)
    # Text is what it says: half a per cent.
    same = p.from_records([{"Indikator": "A", "Satuan": "%", "Target 2025": "0,5"}], "renja", direction="higher")
    assert not named(same, "read_percent_fraction")


def test_an_evaluation_form_as_offices_fill_it_in(table: Table) -> None:
    # Columns as in the manner of Permendagri 86/2017 (unverified): end, until the year before, the year, quarters.
    found = table(
        "Evaluasi Renja Tahun 2024;;;;;;;;;;;;;\n"
        "Program/Kegiatan;Indikator;Target Renstra 2026 (akhir periode);;Realisasi s/d Tahun 2023;;"
        "Target Renja Tahun 2024;;"
        "Realisasi pada Triwulan;;;;Tingkat Capaian;\n;;;;;;;;I;;II;;;\n;;K;Rp;K;Rp;K;Rp;K;Rp;K;Rp;K;Rp\n"
        "Program A;Event;40 event;900;12 event;300;14 event;350;3;80;4;90;50%;48%\n",
        direction="higher",
    )
    (event,) = indicators(found)
    assert (event.end_target, targets(event)) == (40, {"2024": 14})
    assert [(one.period.number, one.value) for one in found.realisations] == [(1, 3), (2, 4)]
    assert [(one.period.label(), one.ceiling, one.realised) for one in found.budgets] == [
        ("2024", 350, None),
        ("Triwulan I 2024", None, 80),
        ("Triwulan II 2024", None, 90),
    ]
    assert not named(found, "read_money_total")


def test_targets_that_their_own_commas_cut_are_not_used(table: Table) -> None:
    # Read as they stand, 1,500 and 1,600 without quotes are targets of 1, 500 and 1.
    found = table(
        "Sasaran,Indikator,Satuan,Arah,2024,2025,2026\nS,Wirausaha,orang,naik,1,500,1,600,1,700\n"
        "S,Pameran,kali,naik,10,110,120\nS,Pelatihan,kali,naik,10,11,12,catatan\n"
    )
    cut, right, noted = indicators(found)
    assert (cut.name, targets(cut)) == ("Wirausaha", {})
    assert targets(right) == {"2024": 10, "2025": 110, "2026": 120}
    assert targets(noted) == {"2024": 10, "2025": 11, "2026": 12}
    said = [(one.code, one.severity, one.row) for one in found.findings if one.code.startswith("record.")]
    assert said == [("record.slipped", "error", 2), ("record.ragged", "warning", 4)]


def test_a_column_of_a_plan_without_a_title_is_no_slip(table: Table) -> None:
    lines = [f"S,Indikator {place},kali,naik,10,{11 + place},7" for place in range(3)]
    found = table("\n".join(["Sasaran,Indikator,Satuan,Arah,2024,2025", *lines]))
    assert [targets(one)["2025"] for one in indicators(found)] == [11, 12, 13]
    assert {one.code for one in found.findings if one.code.startswith("record.")} == {"record.ragged"}
