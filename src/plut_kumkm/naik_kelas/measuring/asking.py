"""The question *how many, by this formula*: asked of a panel, answered with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.formulas.catalogue import Indicator
from plut_kumkm.naik_kelas.formulas.catalogue import indicator as published
from plut_kumkm.naik_kelas.formulas.conditions import AtLeast, Growth, defined
from plut_kumkm.naik_kelas.measuring.breakdowns import breakdown_names, grouped
from plut_kumkm.naik_kelas.measuring.counting import Count, Counting
from plut_kumkm.naik_kelas.measuring.measures import Measure
from plut_kumkm.naik_kelas.measuring.outside import measure_outside
from plut_kumkm.naik_kelas.measuring.suppressing import hidden_places, is_small
from plut_kumkm.naik_kelas.measuring.warnings import about, about_cells
from plut_kumkm.naik_kelas.panels.members import Window
from plut_kumkm.naik_kelas.states import LawDates, Yardstick, one_of

if TYPE_CHECKING:
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.formulas.catalogue import Base
    from plut_kumkm.naik_kelas.formulas.conditions import Condition
    from plut_kumkm.naik_kelas.panels.panel import Panel


def measure(
    panel: Panel,
    indicator: str | Indicator,
    *,
    by: str | Sequence[str] = (),
    base: Base | None = None,
    before: int | None = None,
    after: int | None = None,
    on: date | None = None,
    law: LawBook | None = None,
    law_dates: LawDates = "one",
    yardstick: Yardstick | None = None,
    cohort: Iterable[str] | None = None,
    at_least: str | Fraction | None = None,
    k: int | None = None,
    mode: str | None = None,
    outside: Mapping[str, Exact | Decimal] | None = None,
    terms: Mapping[str, Condition | str] | None = None,
    confirmed: bool = False,
    deflator: Mapping[int, Exact | Decimal] | None = None,
    min_cell: int | None = None,
) -> Measure:
    """Return what a formula is on a panel, exact, with its reasons and everything that makes it doubtful.

    An enterprise whose outcome is not known counts neither as moved nor as unchanged: it lowers the coverage. One that
    is no longer recorded is no longer known. A share over an empty base is unknown.

    Args:
        panel: the panel.
        indicator: a published formula by its id, such as "F6", or one of your own.
        by: the breakdowns: "region", "sex", "age_band", "youth", "subsector", "legal_form", "tier", "programme",
            "provider", "service_field", or a value of the panel.
        base: of whom; the first that the formula names unless given, or "assisted" where a cohort is.
        before: the earlier year; the last but one of the panel unless given.
        after: the later year; the last of the panel unless given.
        on: the day whose law holds for both dates; that of the latest record unless given.
        law: the book of law; the shipped one unless given.
        law_dates: "one" law for both dates, or the "own" law of each.
        yardstick: all of this and more in one, in place of ``on``, ``law`` and ``law_dates``.
        cohort: the participants, by id or key; those helped in the window unless given.
        at_least: another threshold of growth than that of the formula, such as "20%".
        k: another number of conditions than that of the formula.
        mode: which reading, where the source names several.
        outside: numbers that no panel can give, by the names in ``needs``.
        terms: what a term means that neither law nor source defines: a condition, or for numbers from outside words.
        confirmed: whether only moves count that were confirmed in the next year; others are then not known.
        deflator: an index of prices by year, by which amounts of money are divided before they are compared.
        min_cell: numbers of fewer enterprises are not shown, nor what they could be worked out from.

    Raises:
        TypeError: a number is a float.
        ValueError: there is no such formula, base, breakdown, reading or year.

    >>> from plut_kumkm.enterprise.records import Enterprise, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> def shop(id_, *sales):
    ...     years = (Snapshot(as_of=date(2024 + n, 12, 31), sales=amount) for n, amount in enumerate(sales))
    ...     return Enterprise(id=id_, snapshots=tuple(years))
    >>> both = make([shop("a", 10**9, 3 * 10**9), shop("b", 10**9, 10**9), shop("c", 10**9, None)])
    >>> up = measure(both, "F6")
    >>> up.value, up.numerator, up.denominator, up.coverage
    (Fraction(1, 2), 1, 2, Fraction(2, 3))
    """
    formula = as_indicator(indicator)
    if yardstick is not None and (on is not None or law is not None or law_dates != "one"):
        raise ValueError("give either yardstick=, or on=, law= and law_dates=")
    if min_cell is not None and min_cell < 1:
        raise ValueError("min_cell must be at least 1")
    window, given = _window(panel, formula, before, after), dict(terms or {})
    if formula.how == "outside":
        return measure_outside(panel, formula, window, outside or {}, given)
    if outside:
        raise ValueError(f"{formula.id} takes no numbers from outside")
    ruler = panel.yardstick(yardstick or Yardstick(on=on, law=law, law_dates=law_dates))
    chosen = _base(formula, base, cohort)
    if isinstance(cohort, str):
        raise TypeError(f"cohort must be a list of ids, such as [{show.excerpt(cohort)!r}], not a text")
    members = None if cohort is None else list(cohort)
    options: dict[str, Any] = {
        "by": by, "before": before, "after": after, "yardstick": ruler, "cohort": members, "confirmed": confirmed,
        "deflator": deflator, "min_cell": min_cell, "terms": terms,
    }  # fmt: skip
    if formula.each and base is None and cohort is None:
        each = {str(one): measure(panel, formula, base=one, **options) for one in formula.each}
        return _open(panel, formula, window, "each", Finding("naik.several_bases", "warning"), each)
    if formula.readings and mode is None:
        both = {one: measure(panel, formula, base=base, mode=one, **options) for one in formula.readings}
        return _open(panel, formula, window, chosen, Finding("naik.mode_open", "warning"), both)
    if mode is not None:
        one_of(mode, tuple(formula.readings), "mode")
    undefined = tuple(name for name in formula.terms if name not in given)
    if undefined:
        note = Finding("naik.term_undefined", "warning", ("terms",), {"terms": undefined})
        return _open(panel, formula, window, chosen, note, {}, undefined)
    when = formula.readings[mode] if mode is not None else formula.when
    if when is not None:
        when = defined(when, given)
    if at_least is not None or k is not None:
        when = _tuned(formula, when, None if at_least is None else exact.share(at_least, "at_least"), k)
    counting = Counting(
        panel=panel, formula=formula, window=window, ruler=ruler, base=chosen, when=when, confirmed=confirmed,
        deflator=None if deflator is None else exact.prices(deflator, window),
    )  # fmt: skip
    keys, notes = counting.keys(members)
    if keys is None:
        return _bare(panel, formula, window, chosen, "unknown", ("cohort",), notes)
    if formula.terms:
        notes.append(Finding("naik.own_term", "warning", ("terms",), {"terms": formula.terms}))
    return _answered(counting, keys, breakdown_names(by, panel), min_cell, notes)


def as_indicator(said: str | Indicator) -> Indicator:
    """Return a formula, given as such or by its id.

    Raises:
        TypeError: it is neither.
        ValueError: there is no such formula.
    """
    if isinstance(said, Indicator):
        return said
    if not isinstance(said, str):
        raise TypeError(f"indicator must be an id or an Indicator, not {type(said).__name__}")
    return published(said)


def _answered(
    counting: Counting, keys: list[str], names: tuple[str, ...], least: int | None, notes: list[Finding]
) -> Measure:
    panel, whole = counting.panel, counting.count(keys)
    total = counting.measured(whole)
    total = evolve(total, notes=(*notes, *about(counting, keys, whole)), needs=counting.missing(keys, total))
    helped = panel.helped(counting.window)
    groups = grouped((counting.anchor(key) for key in keys), names, panel, counting.ruler, helped)
    counts = {group: counting.count(those) for group, those in groups.items()}
    cells = [evolve(counting.measured(one), group=group, by=names) for group, one in counts.items()]
    if least is not None:
        places = hidden_places([one.sizes for one in counts.values()], least)
        cells = [cell.hidden() if place in places else cell for place, cell in enumerate(cells)]
        total = _shown(total, whole, least)
    hidden = sum(1 for cell in cells if cell.suppressed)
    return evolve(total, by=names, cells=tuple(cells), notes=(*total.notes, *about_cells(names, hidden, least)))


def _shown(total: Measure, whole: Count, least: int) -> Measure:
    """Return the measure of all as it may be shown: hidden where it tells of few, without gross moves where they do."""
    told = whole.sizes if whole.flows is None or total.indicator.how == "net" else whole.sizes[:-2]
    if is_small(told, least):
        return evolve(total.hidden(), notes=(Finding("naik.total_hidden", "warning", (), {"least": least}),))
    if is_small((*(whole.flows or ()), whole.exited), least):
        notes = tuple(note for note in total.notes if note.code != "naik.exited")
        hidden = Finding("naik.flows_hidden", "info", (), {"least": least})
        return evolve(total, flows=None, exited=None, notes=(*notes, hidden))
    return total


def _tuned(formula: Indicator, when: Condition | None, at_least: Fraction | None, k: int | None) -> Condition:
    """Return a condition with other figures, which must be figures that it has."""
    parts = list(when.parts()) if when is not None else []
    if at_least is not None and not any(isinstance(part, Growth) for part in parts):
        raise ValueError(f"{formula.id} has no threshold of growth to change with at_least")
    if k is not None and not any(isinstance(part, AtLeast) and not part.fixed for part in parts):
        raise ValueError(f"{formula.id} has no number of conditions to change with k")
    return parts[0].tuned(at_least, k)


def _base(formula: Indicator, base: Base | None, cohort: Iterable[str] | None) -> Base:
    if base is not None:
        one_of(base, formula.bases, "base")
    if cohort is None:
        return base or formula.bases[0]
    if base not in (None, "assisted") or "assisted" not in formula.bases:
        raise ValueError(f"a cohort is the base 'assisted', which is not {base or formula.id!r}")
    return "assisted"


def _window(panel: Panel, formula: Indicator, before: int | None, after: int | None) -> Window:
    if formula.kind != "stock":
        return panel.window(before, after)
    year = after if after is not None else (panel.years[-1] if panel.years else None)
    if year is None or before is not None or (year not in panel.years and formula.how != "outside"):
        known = ", ".join(map(str, panel.years)) or "none"
        raise ValueError(f"a stock is of one year of the panel, given as after=; it has {known}")
    return Window(year, year)


def _bare(
    panel: Panel,
    formula: Indicator,
    window: Window,
    base: str,
    status: Any,
    needs: tuple[str, ...],
    notes: Iterable[Finding],
) -> Measure:
    return Measure(
        indicator=formula, value=None, status=status, window=window, base=base, needs=needs, notes=tuple(notes),
        provisions=(formula.provision,), population=panel.population,
    )  # fmt: skip


def _open(
    panel: Panel,
    formula: Indicator,
    window: Window,
    base: str,
    note: Finding,
    parts: Mapping[str, Measure],
    needs: tuple[str, ...] = (),
) -> Measure:
    return evolve(_bare(panel, formula, window, base, "indeterminate", needs, (note,)), parts=parts)
