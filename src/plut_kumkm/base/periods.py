"""Days and the stretches of time between them, in the written forms of Indonesian offices.

Dates are read by a closed grammar, day first; what the grammar does not hold is an error, never a guess. Nothing here
reads today's date or the locale.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache, partial, total_ordering
from typing import TYPE_CHECKING, Literal, NoReturn

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang, ValidationError
from plut_kumkm.base.show import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["year", "semester", "caturwulan", "quarter", "month"]

# How many of a kind fill a year. A caturwulan is four months; English has no word for it.
PARTS: Mapping[Kind, int] = {"year": 1, "semester": 2, "caturwulan": 3, "quarter": 4, "month": 12}
MONTHS: Mapping[Lang, tuple[str, ...]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
WEEKDAYS: Mapping[Lang, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# No enterprise that a register can hold was founded before, no plan reaches beyond: 211 and 2104 are slips of the hand.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_SHORT_MONTHS = (
    *("jan", "feb peb pebruari", "mar", "apr", "", "jun", "jul", "agu agt ags aug", "sep sept", "okt oct"),
    *("nov nop nopember", "des dec"),
)
_MONTH_WORDS: Mapping[str, int] = {
    word: number
    for names in (*MONTHS.values(), _SHORT_MONTHS)
    for number, words in enumerate(names, 1)
    for word in words.lower().split()
}
_WEEKDAY_WORDS: Mapping[str, int] = {
    word.lower(): number for names in WEEKDAYS.values() for number, word in enumerate(names)
} | {"jum'at": 4, "ahad": 6}
_KIND_NAMES: Mapping[Kind, str] = {
    "quarter": "triwulan tw kuartal quarter q",
    "semester": "semester smt s",
    "caturwulan": "caturwulan cawu",
}
_KIND_WORDS: Mapping[str, Kind] = {word: kind for kind, words in _KIND_NAMES.items() for word in words.split()}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LABELS: Mapping[Lang, Mapping[Kind, str]] = {
    "id": {"semester": "Semester", "caturwulan": "Caturwulan", "quarter": "Triwulan"},
    "en": {"semester": "Semester", "caturwulan": "Caturwulan", "quarter": "Quarter"},
}
_SPANS: Mapping[Lang, tuple[str, str, str, str]] = {
    "id": ("{} s.d. {}", "sejak {}", "sampai dengan {}", "tanpa batas waktu"),
    "en": ("{} to {}", "since {}", "until {}", "without limit of time"),
}

# Tried on text of at most this length only, so that no input makes them slow. Compiled at their first use (by `re`,
# which keeps them), so that whoever asks for a span does not wait for them.
_LONGEST = 60
# What keyboards and word processors put for the apostrophe of Jum'at.
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u00b4", "'"))
_WEEKDAY = partial(re.match, r"([a-z']+)(?:, ?| )(?=[0-9])")
_WORDED = partial(re.fullmatch, r"([0-9]{1,2})[ ./-]?([a-z]+)\.?[ ,./-]{0,2}('?[0-9]+)")
_NUMERIC = partial(re.fullmatch, r"([0-9]{1,2})([-/.])([0-9]{1,2})\2('?[0-9]+)")
_ISO = partial(re.fullmatch, r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ t](.+))?")
_MIDNIGHT = partial(re.fullmatch, r"00:00(?::00(?:\.0+)?)?")
_MONTH_YEAR = partial(re.fullmatch, r"([a-z]+)\.?[ ,./-]{0,2}('?[0-9]+)")
_YEAR = partial(re.fullmatch, r"(?:(?:tahun|tahun anggaran|ta|t\.a\.) ?)?([0-9]{1,4})")
_NUMBERED = partial(
    re.fullmatch,
    rf"({'|'.join(_KIND_WORDS)})\.?[ -]?(?:ke-?)?([ivx]+|[0-9]{{1,2}})"
    r"(?:[ ,/-]+(?:tahun |tahun anggaran |ta |t\.a\. )?([0-9]{1,4}))?",
)


def check_day(day: object, name: str) -> None:
    """Raise ``TypeError`` unless ``day`` is a plain date."""
    # A datetime is a date to Python, but a moment belongs to no day until its zone is known.
    if not isinstance(day, date) or isinstance(day, datetime):
        raise TypeError(f"{name} must be a date without a time, such as date(2026, 6, 30), not {type(day).__name__}")


@frozen
class Span:
    """A stretch of days that includes both its ends; ``None`` is an open end.

    "Tidak berlaku sejak 2 Februari 2021" makes 1 February the last day, so ``until`` is 1 February.

    >>> law = Span(date(2021, 2, 2), None)
    >>> date(2021, 2, 2) in law, date(2021, 2, 1) in law, law.label("id")
    (True, False, 'sejak 2 Februari 2021')
    """

    since: date | None = None
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None:
                check_day(day, name)
        if self.since is not None and self.until is not None and self.since > self.until:
            raise ValueError(f"a span cannot end ({self.until}) before it begins ({self.since})")

    def __contains__(self, day: date) -> bool:
        if type(day) is not date:
            check_day(day, "day")
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a day."""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def touches(self, other: Span) -> bool:
        """Return whether one begins on the day after the other ends: no gap and no shared day."""
        return _joins(self, other) or _joins(other, self)

    def label(self, lang: Lang = "id") -> str:
        """Return the span in words."""
        days = [format_date(day, lang) for day in (self.since, self.until) if day is not None]
        form = (self.since is None) * 2 + (self.until is None)
        return _SPANS[lang][form].format(*days)

    def __str__(self) -> str:
        return self.label()


def _ends_before(first: Span, second: Span) -> bool:
    return first.until is not None and second.since is not None and first.until < second.since


def _joins(first: Span, second: Span) -> bool:
    return first.until is not None and second.since is not None and (second.since - first.until).days == 1


def year_span(year: int) -> Span:
    """Return 1 January to 31 December of ``year``, which is also the fiscal year (tahun anggaran).

    Source:
        UU 17/2003 Pasal 4 (unverified).

    >>> str(year_span(2025))
    '1 Januari 2025 s.d. 31 Desember 2025'
    """
    return Span(date(year, 1, 1), date(year, 12, 31))


@lru_cache(maxsize=1024)
def _span(year: int, before: int, months: int) -> Span:
    """Return the days of some months of a year; a plan asks for the same few again and again."""
    last = before + months
    until = date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(days=1)
    return Span(date(year, before + 1, 1), until)


@total_ordering
@frozen
class Period:
    """A year, or the ``number``-th semester, caturwulan, quarter (triwulan) or month of it.

    Periods are ordered by their first day; of two that begin together the shorter comes first.

    >>> second = Period(2025, "quarter", 2)
    >>> second.label("id"), second.label("en"), str(second.span)
    ('Triwulan II 2025', 'Quarter II 2025', '1 April 2025 s.d. 30 Juni 2025')
    """

    year: int
    kind: Kind = "year"
    number: int = 1

    def __attrs_post_init__(self) -> None:
        for value in (self.year, self.number):
            if type(value) is not int:
                raise TypeError(f"year and number must be int, not {type(value).__name__}")
        if self.kind not in PARTS:
            raise ValueError(f"kind must be one of {', '.join(PARTS)}, not {self.kind!r}")
        if not (1 <= self.number <= PARTS[self.kind] and 1 <= self.year <= 9999):
            raise ValueError(f"no {self.kind} {self.number} in the year {self.year}: a year has {PARTS[self.kind]}")

    @property
    def _order(self) -> tuple[int, int, int]:
        months = 12 // PARTS[self.kind]
        return self.year, (self.number - 1) * months, months

    @property
    def span(self) -> Span:
        """The days of the period, both ends included."""
        return _span(*self._order)

    def label(self, lang: Lang = "id") -> str:
        """Return the period in words: "Triwulan II 2025", "Juni 2025", "2025"."""
        if self.kind == "year":
            return str(self.year)
        if self.kind == "month":
            return f"{MONTHS[lang][self.number - 1]} {self.year}"
        return f"{_LABELS[lang][self.kind]} {list(_ROMAN)[self.number - 1].upper()} {self.year}"

    def __str__(self) -> str:
        return self.label()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order < other._order


def month_number(word: str) -> int | None:
    """Return the number of the month that ``word`` names [1 to 12], or ``None``.

    The spellings are those of ``parse_date``: full and short names, old spelling, English.

    >>> month_number("Pebruari"), month_number("Agt."), month_number("October"), month_number("Omzet")
    (2, 8, 10, None)
    """
    return _MONTH_WORDS.get(word.strip().lower().removesuffix("."))


def format_date(day: date, lang: Lang = "id") -> str:
    """Return ``day`` in words.

    Raises:
        TypeError: ``day`` is not a ``date``, or carries a time.
        KeyError: ``lang`` is neither "id" nor "en".

    >>> format_date(date(2025, 12, 31)), format_date(date(2025, 12, 31), "en")
    ('31 Desember 2025', '31 December 2025')
    """
    check_day(day, "day")
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def parse_date(text: str) -> date:
    """Return the day that ``text`` names.

    Read are ``31 Desember 2025`` (also short, old and English month names), ``31-12-2025``, ``31/12/2025``,
    ``31.12.2025``, ISO ``2025-12-31`` (with a midnight after it, as databases write), and a weekday in front, which
    must agree. The day stands first; day and month are never swapped to save a date.

    Raises:
        ValidationError: the text names no day, or none that can be; each reason has its own code.
        TypeError: ``text`` is not a ``str``.

    >>> parse_date("Jum'at, 24 Nopember 2023"), parse_date("03/04/2023")
    (datetime.date(2023, 11, 24), datetime.date(2023, 4, 3))
    """
    plain = _plain(text)
    weekday = None
    if (before := _WEEKDAY(plain)) and before[1] in _WEEKDAY_WORDS:
        weekday = _WEEKDAY_WORDS[before[1]]
        plain = plain[before.end() :]
    if found := _ISO(plain):
        if found[4] and not _MIDNIGHT(found[4]):
            _refuse("date.time", text)
        day = _day(text, found[1], int(found[2]), found[3])
    elif found := _NUMERIC(plain):
        day = _day(text, found[4], int(found[3]), found[1])
    elif found := _WORDED(plain):
        if found[2] not in _MONTH_WORDS:
            _refuse("date.month_unknown", text, word=found[2])
        day = _day(text, found[3], _MONTH_WORDS[found[2]], found[1])
    else:
        _refuse(_reason(plain), text)
    if weekday is not None and day.weekday() != weekday:
        names: dict[str, object] = {}
        for lang, words in WEEKDAYS.items():
            names |= {f"said_{lang}": words[weekday], f"is_{lang}": words[day.weekday()]}
        _refuse("date.weekday", text, day=day, **names)
    return day


def parse_founded(text: str) -> date | int:
    """Return when an enterprise was founded: the day, or the year where the text says no more.

    A month with a year gives the year: the record holds a day or a year, and a day would be invented. ``2015.0`` is
    2015, because dataframes write so the years of a column with a missing cell.

    Raises:
        ValidationError: neither a day nor a year from 1900 to 2100.
        TypeError: ``text`` is not a ``str``.

    >>> parse_founded("2015"), parse_founded("Maret 2015"), parse_founded("1 Maret 2015")
    (2015, 2015, datetime.date(2015, 3, 1))
    """
    plain = _plain(text).removesuffix(".0")
    if found := _YEAR(plain):
        return _year(text, found[1])
    if (found := _MONTH_YEAR(plain)) and found[1] in _MONTH_WORDS:
        return _year(text, found[2])
    return parse_date(text)


def parse_period(text: str) -> Period:
    """Return the period that ``text`` names.

    Read are a year (``2025``, ``TA 2025``), a month with its year, and ``Triwulan II 2025``, ``TW1 2025``,
    ``Q1 2025``, ``Semester I 2025``, ``S1 2025``, ``Caturwulan 3 2025``.

    Raises:
        ValidationError: the text names no period; each reason has its own code.
        TypeError: ``text`` is not a ``str``.

    >>> parse_period("TW II 2025"), parse_period("Juni 2025").label("en"), parse_period("TA 2025").label()
    (Period(year=2025, kind='quarter', number=2), 'June 2025', '2025')
    """
    plain = _plain(text)
    if found := _YEAR(plain):
        return Period(_year(text, found[1]))
    if found := _NUMBERED(plain):
        kind = _KIND_WORDS[found[1]]
        number = _ROMAN.get(found[2], 0) or (int(found[2]) if found[2].isdigit() else 0)
        if not 1 <= number <= PARTS[kind]:
            _refuse("period.number", text, count=PARTS[kind])
        if found[3] is None:
            _refuse("period.year_missing", text)
        return Period(_year(text, found[3]), kind, number)
    if (found := _MONTH_YEAR(plain)) and found[1] in _MONTH_WORDS:
        return Period(_year(text, found[2]), "month", _MONTH_WORDS[found[1]])
    if plain in _MONTH_WORDS:
        _refuse("period.year_missing", text)
    _refuse("period.form" if plain else "date.empty", text)


def _plain(text: str) -> str:
    """Return ``text`` in small letters with single spaces; refuse what no date or period holds."""
    if not isinstance(text, str):
        raise TypeError(f"a date or period is read from a str, not from {type(text).__name__}")
    plain = " ".join((text if text.isascii() else text.translate(_APOSTROPHES)).split()).lower()
    if not plain.isprintable():
        _refuse("date.invisible", text)
    if not plain.isascii() and any(char.isnumeric() and not char.isascii() for char in plain):
        _refuse("date.digits", text)
    # Too long to be a date: the first letters are enough to say so.
    return plain if len(plain) <= _LONGEST else "?"


def _refuse(code: str, text: str, **params: object) -> NoReturn:
    raise ValidationError([Finding(code, "error", (), {"got": excerpt(text), **params})])


def _year(text: str, digits: str) -> int:
    year = int(digits.removeprefix("'"))
    if len(digits.removeprefix("'")) == 2:
        _refuse("date.two_digit_year", text, first=1900 + year, second=2000 + year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        _refuse("date.year_out_of_range", text, year=year, first=FIRST_YEAR, last=LAST_YEAR)
    return year


def _day(text: str, digits: str, month: int, number: str) -> date:
    year = _year(text, digits)
    try:
        return date(year, month, int(number))
    except ValueError:
        _refuse("date.impossible", text, number=int(number), month=month, year=year)


def _reason(plain: str) -> str:
    """Return the code that says best why ``plain`` names no day."""
    if not plain:
        return "date.empty"
    if re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", plain):
        return "date.serial"
    found = _MONTH_YEAR(plain)
    if _YEAR(plain) or (found and found[1] in _MONTH_WORDS):
        return "date.incomplete"
    return "date.form"
