"""A scorecard as an evaluation form, in the manner of Permendagri 86/2017; what is not known of the form is said."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import Period
from plut_kumkm.law.instruments import Provision
from plut_kumkm.planning.answers import render
from plut_kumkm.planning.measuring.consolidation import consolidate
from plut_kumkm.planning.numbers import decimal_text, rounded
from plut_kumkm.planning.rating.deciding import rate
from plut_kumkm.planning.reading.words import file
from plut_kumkm.planning.records.indicators import ACCUMULATIONS
from plut_kumkm.planning.records.values import Value, label
from plut_kumkm.planning.scorecards.rows import Scored
from plut_kumkm.planning.scorecards.scorecards import Scorecard
from plut_kumkm.planning.sources import provision

_QUARTERS = ("I", "II", "III", "IV")
_MEAN, _RATING = "Rata-rata capaian (%)", "Predikat"


@frozen(kw_only=True, repr=False)
class EvaluationForm:
    """The form as a table; ``id`` is its number where one is known, ``notes`` what is not certain of it.

    Attributes:
        id: "E.58", "E.60", "E.81", or ``None``.
        provision: where the form stands, and how well that was seen.
        header: the titles of its columns.
        rows: its rows, cells as text.
        notes: what is to be said of it.
    """

    id: str | None
    provision: Provision
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Finding, ...]

    def to_records(self) -> list[dict[str, str]]:
        """Return the rows as records by their titles."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows]

    def __repr__(self) -> str:
        return f"<EvaluationForm {self.id}: {len(self.rows)} rows>"


def evaluation_form(card: Scorecard, form: str | None = None, *, lang: Lang = "id") -> EvaluationForm:
    """Return a scorecard as an evaluation form: targets, quarters, achievement, mean, rating, factors, follow-up.

    Args:
        card: what was measured.
        form: "E.58", "E.60" or "E.81"; that of the kind of plan unless given, none for other kinds.
        lang: the language of marks and of the last line; the titles are Indonesian as in the form.

    Raises:
        ValueError: there is no such form.
        TypeError: ``card`` is no scorecard.

    Source:
        Permendagri 86/2017, evaluation of RPJMD, RKPD and Renja; columns and numbers of the forms unverified.
    """
    if not isinstance(card, Scorecard):
        raise TypeError(f"card must be a Scorecard, not {type(card).__name__}")
    known = {entry["id"]: entry["plan"] for entry in file()["form"]}
    if form is not None and form not in known:
        raise ValueError(f"form must be one of {', '.join(known)}, not {form!r}")
    name = form or next((one for one, kinds in known.items() if card.plan.kind in kinds), None)
    source = provision(file()["forms"], file()["forms"])
    params = {"form": name, "cite": source.cite}
    note = Finding(
        "planning.form_none" if name is None else "planning.form_unverified", "warning", (), params, source.cite
    )
    year = card.on.year
    header = (
        "Kode", "Bagian", "Indikator", "Satuan", "Target akhir", f"Realisasi s.d. {year - 1}", f"Target {year}",
        *(f"Realisasi TW {quarter} {year}" for quarter in _QUARTERS), f"Realisasi {year}", "Tingkat capaian (%)", _MEAN,
        _RATING, "Faktor pendorong", "Faktor penghambat", "Tindak lanjut", "Penanggung jawab",
    )  # fmt: skip
    rows = (*_rows(card, lang), _last(card, lang, header))
    return EvaluationForm(id=name, provision=source, header=header, rows=rows, notes=(note,))


def _rows(card: Scorecard, lang: Lang) -> Iterator[tuple[str, ...]]:
    programmes, told = card.by("programme"), set[str]()
    for row in card.rows:
        part = row.placed.holders[0] if row.placed.holders else None
        programme = row.placed.parts.get("programme")
        mean = ""
        if programme is not None and programme.id not in told:
            # That of the programme, beside the first of its indicators.
            told.add(programme.id)
            value = programmes[programme.id].aggregate.mean
            mean = "" if value is None else decimal_text(rounded(value, 2), lang)
        factors = [
            "; ".join(dict.fromkeys(text for one in row.actual.used if (text := getattr(one, name)) is not None))
            for name in ("supporting", "hindering", "follow_up")
        ]
        achieved = row.achievement.value
        yield (
            (part.code if part is not None else None) or "", "" if part is None else part.name,
            row.indicator.name, row.indicator.unit or "", _text(row.indicator.end, lang), _before(card, row, lang),
            _text(row.target, lang), *(_quarter(card, row, number, lang) for number in range(1, 5)),
            # What the percentage is of: a year may be reported as a whole.
            _text(row.actual.value, lang),
            "" if achieved is None else decimal_text(rounded(achieved, 2), lang), mean, row.rating.value or "",
            *factors, row.placed.owner or "",
        )  # fmt: skip


def _text(value: Value | None, lang: Lang) -> str:
    return "" if value is None else label(value, lang)


def _before(card: Scorecard, row: Scored, lang: Lang) -> str:
    """Return what came of an indicator until the end of the year before: of what is summed up all years together."""
    reports = card.realisations.get(row.indicator.id, ())
    kind = row.indicator.accumulation if row.indicator.accumulation in ACCUMULATIONS else None
    last = card.on.year - 1
    if kind != "sum":
        return _text(consolidate(reports, year=last, accumulation=kind).value, lang)
    years = [year for year in card.plan.years if year <= last] or [last]
    values = [consolidate(reports, year=year, accumulation=kind).value for year in years]
    numbers = [value for value in values if not isinstance(value, str) and hasattr(value, "numerator")]
    return _text(sum(numbers), lang) if len(numbers) == len(years) else ""  # type: ignore[arg-type] # exact numbers alone have a numerator


def _quarter(card: Scorecard, row: Scored, number: int, lang: Lang) -> str:
    period = Period(card.on.year, "quarter", number)
    reports = card.realisations.get(row.indicator.id, ())
    return " / ".join(dict.fromkeys(label(one.value, lang) for one in reports if one.period == period))


def _last(card: Scorecard, lang: Lang, header: tuple[str, ...]) -> tuple[str, ...]:
    """Return the line of the mean of all indicators and its rating."""
    mean = card.total.mean
    cells = [""] * len(header)
    cells[header.index("Indikator")] = render("planning.form.mean", {}, lang)
    if mean is not None:
        cells[header.index(_MEAN)] = decimal_text(rounded(mean, 2), lang)
        cells[header.index(_RATING)] = rate(mean, scale=card.choices.scale, gap=card.choices.gap).value or ""
    return tuple(cells)
