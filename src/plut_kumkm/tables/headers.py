"""Headers: found under titles or over several records, spanned titles joined, unit, year and month read off them."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from plut_kumkm.base.periods import month_number
from plut_kumkm.tables.catalogue import Meaning, fields, meanings, squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Cells = list[str]

# A header stands within the first records, and over at most four of them: more was not seen in any file.
_SEARCHED, _DEEPEST = 30, 4

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_YEAR_CELL = re.compile(r"(?:tahun|thn\.?|th\.?)?\s*((?:19|20)[0-9]{2})").fullmatch
_WHOLE_YEAR = re.compile(r"\bjan\w*\s*[-–—]\s*(?:des|dec)", re.IGNORECASE).search
_NUMERIC = re.compile(r"[-+]?[0-9][0-9.,]*").fullmatch
_TOKEN = re.compile(r"[^\W_]+|[#%]")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
# What brackets say that is no part of the name of a field. "(L)" or "(SATUAN)" is one.
_ASIDES = frozenset(
    "rp idr rupiah orang org jiwa lp pl ha persen % rptahun rppertahun rpth rpthn dalamrupiah satuanrupiah".split()
) | {""}
_THOUSANDS = re.compile(r"(?:rp\.?\s*|x\s*|[(\[]\s*)(?:1[.,]?)?(000(?:[.,]?000)*)(?![0-9])")
_UNIT_WORD = re.compile(
    r"(?:\b(?:dalam|dlm|satuan|x)\s+)?(?:\brp\.?\s*)?\b(?:(ribuan|ribu|rb)|(jutaan|juta|jt)|"
    # "M" alone may be metres; after "Rp" it is miliar.
    r"(miliaran|miliar|milyaran|milyar|(?<=rp )m|(?<=rp\.)m|(?<=rp\. )m)|"
    r"(triliunan|triliun|(?<=rp )t|(?<=rp\.)t|(?<=rp\. )t))\b"
    r"(?:\s*(?:rp\b\.?|rupiah\b|idr\b|orang\b))?"
)
# Words of a cell that names a unit and nothing else.
_UNIT_WORDS = frozenset(
    "rp rupiah idr orang org jiwa unit kg ton liter persen % ha m2 per tahun thn th bulan bln dalam dlm satuan".split()
)
# What may follow a unit at the end of a header: "Omzet jt/thn 2024".
_PERIODS = frozenset("per tahun thn th bulan bln".split())
_UNIT_FOLLOWS = re.compile(r"\b(?:dalam|dlm|satuan)\b\s*:?((?:\s*[^\s,;()]+){1,3})")
# Words beside a year or a month that only say that it is one.
_YEAR_WORDS = frozenset("tahun thn th ta periode".split())
_PERIOD_WORDS = _YEAR_WORDS | {"bulan", "bln"}
# Short forms, and words that name no more than the currency.
_LONG_FORMS = {
    "thn": "tahun", "th": "tahun", "bln": "bulan", "jml": "jumlah", "rata2": "ratarata",
    "rp": "", "rupiah": "", "idr": "",
}  # fmt: skip
# A lower title that only repeats what the upper one is: "OMZET / Jumlah".
_QUALIFIERS = frozenset("jumlah total nilai orang org".split())


class Heading(NamedTuple):
    """The header of one column: its text, the keys to look up (best first), and what it says of unit and time."""

    text: str
    keys: tuple[str, ...]
    unit: int = 1
    has_unit: bool = False
    year: int | None = None
    month: int | None = None

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What the header can mean, by the first key that is known."""
        known = meanings()
        return next((known[key] for key in self.keys if key in known), ())


class Header(NamedTuple):
    """Where the header stands: records before it, records of it, and the heading of each column.

    ``below`` says what the last of its records is, where it names no fields: the "units" of the columns, or a "note"
    on the unit of them all.
    """

    start: int
    depth: int
    headings: tuple[Heading, ...]
    below: Literal["", "units", "note"] = ""

    @property
    def records(self) -> int:
        """How many records come before the data."""
        return self.start + self.depth


def collapse(text: str) -> str:
    """Return ``text`` on one line, trimmed."""
    return " ".join(text.split())


def unit_of(text: str) -> tuple[int, str]:
    """Return by what ``text`` says its amounts are to be multiplied, and the text without that; 1 when it says nothing.

    >>> unit_of("NILAI PRODUKSI (Rp.000)"), unit_of("omzet (juta rupiah)"), unit_of("modal dalam ribuan")[0]
    ((1000, 'nilai produksi ()'), (1000000, 'omzet ()'), 1000)
    """
    plain = text.casefold()
    if found := _THOUSANDS.search(plain):
        zeros = found[1].count("0")
        return 10**zeros, plain[: found.start()] + plain[found.end() :]
    # Only in brackets, after "dalam" or at the end: "Juta" may be part of a name.
    if (found := _UNIT_WORD.search(plain)) and (
        re.match(r"(?:dalam|dlm|satuan|x)\s", found[0])
        or re.search(r"[(\[][^)\]]*$", plain[: found.start()])
        or re.search(r"rp|rupiah|idr", found[0])
        or (
            re.search("[a-z]", plain[: found.start()])
            and _PERIODS.issuperset(re.findall("[a-z]+", plain[found.end() :]))
        )
    ):
        factor = 10 ** (3 * (1 + next(place for place, word in enumerate(found.groups()) if word)))
        return factor, plain[: found.start()] + plain[found.end() :]
    return 1, plain


def heading(parts: Sequence[str]) -> Heading:
    """Return the heading that the titles over one column make, the widest first.

    >>> heading(("OMSET_2019",)).keys, heading(("OMSET_2019",)).year
    (('omset',), 2019)
    >>> heading(("Omzet Januari (Rp)",)).month, heading(("ALAMAT", "KECAMATAN")).text
    (1, 'ALAMAT / KECAMATAN')
    """
    parts = [collapse(part) for part in parts if part.strip()]
    text = " / ".join(parts)
    years = set(_YEAR.findall(text))
    year = int(years.pop()) if len(years) == 1 else None
    unit, words = 1, []
    for part in parts:
        factor, rest = unit_of(part)
        unit = max(unit, factor)
        rest = _BRACKETS.sub(_without_asides, rest)
        words.append(_TOKEN.findall(_YEAR.sub(" ", rest) if year is not None else rest))
    months = {number for part in words for word in part if (number := month_number(word)) is not None}
    month = next(iter(months)) if len(months) == 1 else None
    # Of some months in a year the names stay: half a year is not the year.
    some = len(months) > 1 and not _WHOLE_YEAR(text)
    if (year is not None or month is not None) and not some:
        # "Tahun 2019" alone is a year over figures, not the name of a field. Beside a year "bulan" is no such word:
        # "Omzet per bulan 2024" are monthly figures.
        words = [_without_period(part, _YEAR_WORDS if month is None else _PERIOD_WORDS) for part in words]
    has_unit = unit > 1 or any(word in ("rp", "rupiah", "idr") for word in _TOKEN.findall(text.casefold()))
    return Heading(text, _keys(words), unit, has_unit, year, month)


def find_header(records: Sequence[Cells]) -> Header:
    """Return the header: the records that name the most fields, and of those that name as many, the fewest.

    Where nothing is known, the first record with more than one cell stands for it, so that a message can show it.
    """
    best: tuple[float, int, int] = (0, 0, 1)
    cache: dict[tuple[str, ...], Heading] = {}
    for start in range(min(len(records), _SEARCHED)):
        for depth in range(1, _DEEPEST + 1):
            block = records[start : start + depth]
            if len(block) < depth or (depth > 1 and not _is_titles(block[-1])):
                break
            score = _score(_headings(block, cache))
            # Of those that name as many, the lower record: a title above it would be taken for a span.
            if (score and score > best[0]) or (score == best[0] > 0 and depth < best[2]):
                best = (score, start, depth)
    _, start, depth = best
    if not best[0]:
        start = next((place for place, cells in enumerate(records) if sum(map(bool, map(str.strip, cells))) > 1), 0)
    deeper = range(depth + 1, _DEEPEST + 1) if best[0] else ()
    depth = next((one for one in reversed(deeper) if _tells_apart(records[start : start + one], depth)), depth)
    block, below = records[start : start + depth], records[start + depth : start + depth + 1]
    headings = tuple(_headings(block, cache))
    if not best[0] or not below or not _is_units(below[0]):
        return Header(start, depth, headings)
    filled = [place for place, cell in enumerate(below[0]) if cell.strip()]
    if len(filled) == 1 and not any(one.field in amounts() for one in _at(headings, filled[0]).meanings):
        return Header(start, depth + 1, headings, "note")
    # Each under its own title: a unit does not make a title above span its neighbour.
    joined = zip_longest(_join(block), below[0], fillvalue="")
    return Header(start, depth + 1, tuple(heading((*parts, _bracketed(cell))) for parts, cell in joined), "units")


def header_of(titles: Sequence[Cells]) -> Header:
    """Return the header that these records are, where the format says which they are.

    >>> header_of([["nama_usaha", "omzet"]]).headings[1].keys
    ('omzet',)
    """
    return Header(0, len(titles), tuple(_headings(titles, {})))


def units_around(titles: Sequence[Cells], header: Header) -> tuple[int, ...]:
    """Return the units that the titles above a header name, or a note right below it; each once, the smallest first.

    >>> head = find_header([["Data Usaha (dalam ribuan rupiah)", ""], ["Nama Usaha", "Omzet"]])
    >>> units_around([["Data Usaha (dalam ribuan rupiah)", ""]], head)
    (1000,)
    """
    return tuple(sorted({unit for cell in cells_around(titles, header) if (unit := note_unit(cell)) > 1}))


def cells_around(titles: Sequence[Cells], header: Header) -> Iterator[str]:
    """Yield the cells of the titles above a header, and of a note right below it."""
    for cells in (*titles[: header.start], *(titles[-1:] if header.below == "note" else ())):
        yield from cells


def note_unit(text: str) -> int:
    """Return the unit that a title or a note says amounts are in; 1 where it says none, or only holds an amount.

    >>> note_unit("Satuan: Rp juta"), note_unit("nilai dalam ribuan rupiah"), note_unit("Bantuan Rp 1.000.000")
    (1000000, 1000, 1)
    """
    plain = collapse(text).casefold()
    said = [f"({found[1] or found[2]})" for found in _BRACKETS.finditer(plain)]
    said += [f"({found[1].strip()})" for found in _UNIT_FOLLOWS.finditer(plain)]
    return max((unit_of(one)[0] for one in (plain, *said) if _is_unit(one)), default=1)


def _is_unit(text: str) -> bool:
    """Return whether a cell names a unit and nothing else; "Rp 1.000" alone is an amount."""
    plain = text.strip().casefold()
    if not plain or (plain[0] not in "([" and any(digit in plain for digit in "123456789")):
        return False
    factor, rest = unit_of(_bracketed(plain))
    words = _TOKEN.findall(rest)
    return (factor > 1 or bool(words)) and _UNIT_WORDS.issuperset(words)


def _is_units(cells: Sequence[str]) -> bool:
    """Return whether a record says the units of the columns above it: of money or of people at least."""
    filled = [cell.casefold() for cell in cells if cell.strip()]
    named = {word for cell in filled for word in _TOKEN.findall(cell)}
    money = any(unit_of(_bracketed(cell))[0] > 1 for cell in filled)
    return all(map(_is_unit, filled)) and (money or not named.isdisjoint(("rp", "rupiah", "idr", "orang", "org")))


def _bracketed(text: str) -> str:
    plain = collapse(text)
    return plain if not plain or plain[0] in "([" else f"({plain})"


def _at(headings: Sequence[Heading], place: int) -> Heading:
    return headings[place] if place < len(headings) else Heading("", ())


@cache
def amounts() -> frozenset[str]:
    """Return the fields that hold money."""
    return frozenset(name for name, one in fields().items() if one.unit.startswith("IDR"))


def years_in(records: Iterable[Sequence[str]]) -> set[int]:
    """Return the years that stand in cells of their own."""
    return {int(found[1]) for cells in records for cell in cells if (found := _YEAR_CELL(cell.strip().casefold()))}


def is_numbering(cells: Sequence[str]) -> bool:
    """Return whether a record only numbers the columns from 1 on.

    >>> is_numbering(["1", "(2)", "", "3"]), is_numbering(["1", "7", "9"])
    (True, False)
    """
    numbers = [cell.strip(" ().") for cell in cells if cell.strip()]
    return len(numbers) > 2 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _without_asides(found: re.Match[str]) -> str:
    inner = found[1] if found[1] is not None else found[2]
    return " " if "".join(_TOKEN.findall(inner)) in _ASIDES else f" {inner} "


def _without_period(words: Sequence[str], period: frozenset[str]) -> list[str]:
    """Return the words that do not name the year or the month, nor lead up to it ("per")."""
    kept = [word for word in words if month_number(word) is None and word not in period]
    return kept[:-1] if kept[-1:] == ["per"] else kept


def _keys(words: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what to look up: all titles, the same turned round ("Pemilik / Nama"), the lowest, the upper one."""
    joined = ("".join(_LONG_FORMS.get(word, word) for word in part) for part in words)
    parts = [part for part in joined if part]
    if not parts:
        return ()
    keys = ["".join(parts), "".join(reversed(parts)), parts[-1]]
    upper = [part for part in parts if part not in _QUALIFIERS]
    if len(upper) == 1:
        keys.append(upper[0])
    return tuple(dict.fromkeys(keys))


def _score(headings: Iterable[Heading]) -> float:
    """Return how many fields are named; what only looks like one counts a little, a lone number of lines nothing."""
    named: set[tuple[str, int | None, int | None]] = set()
    alike = 0
    for one in headings:
        for meaning in one.meanings[:1]:
            if meaning.how == "alias":
                named.add((meaning.field, one.year, one.month))
            else:
                alike += 1
    return len(named) + alike / 4


def _is_titles(cells: Sequence[str]) -> bool:
    """Return whether a record can be a lower part of a header: words, or years; at least one of them."""
    filled = [cell.strip().casefold() for cell in cells if cell.strip()]
    return bool(filled) and all(not _NUMERIC(cell) or _YEAR_CELL(cell) for cell in filled)


def _tells_apart(block: Sequence[Cells], depth: int) -> bool:
    """Return whether records below a header only tell apart columns of one title: "Omzet" over "Smt I" and "Smt II".

    Without them the first half of the year would be taken for the year.
    """
    lower = block[depth:]
    if not lower or not all(map(_is_titles, lower)):
        return False
    above = [parts[:-1] for parts in _join(block)]
    named = {place for place, cell in enumerate(lower[-1]) if any(map(str.isalnum, cell)) and any(above[place])}
    apart = {
        place for place in named if any(one in named and above[one] == above[place] for one in (place - 1, place + 1))
    }
    filled = ((place, cell) for cells in lower for place, cell in enumerate(cells) if cell.strip())
    return bool(apart) and all(place in apart or not any(above[place]) or _is_unit(cell) for place, cell in filled)


def _headings(block: Sequence[Cells], cache: dict[tuple[str, ...], Heading]) -> list[Heading]:
    found = []
    for parts in _join(block):
        if parts not in cache:
            cache[parts] = heading(parts)
        found.append(cache[parts])
    return found


def _join(block: Sequence[Cells]) -> list[tuple[str, ...]]:
    """Return the titles over each column: an upper title spans the empty cells to its right that have a lower one."""
    width = max(map(len, block), default=0)
    grid = [[cell.strip() for cell in cells] + [""] * (width - len(cells)) for cells in block]
    starts = [False] * width
    for level, titles in enumerate(grid[:-1]):
        spanning = ""
        for place in range(width):
            below = any(lower[place] for lower in grid[level + 1 :])
            if titles[place]:
                spanning, starts[place] = titles[place], True
            elif not below or starts[place]:
                # The span ends at a gap, and where a wider title above begins anew.
                spanning = ""
            else:
                titles[place] = spanning
    return [tuple(titles[place] for titles in grid) for place in range(width)]


def header_cells(records: Sequence[Cells]) -> frozenset[str]:
    """Return the cells of the header, squashed: a record of nothing else repeats it further down."""
    return frozenset(squash(cell) for cells in records for cell in cells if cell.strip())
