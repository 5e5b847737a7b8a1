"""What is reported of a plan: money by what it is for, and what came of an indicator, period by period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from attrs import field, frozen

from plut_kumkm.base.periods import Period
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.planning.records.indicators import as_period
from plut_kumkm.planning.records.values import Value, or_blank, value

Standing = Literal["preliminary", "final", "prognosis"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)


@frozen(kw_only=True)
class Budget(Typed):
    """Money for one thing in one period: the ceiling (pagu) and what was spent [IDR].

    ``of`` is the id of the programme, activity, subactivity, action or indicator; a budget that stands inside such a
    record needs none.

    >>> Budget(of="p1", period=Period(2025), ceiling=2_000_000_000).realised is None
    True
    """

    period: Period
    of: str | None = None
    ceiling: int | None = None
    realised: int | None = None
    fund: str | None = None
    source: str | None = None


@frozen(kw_only=True)
class Realisation(Typed):
    """What an indicator came to in one period; ``standing`` says whether that is final.

    ``supporting`` and ``hindering`` are the factors that a report names, ``follow_up`` what is to be done. A value that
    a measure of this library gave keeps the measure's id, its sources and its warnings.
    """

    indicator: str
    period: Period
    value: Value = field(converter=or_blank)
    standing: str = "final"
    supporting: str | None = None
    hindering: str | None = None
    follow_up: str | None = None
    source: str | None = None
    measure: str | None = None
    cites: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def realised(indicator: str, values: Mapping[Period | int | str, object], **said: Any) -> tuple[Realisation, ...]:
    """Return the realisations of one indicator from a mapping of periods to values.

    Args:
        indicator: the id of the indicator.
        values: periods (a year as a number, others in words) and what came of each.
        said: what holds for all of them, such as ``standing="preliminary"`` or ``source="LKjIP 2025"``.

    >>> [(one.period.label(), one.value) for one in realised("ik1", {"TW I 2025": 4, "TW II 2025": "5,5"})]
    [('Triwulan I 2025', 4), ('Triwulan II 2025', Fraction(11, 2))]
    """
    return tuple(
        Realisation(indicator=indicator, period=as_period(period), value=value(one), **said)
        for period, one in values.items()
    )
