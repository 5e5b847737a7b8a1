"""Readers of cells: text into typed values, strictly; what cannot be read is a problem with its reason, no guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.money import Mark, read_amount
from plut_kumkm.base.periods import LAST_YEAR, parse_date, parse_founded
from plut_kumkm.tables.catalogue import Field, squash
from plut_kumkm.tables.cells import DASHES, NOTHING, Cells, Dash, Fence, Many, Problem, Reader, gap, is_absent

if TYPE_CHECKING:
    from plut_kumkm.tables.columns import Column

# The largest numbers of 32-bit and 64-bit columns: the true one was at least that, and is lost.
_OVERFLOW = frozenset((2**31 - 1, 2**32 - 1, 2**63 - 1, -(2**31)))
_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+").fullmatch
_SPOILT = re.compile(r"[0-9][eE][-+0-9]").search
_TWO_VALUES = re.compile(r"[0-9][0-9.,]*\s*/\s*[0-9][0-9.,]*").fullmatch
_BARE_NUMBER = re.compile(r"(?:rp\.?\s*)?[0-9][0-9.,]*", re.IGNORECASE).fullmatch
_PERSONS = re.compile(r"\s*(?:orang|org\.?|jiwa|tenaga kerja|pekerja|karyawan)$", re.IGNORECASE)
# Cells that a column of amounts mostly has, one a line: blank, digits, or Indonesian grouping. They mean the same
# whatever the column settles, but for a decimal point.
_AMOUNT = r"(?:Rp ?)?(0|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[1-9][0-9]{0,14})(?:,00|,-)?"
_PLAIN_AMOUNT = re.compile(_AMOUNT).fullmatch
_PLAIN_AMOUNTS = re.compile(rf"(?:{_AMOUNT})?(?:\n(?:{_AMOUNT})?)*").fullmatch
_COUNTED = re.compile(r"[-(]?[0-9.,\s]+\)?").fullmatch
_FRACTION = re.compile(r"([0-9]+)(?:([.,])([0-9]{1,12}))?(?:\s*(?:ha|hektar|hektare)\.?)?", re.IGNORECASE).fullmatch
_CODE_AND_TITLE = re.compile(r"\s*([0-9]{5})\s*[:–-]\s*\S").match
_KBLI = re.compile(r"(?:[A-Ua-u][.\s]?)?([0-9]+)(?:\s*[:–-].*|\s+\D.*|\s*\(.*)?", re.DOTALL).fullmatch
_TIMESTAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9:.,]+").fullmatch
_YES = frozenset("ya y iya ada sudah punya memiliki true benar 1 yes v √ ✓".split())
_NO = frozenset("tidak t tdk belum tidakada tidakpunya tidakmemiliki belumada belumpunya false salah 0 no".split())
_LONGEST_TEXT = 1000
# Before the Republic: an enterprise so old exists, a typing slip is likelier.
_OLD_YEAR = 1945
# Day 60 is 29 February 1900 to Excel, which there was not.
_FEBRUARY = 60


def reader(column: Column, *, dash: Dash = "missing", fence: Fence | None = None, epoch: date | None = None) -> Cells:
    """Return what reads the cells of ``column``.

    Args:
        column: a used column.
        dash: whether ``-`` in an amount means zero, or is not known.
        fence: between which amounts the column lies.
        epoch: the day from which a workbook counts the days, which are its dates; ``None`` where nobody can tell.
    """
    field = column.kind
    match field.type:
        case "money":
            return Cells(_money(field, column, dash, fence), _plain_numbers(field, column.unit, fence, column.decimal))
        case "count":
            return Cells(_count(field, column, dash), _plain_numbers(field, column.unit, None))
        case "kbli":
            return Cells(_kbli(column.version))
        case "text":
            return Cells(_worded(_text)) if field.words else Cells(_text, _plain_texts)
        case "texts":
            return Cells(_several(_worded(_text)))
        case "code":
            return Cells(_code, _plain_codes)
        case "choice" | "tier" | "legal_form":
            return Cells(_choice(field))
        case "fraction":
            return Cells(_fraction(column.decimal))
        case "date":
            return Cells(partial(_dated, parse=parse_date, epoch=epoch))
        case "founded":
            return Cells(partial(_founded, epoch=epoch))
        case "year":
            return Cells(partial(_year, epoch=epoch))
        case _:
            return Cells(_PLAIN[field.type])


def _plain_texts(texts: Sequence[str]) -> list[Any] | None:
    plain = list(map(str.strip, texts))
    if max(map(len, plain)) > _LONGEST_TEXT or not "".join(plain).isprintable():
        return None
    if NOTHING.isdisjoint(map(str.casefold, plain)):
        return plain
    return [gap(folded) if (folded := text.casefold()) in NOTHING else text for text in plain]


def _plain_codes(texts: Sequence[str]) -> list[Any] | None:
    joined = "\t".join(texts)
    if "'" in joined or "." in joined or (("E" in joined or "e" in joined) and _SPOILT(joined)):
        return None
    return _plain_texts(texts)


def _plain_numbers(field: Field, unit: int, fence: Fence | None, decimal: Mark | None = None) -> Many:
    most = min(10**15, field.most or 10**15) // unit
    low, high = (0, most) if fence is None else (fence.edge, fence.high)

    def plain_numbers(texts: Sequence[str]) -> list[Any] | None:
        joined = "\n".join(texts)
        if decimal == "." or not _PLAIN_AMOUNTS(joined):
            return None
        for written in ("Rp ", "Rp", ",00", ",-", "."):
            joined = joined.replace(written, "")
        plain = joined.split("\n")
        known = [int(text) for text in plain if text]
        if not known or max(known) > most or not _OVERFLOW.isdisjoint(known):
            return None
        if unit > 1:
            known = [value * unit for value in known]
        if fence is not None and (min(known) < low or max(known) > high):
            known = [value if low <= value <= high or value == 0 else _slip(value, fence) for value in known]
        if len(known) == len(plain):
            return known
        values = iter(known)
        return [next(values) if text else None for text in plain]

    return plain_numbers


def _text(text: str) -> Any:
    plain = text.strip()
    if not plain.isprintable():
        if "\0" in plain:
            return Problem("cell.control")
        # A line break within a cell is how people type an address.
        plain = " ".join(plain.split())
    if (folded := plain.casefold()) in NOTHING:
        return gap(folded)
    return plain if len(plain) <= _LONGEST_TEXT else Problem("cell.too_long", length=len(plain))


def _worded(read: Reader) -> Reader:
    def words(text: str) -> Any:
        value = read(text)
        if isinstance(value, str) and value[0].isdigit() | (value[0] in "rR"):
            if _BARE_NUMBER(value):
                return Problem("cell.bare_number", severity="warning")
            if found := _CODE_AND_TITLE(value):
                return Problem("cell.kbli_in_text", value, "info", kbli=found[1])
        return value

    return words


def _several(read: Reader) -> Reader:
    def several(text: str) -> Any:
        value = read(text)
        if not isinstance(value, str):
            return value
        return tuple(part for item in value.split(";") if (part := item.strip())) or None

    return several


def _code(text: str) -> Any:
    plain = text.strip().removeprefix("'")
    if plain.isdigit():
        return plain if plain != "0" else None
    if _EXPONENT(plain):
        return Problem("cell.exponent")
    if plain.endswith(".0") and plain[:-2].isdigit():
        plain = plain[:-2]  # as dataframes write the codes of a column with a missing cell
    return _text(plain)


def _number(
    field: Field, dash: Dash, unit: int, read: Reader, fence: Fence | None = None, decimal: Mark | None = None
) -> Reader:
    """Return a reader of numbers: what is plain, absent, dashes, then ``read``; all within the bounds of sense."""
    least, most = field.least, field.most
    dashed = 0 if dash == "zero" else Problem("cell.dash", severity="info")

    def number(text: str) -> Any:
        if decimal != "." and (found := _PLAIN_AMOUNT(text)):
            value: Any = int(found[1].replace(".", "")) * unit
        # The mark by which a spreadsheet keeps a number as text.
        elif not (plain := text.strip().removeprefix("'")):
            return None
        else:
            value = read(plain)
        if value.__class__ is not int:
            folded = text.strip().removeprefix("'").casefold()
            return dashed if folded in DASHES else gap(folded) if folded in NOTHING else value
        if value in _OVERFLOW or (unit > 1 and value // unit in _OVERFLOW):
            return Problem("cell.overflow", severity="warning")
        if least is not None and value < least:
            return Problem("cell.negative")
        if most is not None and value > most:
            return Problem("cell.absurd", most=most)
        if fence is not None and value > 0 and not fence.edge <= value <= fence.high:
            return _slip(value, fence)
        return value

    return number


def _slip(value: int, fence: Fence) -> Any:
    """Return a suspicion where a factor of 1,000 would bring an outlier into the bulk; the row decides about it."""
    if value < fence.edge and fence.bulk_low <= value * 1000 <= fence.bulk_high:
        return Problem("cell.slip", value, "warning", likely=value * 1000)
    if value > fence.high and fence.bulk_low <= value // 1000 <= fence.bulk_high:
        return Problem("cell.slip", value, "warning", likely=value // 1000)
    return value


def _money(field: Field, column: Column, dash: Dash, fence: Fence | None) -> Reader:
    unit, decimal = column.unit, column.decimal

    def read(text: str) -> Any:
        try:
            return read_amount(text, decimal=decimal, unit=unit)
        except ValidationError as error:
            return _because(error)

    return _number(field, dash, unit, read, fence, decimal)


def _count(field: Field, column: Column, dash: Dash) -> Reader:
    unit, decimal = column.unit, column.decimal

    def read(text: str) -> Any:
        if text.isdigit() and text.isascii() and len(text) < 16:
            return int(text) * unit
        if _EXPONENT(text):
            return Problem("cell.exponent")
        if _TWO_VALUES(text):
            return Problem("cell.two_values")
        plain = _PERSONS.sub("", text)
        if not _COUNTED(plain):
            return Problem("cell.text_in_number")
        try:
            return read_amount(plain.removesuffix(".0"), decimal=decimal, unit=unit)
        except ValidationError:
            return Problem("cell.not_a_count")

    return _number(field, dash, unit, read)


def _because(error: ValidationError) -> Problem:
    params = {name: value for name, value in error.finding.params.items() if name != "got"}
    return Problem(error.finding.code, **params)


def _founded(text: str, epoch: date | None) -> Any:
    value = _dated(text, parse_founded, epoch)
    year = value.year if isinstance(value, date) else value
    if isinstance(year, int) and year < _OLD_YEAR:
        return Problem("cell.old_year", value, "warning", year=year)
    return value


def _year(text: str, epoch: date | None) -> Any:
    value = _dated(text, parse_founded, epoch)
    if isinstance(value, Problem) and isinstance(value.value, date):
        value.value = value.value.year
    return value.year if isinstance(value, date) else value


def _dated(text: str, parse: Callable[[str], Any], epoch: date | None) -> Any:
    plain = text.strip()
    if plain.strip("0") in ("", ".") or is_absent(plain):
        return gap(plain.casefold())
    try:
        return parse(plain)
    except ValidationError as error:
        problem = _because(error)
    if problem.code == "date.serial" and epoch is not None and plain.isdigit():
        day = epoch + timedelta(days=int(plain))
        # Below it lies the year 1900, which such a workbook counts with a day too many.
        return (
            Problem("cell.serial_date", day, "warning") if day.year <= LAST_YEAR and int(plain) > _FEBRUARY else problem
        )
    if problem.code == "date.time" and (stamp := _TIMESTAMP(plain)):
        return _untimed(stamp[1], parse, problem)
    return problem


def _untimed(day: str, parse: Callable[[str], Any], problem: Problem) -> Any:
    """Return the day of a time stamp, as forms write it: of a field that is a day nothing is lost."""
    try:
        return Problem("cell.time_dropped", parse(day), "info")
    except ValidationError:
        return problem


def _bool(text: str) -> Any:
    if is_absent(text) and (folded := text.strip().casefold()) != "tidak ada":
        return gap(folded)
    word = squash(text)
    return word in _YES if word in _YES | _NO else Problem("cell.choice", known=("ya", "tidak"))


def _choice(field: Field) -> Reader:
    choices, others, known = field.choices, field.not_choices, field.known

    def choice(text: str) -> Any:
        if is_absent(text) or text.strip() == "0":
            return gap(text.strip().casefold())
        word = squash(text)
        if word in choices:
            return choices[word]
        return Problem(others[word], severity="info") if word in others else Problem("cell.choice", known=known)

    return choice


def _fraction(decimal: Mark | None) -> Reader:
    def fraction(text: str) -> Any:
        plain = text.strip()
        if is_absent(plain):
            return gap(plain.casefold())
        found = _FRACTION(plain)
        if found is None:
            return Problem("cell.not_a_fraction")
        whole, mark, tail = found.groups()
        if mark is None:
            return int(whole)
        if len(tail) == 3 and whole.strip("0") and mark != decimal:
            # 1.250 ha is one and a quarter, or more than a thousand: the column decides, or nothing does.
            return int(whole + tail) if decimal is not None else Problem("cell.not_a_fraction")
        return Fraction(f"{whole}.{tail}")

    return fraction


def _quantity(text: str) -> Any:
    value = _text(text)
    return Problem("cell.two_values", severity="warning") if isinstance(value, str) and _TWO_VALUES(value) else value


def _kbli(version: str | None) -> Reader:
    def kbli(text: str) -> Any:
        if is_absent(text):
            return gap(text.strip().casefold())
        if _EXPONENT(text.strip()):
            return Problem("cell.kbli_exponent")
        codes = []
        # A title after the code may hold the marks that part codes.
        for part in [text] if _KBLI(text.strip().removeprefix("'")) else re.split(r"[;,\n]|/(?=\s*[0-9])", text):
            plain = part.strip().removeprefix("'")
            if not plain or not plain.strip("0"):
                continue
            found = _KBLI(plain.removesuffix(".0"))
            if found is None:
                return Problem("cell.kbli_form")
            if len(found[1]) == 4:
                return Problem("cell.kbli_four_digits", severity="warning", likely=f"0{found[1]}")
            if len(found[1]) != 5:
                return Problem("cell.kbli_form")
            codes.append(found[1])
        # Whoever reads on says what a code is without its version.
        return tuple((version, code) for code in dict.fromkeys(codes)) if codes else None

    return kbli


_PLAIN: dict[str, Reader] = {
    "bool": _bool,
    "quantity": _quantity,
}
