"""What a record is, an enterprise or a line around them; and what a whole table is, a registry or something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.catalogue import fields, squash
from plut_kumkm.tables.cells import is_absent
from plut_kumkm.tables.headers import heading, is_numbering, note_unit, years_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plut_kumkm.tables.columns import Column
    from plut_kumkm.tables.headers import Heading

# Whoever has one of these is an enterprise, however little else is known of it.
IDENTITY = ("name", "owner_name", "id", "nik", "nib", "npwp")
_TOTAL = re.compile(r"(?:sub\s*|grand\s*)?(?:jumlah|total|jml)\b|rata\s*-?\s*rata\b|rekap", re.IGNORECASE).match
# What follows where a total is meant, and no name that begins with the word ("Total Motor").
_OF_TOTAL = re.compile(
    r"(?:sub\s*|grand\s*)?(?:jumlah|total|jml)\b\W*(?:$|[0-9]|(?:jumlah|total|jml|seluruh|seluruhnya|semua|keseluruhan|akhir|umum|"
    r"usaha|pelaku|umkm|kumkm|ukm|ikm|kec|kecamatan|kel|kelurahan|desa|kab|kabupaten|kota|prov|provinsi|wilayah|sentra|bidang|sektor|"
    r"omzet|omset|penjualan|modal|aset|tenaga|tk|karyawan|data|per|di|tahun)\b)|rata|rekap",
    re.IGNORECASE,
).match
_NOTE = re.compile(
    # "Sumber Rejeki" is a shop.
    r"\*|catatan|keterangan|ket\b|sumber\s*(?:$|:|(?:data|dinas|bps|bappeda|kementerian|badan|kantor|hasil|diolah|olahan|laporan|survei|"
    r"pendataan|oss)\b)|source|note\b|nb\b|mengetahui|nip\b|kepala (?:dinas|bidang|seksi)|dicetak|per tanggal|data per",
    re.IGNORECASE,
).match
_SECTION = re.compile(
    r"(?:data|tabel|daftar|lampiran|kec(?:amatan|\.)|kel(?:urahan|\.)|desa|kab(?:upaten|\.)|kota|sentra|bidang|sektor|kelompok|wilayah|provinsi|tahun|[ivxl]+\.|[a-h]\.)\s",
    re.IGNORECASE,
).match
# How the parts of a printed list are numbered, where its enterprises have 1, 2, 3.
_OF_PART = re.compile(r"(?:[ivxlc]+|[a-z])\s*[.)]?", re.IGNORECASE).fullmatch
_NUMBER = re.compile(r"(?:rp\.?\s*)?[-(]?[0-9][0-9.,]*\)?\s*%?", re.IGNORECASE).fullmatch
# The first letters, folded, with which a name is looked at twice: it may be the word of a total.
SUSPECT_NAMES = frozenset(
    ("jumla", "total", "jml", "grand", "sub t", "subto", "sub j", "rata", "rata-", "rata ", "rekap")
)
SUSPECT_LETTERS = frozenset("JTGSRjtgsr")

# So many fields at least make a record the header of another table.
_FEWEST_TITLES = 2

_PLAN_WORDS = frozenset(
    "tujuan sasaran program kegiatan indikator target renstra renja kinerja outcome output pagu capaian".split()
)
_ENOUGH_PLAN_WORDS, _ENOUGH_YEARS = 3, 3
_COUNT_WORDS = re.compile(
    r"\b(?:jenis data|jumlah (?:umkm|usaha|ukm|ikm|unit)|satuan|uraian|indikator|variabel|elemen data)\b"
)
_SIZE_WORDS = frozenset(("mikro", "kecil", "menengah", "usahamikro", "usahakecil", "usahamenengah", "umi", "uk", "um"))
_PLACES = ("district", "region", "village", "province")
# So few records may all differ by chance.
_FEWEST_PLACES = 5


class Shape(NamedTuple):
    """Where the columns stand that tell one kind of record from another."""

    identity: tuple[int, ...]
    numbering: int | None
    header: frozenset[str]

    def kind(self, cells: Sequence[str], *, first: bool, above: bool) -> str:
        """Return what a record is: "enterprise", or why it is none.

        Args:
            cells: the record.
            first: whether it stands right under the header.
            above: whether an enterprise came before it.
        """
        filled = [place for place, cell in enumerate(cells) if not is_absent(cell)]
        if not filled or filled == [self.numbering]:
            return self._lone_number(cells, filled)
        if first and is_numbering(cells):
            return "numbering"
        if len(filled) > 1 and (self.repeats(cells) or _is_another_header([cells[place] for place in filled])):
            return "header"
        named = [place for place in self.identity if place in filled and cells[place].strip() != "0"]
        texts = [place for place in filled if not _NUMBER(cells[place].strip())]
        totals = [cells[place].strip() for place in texts[:2] if _TOTAL(cells[place].strip())]
        # A total has no number of its own: a numbered row whose name only begins like one is an enterprise.
        if totals and len(named) < 2 and not (self._numbered(cells) and not any(map(_OF_TOTAL, totals))):
            return "total"
        if len(filled) == 1 and texts:
            return self._lone_text(cells[texts[0]].strip(), texts[0], bool(named))
        if len(named) == 1 and self._is_part(cells, filled, named[0]):
            return "section"
        if named or not self.identity:
            return "enterprise"
        if self._numbered(cells):
            # Numbered like the enterprises around it: one whose name was left out.
            return "enterprise"
        if not texts:
            return "total"
        return "continuation" if above else "note"

    def may_be_a_name(self, cells: Sequence[str]) -> bool:
        """Return whether what made a record a total stands where names stand, and goes on like one."""
        names = (cells[place].strip() for place in self.identity)
        return any(_TOTAL(name) and not _OF_TOTAL(name) for name in names)

    def _is_part(self, cells: Sequence[str], filled: Sequence[int], name: int) -> bool:
        """Return whether a record titles a part of the list: "II", a name, and at most the sums of that part."""
        if self.numbering is None or not _OF_PART(cells[self.numbering].strip()):
            return False
        rest = [cells[place].strip() for place in filled if place not in (self.numbering, name)]
        return not rest or (_SECTION(cells[name].strip()) is not None and all(map(_NUMBER, rest)))

    def _numbered(self, cells: Sequence[str]) -> bool:
        return self.numbering is not None and cells[self.numbering].strip(" .)").isdigit()

    def repeats(self, cells: Sequence[str]) -> bool:
        """Return whether a record holds nothing but cells of the header."""
        return all(squash(cell) in self.header for cell in cells if not is_absent(cell))

    def _lone_number(self, cells: Sequence[str], filled: Sequence[int]) -> str:
        """Return what a record is that holds nothing, or nothing but a cell of the numbering column."""
        if not filled or cells[filled[0]].strip(" .)").isdigit():
            return "blank"
        return self._lone_text(cells[filled[0]].strip(), filled[0], named=False)

    def _lone_text(self, text: str, place: int, named: bool) -> str:
        """Return what a record with one cell of text is: a title, a note under the table, or a name alone."""
        if _TOTAL(text):
            return "total"
        if _NOTE(text) or note_unit(text) > 1:
            return "note"
        # In a table that numbers its enterprises, a lone text without a number is none.
        if named and (self.numbering is None or self.numbering == place) and not _SECTION(text):
            return "enterprise"
        return "section"


def _is_another_header(cells: Sequence[str]) -> bool:
    """Return whether these are titles of columns: words alone, most of them headers that are known, of two fields."""
    if any(map(_NUMBER, cells)):
        return False
    named = [one.meanings[0] for cell in cells if (one := heading((cell,))).meanings]
    fields_of = {meaning.field for meaning in named if meaning.how == "alias"}
    return len(fields_of) >= _FEWEST_TITLES and len(named) * 2 > len(cells)


def what_it_is(
    headings: Sequence[Heading], columns: Sequence[Column], preview: Sequence[Sequence[str]]
) -> tuple[str, dict[str, object]] | None:
    """Return the code and the params that say why a table is no registry; ``None`` when it can be one."""
    held = {column.field for column in columns if column.used}
    if held.intersection(IDENTITY):
        return None
    words = {word for one in headings for word in re.findall(r"[a-z]+", one.text.casefold())}
    years = sorted({one.year for one in headings if one.year is not None} | years_in(preview[:3]))
    if len(words & _PLAN_WORDS) >= _ENOUGH_PLAN_WORDS and "indikator" in words | _first_words(preview):
        return "table.plan", {"words": tuple(sorted(words & _PLAN_WORDS)), "years": _span(years)}
    text = " ".join(one.text.casefold() for one in headings)
    sizes = {key for one in headings for key in one.keys} & _SIZE_WORDS
    if len(years) >= _ENOUGH_YEARS and (_COUNT_WORDS.search(text) or not held.intersection(_facts())):
        return "table.counts_by_year", {"years": _span(years)}
    if len(sizes) > 1 or _each_place_once(columns, preview):
        return "table.counts", {"headers": tuple(excerpt(one.text) for one in headings if one.text)[:12]}
    return None if held.intersection(_facts()) else ("", {})


def _facts() -> frozenset[str]:
    """Return the fields that say how large an enterprise is: with one of them a nameless row can be evaluated."""
    return frozenset(name for name, one in fields().items() if one.type in ("money", "count") and not one.table)


def _span(years: Sequence[int]) -> str:
    return f"{years[0]}–{years[-1]}" if years else "–"


def _first_words(preview: Sequence[Sequence[str]]) -> set[str]:
    return {word for cells in preview[:4] for cell in cells for word in re.findall(r"[a-z]+", cell.casefold())}


def _each_place_once(columns: Sequence[Column], preview: Sequence[Sequence[str]]) -> bool:
    """Return whether each district or city has one record: sums by place, not enterprises."""
    for column in columns:
        if column.used and column.field in _PLACES:
            places = [cells[column.position].strip() for cells in preview if column.position < len(cells)]
            places = [place for place in places if place and not _TOTAL(place)]
            if len(places) >= _FEWEST_PLACES and len(set(places)) == len(places):
                return True
    return False
