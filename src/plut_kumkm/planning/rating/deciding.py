"""Rating (predikat): which class of a scale a percentage is in, and how a gap of print was closed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.base.bands import OUTSIDE
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.planning.answers import Answer, plain, render
from plut_kumkm.planning.measuring.achievements import Achievement
from plut_kumkm.planning.numbers import Exact, decimal_text, exact, rounded
from plut_kumkm.planning.rating.scales import GAPS, Gap, Scale, is_gap, shipped
from plut_kumkm.planning.records.values import Absent, Unread, read_value


@frozen(kw_only=True, repr=False)
class Rating(Answer[str]):
    """The class of a value on a scale: its label as printed, its place from the lowest (0), and the policy in use."""

    rated: Exact | None
    scale: Scale
    gap: Gap
    place: int | None = None

    def headline(self, lang: Lang = "id") -> str:
        """Return the label and the scale in one line."""
        said = render(f"status.{self.status}", {}, lang) if self.value is None else self.value
        meaning = self.scale.meanings.get(said)
        said = said if meaning is None else f"{said} ({meaning})"
        return render("planning.rating", {"value": said, "scale": self.scale.label(lang)}, lang)

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield the value and the interval of its class."""
        if self.rated is not None and self.place is not None:
            params = {
                "value": decimal_text(rounded(self.rated, 2), lang),
                "interval": self.scale.classes[self.place].interval,
                "gap": render(f"planning.gap.{self.gap.replace('-', '_')}", {}, lang),
            }
            yield render("planning.rating.interval", params, lang)

    def told(self) -> dict[str, Any]:
        """Return what was rated and how."""
        return {"rated": plain(self.rated), "scale": self.scale.id, "gap": self.gap, "place": self.place}


def rate(given: object, *, scale: str | Scale = "permendagri-86-2017", gap: str | None = None) -> Rating:
    """Return the class of a percentage on a rating scale; whether a target was met is another question.

    Args:
        given: a number, text with decimal comma or point, an answer such as an achievement, or ``None``.
        scale: the name of a scale of the library (``scales()`` lists them), or one of your own.
        gap: how a value between two printed classes is rated: "lower-bound" (the class whose lower bound it has
            reached), "upper-bound" (the class whose upper bound it has not passed), "round-first" (rounded half up,
            then rated), or "indeterminate" (not at all). That of the scale unless given.

    Raises:
        ValueError: there is no such scale, or no such policy.
        TypeError: the value is a ``float``, or no number.

    Source:
        The scale cites its own.

    >>> rate("90.5").value, rate("90.5", gap="upper-bound").value, rate("90.5", gap="indeterminate").status
    ('Tinggi', 'Sangat Tinggi', 'indeterminate')
    >>> rate(85, scale="sakip-88-2021").value, rate(None).status
    ('A', 'unknown')
    """
    on = scale if isinstance(scale, Scale) else shipped(scale)
    if gap is not None and gap not in GAPS:
        raise ValueError(f"gap must be one of {', '.join(GAPS)}, not {gap!r}")
    policy = on.gap
    for one in GAPS:
        if one == gap:
            policy = one
    provisions = () if on.provision is None else (on.provision,)
    number, missing = _number(given)
    if number is None and on.no_target is not None and isinstance(given, Achievement) and "target" in given.needs:
        return Rating(value=on.no_target, status="known", provisions=provisions, rated=None, scale=on, gap=policy)
    if number is None:
        notes = (missing,) if missing is not None else ()
        return Rating(value=None, status="unknown", needs=("value",), notes=notes, rated=None, scale=on, gap=policy)
    place, findings = _placed(on, number, policy)
    findings += _shown_beyond(on, number, policy, place)
    return Rating(
        value=None if place is None else on.classes[place].label,
        status="indeterminate" if place is None else "known",
        notes=(*findings, *_of_scale(on)),
        provisions=provisions,
        rated=number,
        scale=on,
        gap=policy,
        place=place,
    )


def _number(given: object) -> tuple[Exact | None, Finding | None]:
    if isinstance(given, Answer):
        return (given.value, None) if isinstance(given.value, int | Fraction) else (None, None)
    if given is None:
        return None, None
    if isinstance(given, str):
        read, found = read_value(given)
        if isinstance(read, int | Fraction):
            return read, None
        if isinstance(read, Absent):
            return None, None
        params = {"of": "value", "got": read if isinstance(read, Unread) else Unread(given)}
        return None, next(iter(found), Finding("planning.cell_unread", "warning", (), params))
    return exact(given), None


def _placed(on: Scale, number: Exact, gap: Gap) -> tuple[int | None, tuple[Finding, ...]]:
    """Return the place of the class, and what is to be known of how it was found."""
    asked: Exact = Fraction(rounded(number, on.places)) if gap == "round-first" else number
    printed = on.bands("indeterminate")
    at = printed.index(asked)
    if at == OUTSIDE:
        return _beyond(on, asked, gap)
    name = printed.ids[at]
    labels = [one.label for one in on.classes]
    if not is_gap(name):
        return labels.index(name), ()
    below, above = on.classes[int(name[1:])], on.classes[int(name[1:]) + 1]
    params = {"value": Written(number), "below": below.label, "above": above.label, "scale": on}
    if gap in ("indeterminate", "round-first"):
        return None, (Finding("planning.rating_in_gap", "warning", (), params),)
    bands = on.bands(gap)
    chosen = labels.index(bands.ids[bands.index(asked)])
    return chosen, (Finding("planning.rating_gap_closed", "info", (), {**params, "chosen": labels[chosen]}),)


def _shown_beyond(on: Scale, number: Exact, gap: Gap, place: int | None) -> tuple[Finding, ...]:
    """Return a note where the figure, as it is shown, would be in another class than it is."""
    if place is None or gap == "round-first":
        return ()
    # As ``rounded`` does it, without the decimal: a plan has thousands of figures, and hardly one lies at a bound.
    shown, bands = Fraction(int(max(number, -number) * 200 + 1) // 2, 100), on.bands(gap)
    shown = -shown if number < 0 else shown
    if bands.index(shown) == bands.index(number):
        return ()
    other = _placed(on, shown, gap)[0]
    if other is None or other == place:
        return ()
    labels = {"class": on.classes[place].label, "other": on.classes[other].label}
    return (Finding("planning.rating_rounding_decides", "info", (), {"value": Written(number), **labels}),)


def _beyond(on: Scale, asked: Exact, gap: Gap) -> tuple[int | None, tuple[Finding, ...]]:
    """Return the class of a value that lies above or below the whole scale, where the scale says one."""
    first = on.classes[0].low
    below = first is not None and asked <= first
    code = on.below if below else on.above
    place = 0 if below else len(on.classes) - 1
    params = {"value": Written(asked), "scale": on, "class": on.classes[place].label}
    if code is None or gap == "indeterminate":
        return None, (Finding("planning.rating_outside", "warning", (), params),)
    return place, (Finding(code, "info", (), params),)


def _of_scale(on: Scale) -> Iterator[Finding]:
    if on.grade == "unverified":
        yield Finding("planning.scale_unverified", "warning", (), {"scale": on})
    if on.ends_unverified:
        yield Finding("planning.scale_ends_unverified", "info", (), {"scale": on})


@frozen
class Written:
    """A number that stands in a message, to two decimals."""

    number: Exact

    def label(self, lang: Lang = "id") -> str:
        """Return the number as it is printed."""
        return decimal_text(rounded(self.number, 2), lang)

    def __str__(self) -> str:
        return self.label()
