"""Days, spans and periods: the case table, the properties, and babel as an oracle."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base import data, periods
from plut_kumkm.base.findings import Lang, ValidationError
from plut_kumkm.base.periods import Period, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

TABLE = tomllib.loads((Path(__file__).parent.parent / "cases" / "dates.toml").read_text(encoding="utf-8"))
PARSERS: dict[str, Callable[[str], object]] = {
    "date": periods.parse_date,
    "founded": periods.parse_founded,
    "period": periods.parse_period,
}
CASES = [(kind, case) for kind in PARSERS for case in TABLE[kind]]

languages = st.sampled_from(get_args(Lang))
dates = st.dates(date(periods.FIRST_YEAR, 1, 1), date(periods.LAST_YEAR, 12, 31))
ends = st.none() | dates
spans = st.one_of(
    st.builds(lambda one, two: Span(min(one, two), max(one, two)), dates, dates),
    st.builds(Span, dates, st.none()),
    st.builds(Span, st.none(), dates),
    st.just(Span()),
)
kinds = st.sampled_from(sorted(periods.PARTS))
some_periods = st.builds(
    lambda year, kind, number: Period(year, kind, number % periods.PARTS[kind] + 1),
    st.integers(periods.FIRST_YEAR, periods.LAST_YEAR),
    kinds,
    st.integers(0, 11),
)
any_text = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("0123456789 -/.,':TQSWIVXmeijanuriokt\u00a0\u200f\u0660\x00\ud800")
)
# The names of tests are shown on pages where these cannot be printed.
label = staticmethod(lambda value: value if isinstance(value, str) else value["name"])


@pytest.mark.parametrize(("kind", "case"), [pair for pair in CASES if "expected" in pair[1]], ids=label)
def test_text_is_read(kind: str, case: dict[str, Any]) -> None:
    got = PARSERS[kind](case["input"])
    assert type(got) in {date, int, Period}
    if isinstance(got, Period):
        assert f"{got.year} {got.kind} {got.number}" == case["expected"]
    else:
        assert got == case["expected"]


@pytest.mark.parametrize(("kind", "case"), [pair for pair in CASES if "code" in pair[1]], ids=label)
def test_text_is_refused_with_its_own_code(kind: str, case: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        PARSERS[kind](case["input"])
    (found,) = caught.value.findings
    assert (found.code, found.severity, found.path) == (case["code"], "error", ())
    for lang in get_args(Lang):
        assert found.message(lang)
        assert "{" not in found.message(lang)


def test_every_code_of_the_catalogue_has_a_case() -> None:
    assert {case["code"] for _, case in CASES if "code" in case} == set(data.toml("messages/periods.toml"))


def test_day_and_month_are_never_swapped() -> None:
    assert periods.parse_date("03/04/2023") == date(2023, 4, 3)
    with pytest.raises(ValidationError) as caught:
        periods.parse_date("11/24/2023")
    assert (caught.value.finding.params["number"], caught.value.finding.params["month"]) == (11, 24)


def test_two_digit_year_names_both_centuries() -> None:
    with pytest.raises(ValidationError) as caught:
        periods.parse_date("31/12/25")
    assert "1925 atau 2025" in caught.value.finding.message("id")
    assert "1925 or 2025" in caught.value.finding.message("en")


def test_weekday_mismatch_says_what_the_day_is() -> None:
    with pytest.raises(ValidationError) as caught:
        periods.parse_date("Jumat, 23 November 2023")
    assert "hari Jumat, padahal 23 November 2023 adalah hari Kamis" in caught.value.finding.message("id")
    assert "says Friday, but 23 November 2023 is a Thursday" in caught.value.finding.message("en")


@pytest.mark.parametrize("value", [None, 2025, date(2025, 1, 1), b"2025"])
@pytest.mark.parametrize("parse", PARSERS.values())
def test_only_text_is_read(parse: Callable[[Any], object], value: object) -> None:
    with pytest.raises(TypeError, match="read from a str"):
        parse(value)


@given(dates, languages)
def test_written_dates_are_read_back(day: date, lang: Lang) -> None:
    text = periods.format_date(day, lang)
    assert periods.parse_date(text) == periods.parse_founded(text) == day
    assert periods.parse_date(f"{periods.WEEKDAYS[lang][day.weekday()]}, {text}") == day
    assert periods.parse_date(day.isoformat()) == periods.parse_date(f"{day:%d-%m-%Y}") == day
    assert periods.parse_date(str(datetime(day.year, day.month, day.day, tzinfo=None))) == day  # noqa: DTZ001 - no zone, as databases write


@given(dates, st.integers(1, 6))
def test_no_other_weekday_is_accepted(day: date, off: int) -> None:
    word = periods.WEEKDAYS["id"][(day.weekday() + off) % 7]
    with pytest.raises(ValidationError) as caught:
        periods.parse_date(f"{word}, {periods.format_date(day)}")
    assert caught.value.finding.code == "date.weekday"


@given(some_periods, languages)
def test_written_periods_are_read_back(period: Period, lang: Lang) -> None:
    assert periods.parse_period(period.label(lang)) == period


@given(any_text)
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in PARSERS.values():
        try:
            parse(text)
        except ValidationError as error:
            (found,) = error.findings
            assert len(found.params["got"]) <= 40
            assert found.message("id").isprintable()
            assert found.message("en").isprintable()
    assert periods.month_number(text) in {None, *range(1, 13)}


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10**6,
        " " * 10**6,
        "- " * 500_000,
        "'" * 10**6,
        "jan " * 250_000,
        "1/" * 500_000,
        "\u0660" * 10**6,
        "\ud800" * 10**6,
    ],
    ids=lambda text: ascii(text[:6]),
)
@pytest.mark.parametrize("kind", PARSERS)
def test_megabytes_are_refused_in_one_pass(kind: str, text: str) -> None:
    with pytest.raises(ValidationError):
        PARSERS[kind](text)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Januari january JAN Jan.", 1),
        ("Februari Pebruari Feb Peb February", 2),
        ("Maret Mar March", 3),
        ("April Apr", 4),
        ("Mei May", 5),
        ("Juni Jun June", 6),
        ("Juli Jul July", 7),
        ("Agustus Agt Agu Ags Aug August", 8),
        ("September Sep Sept", 9),
        ("Oktober Okt October Oct", 10),
        ("November Nopember Nov Nop", 11),
        ("Desember Des December Dec", 12),
    ],
)
def test_month_spellings(words: str, number: int) -> None:
    for word in words.split():
        assert periods.month_number(f" {word} ") == number
        assert periods.parse_date(f"1 {word} 2025") == date(2025, number, 1)


def test_other_words_are_no_months() -> None:
    assert [periods.month_number(word) for word in ("Omzet", "", ".", "Minggu", "1")] == [None] * 5


def test_format_date() -> None:
    assert periods.format_date(date(2025, 12, 31)) == "31 Desember 2025"
    assert periods.format_date(date(2025, 12, 31), "en") == "31 December 2025"
    for wrong in (None, "2025-12-31", datetime(2025, 12, 31, tzinfo=UTC)):
        with pytest.raises(TypeError, match="day must be a date"):
            periods.format_date(wrong)  # type: ignore[arg-type] # misuse on purpose


def test_span_includes_both_ends() -> None:
    span = Span(date(2021, 2, 2), date(2025, 6, 30))
    assert date(2021, 2, 1) not in span
    assert date(2021, 2, 2) in span
    assert date(2025, 6, 30) in span
    assert date(2025, 7, 1) not in span


def test_open_ends() -> None:
    assert date.min in Span(until=date(2020, 11, 1))
    assert date(2020, 11, 2) not in Span(until=date(2020, 11, 1))
    assert date.max in Span(since=date(2021, 2, 2))
    assert date(2000, 1, 1) in Span()


def test_span_refuses_what_is_no_date() -> None:
    moment = datetime(2021, 2, 2, tzinfo=UTC)
    with pytest.raises(ValueError, match="cannot end"):
        Span(date(2021, 2, 2), date(2021, 2, 1))
    for wrong in (moment, "2021-02-02", 2021):
        with pytest.raises(TypeError, match="since must be a date"):
            Span(wrong, None)  # type: ignore[arg-type] # misuse on purpose
        with pytest.raises(TypeError, match="until must be a date"):
            Span(None, wrong)  # type: ignore[arg-type] # misuse on purpose
    no_days: tuple[Any, ...] = (moment, None, 2021)
    for no_day in no_days:
        with pytest.raises(TypeError, match="day must be a date"):
            no_day in Span()  # noqa: B015 - misuse on purpose


def test_a_subclass_of_date_is_a_day() -> None:
    class Day(date):
        pass

    assert Day(2021, 2, 2) in Span(Day(2021, 2, 2), None)


@given(spans, spans)
def test_overlap_and_touch_agree_with_the_days(one: Span, two: Span) -> None:
    shared_since = max((span.since for span in (one, two) if span.since), default=None)
    shared_until = min((span.until for span in (one, two) if span.until), default=None)
    overlap = shared_since is None or shared_until is None or shared_since <= shared_until
    assert one.overlaps(two) == two.overlaps(one) == overlap
    assert one.touches(two) == two.touches(one)
    assert not (one.touches(two) and overlap)


@given(dates, ends)
def test_the_next_span_touches(day: date, before: date | None) -> None:
    first = Span(None if before is None else min(before, day), day)
    assert first.touches(Span(day + timedelta(days=1), None))
    assert not first.touches(Span(day + timedelta(days=2), None))
    assert not first.touches(Span(day, None))
    assert first.overlaps(Span(day, None))


def test_span_in_words() -> None:
    begin, end = date(2020, 11, 2), date(2021, 2, 1)
    assert str(Span(begin, end)) == "2 November 2020 s.d. 1 Februari 2021"
    assert Span(begin, end).label("en") == "2 November 2020 to 1 February 2021"
    assert [Span(begin).label(lang) for lang in ("id", "en")] == ["sejak 2 November 2020", "since 2 November 2020"]
    assert [Span(None, end).label(lang) for lang in ("id", "en")] == [
        "sampai dengan 1 Februari 2021",
        "until 1 February 2021",
    ]
    assert [Span().label(lang) for lang in ("id", "en")] == ["tanpa batas waktu", "without limit of time"]


def test_span_is_frozen_and_hashable() -> None:
    with pytest.raises(AttributeError):
        Span().since = date(2021, 2, 2)  # type: ignore[misc] # the test is that it cannot be set
    assert len({Span(), Span(), periods.year_span(2025)}) == 2


@pytest.mark.parametrize("kind", periods.PARTS)
@pytest.mark.parametrize("year", [2023, 2024])
def test_the_parts_of_a_year_fill_it_once(kind: periods.Kind, year: int) -> None:
    parts = [Period(year, kind, number + 1).span for number in range(periods.PARTS[kind])]
    whole = periods.year_span(year)
    assert (parts[0].since, parts[-1].until) == (whole.since, whole.until)
    assert all(one.touches(two) for one, two in pairwise(parts))


def test_the_last_day_python_knows_ends_a_period() -> None:
    assert Period(9999, "quarter", 4).span.until == date.max


def test_labels() -> None:
    names = [Period(2025), Period(2025, "quarter", 2), Period(2025, "semester"), Period(2025, "month", 6)]
    names.append(Period(2025, "caturwulan", 3))
    assert [str(name) for name in names] == [
        *("2025", "Triwulan II 2025", "Semester I 2025", "Juni 2025", "Caturwulan III 2025")
    ]
    assert [name.label("en") for name in names] == [
        *("2025", "Quarter II 2025", "Semester I 2025", "June 2025", "Caturwulan III 2025")
    ]


@given(some_periods, some_periods)
def test_periods_are_ordered_by_their_days(one: Period, two: Period) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    assert (one == two) == (one.span == two.span)
    assert one.span.since is not None
    assert two.span.since is not None
    if one.span.since < two.span.since:
        assert one < two
        assert two >= one


def test_of_two_that_begin_together_the_shorter_comes_first() -> None:
    begun = [Period(2025, kind) for kind in ("month", "quarter", "caturwulan", "semester", "year")]
    assert sorted([begun[4], *begun[:4]]) == begun
    with pytest.raises(TypeError):
        Period(2025) < 2025  # type: ignore[operator] # noqa: B015 - misuse on purpose


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ((2025, "quarter", 0), ValueError),
        ((2025, "quarter", 5), ValueError),
        ((2025, "semester", 3), ValueError),
        ((0, "year", 1), ValueError),
        ((10_000, "year", 1), ValueError),
        ((2025, "week", 1), ValueError),
        ((2025.0, "year", 1), TypeError),
        ((2025, "quarter", True), TypeError),
        (("2025", "year", 1), TypeError),
    ],
)
def test_no_period_that_cannot_be(wrong: tuple[Any, Any, Any], error: type[Exception]) -> None:
    with pytest.raises(error, match=r"must be|a year has"):
        Period(*wrong)


@given(dates, languages)
def test_babel_writes_the_same_date(engine: Callable[[str], ModuleType], day: date, lang: Lang) -> None:
    babel = engine("babel.dates")
    locale = {"id": "id_ID", "en": "en_GB"}[lang]
    assert periods.format_date(day, lang) == babel.format_date(day, "d MMMM yyyy", locale=locale)
    # Short names and weekdays as babel has them are read as well.
    assert periods.parse_date(babel.format_date(day, "EEEE, d MMM yyyy", locale=locale)) == day


def test_the_locale_changes_nothing() -> None:
    script = "from plut_kumkm.base import periods as p; print(p.format_date(p.parse_date('4 Agt 2025')))"
    out = subprocess.run(
        [sys.executable, "-c", f"import locale; locale.setlocale(locale.LC_ALL, ''); {script}"],
        env={**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.stdout == "4 Agustus 2025\n"
