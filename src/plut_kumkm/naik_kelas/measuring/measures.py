"""Measures: the number that a formula has on a panel, what it rests on, and how much of the base is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve, field, frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.messages import render
from plut_kumkm.base.show import html_lines, html_table, text_table
from plut_kumkm.law.answers import Answer
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.formulas.catalogue import Indicator, value_label
from plut_kumkm.naik_kelas.measuring.groups import by_label, group_label, total_labels

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.moves import Flows
    from plut_kumkm.naik_kelas.panels.members import Window

_Z = Decimal("1.959963984540054")  # of the normal distribution, for 95 %
_PLACES = 6


class Interval(NamedTuple):
    """Wilson's interval of a share in a simple random sample, at 95 %; its ends are rounded to six places."""

    low: Fraction
    high: Fraction


class MeasureRecord(NamedTuple):
    """A measure as plain values, for a plan that is reported against.

    ``value`` is in ``unit``: 50 for one half in "percent". ``window`` are the two years that are compared, twice the
    same one for a stock; ``year`` and ``period`` are the later.
    """

    id: str
    kind: str
    base: str
    year: int
    period: str
    window: tuple[int, int]
    numerator: Exact | None
    denominator: Exact | None
    value: Fraction | None
    unit: str
    status: str
    coverage: Fraction | None
    population: str | None
    cites: tuple[str, ...]
    warnings: tuple[str, ...]


@frozen(kw_only=True, repr=False, eq=False)
class Measure(Answer[Fraction]):
    """What a formula is on a panel; neither true nor false: ask ``value`` or ``status``.

    ``value`` is a share [1] for the unit percent, and a number of enterprises else; exact either way. ``coverage`` is
    the part of the base whose outcome is known, and ``range`` what the value would be if all others had moved, or none.
    ``cells`` are the same measure by group; in a ``suppressed`` one the numbers are not shown.
    """

    indicator: Indicator
    window: Window
    base: str
    basis: str | None = None
    numerator: Exact | None = None
    denominator: Exact | None = None
    considered: Exact | None = None
    determined: Exact | None = None
    exited: int | None = None
    coverage: Fraction | None = None
    range: tuple[Fraction, Fraction] | None = None
    interval: Interval | None = None
    flows: Flows | None = None
    parts: Mapping[str, Measure] = field(factory=dict)
    by: tuple[str, ...] = ()
    group: tuple[str | None, ...] = ()
    cells: tuple[Measure, ...] = ()
    suppressed: bool = False
    population: str | None = None

    @property
    def id(self) -> str:
        """The id of the formula."""
        return self.indicator.id

    @property
    def kind(self) -> str:
        """Which kind of number it is."""
        return self.indicator.kind

    @property
    def unit(self) -> str:
        """In what the source gives the number: percent, or enterprises."""
        return self.indicator.unit

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What makes the number doubtful."""
        return tuple(note for note in self.notes if note.severity != "info")

    def cell(self, *group: str | None) -> Measure:
        """Return the measure of one group, ``None`` standing for what is not known.

        Raises:
            KeyError: there is no such group.
        """
        for one in self.cells:
            if one.group == group:
                return one
        raise KeyError(f"there is no group {group}; there are {', '.join(str(one.group) for one in self.cells)}")

    def display(self, lang: Lang = "id") -> str:
        """Return the value as people read it, or which outcome it is."""
        if self.value is None and not self.suppressed and self.determined and self.range is not None:
            low, high = (self._said(end, lang) for end in self.range)
            return render("naik.between", {"low": low, "high": high}, lang)
        if self.value is None:
            return render("naik.hidden" if self.suppressed else f"status.{self.status}", {}, lang)
        return self._said(self.value, lang)

    def _said(self, value: Fraction, lang: Lang) -> str:
        return exact.percent_text(value, lang) if self.unit == "percent" else exact.number_text(value, lang)

    def headline(self, lang: Lang = "id") -> str:
        """Return which formula, of which years, and the number in one line."""
        window = str(self.window) if self.window.years else str(self.window.after)
        return f"{self.id} · {self.indicator.label(lang)} · {window}: {self.display(lang)}{self._of(lang)}"

    def _of(self, lang: Lang) -> str:
        if self.value is None or self.numerator is None or self.denominator is None:
            return ""
        above, below = (exact.number_text(one, lang) for one in (self.numerator, self.denominator))
        return f" ({render('naik.of', {'numerator': above, 'denominator': below}, lang)})"

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield the formula, how much is known, and what belongs beside the number, a line each."""
        yield self.indicator.formula(lang)
        kind = render(f"naik.kind.{self.kind}", {}, lang)
        yield render("naik.line.base", {"kind": kind, "base": render(f"naik.base.{self.base}", {}, lang)}, lang)
        if self.population is not None:
            yield render("naik.line.population", {"population": self.population}, lang)
        if self.coverage is not None and self.determined is not None and self.considered is not None:
            known, all_ = (exact.number_text(one, lang) for one in (self.determined, self.considered))
            share = exact.percent_text(self.coverage, lang)
            yield render("naik.line.coverage", {"determined": known, "considered": all_, "share": share}, lang)
        if self.range is not None and self.range[0] != self.range[1]:
            low, high = (self._said(end, lang) for end in self.range)
            yield render("naik.line.range", {"low": low, "high": high}, lang)
        if self.interval is not None:
            low, high = (exact.percent_text(end, lang) for end in self.interval)
            yield render("naik.line.interval", {"low": low, "high": high}, lang)
        if self.flows is not None:
            yield render("naik.line.flows", {**self.flows._asdict(), "net": self.flows.net}, lang)
        for name, part in self.parts.items():
            yield f"{render(f'naik.part.{name}', {}, lang)}: {part.display(lang)}{part._of(lang)}"
        if self.needs:
            wanted = ", ".join(value_label(name, lang) for name in self.needs)
            yield render("naik.line.needs", {"needs": wanted}, lang)

    def table(self, lang: Lang = "id") -> str:
        """Return the measure by group as a table in plain text."""
        return text_table(*self._rows(lang))

    def _rows(self, lang: Lang) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        head = (*(by_label(name, lang) for name in self.by), self.id)
        counts = tuple(render(f"naik.column.{name}", {}, lang) for name in ("numerator", "denominator", "coverage"))
        rows: list[tuple[str, ...]] = []
        for cell in (*self.cells, self):
            names = cell.group_labels(lang) if cell.group else total_labels(len(self.by), lang)
            told = (cell.numerator, cell.denominator)
            numbers = ("–" if one is None else exact.number_text(one, lang) for one in told)
            known = "–" if cell.coverage is None else exact.percent_text(cell.coverage, lang)
            rows.append((*names, cell.display(lang), *numbers, known))
        return (*head, *counts), rows

    def group_labels(self, lang: Lang = "id") -> tuple[str, ...]:
        """Return the names of the group; what is not known is said in words."""
        return tuple(group_label(by, name, lang) for by, name in zip(self.by, self.group, strict=True))

    def told(self) -> dict[str, Any]:
        """Return what a measure adds to ``to_dict``; a fraction is text, so that it stays exact."""
        return {
            "indicator": self.indicator.to_dict(),
            "window": [self.window.before, self.window.after],
            "base": self.base,
            "basis": self.basis,
            "population": self.population,
            "numerator": exact.plain(self.numerator),
            "denominator": exact.plain(self.denominator),
            "considered": exact.plain(self.considered),
            "determined": exact.plain(self.determined),
            "exited": self.exited,
            "coverage": exact.plain(self.coverage),
            "range": None if self.range is None else [exact.plain(end) for end in self.range],
            "interval": None if self.interval is None else [exact.plain(end) for end in self.interval],
            "flows": None if self.flows is None else {**self.flows._asdict(), "net": self.flows.net},
            "parts": {name: part.to_dict() for name, part in self.parts.items()},
            "by": list(self.by),
            "group": list(self.group),
            "cells": [cell.to_dict() for cell in self.cells],
            "suppressed": self.suppressed,
        }

    def to_record(self) -> MeasureRecord:
        """Return the measure as plain values, the value in its unit, for a plan that is reported against."""
        in_unit = None if self.value is None else self.value * (100 if self.unit == "percent" else 1)
        before, after = self.window
        return MeasureRecord(
            self.id, self.kind, self.base, after, str(after), (before, after), self.numerator, self.denominator,
            in_unit, self.unit, self.status, self.coverage, self.population,
            tuple(cite.label() for cite in self.cites), tuple(note.code for note in self.warnings),
        )  # fmt: skip

    def hidden(self) -> Measure:
        """Return the measure without its numbers, as a small cell is shown."""
        return evolve(
            self, value=None, status="unknown", suppressed=True, numerator=None, denominator=None, considered=None,
            determined=None, exited=None, coverage=None, range=None, interval=None, flows=None, notes=(), parts={},
            needs=(), basis=None,
        )  # fmt: skip

    def __repr__(self) -> str:
        group = f" {'/'.join(str(name) for name in self.group)}" if self.group else ""
        return f"<Measure {self.id} {self.window}{group}: {self.display('en')}{self._of('en')}>"

    def _repr_html_(self) -> str:
        return html_lines(self.explain()) + (html_table(*self._rows("id")) if self.cells else "")


def wilson(successes: Exact, total: Exact) -> Interval | None:
    """Return Wilson's interval of a share at 95 %, ``None`` for an empty sample.

    >>> low, high = wilson(5, 10)
    >>> float(low), float(high)
    (0.236593, 0.763407)
    """
    if total == 0:
        return None
    with localcontext() as context:
        context.prec = 40
        n = Decimal(int(total))
        p = Decimal(int(successes)) / n
        z2 = _Z * _Z
        centre = p + z2 / (2 * n)
        half = _Z * ((p * (1 - p) + z2 / (4 * n)) / n).sqrt()
        ends = ((centre + sign * half) / (1 + z2 / n) for sign in (-1, 1))
        low, high = (Fraction(round(min(max(end, Decimal(0)), Decimal(1)), _PLACES)) for end in ends)
    return Interval(low, high)
