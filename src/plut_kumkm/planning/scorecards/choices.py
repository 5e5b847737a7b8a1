"""The choices by which a plan is measured, in one record that stands beside the result."""

from __future__ import annotations

from typing import Any, Literal, get_args

from attrs import frozen

from plut_kumkm.planning.answers import plain
from plut_kumkm.planning.measuring.achievements import ZERO_TARGETS, ZeroTarget
from plut_kumkm.planning.measuring.trajectories import Cutoffs, proposed_cutoffs
from plut_kumkm.planning.numbers import Exact, exact
from plut_kumkm.planning.rating.scales import GAPS, Gap, Scale, shipped

# Which target an achievement is measured against: that of the year, that of the parts of the year so far, that at the
# end of the plan, or that of the next year.
Against = Literal["annual", "quarter", "end", "next"]
AGAINST: tuple[Against, ...] = get_args(Against)
_LOWER = ("complement", "ratio")


@frozen(kw_only=True)
class Choices:
    """How a plan is measured where its indicators do not say otherwise.

    ``lower`` is the formula for lower is better, ``denominator`` which target stands below the line, ``prognosis``
    whether a forecast may stand in for a report. The others are those of ``achievement``, ``rate`` and ``trajectory``.

    >>> Choices(cap=120, lower="ratio").scale
    'permendagri-86-2017'
    """

    lower: str = "complement"
    cap: Exact | None = None
    floor: Exact | None = None
    zero_target: ZeroTarget = "none"
    denominator: Against = "annual"
    prognosis: bool = False
    scale: str | Scale = "permendagri-86-2017"
    gap: Gap | None = None
    cutoffs: Cutoffs | None = None

    def __attrs_post_init__(self) -> None:
        for name, given, words in (
            ("lower", self.lower, _LOWER),
            ("zero_target", self.zero_target, ZERO_TARGETS),
            ("denominator", self.denominator, AGAINST),
            ("gap", self.gap, (None, *GAPS)),
        ):
            if given not in words:
                raise ValueError(f"{name} must be one of {', '.join(map(repr, words))}, not {given!r}")
        for name, number in (("cap", self.cap), ("floor", self.floor)):
            if number is not None:
                exact(number, name)
        if isinstance(self.scale, str):
            shipped(self.scale)

    def to_dict(self) -> dict[str, Any]:
        """Return the choices as plain JSON values, the classes and cut-offs that they stand for with them."""
        scale = self.scale if isinstance(self.scale, Scale) else shipped(self.scale)
        cutoffs = proposed_cutoffs() if self.cutoffs is None else self.cutoffs
        return {
            "lower": self.lower,
            "cap": plain(self.cap),
            "floor": plain(self.floor),
            "zero_target": self.zero_target,
            "denominator": self.denominator,
            "prognosis": self.prognosis,
            "scale": scale.id,
            "classes": {one.label: one.interval for one in scale.classes},
            "gap": scale.gap if self.gap is None else self.gap,
            "cutoffs": {"on_track": plain(cutoffs.on_track), "at_risk": plain(cutoffs.at_risk)},
        }
