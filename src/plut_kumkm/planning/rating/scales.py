"""Rating scales: the classes as they are printed, with their gaps, and how a gap is closed.

Print often leaves values out: 90.5 is in neither "76 <= 90" nor "91 <= 100". A scale keeps the intervals as printed and
makes ``Bands`` of them by a policy that has a name; the gaps stay visible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Literal, get_args

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.base.findings import Lang
from plut_kumkm.law.instruments import Grade, Provision
from plut_kumkm.planning.numbers import Exact, parse_number
from plut_kumkm.planning.sources import provision

Gap = Literal["lower-bound", "upper-bound", "round-first", "indeterminate"]
GAPS: tuple[Gap, ...] = get_args(Gap)

_INTERVAL = re.compile(r"([\[(]) *([^.\]]*(?:\.[0-9]+)?)? *\.\. *([^\])]*?) *([\])])").fullmatch
# Of the bands that show the gaps of print; no class has such a name.
_GAP = "\0"


@frozen
class Class:
    """One class of a scale and the interval that is printed for it; ``None`` is an open end."""

    label: str
    low: Exact | None
    high: Exact | None
    low_in: bool = True
    high_in: bool = True

    @property
    def interval(self) -> str:
        """The interval as it is written: ``[76..90]``; a round bracket leaves the number out."""
        low, high = ("" if one is None else str(one) for one in (self.low, self.high))
        return f"{'[' if self.low_in and low else '('}{low}..{high}{']' if self.high_in and high else ')'}"


@frozen(repr=False)
class Scale:
    """A rating scale: its classes from the lowest to the highest, and where it stands.

    ``gap`` is the policy that is taken where the caller names none, ``places`` to how many decimals "round-first"
    rounds. ``above`` and ``below`` are codes of notes: a value beyond the scale is then in its last or first class.

    >>> own = scale("kelurahan", {"Kurang": "[0..60]", "Cukup": "(60..80]", "Baik": "(80..]"})
    >>> own.bands("indeterminate").index(85), own.gaps
    (2, ())
    """

    id: str
    labels: Mapping[str, str] = field(eq=False)
    classes: tuple[Class, ...]
    gap: Gap = "lower-bound"
    places: int = 0
    above: str | None = None
    below: str | None = None
    no_target: str | None = None
    ends_unverified: bool = False
    meanings: Mapping[str, str] = field(factory=dict, eq=False)
    provision: Provision | None = None
    # By policy, made once: a plan rates thousands of values on one scale.
    _bands: dict[Gap, Bands] = field(init=False, factory=dict, eq=False)

    def __attrs_post_init__(self) -> None:
        if not self.classes:
            raise ValueError(f"scale {self.id}: it has no classes")
        for one in self.classes:
            if None not in (one.low, one.high) and not _ascends(one, one):
                raise ValueError(f"scale {self.id}: {one.label} {one.interval} runs downwards")
        for low, high in pairwise(self.classes):
            if low.high is None or high.low is None or not _apart(low, high):
                raise ValueError(
                    f"scale {self.id}: {low.label} {low.interval} and {high.label} {high.interval} overlap"
                )
        # That the classes differ is for the bands to refuse.
        self.bands("indeterminate")

    @property
    def grade(self) -> Grade | None:
        """How well the scale was seen; ``None`` for one of the caller's own."""
        return None if self.provision is None else self.provision.grade

    @property
    def gaps(self) -> tuple[tuple[Exact, Exact], ...]:
        """What print leaves out between its classes: pairs of the numbers around it."""
        return tuple(
            (low.high, high.low)
            for low, high in pairwise(self.classes)
            if low.high is not None and high.low is not None and not _touch(low, high)
        )

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the scale in words."""
        return self.labels[lang]

    def bands(self, gap: Gap) -> Bands:
        """Return the scale as bands, its gaps closed as the policy says.

        "lower-bound": a class reaches up to the next one; "upper-bound": down to the one below it; "indeterminate", and
        "round-first" on a value that is rounded, leave the gaps, as bands of their own.
        """
        if gap not in self._bands:
            self._bands[gap] = self._made(gap)
        return self._bands[gap]

    def _made(self, gap: Gap) -> Bands:
        ids: list[str] = []
        uppers: list[Bound] = []
        for place, (low, high) in enumerate(pairwise(self.classes)):
            below, above = _high(low), Bound(high.low or 0, inclusive=not high.low_in)
            ids.append(low.label)
            if gap == "lower-bound":
                uppers.append(above)
            else:
                uppers.append(below)
                if gap != "upper-bound" and not _touch(low, high):
                    ids.append(f"{_GAP}{place}")
                    uppers.append(above)
        last = self.classes[-1]
        ids.append(last.label)
        if last.high is not None:
            uppers.append(_high(last))
        first = self.classes[0]
        floor = None if first.low is None else Bound(first.low, inclusive=first.low_in)
        return Bands(tuple(ids), tuple(uppers), floor)

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<Scale {self.id}: {', '.join(f'{one.label} {one.interval}' for one in self.classes)}>"


def is_gap(name: str) -> bool:
    """Return whether a band is no class but a gap of print."""
    return name.startswith(_GAP)


def _high(one: Class) -> Bound:
    return Bound(one.high or 0, inclusive=one.high_in)


def _ascends(low: Class, high: Class) -> bool:
    """Return whether the lower end of one class is not beyond the upper end of the other."""
    first, last = low.low or 0, high.high or 0
    return first < last or (first == last and low.low_in and high.high_in)


def _apart(low: Class, high: Class) -> bool:
    end, begin = low.high or 0, high.low or 0
    return end < begin or (end == begin and not (low.high_in and high.low_in))


def _touch(low: Class, high: Class) -> bool:
    return low.high == high.low and low.high_in != high.low_in


def scale(
    id_: str,
    classes: Mapping[str, str],
    *,
    gap: Gap = "lower-bound",
    places: int = 0,
    provision: Provision | None = None,
) -> Scale:
    """Return a scale of your own.

    Args:
        id_: its name.
        classes: labels and intervals from the lowest class to the highest: ``"[76..90]"``; a round bracket leaves the
            number out, nothing beside the dots is an open end.
        gap: how values between the classes are rated; see ``rate``.
        places: to how many decimals "round-first" rounds.
        provision: where the scale stands, if that is to be cited.

    Raises:
        ValueError: an interval cannot be read, or the classes overlap or do not ascend.

    >>> scale("tiga", {"Kurang": "[0..60]", "Cukup": "(60..80]", "Baik": "(80..]"})
    <Scale tiga: Kurang [0..60], Cukup (60..80], Baik (80..)>
    """
    if gap not in GAPS:
        raise ValueError(f"gap must be one of {', '.join(GAPS)}, not {gap!r}")
    read = tuple(_class(id_, label, interval) for label, interval in classes.items())
    return Scale(id_, {"id": id_, "en": id_}, read, gap, places, provision=provision)


def _class(scale_id: str, label: str, interval: str) -> Class:
    found = _INTERVAL(interval.strip())
    if found is None:
        raise ValueError(
            f"scale {scale_id}: {label}: {interval!r} is no interval such as [76..90], (80..100] or (80..]"
        )
    low, high = (parse_number(part) if part and part.strip() else None for part in (found[2], found[3]))
    return Class(label, low, high, found[1] == "[", found[4] == "]")


@cache
def scales() -> Mapping[str, Scale]:
    """Return the rating scales of the library, by id.

    >>> print(scales()["sakip-88-2021"].classes[4].interval)
    (70..80]
    """
    file = data.toml("planning/scales.toml")
    found: dict[str, Scale] = {}
    for entry in file["scale"]:
        found[entry["id"]] = Scale(
            id=entry["id"],
            labels=entry["label"],
            classes=tuple(_class(entry["id"], label, interval) for label, interval in entry["classes"]),
            provision=provision(entry, file),
            **{name: entry[name] for name in _MORE if name in entry},
        )
    return data.FrozenMap(found)


_MORE = ("gap", "places", "above", "below", "no_target", "ends_unverified", "meanings")


def shipped(id_: str) -> Scale:
    """Return a scale of the library.

    Raises:
        ValueError: there is none of that name; the message names the nearest.
    """
    found = scales().get(id_)
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(str(id_), scales(), n=3, cutoff=0.3) or scales()
        raise ValueError(f"no scale {id_!r}; did you mean {', '.join(near)}?")
    return found
