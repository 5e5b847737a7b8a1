"""Self-assessment: a checklist for each network, so that a city can show where it stands, evidence by evidence.

The coverage of a list says how many of its items are met. It is no score: no weights of any network are known.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data
from plut_kumkm.base.checklist import Assessment, Checklist, Evidence, Item
from plut_kumkm.base.findings import Finding
from plut_kumkm.ekraf.sources import provision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

_SHARED = ("instrument", "grade", "origin", "seen")
# What is not known of the networks, said with each list that it concerns.
_NOTES: Mapping[str, Finding] = {
    found.code: found
    for found in (
        Finding("city.form_of_2015", "info"),
        Finding("city.call_limits", "warning"),
        Finding("city.indicators_unknown", "info"),
        Finding("city.report_contents", "info"),
        Finding("city.pmk3i_weights", "warning"),
        Finding("city.pmk3i_clusters", "info"),
        Finding("city.principles_wording", "info"),
        Finding("city.index_unknown", "warning"),
        Finding("city.initiatives_wording", "info"),
    )
}


@cache
def _lists() -> Mapping[str, Checklist]:
    file = data.toml("ekraf/cities.toml")
    return data.FrozenMap({entry["id"]: _list(entry, file) for entry in file["checklist"]})


def _list(entry: Mapping[str, Any], file: Mapping[str, Any]) -> Checklist:
    shared = {name: entry[name] for name in _SHARED if name in entry}
    items = []
    for one in entry["item"]:
        source = provision({**shared, **one}, file)
        items.append(Item(one["id"], one["label"], source.cite, source.grade, one.get("group")))
    return Checklist(entry["id"], entry["title"], tuple(items), tuple(_NOTES[code] for code in entry["notes"]))


def city_checklists() -> tuple[Checklist, ...]:
    """Return every checklist of creative cities.

    >>> [(one.id, len(one.items)) for one in city_checklists()]
    [('uccn-application', 8), ('uccn-report', 2), ('pmk3i', 15), ('iccn-principles', 10), ('catha-ekadasa', 11)]
    """
    return tuple(_lists().values())


def city_checklist(list_id: str) -> Checklist:
    """Return a checklist of creative cities by its id.

    Args:
        list_id: "uccn-application", "uccn-report", "pmk3i", "iccn-principles" or "catha-ekadasa".

    Raises:
        KeyError: there is no such list; the message names those there are.

    Source:
        Forms of UNESCO (2015, 2019); descriptions of PMK3I (2017, 2025); ICCN (2015, about 2022).

    >>> city_checklist("iccn-principles").items[0].label("en")
    'Is compassionate'
    """
    found = _lists().get(list_id)
    if found is None:
        raise KeyError(f"there is no checklist {list_id!r}; there are {', '.join(_lists())}")
    return found


def assess_city(list_id: str, evidence: Iterable[Evidence], *, on: date) -> Assessment:
    """Return where a city stands on a checklist on the day ``on``.

    Args:
        list_id: the id of the checklist.
        evidence: what the city has, item by item.
        on: the day.

    Raises:
        KeyError: there is no such list.
        TypeError: ``on`` is not a date, or a piece of evidence is no ``Evidence``.

    >>> from datetime import date
    >>> found = assess_city("uccn-application", [Evidence(item="satu-bidang", text="Media Arts")], on=date(2026, 6, 30))
    >>> found.coverage, found.counts["not_known"]
    (Fraction(1, 8), 7)
    """
    return city_checklist(list_id).assess(evidence, on=on)
