"""Achievement (capaian kinerja): what came of a target, by a formula that is named, on exact numbers.

Whether the target was met (``achieved``) stands beside the percentage and never follows from it: 100 % of a capped
figure, or a top rating, is another statement. What is missing is never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.quantities import Quantity, as_quantity
from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.answers import Outcome, Percent, plain, render
from plut_kumkm.planning.measuring import formulas as by
from plut_kumkm.planning.measuring.formulas import Formula, formulas
from plut_kumkm.planning.measuring.meeting import BETTER, BOUNDS, met_by_number, met_by_words
from plut_kumkm.planning.numbers import Exact, decimal_text, exact, rounded
from plut_kumkm.planning.records.indicators import DIRECTIONS
from plut_kumkm.planning.records.values import Absent, Range, Unread, Value, Word, label, read_value, to_json, value

Denominator = Literal["annual", "quarter", "end", "next", "expected", "given"]
ZeroTarget = Literal["none", "tolerance"]
DENOMINATORS: tuple[Denominator, ...] = get_args(Denominator)
ZERO_TARGETS: tuple[ZeroTarget, ...] = get_args(ZeroTarget)
# The formulas that each direction may be measured by; the first is what is taken unless another is named.
FORMULAS_OF: dict[str, tuple[str, ...]] = {
    "higher": ("positive", "progress"),
    "lower": ("complement", "ratio", "progress"),
    "range": ("range-positive", "range-negative"),
    "exact": ("exact",),
}


@frozen(kw_only=True, repr=False)
class Achievement(Percent):
    """Achievement of one target [persen], with the choices by which it was reached.

    ``value`` is the figure that counts, ``raw`` the one before cap and floor. ``achieved`` is ``None`` where it cannot
    be told whether the target was met.

    >>> achievement(target=26, actual="17.46", direction="higher").display(2)
    Decimal('67.15')
    """

    raw: Fraction | None
    achieved: bool | None
    target: Value
    actual: Value
    direction: str
    better: str | None = None
    formula: Formula | None = None
    baseline: Value | None = None
    denominator: Denominator = "annual"
    cap: Exact | None = None
    floor: Exact | None = None

    @property
    def capped(self) -> bool:
        """Whether the cap or the floor changed the figure."""
        return self.value != self.raw

    def headline(self, lang: Lang = "id") -> str:
        """Return the percentage and whether the target was met, in one line."""
        met = render(f"planning.achieved.{_key(self.achieved)}", {}, lang)
        return render("planning.achievement", {"value": self.said(lang), "achieved": met}, lang)

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield target, actual and formula, and what was done to the result."""
        told = {
            "target": label(self.target, lang),
            "actual": label(self.actual, lang),
            "denominator": render(f"planning.denominator.{self.denominator}", {}, lang),
            "direction": render(f"planning.direction.{self.direction}", {}, lang),
        }
        yield render("planning.achievement.compared", told, lang)
        if self.formula is not None:
            params = {"formula": self.formula.label(lang), "text": self.formula.text}
            yield render("planning.achievement.formula", params, lang)
        if self.formula is not None and self.formula.id == "progress":
            yield render("planning.achievement.baseline", {"baseline": label(self.baseline, lang)}, lang)
        if self.capped and self.raw is not None:
            raw = decimal_text(rounded(self.raw, 2), lang)
            yield render(
                "planning.achievement.capped",
                {"raw": raw, "cap": label(self.cap, lang), "floor": label(self.floor, lang)},
                lang,
            )

    def told(self) -> dict[str, Any]:
        """Return the choices as plain JSON values."""
        return {
            "unit": "percent",
            "raw": plain(self.raw),
            "achieved": self.achieved,
            "target": to_json(self.target),
            "actual": to_json(self.actual),
            "baseline": None if self.baseline is None else to_json(self.baseline),
            "direction": self.direction,
            "better": self.better,
            "formula": None if self.formula is None else self.formula.id,
            "denominator": self.denominator,
            "cap": plain(self.cap),
            "floor": plain(self.floor),
        }


def _key(achieved: bool | None) -> str:
    return "unknown" if achieved is None else "yes" if achieved else "no"


def achievement(
    *,
    target: object,
    actual: object,
    direction: str,
    formula: str | None = None,
    better: str | None = None,
    cap: object = None,
    floor: object = None,
    baseline: object = None,
    zero_target: ZeroTarget = "none",
    denominator: Denominator = "annual",
    scale: str | None = None,
) -> Achievement:
    """Return the achievement of a target [persen], exact, with the formula and every choice that was made.

    Args:
        target: a number (``int``, ``Fraction``, ``Decimal``, or text with decimal comma or point), a pair for a range,
            or text as in a plan: "5,7-6,6", "≥ 80", "BB", "N/A".
        actual: the realisation, in the same forms; ``None`` where it is not known.
        direction: "higher", "lower", "range" or "exact".
        formula: "positive", "complement" (the default for lower) or "ratio", or "progress" from the baseline.
        better: for a range, which side of it is the good one; "higher" where it is not said, and a note says so.
        cap: what the figure may be at most, such as 120; ``None`` leaves it as it is.
        floor: what it may be at least, such as 0; ``None`` leaves it as it is.
        baseline: where the way to the target began, for "progress".
        zero_target: what a target of 0 gives: "none", no percentage; or "tolerance", for lower is better 100 while the
            realisation is not above 0, else 0.
        denominator: which target this is, for whoever reads the result: "annual", "quarter", "end", "next", "expected"
            or "given".
        scale: the rating scale whose words a target such as "BB" uses.

    Raises:
        ValueError: a word is none of those above, or the formula is none of the direction's.
        TypeError: a number is a ``float``, or no number at all.

    Source:
        Each formula cites its own; see ``formulas()``.

    >>> print(achievement(target=268, actual=525, direction="higher").headline("en"))
    195.90% · achieved
    >>> found = achievement(target=10, actual=5, direction="lower")
    >>> found.value, found.formula.id, found.achieved
    (Fraction(150, 1), 'complement', True)
    >>> achievement(target="5,7-6,6", actual=None, direction="range").status
    'unknown'
    """
    for name, given, words in (
        ("direction", direction, DIRECTIONS),
        ("better", better, (None, *BETTER)),
        ("zero_target", zero_target, ZERO_TARGETS),
        ("denominator", denominator, DENOMINATORS),
        ("formula", formula, (None, *FORMULAS_OF.get(direction, ()))),
    ):
        if given not in words:
            raise ValueError(f"{name} must be one of {', '.join(map(repr, words))}, not {given!r}")
    case = _Case(
        target=value(target, "target"),
        actual=value(actual, "actual"),
        direction=direction,
        better=better,
        formula=formula,
        baseline=None if baseline is None else value(baseline, "baseline"),
        cap=None if cap is None else exact(cap, "cap"),
        floor=None if floor is None else exact(floor, "floor"),
        zero_target=zero_target,
        denominator=denominator,
        scale=scale,
    )
    return case.answer()


@frozen(kw_only=True)
class _Case:
    """One target and what came of it, with every choice made."""

    target: Value
    actual: Value
    direction: str
    better: str | None
    formula: str | None
    baseline: Value | None
    cap: Exact | None
    floor: Exact | None
    zero_target: ZeroTarget
    denominator: Denominator
    scale: str | None

    def answer(self) -> Achievement:
        """Return the answer, or why there is none."""
        target, actual = self.target, self.actual
        baseline = None
        if self.formula == "progress":
            baseline = Absent("blank") if self.baseline is None else self.baseline
        missing = (*_missing("target", target), *_missing("actual", actual), *_missing("baseline", baseline))
        if missing or isinstance(target, Absent | Unread) or isinstance(actual, Absent | Unread):
            return self._none("unknown", missing, None, tuple(dict.fromkeys(str(note.path[0]) for note in missing)))
        if isinstance(target, Word) or isinstance(actual, Word):
            met, notes = met_by_words(target, actual, self.direction, self.scale)
            notes += (Finding("planning.words_have_no_percentage", "info"),)
            return self._none("indeterminate", notes, met)
        goal = target if isinstance(target, Range) else as_quantity(target)
        came = None if isinstance(actual, Range) else as_quantity(actual)
        met = None if came is None else met_by_number(goal, came, self.direction, self._side())
        notes = self._against(goal)
        if came is None or not came.exact:
            notes += (Finding("planning.actual_inexact", "warning", (), {"actual": Shown(actual)}),)
            return self._none("indeterminate", notes, met)
        return self._measured(goal, Fraction(came.value), met, notes)

    def _measured(
        self, target: Range | Quantity, actual: Fraction, met: bool | None, notes: tuple[Finding, ...]
    ) -> Achievement:
        name, raw = self._computed(target, actual)
        if isinstance(raw, Finding):
            return self._none("indeterminate", (*notes, raw), met)
        if name == "progress":
            notes += self._backwards()
        if name in FORMULAS_OF["range"] and self.direction == "range" and self.better is None:
            notes += (Finding("planning.range_better_assumed", "warning"),)
        used = formulas()[name]
        figure = raw if self.cap is None else by.capped(raw, self.cap)
        figure = figure if self.floor is None else by.floored(figure, self.floor)
        return Achievement(
            value=Fraction(figure),
            status="known",
            notes=notes,
            provisions=(used.provision,),
            raw=raw,
            achieved=met,
            formula=used,
            **self._choices(),
        )

    def _computed(self, target: Range | Quantity, actual: Fraction) -> tuple[str, Fraction | Finding]:
        """Return the name of the formula and the figure, or what stands in its way."""
        if isinstance(target, Range):
            return self._ranged(target, actual)
        goal = Fraction(target.value)
        if self.direction == "range":
            return self._ranged(Range(goal, goal), actual)
        name = self.formula or FORMULAS_OF[self.direction][0]
        if name == "progress":
            base = self.baseline
            if not isinstance(base, int | Fraction) or base == goal:
                return name, self._undefined("planning.no_way_to_go")
            return name, Fraction(by.progress(actual, Fraction(base), goal))
        if goal == 0 and self.zero_target == "tolerance" and self.direction == "lower":
            return "zero-tolerance", Fraction(100 if actual <= 0 else 0)
        if goal <= 0:
            return name, self._undefined("planning.zero_target" if goal == 0 else "planning.negative_target")
        if name == "ratio" and actual <= 0:
            return name, self._undefined("planning.ratio_without_divisor")
        formula = {"positive": by.positive, "complement": by.complement, "ratio": by.ratio, "exact": by.exact}[name]
        return name, Fraction(formula(actual, goal))

    def _ranged(self, target: Range, actual: Fraction) -> tuple[str, Fraction | Finding]:
        name = self.formula
        if name in (None, "positive", "complement"):
            name = "range-negative" if self._side() == "lower" else "range-positive"
        if name not in FORMULAS_OF["range"] or self.direction == "exact":
            return str(name), self._undefined("planning.range_not_for_formula")
        if target.descending:
            return name, self._undefined("planning.range_descending")
        if actual in target:
            return "inside-range", Fraction(100)
        if (target.low if actual < target.low else target.high) <= 0:
            return name, self._undefined("planning.range_bound_zero")
        formula = by.range_positive if name == "range-positive" else by.range_negative
        return name, Fraction(formula(actual, Fraction(target.low), Fraction(target.high)))

    def _undefined(self, code: str) -> Finding:
        named = {"target": self.target, "actual": self.actual, "baseline": self.baseline}
        return Finding(code, "warning", (), {name: Shown(given) for name, given in named.items()})

    def _side(self) -> str | None:
        """Return which side of a range is the good one, as far as it was said."""
        return self.direction if self.direction in BETTER else self.better

    def _against(self, target: Range | Quantity) -> tuple[Finding, ...]:
        """Return a note where a bound points against the direction."""
        if isinstance(target, Range) or target.kind not in BOUNDS:
            return ()
        wrong = "lower" if BOUNDS[target.kind][0] else "higher"
        if self.direction != wrong:
            return ()
        return (Finding("planning.bound_against_direction", "warning", (), {"target": Shown(self.target)}),)

    def _backwards(self) -> tuple[Finding, ...]:
        """Return a note where the way from the baseline to the target leads against the direction."""
        base, goal = self.baseline, self.target
        rises = isinstance(base, int | Fraction) and isinstance(goal, int | Fraction | Quantity) and (
            as_quantity(goal).value > base
        )  # fmt: skip
        if rises == (self.direction == "higher"):
            return ()
        params = {"target": Shown(goal), "baseline": Shown(base)}
        return (Finding("planning.target_against_direction", "warning", (), params),)

    def _choices(self) -> dict[str, Any]:
        return {
            "target": self.target,
            "actual": self.actual,
            "direction": self.direction,
            "better": self.better,
            "baseline": self.baseline,
            "denominator": self.denominator,
            "cap": self.cap,
            "floor": self.floor,
        }

    def _none(
        self, status: Outcome, notes: tuple[Finding, ...], met: bool | None, needs: tuple[str, ...] = ()
    ) -> Achievement:
        return Achievement(
            value=None, status=status, needs=needs, notes=notes, raw=None, achieved=met, **self._choices()
        )


def direction_problem(got: str | None) -> Finding:
    """Return that a direction is missing, or none of the four."""
    if not got:
        return Finding("planning.direction_missing", "error", ("direction",), {"known": DIRECTIONS})
    return word_problem("direction", got, DIRECTIONS)


def word_problem(name: str, got: str, known: Iterable[str]) -> Finding:
    """Return that a field holds a word that is none of its list."""
    params = {"field": name, "got": excerpt(got), "known": tuple(known)}
    return Finding("planning.word_unknown", "error", (name,), params)


def unmeasured(*, target: Value, actual: Value, direction: str | None, problem: Finding, needs: str) -> Achievement:
    """Return that there is no achievement, because something is wrong with the indicator itself."""
    return Achievement(
        value=None,
        status="unknown",
        needs=(needs,),
        notes=(problem,),
        raw=None,
        achieved=None,
        target=target,
        actual=actual,
        direction=direction if direction in DIRECTIONS else "unknown",
    )


@frozen
class Shown:
    """A value that stands in a message."""

    shown: Value | None

    def label(self, lang: Lang = "id") -> str:
        """Return the value as it is printed."""
        return label(self.shown, lang)

    def __str__(self) -> str:
        return self.label()


def _missing(of: str, given: Value | None) -> Iterator[Finding]:
    if isinstance(given, Absent):
        yield Finding(f"planning.{of}_missing", "info", (of,), {"of": of, "reason": given})
    elif isinstance(given, Unread):
        yield Finding("planning.cell_unread", "warning", (of,), {"of": of, "got": given})
        if given.code == "planning.number_ambiguous":
            # Which readings it has is what helps most, and the cell alone can tell.
            yield from (Finding(one.code, "warning", (of,), one.params) for one in read_value(given.text)[1])
