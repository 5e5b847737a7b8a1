"""Formulas whose numbers lie outside any panel: surveys of the population, which the caller brings along."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from plut_kumkm.base.findings import Finding
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.measuring.measures import Measure
from plut_kumkm.naik_kelas.measuring.warnings import cautions

if TYPE_CHECKING:
    from plut_kumkm.law.answers import Outcome
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.formulas.catalogue import Indicator
    from plut_kumkm.naik_kelas.formulas.conditions import Condition
    from plut_kumkm.naik_kelas.panels.members import Window
    from plut_kumkm.naik_kelas.panels.panel import Panel


def measure_outside(
    panel: Panel,
    formula: Indicator,
    window: Window,
    outside: Mapping[str, Exact | Decimal],
    terms: Mapping[str, Condition | str],
) -> Measure:
    """Return a share of two numbers that the caller gives; unknown where one is missing, and it says which.

    A term that neither law nor source defines leaves it indeterminate until the caller says what is meant.

    Raises:
        TypeError: a number is a float.
        ValueError: there is no such number, or one is negative.
    """
    unknown = [name for name in outside if name not in formula.outside]
    if unknown:
        raise ValueError(f"{formula.id} needs {', '.join(formula.outside)}, not {', '.join(unknown)}")
    known = {name: exact.number(value, f"outside[{name!r}]") for name, value in outside.items()}
    if any(value < 0 for value in known.values()):
        raise ValueError("a number from outside must not be negative")
    above, below = (known.get(name) for name in formula.outside)
    notes = [Finding("naik.outside", "warning", ("outside",), {"id": formula.id}), *cautions(formula)]
    needs = tuple(name for name in formula.outside if name not in known)
    status: Outcome = "unknown"
    undefined = tuple(name for name in formula.terms if name not in terms)
    if undefined:
        status, needs = "indeterminate", (*needs, *undefined)
        notes.insert(0, Finding("naik.term_undefined", "warning", ("terms",), {"terms": undefined}))
    elif above is not None and below is not None and above > below > 0:
        notes.insert(0, Finding("naik.part_above_whole", "error", ("outside",), {"part": above, "whole": below}))
    elif below == 0:
        notes.insert(0, Finding("naik.base_empty", "warning"))
    notes += [
        Finding("naik.term_said", "info", ("terms",), {"term": name, "meant": meant})
        for name in formula.terms
        if isinstance(meant := terms.get(name), str)
    ]
    value = None
    # A part above its whole is no share: one of the two numbers is wrong, or they are not of one survey.
    if above is not None and below and above <= below and not undefined:
        value, status = Fraction(above) / Fraction(below), "known"
    return Measure(
        indicator=formula, value=value, status=status, window=window, base="outside", numerator=above,
        denominator=below, needs=needs, notes=tuple(notes), provisions=(formula.provision,),
        population=panel.population,
    )  # fmt: skip
