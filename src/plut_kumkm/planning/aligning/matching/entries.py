"""What is laid side by side: each indicator with the plan it stands in, and how two of them were found to be one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Lang
from plut_kumkm.planning.aligning.matching.names import Name, distance, name_of
from plut_kumkm.planning.answers import plain, render
from plut_kumkm.planning.numbers import decimal_text, rounded
from plut_kumkm.planning.records.action_plans import Action, ActionPlan
from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.walking import Placed, indicators_of

# How two indicators were found to be one: as the caller said, by their id, by the code of their part and their name, by
# their name, by the measure that both are bound to, or by a near name.
How = Literal["given", "id", "code", "name", "measure", "near"]
HOWS: tuple[How, ...] = get_args(How)
_LONGEST = 120  # letters of a name that are shown
_SEGMENTS = 6  # of the nomenclature, down to the subactivity; what follows is an account


@frozen(eq=False, repr=False)
class Entry:
    """An indicator in one of the plans: ``plan`` is the place of the plan, ``code`` the nomenclature of its part."""

    plan: int
    label: str
    placed: Placed
    name: Name
    code: str | None

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.placed.indicator

    @property
    def order(self) -> tuple[str, str, str]:
        """By what entries are put in order where their places must not count."""
        return self.indicator.id, self.indicator.name, self.code or ""

    def __repr__(self) -> str:
        return f"<Entry {self.label}: {self.indicator.id}>"


def entries_of(plan: Plan | ActionPlan, place: int, label: str) -> tuple[Entry, ...]:
    """Return the indicators of a plan, in its order."""
    return tuple(
        Entry(place, label, placed, name_of(placed.indicator.name), _code(placed)) for placed in indicators_of(plan)
    )


def _code(placed: Placed) -> str | None:
    """Return the code of the part that has the indicator; an action without one has that of its programme."""
    for part in placed.holders[:1]:
        given = part.code or (part.programme if isinstance(part, Action) else None)
        return None if given is None else bare_code(given)
    return None


def bare_code(code: str) -> str:
    """Return a code of the nomenclature without the account that may follow it.

    >>> bare_code(" 2.17.07.2.01.04.5.1.02.04 "), bare_code("3.26.04")
    ('2.17.07.2.01.04', '3.26.04')
    """
    return ".".join(part.strip() for part in code.strip(" .").split(".")[:_SEGMENTS])


@frozen(eq=False)
class Match:
    """Two indicators that were found to be one, or may be: how, and how far apart their names are [1]."""

    one: Entry
    other: Entry
    how: How
    distance: Fraction

    def label(self, lang: Lang = "id") -> str:
        """Return both, how they were found, and the distance of their names, in one line."""
        both = (f"{entry.label} {entry.indicator.id}" for entry in (self.one, self.other))
        return f"{' = '.join(both)} ({self.found(lang)})"

    def found(self, lang: Lang = "id") -> str:
        """Return how the two were found, and the distance of their names."""
        how = render(f"planning.align.how.{self.how}", {}, lang)
        return render("planning.align.found", {"how": how, "distance": percent(self.distance, lang)}, lang)

    def __str__(self) -> str:
        return self.label()

    def to_dict(self) -> dict[str, Any]:
        """Return the match as plain JSON values."""
        return {
            "plans": [self.one.label, self.other.label],
            "indicators": [self.one.indicator.id, self.other.indicator.id],
            "names": [self.one.indicator.name, self.other.indicator.name],
            "how": self.how,
            "distance": plain(self.distance),
        }


def matched(one: Entry, other: Entry, how: How) -> Match:
    """Return that two indicators were found to be one."""
    return Match(one, other, how, distance(one.name, other.name))


def shown(name: str) -> str:
    r"""Return a name as it may stand in a message: on one line, not too long, numbers of persons masked.

    >>> shown("Jumlah  event\n(HP 081234567890)")
    'Jumlah event (HP ********7890)'
    """
    plain_name = show.hide_numbers(" ".join("".join(sign if sign.isprintable() else " " for sign in name).split()))
    return plain_name if len(plain_name) <= _LONGEST else f"{plain_name[: _LONGEST - 1]}…"


def percent(share: Fraction, lang: Lang) -> str:
    """Return a share as people read it, rounded to whole percents."""
    return f"{decimal_text(rounded(share * 100, 0), lang)}%"
