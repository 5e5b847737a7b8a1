"""The command ``law``: the book as tables, the history of a number, a regime, a scheme; and what cannot be shown."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import plut_kumkm as pk
from plut_kumkm.cli import main
from plut_kumkm.cli.showing.law_words import amount, lasting, near, said, words
from plut_kumkm.cli.showing.printing import Grid, put
from plut_kumkm.law.conditions import Term

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
BOOK = pk.law.book()


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["law", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def row(text: str, *cells: str) -> bool:
    """Return whether a line of the page holds these cells, one after the other."""
    return any(" ".join(line.split()).startswith(" ".join(cells)) for line in text.splitlines())


def test_every_number_of_the_book_stands_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)
    for value in BOOK.values():
        regime, _, rest = value.key.partition("/")
        assert f"{regime}/…" in text
        assert rest in text
        assert value.provision.cite.label() in text
    for of in BOOK.known:
        assert f"{BOOK.scheme(of).title['id']} ({of})" in text
        for stretch in BOOK.stretches[of]:
            if isinstance(stretch, pk.law.Gap):
                assert f"{stretch.id}: masa kosong" in text


def test_the_numbers_of_pp_7_2021_pasal_35(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "--scheme", "pp-7-2021")
    assert row(text, "micro/sales", "<= Rp2.000.000.000/tahun", "“paling banyak”", "PP 7/2021 Pasal 35 ayat (5)")
    assert row(text, "medium/capital", "<= Rp10.000.000.000", "“lebih dari … sampai dengan paling banyak”")
    assert "Berlaku: sejak 2 Februari 2021 · Mutu sumber: naskah peraturan · Asal: peraturan · Dicek: " in text
    assert "belum dicocokkan dengan JDIH" in text
    assert "uu-20-2008/…" not in text
    english = shown(capsys, "--scheme", "tier", "--lang", "en")
    assert row(
        english, "micro/sales", "<= Rp300.000.000/year", "“paling banyak”", "UU 20/2008 Pasal 6 ayat (1) huruf b"
    )
    assert "In force: 4 July 2008 to 1 November 2020" in english
    assert "not yet matched against JDIH" in english
    assert "authority" not in english


def test_what_differs_from_row_to_row_has_a_column(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "bps-industry")
    # The metadata of a survey are no regulation.
    assert row(text, "small/workers", "<= 19 orang", "sumber asli")
    assert row(text, "medium/workers", "<= 99 orang", "sumber sekunder")
    assert "Hanya bagi: golongan pokok KBLI 10–33." in text


def test_rates_terms_and_conditions_of_the_final_tax(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "final-tax-55-2022")
    assert row(text, "rate", "0,5 %", "PP 55/2022")
    assert row(text, "untaxed", "Rp500.000.000/tahun", "PP 55/2022 Pasal 60 ayat (2) dan ayat (3)")
    assert row(text, "pt/term", "<= 3 tahun pajak")
    assert "> Rp4.800.000.000/tahun atau jangka waktunya telah lewat" in text
    assert "- PT (perseroan terbatas): 3 tahun pajak, paling awal dihitung dari 2018" in text
    assert "jasa pekerjaan bebas" in text
    new = shown(capsys, "final-tax-20-2026", "--lang", "en")
    assert row(new, "rate", "0.5 %")
    assert "perhaps from 1 January 2026, surely from 22 April 2026" in new
    assert "without end · PP 20/2026 Pasal 59" in new
    assert "not (day or year of registration as a taxpayer before 22 April 2026)" in new
    assert "[expired-individual]: legal form" in new


def test_a_scheme_with_its_gaps_and_disputed_days(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "tier")
    assert "Kelas, dari yang terendah: Usaha Mikro (micro), Usaha Kecil (small)" in text
    assert "uu-11-2020-gap: masa kosong" in text
    assert "2 November 2020 s.d. 1 Februari 2021 · Dasar: UU 11/2020 Pasal 87 angka 1" in text
    assert "Pada hari itu peraturan tidak memuat angka." in text
    assert "Hasil menurut uu-20-2008 ditampilkan" in text
    assert "Usaha Besar: hasil penjualan tahunan (omzet) > Rp50.000.000.000/tahun (kelas sisa" in text
    assert "modal usaha (di luar tanah dan bangunan tempat usaha) bila didirikan sejak 2 Februari 2021" in text
    assert "penafsiran kumulatif (R3): semua kriteria, bila kelasnya sama" in text
    assert "skala perusahaan induk Usaha Menengah atau Usaha Besar · UU 20/2008 Pasal 1 angka 2" in text
    tax = shown(capsys, "final-tax", "--lang", "en")
    assert "1 January 2026 to 21 April 2026: it is not certain whether PP 55/2022 still holds or PP 20/2026" in tax
    assert shown(capsys, "uu-11-2020-gap").startswith("uu-11-2020-gap: masa kosong")


def test_open_bands_ends_and_what_is_not_known_of_the_span(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "mekaar")
    assert "plafon kredit <= Rp25.000.000: terbuka, Dalam pembiayaan Mekaar (plafon tertinggi Rp25 juta) atau" in text
    assert "Apakah PNM Mekaar masih berlaku tidak diketahui" in text
    assert "sejak tahun ia pertama kali terlihat (1 Januari 2022)" in text
    assert "luas lahan" in shown(capsys, "salt-farm")
    census = shown(capsys, "bps-census")
    assert "salah satu kriteria; bila keduanya diketahui, kelasnya harus sama" in census
    assert "jumlah tenaga kerja: kelas terendah >= 1 orang" in shown(capsys, "bps-industry")
    cooperatives = shown(capsys, "cooperative")
    assert "Hanya bagi: bentuk badan usaha Koperasi." in cooperatives
    assert "1 Januari 2020 s.d. 31 Desember 2020: belum pasti apakah Permenkop UKM 9/2020" in cooperatives


def test_a_regime_without_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Tidak memuat angka. Syaratnya: plut-kumkm law authority-23-2014" in shown(capsys, "--scheme", "authority")
    text = shown(capsys, "authority-23-2014")
    assert "hanya satu yang boleh terpenuhi" in text
    assert "- Provinsi: skala usaha Usaha Kecil · UU 23/2014 Lampiran (sumber sekunder)" in text
    assert "Tidak memuat angka" not in text
    assert "paling sedikit 6 bulan sejak tanggal atau tahun mulai usaha" in shown(capsys, "kur-special-age")
    assert "Belum memenuhi lama usaha: selain itu" in shown(capsys, "kur-special-age")


def test_one_number_and_its_history(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "pp-7-2021/micro/sales")
    assert text.startswith("pp-7-2021/micro/sales\nSkala usaha · Skala usaha menurut PP 7/2021 · Usaha Mikro · ")
    assert row(text, "sejak 2 Februari 2021", "<= Rp2.000.000.000/tahun")
    assert "Frasa: “paling banyak” · Dasar: PP 7/2021 Pasal 35 ayat (5)" in text
    assert "Terlihat di:\n- " in text
    assert row(shown(capsys, "final-tax-55-2022/rate", "--lang", "en"), "20 December 2022 to 21 April 2026", "0.5 %")


def test_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    gap = shown(capsys, "--on", "2020-12-01", "--scheme", "tier")
    assert gap.startswith("Ketentuan yang berlaku pada 1 Desember 2020.")
    assert "uu-11-2020-gap" in gap
    assert "/…" not in gap
    now = shown(capsys, "--on", "30 Juni 2026")
    assert "pp-7-2021/…" in now
    assert "uu-20-2008/…" not in now
    assert "kur-1-2026/…" in now
    assert "Tidak ada yang berlaku pada 1 Januari 2000." in shown(capsys, "tier", "--on", "2000-01-01")
    assert "Nothing is in force on 1 January 2000." in shown(
        capsys, "pp-7-2021/micro/sales", "--on", "2000-01-01", "--lang", "en"
    )
    disputed = shown(capsys, "final-tax", "--on", "2026-02-01")
    assert "final-tax-55-2022/…" in disputed
    # Listed with both, and the newer with its own span.
    assert "final-tax-20-2026/…" in disputed
    assert "Berlaku: sejak 22 April 2026" in disputed
    assert "belum pasti apakah PP 55/2022 masih berlaku atau PP 20/2026 (final-tax-20-2026) sudah berlaku" in disputed


def test_a_draft_laid_over_the_book(capsys: pytest.CaptureFixture[str]) -> None:
    draft = str(HOW_TO / "draft.toml")
    text = shown(capsys, "pp-7-2021/micro/sales", "--law", draft)
    assert text.startswith("Ketentuan yang dimuat, semua masa. Di atas ketentuan bawaan: draft.toml.")
    assert row(text, "2 Februari 2021 s.d. 31 Desember 2026", "<= Rp2.000.000.000/tahun", "PP 7/2021")
    assert row(text, "sejak 1 Januari 2027", "<= Rp3.000.000.000/tahun", "Rancangan PP 2027 Pasal 1")
    later = shown(capsys, "pp-7-2021/micro/sales", "--law", draft, "--on", "2027-06-30")
    assert "Rp2.000.000.000" not in later
    # "Kurang dari": the bound belongs to the class above.
    assert row(shown(capsys, "kur-1-2026/super-micro/plafond", "--law", draft), "2 Februari 2026 s.d. 31 Desember 2026")
    assert "< Rp25.000.000" in shown(capsys, "kur-1-2026", "--law", draft, "--on", "2027-01-01")


def test_classes_of_a_perda_toli_toli_12_2019_pasal_4_ayat_4(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "toli-toli", "--law", str(HOW_TO / "perda-toli-toli.toml"))
    assert "Usaha besar (Toli-Toli): kekayaan bersih > Rp10.000.000.000 (kelas sisa" in text
    assert row(text, "medium/sales", "<= Rp50.000.000.000/tahun", "Perda Kabupaten Toli-Toli 12/2019 Pasal 4 ayat (4)")
    assert row(text, "small/net_worth", "<= Rp500.000.000", "“sampai dengan paling banyak”", "UU 20/2008 Pasal 6")
    assert "1 Januari 2019 s.d. 31 Desember 2019: belum pasti" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["kurr"], "Yang paling dekat: kur, "),
        (["kurr", "--lang", "en"], "Nearest: kur, "),
        (["micro/sales"], "uu-20-2008/micro/sales, pp-7-2021/micro/sales"),
        (["kuk"], "Yang paling dekat: cooperative, kuk-9-2020, kur"),
        (["--scheme", "pph"], "Yang paling dekat: final-tax"),
        (["--scheme", "tierr"], 'Skema "tierr" tidak ada dalam ketentuan. Yang paling dekat: tier'),
        (["--scheme", "tierr", "--lang", "en"], 'There is no scheme "tierr"'),
        (["--on", "31/02/2026"], "31/02/2026"),
        (["--law", "tidak-ada.toml"], "tidak-ada.toml"),
        (["--out", "x"], "--out"),
        (["tier", "lain"], "lain"),
    ],
)
def test_what_cannot_be_shown_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["law", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert "Traceback" not in captured.err


SOURCE = 'instrument = "pp-7-2021"\npinpoint = "Pasal 1"\ngrade = "secondary"\nchecked = 2026-11-24\njdih = false\n'
OVERLAP = (
    f'[[gap]]\nid = "a"\nof = "tier"\nsince = 2030-01-01\nuntil = 2030-12-31\n{SOURCE}'
    f'[[gap]]\nid = "b"\nof = "tier"\nsince = 2030-06-01\n{SOURCE}'
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OVERLAP, '$.tier: Masa berlaku "a" dan "b" bertumpang tindih.'),
        (OVERLAP.replace("2030-06-01", "2032-01-01"), '$.tier: Antara "a" dan "b" ada masa kosong'),
        (
            '[[instrument]]\nid = "pp-7-2021"\nkind = "PP"\nyear = 2021\ntitle = "x"\n',
            '$.instrument[0].id: "pp-7-2021"',
        ),
        ("nonsense = 1\n", '$.nonsense: Kunci "nonsense" tidak dikenal.'),
        (f'[[change]]\nkey = "pp-7-2021/micro/x"\nsince = 2030-01-01\nupto = 1\n{SOURCE}', "pp-7-2021/micro/x"),
        ("[[regime", "bukan.toml bukan TOML yang sah"),
    ],
)
def test_conflicts_of_a_layer_are_findings_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    path = tmp_path / "bukan.toml"
    path.write_text(text, encoding="utf-8")
    for command in (["law"], ["classify", "--scheme", "kur", "--on", "2026-06-30"], ["evaluate", "--on", "2026-06-30"]):
        assert main([*command, "--law", str(path)]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert message in captured.err


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("with_rich", [True, False])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_tables_fit_the_terminal_and_lose_nothing(
    monkeypatch: pytest.MonkeyPatch, engine: Callable[[str], ModuleType], width: int, with_rich: bool
) -> None:
    if with_rich:
        engine("rich")
    else:
        monkeypatch.setitem(sys.modules, "rich.console", None)
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    keys = ("final-tax-20-2026/registered/tax_registered", "rate")
    numbers, cites = ("< 22 April 2026", "0,5 %"), ("PP 20/2026 Pasal 57 dan Pasal II ayat (1)", "PP 20/2026")
    rows = tuple(zip(keys, numbers, cites, strict=True))
    put([Grid("Judul", ("Kunci", "Angka", "Dasar"), rows, whole=2), Grid("", ("a",), (("b",),)), "Akhir"])
    text = screen.getvalue()
    lines = [line for line in text.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines() if line]
    assert max(map(len, lines)) <= width
    assert "…" not in text
    assert "Judul" in text
    assert text.rstrip().endswith("Akhir")
    for word in " ".join((*numbers, *cites)).split():
        assert word in text
    # A key that is too long goes on in the next line, and nothing of it is lost.
    first = "".join(re.split(r" {2,}|│", line.removeprefix("│").lstrip())[0].strip() for line in lines)
    assert keys[0] in first


def test_numbers_with_their_units() -> None:
    assert amount(Fraction(1, 2), "persen", "id") == "0,5 %"
    assert amount(Fraction(1, 2), "IDR", "en") == "0.5 IDR"
    assert amount(1_500, "hari", "id") == "1.500 hari"
    assert amount(1_500, "", "en") == "1,500"
    assert amount(date(2026, 4, 22), "", "en") == "22 April 2026"
    assert words("kbli", ("01", "03", "02", "62"), "en") == "01–03 or 62"
    source = BOOK.regime("pp-7-2021").provision
    assert lasting(Term("pt", 3, None, source), "en") == "3 tax years"


def test_groups_within_groups_stand_in_brackets() -> None:
    row_out = next(row for row in BOOK.regime("final-tax-20-2026").rows if row.id == "out")
    text = said(row_out.when, "en")
    assert " or (legal form " in text
    assert text.endswith(")")


@pytest.mark.parametrize("arguments", [["KUR-1-2023"], ["--scheme", "Kur-1-2023"], [" kur-1-2023 "]])
def test_a_name_may_have_capitals(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert row(shown(capsys, *arguments), "micro/plafond", "<= Rp100.000.000")


def test_of_a_day_outside_it_is_said_when_it_is_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    # Permenko 1/2023: reported 4 September 2023, until Permenko 1/2026, reported 2 February 2026.
    text = shown(capsys, "kur-1-2023", "--on", "2020-01-01")
    assert "Tidak ada yang berlaku pada 1 Januari 2020.\nKUR menurut Permenko Perekonomian 1/2023 berlaku" in text
    assert "4 September 2023 s.d. 1 Februari 2026" in text
    assert "mungkin sejak" not in text
    perhaps = shown(capsys, "kur-1-2023", "--on", "2023-05-01", "--lang", "en")
    assert "(Permenko Perekonomian 1/2023) is in force 4 September 2023 to 1 February 2026" in perhaps
    assert "perhaps from 1 January 2023, surely from 4 September 2023" in perhaps
    number = shown(capsys, "kur-1-2023/micro/plafond", "--on", "2026-02-02")
    assert "kur-1-2023/micro/plafond berlaku 4 September 2023 s.d. 1 Februari 2026" in number
    scheme = shown(capsys, "kur", "--on", "2010-01-01")
    assert scheme.count("berlaku") == 6
    assert "KUR menurut Permenko Perekonomian 1/2026 berlaku sejak 2 Februari 2026" in scheme


def test_a_regime_that_was_split_or_interrupted_is_in_force_in_its_spans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ubah.toml"
    change = f'[[change]]\nkey = "pp-7-2021/micro/sales"\nsince = 2030-01-01\nupto = 3_000_000_000\n{SOURCE}'
    path.write_text(change, encoding="utf-8")
    whole = shown(capsys, "pp-7-2021", "--on", "2020-01-01", "--law", str(path))
    assert "Skala usaha menurut PP 7/2021 berlaku sejak 2 Februari 2021;" in whole
    gap = change.replace("upto", "until = 2030-12-31\nupto")
    later = f'[[change]]\nkey = "pp-7-2021/micro/sales"\nsince = 2032-01-01\nupto = 4_000_000_000\n{SOURCE}'
    path.write_text(gap + later, encoding="utf-8")
    parts = shown(capsys, "pp-7-2021", "--on", "2031-06-30", "--law", str(path))
    assert "PP 7/2021 berlaku 2 Februari 2021 s.d. 31 Desember 2030;" in parts
    assert "PP 7/2021 berlaku sejak 1 Januari 2032;" in parts


def test_in_english_no_title_is_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "--lang", "en")
    assert " menurut " not in text
    for regime in ("kur-special-age-12-2025", "final-tax-20-2026", "mekaar", "pp-7-2021/micro/sales"):
        assert " menurut " not in shown(capsys, regime, "--lang", "en")
    assert "pp-7-2021: Size tier (PP 7/2021)" in text


def test_nearest_names() -> None:
    titles = {"cooperative": "Klasifikasi usaha koperasi (KUK)"}
    assert near("Kuk", ["kur", "cooperative", "kuk-9-2020/kuk-1/members", "kuk-9-2020"], titles) == (
        "cooperative", "kuk-9-2020", "kur", "kuk-9-2020/kuk-1/members",
    )  # fmt: skip
    assert near("", ["kur"]) == ("kur",)
    assert near("zzz", ["kur"]) == ("kur",)
    assert near("MICRO", ["a/micro/sales", "b"]) == ("a/micro/sales",)
    assert len(near("k", [f"k{number}" for number in range(9)])) == 5


def test_layers_are_named_in_the_receipt_and_are_no_part_of_the_hash(tmp_path: Path) -> None:
    draft, perda = HOW_TO / "draft.toml", HOW_TO / "perda-toli-toli.toml"
    both = pk.law.load(perda, over=pk.law.load(draft))
    assert both.layers == ("draft.toml", "perda-toli-toli.toml")
    assert pk.tier(pk.Facts(sales=1), on=date(2027, 1, 1), law=both).receipt["layers"] == list(both.layers)
    assert both.accepting("unverified").layers == both.layers
    copy = tmp_path / "nama-lain.toml"
    copy.write_bytes(draft.read_bytes())
    assert pk.law.load(copy).hash == pk.law.load(draft).hash != BOOK.hash
    assert BOOK.layers == ()


def test_numbers_of_both_rules_stand_under_a_disputed_day(capsys: pytest.CaptureFixture[str]) -> None:
    both = shown(capsys, "--scheme", "kur", "--on", "2026-01-15")
    assert [line.split()[0] for line in both.splitlines() if line.startswith("micro/plafond")] == ["micro/plafond"] * 2
    first = shown(capsys, "kur-special", "--on", "2023-05-01", "--lang", "en")
    assert "kur-special-1-2023/…" in first
    assert "does not hold" not in first
    # The older one alone on the day before.
    assert "kur-1-2026/…" not in shown(capsys, "--scheme", "kur", "--on", "2025-12-31")


def test_a_key_and_a_scheme_are_two_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "tier", "--scheme", "kur"]) == 2
    assert "tidak keduanya" in capsys.readouterr().err
