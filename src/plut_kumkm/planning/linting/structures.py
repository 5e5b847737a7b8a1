"""Rules on the plan as a whole: its years, codes and levels, and what hangs on what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.identifiers import programme
from plut_kumkm.law.conditions import Words
from plut_kumkm.law.instruments import Cite
from plut_kumkm.law.regimes import Regime
from plut_kumkm.planning.linting.subjects import Said, Subject, When, same_number, values_of
from plut_kumkm.planning.rating.scales import scales
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.walking import Placed
from plut_kumkm.planning.validity import period_notes

_MOVES_UP = "2.17.08.2.01"  # the activity whose name says both tiers: from micro to small
_WORDS: Mapping[str, Tier] = {"mikro": Tier.MICRO, "kecil": Tier.SMALL, "menengah": Tier.MEDIUM}
# "usaha kecil", "usaha mikro, kecil, dan menengah"; not "jangka menengah".
_NAMED = re.compile(r"\busaha((?:[ ,/&-]+(?:(?:dan|atau|serta|usaha) +)*(?:mikro|kecil|menengah)\b)+)").findall
# Whose plan it is, in the words of the scheme.
_CLASSES: Mapping[str, str] = {"regency": "regency-city", "province": "province"}


def periods(subject: Subject) -> Iterator[Finding]:
    """The years of a plan are those that its instruction names, and an RPD has no vision of an elected head.

    Check the years and whether a newer instruction names others; leave the vision to the RPJMD.
    """
    if subject.plan is not None:
        yield from (note for note in period_notes(subject.plan) if note.severity != "error")


def form(subject: Subject) -> Iterator[Finding]:
    """A plan has a kind that is known and ends after it begins. Correct the kind or the years."""
    if subject.plan is not None:
        yield from (note for note in period_notes(subject.plan) if note.severity == "error")


def codes(subject: Subject) -> Iterator[Finding]:
    """A code that is none of the nomenclature matches no budget. Correct it, or leave out one of the office's own."""
    for placed in subject.parts:
        if placed.part.code is None:
            continue
        if not programme.is_valid(placed.part.code):
            params = {"part": show.excerpt(placed.part.name), "got": show.excerpt(placed.part.code)}
            yield Finding("plan_lint.code", path=(*placed.path, "code"), params=params)


def levels(subject: Subject) -> Iterator[Finding]:
    """The level in a code is that of whose plan it is: 1 for a province, 2 for a regency or city. Correct the code."""
    if subject.level is None:
        return
    for placed in subject.parts:
        if placed.part.code is None or not programme.is_valid(placed.part.code):
            continue
        government = programme.parse(placed.part.code).government
        if government is not None and government != subject.level:
            params = {"part": show.excerpt(placed.part.name), "got": placed.part.code, "level": When(subject.level)}
            yield Finding("plan_lint.level", path=(*placed.path, "code"), params=params)


def authority(subject: Subject) -> Iterator[Finding]:
    """A regency or city looks after micro enterprises, a province after small ones, the centre after medium ones.

    Check whose task it is; the activity that lifts micro enterprises to small ones is a task of the regency.
    """
    looked_after = _looked_after(subject)
    if subject.level is None or looked_after is None:
        return
    own, cite = looked_after
    for placed in subject.parts:
        if placed.kind not in ("activity", "subactivity", "action"):
            continue
        named = {_WORDS[word] for words in _NAMED(placed.part.name.casefold()) for word in _WORDS if word in words}
        if named and own.isdisjoint(named) and not (placed.part.code or "").startswith(_MOVES_UP):
            params = {
                "part": show.excerpt(placed.part.name),
                "tier": tuple(sorted(named)),
                "own": tuple(sorted(own)),
                "level": When(subject.level),
            }
            yield Finding("plan_lint.authority", "warning", path=(*placed.path, "name"), params=params, cite=cite)


def _looked_after(subject: Subject) -> tuple[set[Tier], Cite] | None:
    """Return the tiers that the owner of the plan looks after on the day, as the law of the day has them."""
    regime = None if subject.on is None else subject.law.at("authority", subject.on)
    if subject.level is None or not isinstance(regime, Regime):
        return None
    for row in regime.rows:
        if row.result == _CLASSES[subject.level] and isinstance(row.when, Words) and row.when.fact == "tier":
            return {Tier(word) for word in row.when.values}, row.provision.cite
    return None


def no_direction(subject: Subject) -> Iterator[Finding]:
    """An action follows a policy direction of the plan. Name it by its id."""
    if not isinstance(subject.plan, ActionPlan):
        return
    known = [one.id for one in subject.plan.directions]
    for place, action in enumerate(subject.plan.actions):
        if action.direction not in known:
            params = {"action": show.excerpt(action.name), "got": action.direction or "–", "known": tuple(known)}
            yield Finding("plan_lint.no_direction", path=("actions", place, "direction"), params=params)


def starving(subject: Subject) -> Iterator[Finding]:
    """A policy direction that nothing follows is a sentence. Give it an action or a programme, or drop it.

    Where the actions or programmes were not published, it is not known whether anything follows.
    """
    if subject.unpublished("actions", "programmes"):
        return
    below = {
        id(above.part) for placed in subject.parts for above in placed.above if placed.kind in ("action", "programme")
    }
    for placed in subject.parts:
        if placed.kind == "policy_direction" and id(placed.part) not in below:
            params = {"direction": show.excerpt(placed.part.name)}
            yield Finding("plan_lint.starving", "warning", path=placed.path, params=params)


def idle_owner(subject: Subject) -> Iterator[Finding]:
    """Whoever answers for a part of the plan answers for an indicator. Give the office one, or change the owner."""
    if subject.unpublished("indicators", "targets"):
        return
    measured = {placed.owner for placed in subject.indicators}
    seen: set[str] = set()
    for placed in subject.parts:
        owner = placed.part.owner
        if owner is not None and owner not in measured and owner not in seen:
            seen.add(owner)
            params = {"owner": show.excerpt(owner), "part": show.excerpt(placed.part.name)}
            yield Finding("plan_lint.idle_owner", "warning", path=(*placed.path, "owner"), params=params)


def twins(subject: Subject) -> Iterator[Finding]:
    """One indicator has one value in one year. Let the two agree, or say in their names how they differ."""
    first: dict[str, Placed] = {}
    for placed in subject.indicators:
        name = " ".join(placed.indicator.name.casefold().split())
        other = first.setdefault(name, placed)
        if other is placed:
            continue
        known = {when: value for _, when, value in values_of(other)}
        for path, when, value in values_of(placed):
            if when in known and not same_number(value, known[when]):
                params = {"indicator": show.excerpt(placed.indicator.name), "when": When(when)}
                params |= {"got": Said(value), "other": Said(known[when])}
                yield Finding("plan_lint.twins", "warning", path=path, params=params)


def unmeasured_money(subject: Subject) -> Iterator[Finding]:
    """Money that no indicator measures cannot be accounted for by result. Give what it pays for an indicator."""
    hidden = subject.unpublished("indicators", "targets")
    ids = {placed.part.id for placed in subject.parts} | {placed.indicator.id for placed in subject.indicators}
    measured = {placed.indicator.id for placed in subject.indicators}
    measured |= {part.id for placed in subject.indicators for part in placed.parts.values()}
    # What pays for a programme is measured by the indicators of its activities, and the other way round.
    for placed in subject.parts:
        if placed.part.indicators or any(above.part.indicators for above in placed.above):
            measured.add(placed.part.id)
    told: set[str] = set()
    for path, of, _ in subject.money:
        if of is not None and of not in ids:
            yield Finding("plan_lint.money_of_nothing", "warning", path=path, params={"got": show.excerpt(of)})
        elif of is not None and not hidden and of not in measured and of not in told:
            told.add(of)
            yield Finding("plan_lint.money_unmeasured", "warning", path=path, params={"of": show.excerpt(of)})


def same_id(subject: Subject) -> Iterator[Finding]:
    """An id names one thing. Give the second its own."""
    seen: set[str] = set()
    places = [(placed.path, placed.part.id) for placed in subject.parts]
    places += [(placed.path, placed.indicator.id) for placed in subject.indicators]
    for path, id_ in places:
        if id_ in seen:
            yield Finding("plan_lint.same_id", path=(*path, "id"), params={"got": show.excerpt(id_)})
        seen.add(id_)


def without_indicator(subject: Subject) -> Iterator[Finding]:
    """An objective or a programme without an indicator cannot fail. Say by what it is measured."""
    if subject.unpublished("indicators", "targets"):
        return
    held = {id(part) for placed in subject.indicators for part in placed.parts.values()}
    for placed in subject.parts:
        if placed.kind in ("objective", "programme") and id(placed.part) not in held:
            params = {"part": show.excerpt(placed.part.name), "kind": When(placed.kind)}
            yield Finding("plan_lint.without_indicator", "warning", path=placed.path, params=params)


def bands(subject: Subject) -> Iterator[Finding]:
    """A rating scale leaves no value out, and an indicator names one that exists. Close the gap, correct the name."""
    for place, scale in enumerate(subject.scales):
        for low, high in scale.gaps:
            params = {"scale": scale, "low": str(low), "high": str(high)}
            yield Finding("plan_lint.scale_gap", "warning", path=("scales", place), params=params)
    known = (*scales(), *(scale.id for scale in subject.scales))
    for placed in subject.indicators:
        said = placed.indicator.scale
        if said is not None and said not in known:
            params = {"indicator": show.excerpt(placed.indicator.name), "got": show.excerpt(said), "known": known}
            yield Finding("plan_lint.scale_unknown", "warning", path=(*placed.path, "scale"), params=params)
