"""Side by side: several formulas on one panel, and why their numbers are, or are not, of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import fields
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.messages import render
from plut_kumkm.base.show import html_lines, html_table, text_table
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.measuring.asking import as_indicator, measure
from plut_kumkm.naik_kelas.measuring.groups import by_label, group_label, total_labels

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.naik_kelas.formulas.catalogue import Indicator
    from plut_kumkm.naik_kelas.measuring.breakdowns import Group
    from plut_kumkm.naik_kelas.measuring.measures import Measure
    from plut_kumkm.naik_kelas.panels.panel import Panel

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


@frozen(eq=False, repr=False)
class Comparison:
    """Several measures of one panel, and in ``notes`` why they do not compare."""

    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    notes: tuple[Finding, ...]

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Why the numbers do not compare, or what makes them doubtful, each once."""
        found = [note for note in self.notes if note.severity != "info"]
        found += [note for _, one in self._named("id", whole=True) for note in one.warnings]
        return tuple(note for place, note in enumerate(found) if note not in found[:place])

    def __getitem__(self, id_: str) -> Measure:
        for one in self.measures:
            if one.id == id_:
                return one
        raise KeyError(id_)

    def table(self, lang: Lang = "id") -> str:
        """Return the measures side by side as a table in plain text: each its kind, base, basis and window."""
        return text_table(*self._rows(lang))

    def _rows(self, lang: Lang) -> Table:
        names = ("kind", "value", "of", "base", "basis", "window", "coverage", "grade")
        head = ("id", *(render(f"naik.column.{name}", {}, lang) for name in names))
        return head, [_row(name, one, lang) for name, one in self._named(lang, whole=True)]

    def _named(self, lang: Lang, *, whole: bool) -> Iterator[tuple[str, Measure]]:
        """Yield the measures with their names, and each number of one that has several, after the whole if asked."""
        for one in self.measures:
            if whole or not one.parts:
                yield one.id, one
            for name, part in one.parts.items():
                yield f"{one.id} {render(f'naik.part.{name}', {}, lang)}", part

    def group_table(self, lang: Lang = "id") -> str:
        """Return the measures by group as a table in plain text, a column each."""
        return text_table(*self._groups(lang))

    def _groups(self, lang: Lang) -> Table:
        named = list(self._named(lang, whole=False))
        groups: dict[Group, None] = {}
        for _, one in named:
            groups |= dict.fromkeys(cell.group for cell in one.cells)
        rows: list[tuple[str, ...]] = []
        for group in sorted(groups, key=lambda names: tuple((name is None, name or "") for name in names)):
            cells = ({cell.group: cell for cell in one.cells}.get(group) for _, one in named)
            labels = (group_label(by, name, lang) for by, name in zip(self.by, group, strict=True))
            rows.append((*labels, *("–" if cell is None else cell.display(lang) for cell in cells)))
        rows.append((*total_labels(len(self.by), lang), *(one.display(lang) for _, one in named)))
        return (*(by_label(name, lang) for name in self.by), *(name for name, _ in named)), rows

    def explain(self, lang: Lang = "id") -> str:
        """Return the numbers side by side, what each means, and why they do not compare."""
        lines = [self.table(lang)]
        if self.by:
            lines += ["", self.group_table(lang)]
        formulas = [one.indicator for one in self.measures]
        lines += ["", *(f"{one.id}: {one.label(lang)}: {one.formula(lang)}" for one in formulas)]
        notes = (*(note for note in self.notes if note.severity == "info"), *self.warnings)
        return "\n".join((*lines, *(render("verdict.note", {"note": note.message(lang)}, lang) for note in notes)))

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain JSON values."""
        return {
            "schema": "plut_kumkm/naik-kelas-comparison/1",
            "measures": [one.to_dict() for one in self.measures],
            "by": list(self.by),
            "notes": [note.to_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        said = ", ".join(f"{one.id} {one.display('en')}" for one in self.measures)
        return f"<Comparison {said}>"

    def _repr_html_(self) -> str:
        tables = html_table(*self._rows("id")) + (html_table(*self._groups("id")) if self.by else "")
        return tables + html_lines("\n".join(note.message() for note in (*self.notes, *self.warnings)))


def compare(
    panel: Panel, indicators: Iterable[str | Indicator], *, by: str | Sequence[str] = (), **options: Any
) -> Comparison:
    """Return several formulas side by side on one panel, with the reasons why their numbers do not compare.

    Args:
        panel: the panel.
        indicators: published formulas by id, or your own.
        by: the breakdowns, as in ``measure``.
        options: those of ``measure``; what one formula has no use for, such as ``k`` or a base that is none of its own,
            goes only to those that have.

    Raises:
        TypeError: a number is a float, or there is no such option.
        ValueError: there is no such formula, breakdown or year, there are none to compare, or an option is of no use to
            any of them.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.records import Enterprise, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> def shop(id_, *sales):
    ...     years = (Snapshot(as_of=date(2024 + n, 12, 31), sales=amount) for n, amount in enumerate(sales))
    ...     return Enterprise(id=id_, snapshots=tuple(years))
    >>> both = make([shop("a", 10**9, 3 * 10**9), shop("b", 10**9, 2 * 10**9)])
    >>> side = compare(both, ["F6", "F10"], base="all")
    >>> side["F6"].value, side["F10"].value, side.warnings[0].code
    (Fraction(1, 2), Fraction(3, 2), 'naik.compare_kinds')
    """
    formulas = [as_indicator(one) for one in indicators]
    if not formulas:
        raise ValueError("there is nothing to compare: name at least one formula")
    fitting = [_fitting(one, options) for one in formulas]
    # A stock has no earlier year, whatever else is asked of its neighbours.
    useless = [name for name in options if name != "before" and not any(name in one for one in fitting)]
    if useless:
        raise ValueError(f"none of {', '.join(one.id for one in formulas)} takes {useless[0]}={options[useless[0]]!r}")
    measures = tuple(measure(panel, one, by=by, **some) for one, some in zip(formulas, fitting, strict=True))
    names = (by,) if isinstance(by, str) else tuple(by)
    return Comparison(measures, names, tuple(_reasons(measures)))


def _fitting(formula: Indicator, options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that a formula has a use for; the others may be for its neighbours."""
    fitting = dict(options)
    asked = [part for one in (formula.when, *formula.readings.values()) if one is not None for part in one.parts()]
    kinds = {type(part).__name__ for part in asked}
    tunable = any(getattr(part, "fixed", True) is False for part in asked)
    useless = {
        "at_least": "Growth" not in kinds,
        "k": not tunable,
        "mode": not formula.readings,
        "outside": formula.how != "outside",
        "cohort": "assisted" not in formula.bases,
        "before": formula.kind == "stock",
        "base": fitting.get("base") not in formula.bases,
    }
    for name in [name for name, useless_ in useless.items() if useless_]:
        fitting.pop(name, None)
    if formula.how == "outside" and "outside" in fitting:
        fitting["outside"] = {name: fitting["outside"][name] for name in formula.outside if name in fitting["outside"]}
    return fitting


def _reasons(measures: tuple[Measure, ...]) -> Iterator[Finding]:
    """Yield why the numbers do not compare."""
    for code, said in (
        ("kinds", [(one.id, f"naik.kind.{one.kind}") for one in measures]),
        ("units", [(one.id, f"naik.unit.{one.unit}") for one in measures]),
        ("bases", [(one.id, f"naik.base.{one.base}") for one in measures]),
    ):
        if len({name for _, name in said}) > 1:
            yield Finding(f"naik.compare_{code}", "warning", (), {"each": _Each(said)})
    windows = {one.window for one in measures}
    if len(windows) > 1:
        each = ", ".join(f"{one.id} {one.window if one.window.years else one.window.after}" for one in measures)
        yield Finding("naik.compare_windows", "warning", (), {"each": each})
    if len({one.basis for one in measures if one.basis is not None}) > 1:
        each = ", ".join(f"{one.id} {one.basis}" for one in measures if one.basis is not None)
        yield Finding("naik.compare_basis", "warning", (), {"each": each})
    signs = {one.id: one.value > 0 for one in measures if one.value}
    if len(set(signs.values())) > 1:
        up, down = (tuple(id_ for id_, rise in signs.items() if rise is way) for way in (True, False))
        yield Finding("naik.compare_signs", "info", (), {"up": up, "down": down})


class _Each(tuple[tuple[str, str], ...]):
    """Formulas with a word each, which messages write in their language."""

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the formulas and their words."""
        return ", ".join(f"{id_} {render(code, {}, lang)}" for id_, code in self)


def _row(name: str, one: Measure, lang: Lang) -> tuple[str, ...]:
    of = "–"
    if one.numerator is not None and one.denominator is not None:
        of = " / ".join(exact.number_text(each, lang) for each in (one.numerator, one.denominator))
    return (
        name, render(f"naik.kind.{one.kind}", {}, lang), one.display(lang), of,
        render(f"naik.base.{one.base}", {}, lang), "–" if one.basis is None else fields.label(one.basis, lang),
        str(one.window) if one.window.years else str(one.window.after),
        "–" if one.coverage is None else exact.percent_text(one.coverage, lang),
        render(f"grade.{one.indicator.grade}", {}, lang),
    )  # fmt: skip
