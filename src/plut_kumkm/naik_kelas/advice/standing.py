"""Where an enterprise stands on each prerequisite: held, missing, expired, not recorded, or none of its business."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base.checklist import Checklist, Evidence, Item
from plut_kumkm.enterprise.checks.numbers import licence_kinds, squash
from plut_kumkm.naik_kelas.advice.prerequisites import Prerequisite

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding, Lang
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.licences import Licence

State = Literal["held", "missing", "expired", "not_recorded", "not_applicable", "applicability_unknown"]
STATES: tuple[State, ...] = get_args(State)
# States in which something is left to do.
OPEN: tuple[State, ...] = ("missing", "expired", "not_recorded")


@frozen(kw_only=True)
class Standing:
    """Where one prerequisite stands, and what decided it: a licence, a fact, or evidence that was given."""

    prerequisite: Prerequisite
    state: State
    licence: Licence | None = None
    evidence: tuple[Evidence, ...] = ()
    fact: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the standing as plain JSON values; numbers of licences stay where they are."""
        expires = self.licence.expires if self.licence is not None else None
        return {
            "id": self.prerequisite.id,
            "state": self.state,
            "licence": None if self.licence is None else self.licence.kind,
            "expires": None if expires is None else expires.isoformat(),
            "fact": self.fact,
        }


def standing(
    one: Prerequisite,
    facts: Facts,
    on: date,
    *,
    subsectors: Collection[str],
    applies: Collection[str],
    evidence: tuple[Evidence, ...],
    complete: bool,
) -> Standing:
    """Return where an enterprise stands on one prerequisite.

    Evidence that was given comes before what is recorded. What is recorded nowhere is *not recorded*: nobody said that
    it is missing, unless the records are complete.
    """
    given = _by_evidence(one, evidence, on)
    held = given or _by_licence(one, facts, on) or _by_fact(one, facts)
    if held is not None and held.state == "held":
        return held
    if one.id not in applies:
        if one.subsectors and subsectors and not set(one.subsectors) & set(subsectors):
            return Standing(prerequisite=one, state="not_applicable")
        ended = held is not None and held.state == "expired"
        # A licence that it once had says as much as a subsector: it concerned this enterprise.
        if not ended and (one.asks is not None or (one.subsectors and not subsectors)):
            return Standing(prerequisite=one, state="applicability_unknown")
    return held or Standing(prerequisite=one, state="missing" if complete else "not_recorded")


def _by_evidence(one: Prerequisite, evidence: tuple[Evidence, ...], on: date) -> Standing | None:
    own = tuple(each for each in evidence if each.item == one.id)
    if not own:
        return None
    asked = Checklist("pathway", {"id": "", "en": ""}, (Item(one.id, one.labels),))
    answer = asked.assess(own, on=on).answers[0]
    states: dict[str, State] = {"met": "held", "not_met": "missing", "expired": "expired"}
    state = states.get(answer.state)
    return None if state is None else Standing(prerequisite=one, state=state, evidence=answer.evidence)


def _by_licence(one: Prerequisite, facts: Facts, on: date) -> Standing | None:
    """Return what the licences of its kinds say: one that is in force decides, else the one that expired last."""
    own = [each for each in facts.licences if _kind(each) in one.licences]
    begun = [each for each in own if each.issued is None or each.issued <= on]
    for each in begun:
        if each.expires is None or each.expires >= on:
            return Standing(prerequisite=one, state="held", licence=each)
    if not begun:
        return None
    last = max(begun, key=lambda each: each.expires or date.min)
    return Standing(prerequisite=one, state="expired", licence=last)


def _kind(licence: Licence) -> str | None:
    found = licence_kinds().get(squash(licence.kind))
    return None if found is None else found.name


def _by_fact(one: Prerequisite, facts: Facts) -> Standing | None:
    if one.fact is None:
        return None
    value = getattr(facts, one.fact)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value < 0):
        return None
    return Standing(prerequisite=one, state="held" if value else "missing", fact=one.fact)


def problems(evidence: Iterable[Evidence], known: tuple[Prerequisite, ...], on: date) -> tuple[Finding, ...]:
    """Return what is wrong with the evidence itself: items that nobody asks for, dates that cannot be."""
    items = tuple(Item(one.id, one.labels) for one in known)
    title: dict[Lang, str] = {"id": "syarat naik kelas", "en": "prerequisites of moving up"}
    return tuple(Checklist("pathway", title, items).assess(evidence, on=on).report)
