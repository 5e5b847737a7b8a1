"""``plut-kumkm plan``: one screen, three files, and a status."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import plut_kumkm as pk
from plut_kumkm.cli import main
from plut_kumkm.cli.parsing import plans
from plut_kumkm.planning.reading.plan_tables import KINDS
from plut_kumkm.planning.records.indicators import ACCUMULATIONS, DIRECTIONS

ROOT = Path(__file__).resolve().parents[2]
TOML = ROOT / "docs" / "how-to" / "action-plan.toml"
PLAN = """\
Arah Kebijakan;Rencana Aksi;Indikator;Satuan;Arah;Target 2025;Pagu 2025
Legalitas;Klinik NIB;=NIB terbit;NIB;naik;300;500
Data;;;;;;
SDM;Kelas;Lulusan;orang;;8 / 9;
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "renaksi.csv").write_text(PLAN, encoding="utf-8")
    (tmp_path / "lapor.csv").write_text(
        "Indikator;Realisasi 2025;Rencana Aksi;Realisasi Rp 2025\n=NIB terbit;270;Klinik NIB;400\n", encoding="utf-8"
    )
    return tmp_path


def run(*words: str) -> int:
    return main(["plan", *words])


def test_one_screen_and_three_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run("renaksi.csv", "--realisations", "lapor.csv", "--on", "2025-12-31", "--out", "hasil", "--lang", "en") == 0
    )
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.startswith("renaksi (renaksi) on 31 December 2025\n")
    assert "measured 1 of 2 indicators" in shown.out
    assert "Ceiling Rp500, spent Rp400, absorption 80.00%" in shown.out
    assert "Tinggi            1" in shown.out
    assert "By policy direction" in shown.out
    assert "Starving: Data (actions, money, indicators, values); SDM (money, values)." in shown.out
    assert "planning.read_two_values (warning, 1×): renaksi.csv, row 4:" in shown.out
    assert [path.name for path in sorted((folder / "hasil").iterdir())] == [
        "findings.csv",
        "scorecard.csv",
        "summary.json",
    ]


def test_what_the_files_hold(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("renaksi.csv", "--realisations", "lapor.csv", "--on", "2025-12-31", "--out", "hasil")
    capsys.readouterr()
    with (folder / "hasil" / "scorecard.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    # No cell is a formula.
    assert (first["name"], first["achievement_percent"], first["achieved"]) == ("'=NIB terbit", "90", "false")
    assert (second["achievement_percent"], second["achieved"]) == ("", "")
    with (folder / "hasil" / "findings.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    two = next(line for line in lines if line["code"] == "planning.read_two_values")
    assert (two["file"], two["row"], two["column"], two["severity"]) == ("renaksi.csv", "4", "Target 2025", "warning")
    assert two["message_id"]
    assert two["message_en"]
    summary = json.loads((folder / "hasil" / "summary.json").read_text(encoding="utf-8"))
    assert summary["schema"] == "plut_kumkm/plan_summary/1"
    assert (summary["plan"], summary["on"], summary["total"]["measured"]) == ("renaksi", "2025-12-31", 1)
    assert summary["parts"]["by"] == "policy_direction"
    assert [one["lacks"] for one in summary["parts"]["coverage"]] == [
        [],
        ["actions", "money", "indicators", "values"],
        ["money", "values"],
    ]
    assert sum(summary["findings_by_code"].values()) == len(lines) == sum(summary["findings_by_severity"].values())


def test_a_plan_in_toml(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "lapor.toml").write_text(
        'realisations = [{ indicator = "nib-terbit", period = 2025, value = 300 }]\n'
        'budgets = [{ of = "sertifikasi", period = 2025, ceiling = 5 }]\n',
        encoding="utf-8",
    )
    assert run(str(TOML), "--realisations", "lapor.toml", "--on", "31 Desember 2025") == 0
    shown = capsys.readouterr().out
    assert "Renaksi ekonomi kreatif Kota Contoh 2024-2028 (renaksi) pada 31 Desember 2025" in shown
    assert "tercapai 1 dari 1" in shown
    assert "Tidak ada berkas yang ditulis." in shown
    assert "Pagu Rp950.000.005" in shown


def test_money_beside_the_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "uang.csv").write_text("Rencana Aksi;Pagu 2025\nKelas;70\n", encoding="utf-8")
    assert run("renaksi.csv", "--budget", "uang.csv", "--on", "2025-12-31", "--lang", "en") == 0
    shown = capsys.readouterr()
    assert "Ceiling Rp570" in shown.out
    assert "no realisations" in shown.err


def test_the_table_of_the_plan_may_report_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "renja.csv").write_text(
        "Program;Indikator;Satuan;Arah;Target 2025;Pagu 2025;Realisasi 2025\nP1;A;u;naik;5;7;5\n", encoding="utf-8"
    )
    assert run("renja.csv", "--on", "2025-12-31", "--lang", "en") == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "achieved 1 of 1" in shown.out
    assert "By programme (this plan names no policy directions)" in shown.out
    assert "Every part has actions, money, indicators and values." in shown.out


def test_a_plan_without_parts_and_without_findings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.toml").write_text(
        'id = "r"\nkind = "renja"\nfirst_year = 2025\nlast_year = 2025\nindicators = []\n', encoding="utf-8"
    )
    assert run("plan.toml", "--on", "2025-12-31", "--out", "hasil", "--lang", "en") == 0
    shown = capsys.readouterr().out
    assert "By " not in shown
    assert "Findings" not in shown
    assert (folder / "hasil" / "scorecard.csv").read_text(encoding="utf-8") == "indicator\n"


def test_options_of_reading(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tabel.csv").write_text("Yang diukur;Satuan;Target\nA;orang;1.500\n", encoding="utf-8")
    (folder / "lapor.csv").write_text("Indikator;TW I;TW II\nA;500;1.000\n", encoding="utf-8")
    words = (
        *(
            "tabel.csv",
            "--map",
            "Yang diukur=indicator",
            "--year",
            "2025",
            "--direction",
            "higher",
            "--decimal",
            "comma",
        ),
        *(
            "--accumulation",
            "sum",
            "--kind",
            "renja",
            "--realisations",
            "lapor.csv",
            "--on",
            "2025-06-30",
            "--lang",
            "en",
        ),
    )
    assert run(*words) == 0
    shown = capsys.readouterr().out
    assert "tabel (renja) on 30 June 2025" in shown
    assert "achieved 1 of 1" in shown


def test_strict_ends_with_one_where_something_must_be_mended(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "lapor.csv").write_text("Indikator;Realisasi 2025\n=NIB terbit;270\n", encoding="utf-8")
    (folder / "dua.csv").write_text(
        "Indikator;Tahun;Realisasi\n=NIB terbit;2025;270\n=NIB terbit;2025;280\n", encoding="utf-8"
    )
    assert run("renaksi.csv", "--realisations", "lapor.csv", "--on", "2025-12-31", "--strict") == 0
    assert run("renaksi.csv", "--realisations", "dua.csv", "--on", "2025-12-31", "--strict") == 1
    assert run("renaksi.csv", "--realisations", "dua.csv", "--on", "2025-12-31") == 0
    assert "planning.read_contradiction" in capsys.readouterr().out


def test_many_codes_are_cut_short(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kacau.csv").write_text(
        "Kode;Program;Sub Kegiatan;Indikator;Satuan;Arah;Tipe Penghitungan;Kondisi Awal;Target 2024;Target 2025;Warna\n"
        "9.x;P;;A;u;?;Kumulatif;10;0;5;x\n;P;;B;;naik;;10;8 / 9;#REF!;\n;0;S;C;u;naik;;;6-5;9000%;\nJumlah;;;;;;;;;;\n"
        ";P;S;D;u;;;;1.000;5 unit;\n;P;S;D;u;;;;1.000;6 orang;\n;;;;;;;;;;lain\n",
        encoding="utf-8",
    )
    assert run("kacau.csv", "--on", "2025-12-31", "--lang", "en") == 0
    assert "other codes; see findings.csv" in capsys.readouterr().out.rpartition("- ")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name the file of the plan"),
        (("tidak-ada.csv",), "tidak-ada.csv"),
        (("tidak-ada.toml",), "cannot be read as UTF-8"),
        (("deret.csv",), "is no plan"),
        (("kosong.csv",), "no plan, budget, report"),
        (("rusak.toml",), "rusak.toml $.kind"),
        (("renaksi.csv", "--realisations", "float.toml"), "holds a decimal number, which is not exact"),
        (("renaksi.csv", "--realisations", "salah.toml"), "salah.toml, row 1: $.realisations[0].period"),
        (("renaksi.csv", "--map", "A=nothing"), "--map"),
        (("renaksi.csv", "--kind", "resep"), "--kind"),
        (("renaksi.csv", "--out", "renaksi.csv"), "renaksi.csv"),
    ],
)
def test_what_cannot_be_used(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    (folder / "deret.csv").write_text("Uraian;2023;2024;Satuan\nA;1;2;u\n", encoding="utf-8")
    (folder / "kosong.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (folder / "rusak.toml").write_text('id = "x"\n', encoding="utf-8")
    (folder / "float.toml").write_text("realisations = [{ value = 1.5 }]\n", encoding="utf-8")
    (folder / "salah.toml").write_text('realisations = [{ indicator = "a", value = 1 }]\n', encoding="utf-8")
    assert run(*words, "--on", "2025-12-31", "--lang", "en") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_failed_run_leaves_no_half_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("plut_kumkm.cli.planning.json.dump", full)
    assert run("renaksi.csv", "--on", "2025-12-31", "--out", "hasil") == 2
    assert list((folder / "hasil").iterdir()) == []


def test_the_words_are_those_of_the_room() -> None:
    assert KINDS[: len(plans.KINDS)] == plans.KINDS
    assert plans.DIRECTIONS == DIRECTIONS
    assert plans.ACCUMULATIONS == ACCUMULATIONS
    assert pk.planning.read is not None


def test_today_where_no_day_is_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("renaksi.csv", "--lang", "en") == 0
    assert "No reference date was given" in capsys.readouterr().err


# ----------------------------------------------------------------------------------------------------------------- lint


def test_lint_tells_what_reading_a_table_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rencana.csv").write_text(
        "Program;Indikator;Satuan;Arah;Target 2025;Target 2026\nProgram UMKM;Usaha dibina;usaha;naik;8 / 9;10\n",
        encoding="utf-8",
    )
    found = pk.planning.read(folder / "rencana.csv").findings
    assert "planning.read_two_values" in {one.code for one in found}
    main(["lint", "rencana.csv", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert [one["rule"] for one in told["problems"]][: len(found)] == [one.code for one in found]
    main(["lint", "rencana.csv", "--lang", "en"])
    assert "planning.read_two_values" in capsys.readouterr().out


def test_an_error_of_reading_counts_for_the_status_of_lint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["Program;Indikator;Satuan;Arah;Target 2025", "Program UMKM;Usaha dibina;usaha;naik;8"]
    (folder / "rencana.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["lint", "rencana.csv", "--select", "PLN011"]) == 0
    rows.append("Program UMKM;Usaha dibina;usaha;naik;9")
    (folder / "rencana.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["lint", "rencana.csv", "--select", "PLN011"]) == 1
    assert "planning.read_contradiction" in capsys.readouterr().out


def test_lint_refuses_a_table_that_is_no_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "lapor.csv", "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert '"lapor.csv" is no plan: it has no targets' in shown.err
    assert shown.out == ""


def test_lint_takes_what_a_table_leaves_unsaid(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rencana.csv").write_text(
        "Program;Indikator;Satuan;Kondisi Awal 2024;Target 2025\nProgram UMKM;Usaha dibina;usaha;9;8\n",
        encoding="utf-8",
    )
    words = ("lint", "rencana.csv", "--format", "json", "--select", "PLN001")
    assert "PLN001" not in {one["rule"] for one in json.loads(_said(capsys, *words))["problems"]}
    told = json.loads(_said(capsys, *words, "--direction", "higher", "--accumulation", "last", "--kind", "renja"))
    assert "PLN001" in {one["rule"] for one in told["problems"]}
    assert main(["lint", "rencana.csv", "--direction", "up"]) == 2


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    main([*words])
    return capsys.readouterr().out


# --------------------------------------------------------------------------------------------------------------- lines

BAD = """\
id = "p"
kind = "renja"
first_year = 2025
last_year = 2025

[[programmes]]
id = "a"
name = "Program"
budgets = [
  { period = 2025, ceiling = 5, realised = 9 },
]

[[programmes.indicators]]
id = "i"
name = "Rasio usaha"
unit = "%"
direction = "higher"
baseline = 26
baseline_year = 2024
targets = { 2025 = 25 }
"""


def test_lint_tells_the_lines_of_a_toml_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.toml").write_text(BAD, encoding="utf-8")
    main(["lint", "plan.toml", "--select", "PLN001,PLN030"])
    main(["lint", "plan.toml", "--select", "PLN001", "--format", "github"])
    main(["lint", "plan.toml", "--select", "PLN001", "--format", "json"])
    shown = capsys.readouterr().out
    assert "20: $.programmes[0].indicators[0].targets[0]: PLN001" in shown
    assert "10: $.programmes[0].budgets[0]: PLN030" in shown
    assert "file=plan.toml,line=20,title=PLN001" in shown
    assert '"row": 20' in shown
    (folder / "plan.toml").write_text(BAD.replace("baseline = 26", "basline = 26"), encoding="utf-8")
    assert main(["lint", "plan.toml"]) == 2
    assert "18: $.programmes[0].indicators[0].basline" in capsys.readouterr().err


def test_plan_tells_the_lines_of_a_toml_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = BAD.replace("2025 = 25", '2025 = "25/26"').replace('kind = "renja"', 'kind = "renjana"')
    (folder / "plan.toml").write_text(odd, encoding="utf-8")
    assert run("plan.toml", "--on", "2025-12-31", "--out", "hasil", "--lang", "en") == 0
    shown = capsys.readouterr().out
    assert "plan.toml, row 20: " in shown
    assert "planning.kind_unknown (error, 1×): plan.toml, row 2: " in shown
    with (folder / "hasil" / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row["row"] for row in csv.DictReader(file)}
    assert (rows["planning.value_form"], rows["planning.kind_unknown"]) == ("20", "2")
    (folder / "plan.toml").write_text(BAD.replace('id = "i"', "id = 3"), encoding="utf-8")
    assert run("plan.toml") == 2
    assert "plan.toml, baris 14: $.programmes[0].indicators[0].id" in capsys.readouterr().err
    (folder / "plan.toml").write_text(BAD, encoding="utf-8")
    (folder / "lapor.toml").write_text('\n[[realisations]]\nindicator = "i"\nperiod = 2025\nvalue = true\n', "utf-8")
    assert run("plan.toml", "--realisations", "lapor.toml") == 2
    assert "lapor.toml, baris 5: $.realisations[0].value" in capsys.readouterr().err


def test_what_an_indicator_lacks_stands_among_the_findings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three quarters of a sum, and two values of one year: neither counts, and the screen says why."""
    (folder / "lapor.csv").write_text(
        "Indikator;Realisasi TW I 2025;Realisasi TW II 2025;Realisasi TW III 2025\n"
        "Jumlah pelaku yang difasilitasi memperoleh NIB;60;90;80\n",
        encoding="utf-8",
    )
    words = (str(TOML), "--realisations", "lapor.csv", "--on", "2025-12-31", "--out", "hasil")
    assert run(*words, "--strict") == 0
    shown = capsys.readouterr().out
    place = f"{TOML.name}, baris 43: Jumlah pelaku yang difasilitasi mempero…: Realisasi belum lengkap"
    assert f"planning.periods_missing (perlu dicek, 1×): {place}" in shown
    with (folder / "hasil" / "findings.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["code"] == "planning.periods_missing")
    assert (row["file"], row["row"], row["column"]) == (TOML.name, "43", "$.actions[1].indicators[0]")
    assert json.loads((folder / "hasil" / "summary.json").read_text(encoding="utf-8"))["findings_by_code"] == {
        "planning.periods_missing": 1
    }
    # What an indicator merely has no report of is no defect of the file.
    assert "planning.no_report" not in shown


def test_reports_that_contradict_count_for_strict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "lapor.toml").write_text(
        "".join(f'[[realisations]]\nindicator = "sertifikat"\nperiod = 2025\nvalue = {n}\n' for n in (90, 91)), "utf-8"
    )
    words = (str(TOML), "--realisations", "lapor.toml", "--on", "2025-12-31")
    assert run(*words) == 0
    assert run(*words, "--strict") == 1
    assert "planning.reports_contradict (wajib diperbaiki, 1×)" in capsys.readouterr().out
