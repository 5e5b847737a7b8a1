"""Whether a target was met in its direction; ``None`` where what is known does not tell."""

from __future__ import annotations

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.quantities import Quantity, as_quantity
from plut_kumkm.planning.numbers import Exact
from plut_kumkm.planning.rating.scales import shipped
from plut_kumkm.planning.records.values import Range, Value, Word

BETTER = ("higher", "lower")
# Of the kinds of a bound: whether it is open upwards, and whether the number itself is left out.
BOUNDS: dict[str, tuple[bool, bool]] = {
    "at_least": (True, False),
    "more_than": (True, True),
    "at_most": (False, False),
    "less_than": (False, True),
}


def met_by_number(target: Range | Quantity, actual: Quantity, direction: str, side: str | None) -> bool | None:
    """Return whether a number meets a target: a number, a bound or a range.

    A bound is met as it says, whatever the direction. Beyond a range the target is met only on the side that is known
    to be the good one.

    Args:
        target: the target.
        actual: what came, exact or a bound.
        direction: "higher", "lower", "range" or "exact".
        side: which side of a range is the good one, "higher" or "lower", as far as that was said.

    >>> one = Quantity(1)
    >>> met_by_number(Quantity(80), one, "higher", None), met_by_number(Range(2, 4), one, "range", "lower")
    (False, True)
    """
    if isinstance(target, Range):
        return _met_range(target, actual, side)
    if target.kind in BOUNDS:
        upwards, strict = BOUNDS[target.kind]
        return _reaches(actual, target.value, upwards, strict)
    if direction in BETTER:
        return _reaches(actual, target.value, direction == "higher")
    return _met_range(Range(target.value, target.value), actual, side)


def met_by_words(
    target: Value, actual: Value, direction: str, scale: str | None
) -> tuple[bool | None, tuple[Finding, ...]]:
    """Return whether a target that is a word was met, and what is to be known of that.

    Where both are classes of ``scale`` their order decides. Otherwise the same word meets the target, and of another
    word nobody can tell.

    Raises:
        ValueError: there is no such scale.

    >>> met_by_words(Word("BB"), Word("A"), "higher", "sakip-88-2021")
    (True, ())
    """
    if not (isinstance(target, Word) and isinstance(actual, Word)):
        return None, (Finding("planning.word_and_number", "warning"),)
    wanted, came = target.text.strip().casefold(), actual.text.strip().casefold()
    if wanted == came:
        return True, ()
    if scale is not None:
        order = [one.label.casefold() for one in shipped(scale).classes]
        if wanted in order and came in order:
            if direction in ("higher", "lower"):
                return (order.index(came) > order.index(wanted)) == (direction == "higher"), ()
            return False, ()
    params = {"target": target, "actual": actual}
    return None, (Finding("planning.words_without_order", "warning", (), params),)


def _reaches(actual: Quantity, bound: Exact, upwards: bool, strict: bool = False) -> bool | None:
    """Return whether ``actual`` is at least the bound, or at most; ``None`` where what is known does not tell."""
    if not upwards:
        return _reaches(-actual, -bound, True, strict)
    if actual.exact:
        return actual.value > bound or (actual.value == bound and not strict)
    edge = as_quantity(bound)
    if actual.surely_less(edge):
        return False
    if BOUNDS.get(actual.kind, (False, False))[0]:
        met = actual.value > bound or (actual.value == bound and (actual.kind == "more_than" or not strict))
        return True if met else None
    return True if edge.surely_less(actual) else None


def _met_range(target: Range, actual: Quantity, side: str | None) -> bool | None:
    if target.descending:
        return None
    ends = (_reaches(actual, target.low, True), _reaches(actual, target.high, False))
    if False in ends:
        return side == ("lower" if ends[0] is False else "higher")
    return True if ends == (True, True) else None
