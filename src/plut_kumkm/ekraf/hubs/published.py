"""Published figures of a hub: each with its day, its definition, its source, and whether it is a bound.

Two figures are compared only where they count the same thing in the same way; otherwise the reason is given instead.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import Period, Span
from plut_kumkm.base.quantities import Quantity, quantity
from plut_kumkm.ekraf.hubs.records import Hub, Room
from plut_kumkm.ekraf.hubs.wording import Word, words
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.law.instruments import Provision
from plut_kumkm.law.verdicts import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@frozen(kw_only=True, repr=False)
class Datum(Typed):
    """One published figure.

    Attributes:
        measure: what is counted: "events", "actors", "partners", "beneficiaries", "turnover" or a word of one's own.
        value: the figure, with what makes it a bound.
        as_of: the day or the period of which it is.
        accumulation: "cumulative" since the beginning, "stock" on the day, or "period", within ``as_of`` alone.
        definition: whom or what the word covers ("registered", "involved"); ``None`` where the source does not say.
        unit: the unit, "IDR" for money.
        words: the words of the source.
        source: where it was published.

    >>> Datum(measure="partners", value=Quantity(140), as_of=Period(2023, "month", 9), accumulation="stock").value
    <Quantity 140>
    """

    measure: str
    value: Quantity
    as_of: date | Period
    accumulation: str
    definition: str | None = None
    unit: str | None = None
    words: str | None = None
    source: Provision | None = None

    @property
    def span(self) -> Span:
        """The days of which the figure may be."""
        return self.as_of.span if isinstance(self.as_of, Period) else Span(self.as_of, self.as_of)

    @property
    def last(self) -> date:
        """The last of the days of which the figure may be."""
        return self.as_of if not isinstance(self.as_of, Period) else self.as_of.span.until or date.max

    def label(self, lang: Lang = "id") -> str:
        """Return the figure with its day in words."""
        day = self.as_of if isinstance(self.as_of, date) else self.as_of.label(lang)
        said = (
            self.value.label(lang) if self.unit is None else f"{self.value.label(lang)} {Word(self.unit).label(lang)}"
        )
        # 770 in May and 6,039 until May are two things.
        within = self.accumulation == "period" and isinstance(self.as_of, Period)
        return render("hub.datum_during" if within else "hub.datum", {"value": said, "day": day}, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as plain JSON values."""
        return {
            "measure": self.measure,
            "value": self.value.to_dict(),
            "as_of": self.as_of.isoformat() if isinstance(self.as_of, date) else self.as_of.label(),
            "accumulation": self.accumulation,
            "definition": self.definition,
            "unit": self.unit,
            "words": self.words,
            "source": None if self.source is None else self.source.to_dict(),
        }

    def __repr__(self) -> str:
        return f"<Datum {self.measure}: {self.label('en')}>"


@frozen(kw_only=True, repr=False)
class Series(Typed):
    """Figures that somebody published as one row of numbers.

    >>> [one.value.kind for one in published_mcc()[0].data][:3]
    ['more_than', 'exact', 'about']
    """

    id: str
    data: tuple[Datum, ...]
    label_id: str | None = None
    label_en: str | None = None

    def label(self, lang: Lang = "id") -> str:
        """Return what the series is of, in Indonesian or English."""
        return (self.label_en if lang == "en" else self.label_id) or self.id

    def by_definition(self) -> Mapping[str | None, tuple[Datum, ...]]:
        """Return the figures apart by whom they count; those of two definitions are never one row."""
        names = dict.fromkeys(one.definition for one in self.data)
        return {name: tuple(one for one in self.data if one.definition == name) for name in names}

    def __repr__(self) -> str:
        return f"<Series {self.id}: {len(self.data)} figures>"


# -------------------------------------------------------------------------------------------------------------- growth


@frozen(eq=False, repr=False)
class Growth:
    """How much a figure grew, as a share of the earlier one, or why that cannot be said.

    Attributes:
        earlier: the figure that is the denominator.
        later: the figure that is compared with it.
        refused: why there is no growth; empty where there is one.
        notes: what a reader of the growth should know.
        change: later less earlier, in the unit of the figures.
        value: the growth [1], of the earlier figure; a bound where a figure is one.
        per_month: the change for each month between the two; ``None`` for figures of the same month.
    """

    earlier: Datum
    later: Datum
    refused: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()
    change: Quantity | None = None
    value: Quantity | None = None
    per_month: Quantity | None = None

    def explain(self, lang: Lang = "id") -> str:
        """Return the growth with its denominator, or why there is none."""
        if self.value is None:
            lines = [render("hub.growth_none", {}, lang), *(found.message(lang) for found in self.refused)]
        else:
            percent = _rounded(Quantity(self.value.value * 100, self.value.kind))
            params = {"percent": _decimal(percent, lang), "earlier": self.earlier, "later": self.later}
            lines = [render("hub.growth_is", params, lang), *(found.message(lang) for found in self.notes)]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        said = "refused" if self.value is None else str(self.value)
        return f"<Growth of {self.later.measure}: {said}>"


def growth(earlier: Datum, later: Datum) -> Growth:
    """Return how much a published figure grew [1, of the earlier figure], or why that cannot be said.

    Refused are figures of different measures, definitions, units or ways of counting, a denominator of zero, and two
    bounds that together say nothing.

    Args:
        earlier: the figure that becomes the denominator.
        later: the figure that is held against it.

    Raises:
        TypeError: one of them is no ``Datum``.

    >>> partners = published_mcc()[2].data
    >>> growth(*partners).value, growth(*partners).change
    (<Quantity 16/35>, <Quantity 64>)
    >>> [found.code for found in growth(*published_mcc()[1].data[:2]).refused]
    ['hub.growth_definition']
    """
    for one in (earlier, later):
        if not isinstance(one, Datum):
            raise TypeError(f"a Datum is needed, not {type(one).__name__}")
    refused = tuple(_refusals(earlier, later))
    if refused:
        return Growth(earlier, later, refused)
    try:
        change = later.value - earlier.value
        value = later.value / earlier.value - 1
    except ValueError:
        params = {"earlier": earlier.value, "later": later.value}
        return Growth(earlier, later, (Finding("hub.growth_open", "warning", ("value",), params),))
    months = (later.last.year - earlier.last.year) * 12 + later.last.month - earlier.last.month
    return Growth(earlier, later, (), tuple(_notes(earlier)), change, value, change / months if months else None)


def _refusals(earlier: Datum, later: Datum) -> Iterator[Finding]:
    if earlier.measure != later.measure:
        params = {"earlier": Word(earlier.measure), "later": Word(later.measure)}
        yield Finding("hub.growth_measure", "error", ("measure",), params)
    if earlier.definition != later.definition:
        named = {"earlier": Word(earlier.definition), "later": Word(later.definition)}
        yield Finding("hub.growth_definition", "error", ("definition",), named)
    if earlier.unit != later.unit:
        yield Finding("hub.growth_unit", "error", ("unit",), {"earlier": Word(earlier.unit), "later": Word(later.unit)})
    if earlier.accumulation != later.accumulation or _length(earlier) != _length(later):
        yield Finding("hub.growth_accumulation", "error", ("accumulation",), {"earlier": earlier, "later": later})
    if earlier.last >= later.last:
        yield Finding("hub.growth_order", "error", ("as_of",), {"earlier": earlier, "later": later})
    if earlier.value.value <= 0 or later.value.value < 0:
        yield Finding("hub.growth_denominator", "error", ("value",), {"earlier": earlier, "later": later})


def _length(datum: Datum) -> str | None:
    """Return how long a stretch the figure is of, where that matters: a month does not grow into a year."""
    if datum.accumulation != "period":
        return None
    return datum.as_of.kind if isinstance(datum.as_of, Period) else "day"


def _notes(earlier: Datum) -> Iterator[Finding]:
    if earlier.accumulation == "cumulative":
        yield Finding("hub.growth_cumulative", "info", ("accumulation",))
    if earlier.definition is None and earlier.measure in words("defined"):
        yield Finding("hub.growth_undefined", "warning", ("definition",), {"measure": Word(earlier.measure)})


def _rounded(percent: Quantity) -> Quantity:
    """Return a percentage to two decimals, half away from zero; a bound is rounded so that it stays true."""
    cents = Fraction(percent.value) * 100
    if percent.kind in ("at_least", "more_than"):
        whole = floor(cents)
    elif percent.kind in ("at_most", "less_than"):
        whole = ceil(cents)
    else:
        whole = floor(abs(cents) + Fraction(1, 2)) * (-1 if cents < 0 else 1)
    return Quantity(Fraction(whole, 100), percent.kind)


def _decimal(percent: Quantity, lang: Lang) -> str:
    sign, cents = "-" if percent.value < 0 else "", int(max(percent.value, -percent.value) * 100)
    mark = "." if lang == "en" else ","
    said = f"{sign}{cents // 100}{mark}{cents % 100:02}%"
    return said if percent.exact else render(f"quantity.{percent.kind}", {"value": said}, lang)


# ------------------------------------------------------------------------------------------------ the figures shipped


def _mcc() -> Mapping[str, Any]:
    return data.toml("ekraf/mcc.toml")


@cache
def mcc() -> Hub:
    """Return Malang Creative Center, as far as the press describes it: not all rooms, and no instrument by its number.

    >>> mcc().name, len(mcc().rooms), mcc().umbrella
    ('Malang Creative Center', 8, ())
    """
    entry = _mcc()["hub"]
    rooms = tuple(Room(**room) for room in entry["room"])
    said = {name: entry[name] for name in ("id", "name", "region", "operator", "opened")}
    return Hub(**said, rooms=rooms, rooms_complete=False)


@cache
def published_mcc() -> tuple[Series, ...]:
    """Return the figures that were published of Malang Creative Center, contradictions and all.

    What contradicts what is marked in the data, and ``lint_series`` finds it.

    Source:
        Press of 2023 and 2024, named with each figure.

    >>> [series.id for series in published_mcc()]
    ['events', 'actors', 'partners', 'beneficiaries', 'turnover']
    """
    file = _mcc()
    shared: dict[str, Any] = {"grade": file["grade"], "origin": file["origin"]}
    found = []
    for entry in file["series"]:
        figures = tuple(
            Datum(
                measure=entry["measure"],
                value=quantity(one["value"]),
                as_of=_as_of(one["as_of"]),
                accumulation=one.get("accumulation", entry["accumulation"]),
                definition=one.get("definition"),
                unit=entry["unit"],
                words=one.get("words"),
                source=provision(one, file, **shared),
            )
            for one in entry["data"]
        )
        label = entry["label"]
        found.append(Series(id=entry["id"], data=figures, label_id=label["id"], label_en=label["en"]))
    return tuple(found)


def _as_of(value: date | str) -> date | Period:
    if isinstance(value, date):
        return value
    year, month = value.split("-")
    return Period(int(year), "month", int(month))


@frozen
class Contradiction:
    """A contradiction in published figures that is known: which rule finds it, where, and why it is one."""

    rule: str
    where: str
    reasons: Mapping[str, str]

    def label(self, lang: Lang = "id") -> str:
        """Return why it is one."""
        return self.reasons[lang]


@cache
def mcc_contradictions() -> tuple[Contradiction, ...]:
    """Return the contradictions that are marked in the figures of Malang Creative Center.

    >>> [(one.rule, one.where) for one in mcc_contradictions()]
    [('HUB002', '$.series[0].data[2]'), ('HUB003', '$.series[1].data[1]')]
    """
    names = [series.id for series in published_mcc()]
    return tuple(
        Contradiction(one["rule"], f"$.series[{names.index(one['series'])}].data[{one['datum']}]", one["why"])
        for one in _mcc()["contradiction"]
    )
