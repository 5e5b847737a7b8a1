"""Whether a target was met in its direction; ``None`` where what is known does not tell."""

from __future__ import annotations

from fractions import Fraction

from plut_kumkm.base.bands import OUTSIDE
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.quantities import Quantity, as_quantity
from plut_kumkm.planning.numbers import Exact
from plut_kumkm.planning.rating.scales import Scale, shipped
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

    Where both are classes of ``scale`` their order decides; a number is placed on it. Otherwise the same word meets the
    target, and of another word nobody can tell.

    Raises:
        ValueError: there is no such scale.

    >>> met_by_words(Word("BB"), Word("A"), "higher", "sakip-88-2021")
    (True, ())
    >>> met_by_words(Word("BB"), Fraction(139, 2), "higher", "sakip-88-2021")
    (False, ())
    """
    on = None if scale is None else shipped(scale)
    if not (isinstance(target, Word) and isinstance(actual, Word)):
        met = None if on is None else _by_number(target, actual, direction, on)
        return met, () if met is not None else (Finding("planning.word_and_number", "warning"),)
    if target.text.strip().casefold() == actual.text.strip().casefold():
        return True, ()
    wanted, came = (None if on is None else _class(on, one) for one in (target, actual))
    if wanted is not None and came is not None:
        return _ordered(came, wanted, direction), ()
    params = {"target": target, "actual": actual}
    return None, (Finding("planning.words_without_order", "warning", (), params),)


def _ordered(came: int, wanted: int, direction: str) -> bool:
    if direction in BETTER:
        return came == wanted or (came > wanted) == (direction == "higher")
    return came == wanted


def _by_number(target: Value, actual: Value, direction: str, on: Scale) -> bool | None:
    """Return whether a word and a number agree on a scale, ``None`` where the class of one says too little."""
    if isinstance(target, Word):
        wanted, came = _class(on, target), _placed(on, actual)
        return None if wanted is None or came is None else _ordered(came, wanted, direction)
    place = _class(on, actual)
    if place is None or not isinstance(target, int | Fraction) or direction not in BETTER:
        return None
    one = on.classes[place]
    # Surely met or missed only where the whole class lies on one side.
    above = one.low is not None and (one.low > target or (one.low == target and not one.low_in))
    below = one.high is not None and (one.high < target or (one.high == target and not one.high_in))
    reached = one.low is not None and one.low >= target
    kept = one.high is not None and one.high <= target
    if direction == "higher":
        return True if reached else False if below else None
    return True if kept else False if above else None


def _class(on: Scale, given: Value) -> int | None:
    """Return the place of a word, which may be the meaning of a class (BB is "Sangat Baik")."""
    said = given.text.strip().casefold() if isinstance(given, Word) else ""
    for place, one in enumerate(on.classes):
        if said in (one.label.casefold(), on.meanings.get(one.label, one.label).casefold()):
            return place
    return None


def _placed(on: Scale, given: Value) -> int | None:
    if not isinstance(given, int | Fraction):
        return None
    bands = on.bands(on.gap)
    place = bands.index(given)
    labels = [one.label for one in on.classes]
    # A value beyond the scale, or in one of its gaps, is in no class.
    return labels.index(bands.ids[place]) if place != OUTSIDE and bands.ids[place] in labels else None


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
