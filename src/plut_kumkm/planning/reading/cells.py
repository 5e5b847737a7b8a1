"""Cells of a plan: values with their units, amounts of money, codes in pieces, several entries stacked in one cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.money import Mark, read_amount, settles
from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.numbers import DASHES
from plut_kumkm.planning.reading.words import cell_words, line, same_unit, squash
from plut_kumkm.planning.records.values import Absent, Range, Unread, Value, Word, read_value
from plut_kumkm.tables.cells import gap, is_absent

_NUMBER = r"[-+]?[0-9][0-9.,]*"
_SIGN = r"(?:(?:[<>]=?|[≤≥]|min\.?|maks\.?|minimal|maksimal|paling sedikit|paling banyak|lebih dari|kurang dari) ?)?"
_WITH_UNIT = re.compile(
    rf"({_SIGN}{_NUMBER}(?: ?%)?(?: ?(?:-|s\.?/?d\.?|sampai|hingga) ?{_NUMBER})?)"
    r"(?: ?\([^\d()]+\)(?= ?[^\W\d]))? ?(%)? ?([^\W\d][^\d()]{0,39}?)? ?(\([^()]*\))?",
    re.IGNORECASE,
).fullmatch
_RUPIAH = re.compile(r"(?:rp|idr)\.? ?[0-9]").match
_TWO = re.compile(rf"{_NUMBER} ?%? ?/ ?(?:{_NUMBER}|-)").match
_PLAIN_NUMBER = re.compile(r"(?:rp\.? ?)?(-?[0-9][0-9.,]*[0-9]|[0-9])", re.IGNORECASE)
_ITEM = re.compile(r"(?:\(?([0-9]{1,2}|[a-z])[.)]|([-•*▪]))[ \t]*(?=\S)", re.IGNORECASE)
_INLINE = re.compile(r"(?:^|(?<=[\s;]))\(?([0-9]{1,2})[.)] +(?=\S)")
# Nothing is a thousand per cent of a plan; 100 in a cell that shows per cent becomes 10000%.
ABSURD_PERCENT = 1000
# The form of a code of the nomenclature: affair, field, programme, activity of a level, subactivity.
_CODE = re.compile(
    r"(?:[1-9]|X)(?:\.(?:[0-9]{2}|XX)(?:\.[0-9]{2}(?:\.[12]\.[0-9]{2}(?:\.[0-9]{4}|\.[0-9]{2})?)?)?)?"
).fullmatch
_ACCOUNT = re.compile(
    r"((?:[1-9]|X)\.(?:[0-9]{2}|XX)\.[0-9]{2}\.[12]\.[0-9]{2}\.(?:[0-9]{4}|[0-9]{2}))\.5\..*"
).fullmatch
_LEVELS = {3: "programme", 5: "activity", 6: "subactivity"}


@frozen
class Cell:
    """What a cell of a value says: the value, the unit beside it, and what is wrong with it."""

    value: Value
    unit: str | None = None
    findings: tuple[Finding, ...] = ()


def read_cell(text: str, decimal: Mark | None = None) -> Cell:
    """Return what a cell of a value says; the unit in it apart, what cannot be read as it stands.

    >>> read_cell("38 % (Perkotaan)").value, read_cell("3 Laporan").unit, read_cell("5,7-6,6 %").unit
    (38, 'Laporan', '%')
    >>> cell = read_cell("7.707,14 / 5.616")
    >>> cell.value.code, cell.findings[0].code
    ('planning.read_two_values', 'planning.read_two_values')
    """
    plain = line(text.translate(DASHES))
    folded = plain.casefold()
    if (problem := gap(folded)) is not None:
        return _unread(text, "planning.read_formula_error", error=problem.params["error"])
    value, findings = read_value(text, decimal=decimal)
    if isinstance(value, Word | Unread) and is_absent(plain):
        return Cell(Absent("blank"))
    if not isinstance(value, Unread):
        return _noted(text, value, "%" if "%" in plain and not isinstance(value, Word) else None)
    if _TWO(plain):
        return _unread(text, "planning.read_two_values")
    if _RUPIAH(folded):
        amount, _ = read_money(text, decimal, 1)
        return Cell(value, "rupiah", findings) if amount is None else Cell(amount, "rupiah")
    found = _WITH_UNIT(plain)
    if found is None:
        return Cell(value, None, findings)
    unit = "%" if "%" in found[1] or found[2] else found[3] and found[3].strip()
    value, findings = read_value(found[1], decimal=decimal)
    if isinstance(value, Unread):
        # The whole cell is kept, not the part that a number was looked for in.
        return Cell(evolve(value, text=text), unit or None, findings)
    return _noted(text, value, unit or None)


def _unread(text: str, code: str, **params: Any) -> Cell:
    return Cell(Unread(text, code), None, (Finding(code, "warning", (), {"got": excerpt(text), **params}),))


def _noted(text: str, value: Value, unit: str | None) -> Cell:
    """Return a cell that was read, with what is odd about it."""
    notes = []
    if isinstance(value, Range) and value.descending:
        notes.append(Finding("planning.read_range_descending", "warning", (), {"got": excerpt(text)}))
    number = value if isinstance(value, int | Fraction) else 0
    if unit == "%" and not -ABSURD_PERCENT <= number <= ABSURD_PERCENT:
        notes.append(Finding("planning.read_percent_absurd", "warning", (), {"got": excerpt(text)}))
    return Cell(value, unit, tuple(notes))


def read_money(text: str, decimal: Mark | None, unit: int) -> tuple[int | None, Finding | None]:
    """Return an amount [IDR], ``None`` where there is none, and why a cell was not read.

    >>> read_money("11,566,246,594", None, 1)[0], read_money("-", None, 1), read_money("lima juta", None, 1)[1].code
    (11566246594, (None, None), 'money.no_digits')
    """
    if (problem := gap(line(text).casefold())) is not None:
        params = {"got": excerpt(text), "error": problem.params["error"]}
        return None, Finding("planning.read_formula_error", "warning", (), params)
    if is_absent(text):
        return None, None
    try:
        return read_amount(text, decimal=decimal, unit=unit), None
    except ValidationError as error:
        found = error.finding
        return None, Finding(found.code, "warning", (), found.params)


def settled(texts: Iterable[str]) -> Mark | None:
    """Return the decimal mark that some cells prove together, or ``None`` where they prove none or both.

    >>> settled(["5,7-6,6", "1.500", "N/A"]), settled(["1,5", "1.5"])
    (',', None)
    """
    marks: set[Mark] = {mark for text in texts for number in _PLAIN_NUMBER.findall(text) if (mark := settles(number))}
    return marks.pop() if len(marks) == 1 else None


def entries(text: str) -> tuple[str, ...]:
    r"""Return the entries that are stacked in a cell, their numbers taken off; one, where it holds a single entry.

    >>> entries("1. Jumlah event\n2. Jumlah peserta"), entries("Jumlah pelaku\nekonomi kreatif")
    (('Jumlah event', 'Jumlah peserta'), ('Jumlah pelaku\nekonomi kreatif',))
    """
    lines = [part for part in text.split("\n") if part.strip()]
    starts = [place for place, part in enumerate(lines) if _ITEM.match(part.strip())]
    if len(starts) > 1 and starts[0] == 0 and _counts_on([lines[place].strip() for place in starts]):
        pieces = ["\n".join(lines[begin:end]) for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
        return tuple(_ITEM.sub("", piece.strip(), count=1) for piece in pieces)
    marks = list(_INLINE.finditer(text))
    if len(marks) > 1 and not text[: marks[0].start()].strip() and _rising([int(mark[1]) for mark in marks]):
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        return tuple(text[mark.end() : end].strip(" ;\n") for mark, end in zip(marks, ends, strict=True))
    return (text,)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a cell that hold something."""
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def _counts_on(starts: Sequence[str]) -> bool:
    """Return whether the lines are numbered 1, 2, 3 or a, b, c, or all have the same bullet."""
    found = [_ITEM.match(one) for one in starts]
    numbers = [one[1] for one in found if one is not None and one[1]]
    if not numbers:
        return True
    if len(numbers) != len(starts):
        return False
    if all(one.isdigit() for one in numbers):
        return _rising([int(one) for one in numbers])
    return _rising([ord(one.lower()) - ord("a") + 1 for one in numbers])


def _rising(numbers: Sequence[int]) -> bool:
    return list(numbers) == list(range(1, len(numbers) + 1))


def read_code(pieces: Sequence[str]) -> tuple[str | None, str | None, Finding | None]:
    """Return a code of the nomenclature from the cells that it is split over, its level, and what is wrong with it.

    A spreadsheet makes numbers of the pieces: "2,01" for 2.01, "1" for 01. An account behind it is left off.

    >>> read_code(("5", "01", "02", "2,01"))[:2], read_code(("2.17.07.2.01.0015.5.1.02",))[:2]
    (('5.01.02.2.01', 'activity'), ('2.17.07.2.01.0015', 'subactivity'))
    >>> read_code(("2.17.7",))[2].code
    'planning.read_code_form'
    """
    held = [line(piece).replace(" ", "") for piece in pieces if piece.strip()]
    if not held:
        return None, None, None
    mended = False
    if len(held) > 1 and held[-1].startswith(f"{held[0]}."):
        # Each column has the whole code of its level.
        held = held[-1:]
    if len(held) > 1:
        held, mended = _mended(held)
    code = ".".join(held).replace(",", ".").strip(".")
    code = found[1] if (found := _ACCOUNT(code)) else code
    if not _CODE(code):
        return code, None, Finding("planning.read_code_form", "warning", (), {"got": excerpt(code)})
    note = Finding("planning.read_code_mended", "info", (), {"got": excerpt(" | ".join(held)), "code": code})
    return code, _LEVELS.get(code.count(".") + 1), note if mended else None


def _mended(pieces: Sequence[str]) -> tuple[list[str], bool]:
    """Return the pieces of a code with the zeros that a number has lost, and whether one had."""
    told = []
    for place, piece in enumerate(pieces):
        plain = piece.replace(",", ".")
        head, mark, tail = plain.partition(".")
        if mark and len(tail) == 1:
            # 2.10 as a number is 2.1, while 2.01 keeps its zero.
            plain = f"{head}.{tail}0"
        elif place and not mark and len(plain) == 1 and plain.isdigit() and not _is_level(place, len(pieces)):
            plain = f"0{plain}"
        elif not mark and len(plain) == 3 and plain.isdigit():
            # As databases keep it: 201 is activity 01 of level 2.
            plain = f"{plain[0]}.{plain[1:]}"
        told.append(plain)
    return told, any(new != old.replace(",", ".") for new, old in zip(told, pieces, strict=True))


def _is_level(place: int, count: int) -> bool:
    """Return whether a piece is the level of government, which is the one with a single digit."""
    return place == 3 and count > 4


def read_word(kind: str, text: str) -> tuple[str | None, bool]:
    """Return the id that a cell of words says, and whether it said something that is none of its ids.

    The longest word that the cell holds counts; two ids that it holds with words of one length say nothing.

    >>> read_word("direction", "Semakin besar semakin baik"), read_word("direction", "Positif/Negatif")
    (('higher', False), (None, True))
    """
    plain = squash(text)
    if is_absent(text):
        return None, False
    held = {
        name: max((len(word) for word in words if word in plain), default=0) for name, words in cell_words(kind).items()
    }
    longest = max(held.values())
    found = [name for name, length in held.items() if length]
    if not longest or (kind == "direction" and len(found) > 1) or list(held.values()).count(longest) > 1:
        return None, True
    return max(held, key=lambda name: held[name]), False


def read_side(text: str) -> str | None:
    """Return which side of a range a cell calls the good one, "higher" or "lower"; ``None`` where it is no range.

    >>> read_side("Rentang, makin rendah makin baik"), read_side("Rentang"), read_side("makin rendah makin baik")
    ('lower', None, None)
    """
    plain = squash(text)
    held = {name for name, words in cell_words("direction").items() if any(word in plain for word in words)}
    return (held - {"range"}).pop() if held in ({"range", "higher"}, {"range", "lower"}) else None


def common_unit(units: Iterable[str | None]) -> tuple[str | None, tuple[str, ...]]:
    """Return the unit that most cells of a row name, and the others that say something else.

    >>> common_unit(["Laporan", "laporan", None, "Dokumen"])
    ('Laporan', ('Dokumen',))
    """
    named = [one for one in units if one]
    if not named:
        return None, ()
    counts = Counter(map(same_unit, named))
    most = counts.most_common(1)[0][0]
    first = next(one for one in named if same_unit(one) == most)
    return first, tuple(dict.fromkeys(one for one in named if same_unit(one) != most))
