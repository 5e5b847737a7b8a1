"""The letter to a client: the pathway in plain words, what comes first, and which service helps with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plut_kumkm.law.answers import render
from plut_kumkm.naik_kelas.advice.prerequisites import service_field_label

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.naik_kelas.advice.pathway import Pathway
    from plut_kumkm.naik_kelas.advice.standing import Standing


def letter(way: Pathway, lang: Lang) -> str:
    """Return the letter; the enterprise is called by its name, and nothing personal of its owner is in it."""
    # A group that ends the letter leaves a blank line too many.
    return "\n".join(_lines(way, lang)).replace("\n\n\n", "\n\n")


def _lines(way: Pathway, lang: Lang) -> Iterator[str]:
    yield render("letter.to", {"name": way.name or render("letter.nameless", {}, lang)}, lang)
    yield render("letter.date", {"on": way.on}, lang)
    yield ""
    if way.now.value is None:
        yield render("letter.unknown", {"needs": render("letter.facts", {"needs": way.now.needs}, lang)}, lang)
    else:
        yield render("letter.now", {"tier": way.now.value.label(lang)}, lang)
    gap = way.gap
    if gap is not None and gap.missing:
        told = {"tier": gap.tier.label(lang), "basis": gap.basis, "missing": gap.missing, "reach": gap.reach}
        yield render("letter.gap", told, lang)
    yield ""
    if not way.next_steps:
        yield render("letter.nothing", {}, lang)
    for title, group in (("letter.must", way.obligations), ("letter.advice", way.practices)):
        if group:
            yield render(title, {}, lang)
            yield from (f"{place}. {_item(one, lang)}" for place, one in enumerate(group, start=1))
            yield ""
    if way.of("held"):
        yield render("letter.held", {"names": ", ".join(one.prerequisite.label(lang) for one in way.of("held"))}, lang)
    if way.cliffs:
        yield render("letter.cliffs", {}, lang)
        from plut_kumkm.naik_kelas.advice.pathway import cliff_line

        yield from (f"- {cliff_line(cliff, lang)}" for cliff in way.cliffs)
    yield ""
    yield render("letter.end", {}, lang)


def _item(one: Standing, lang: Lang) -> str:
    wanted = one.prerequisite
    ended = None if one.licence is None else one.licence.expires
    told = {"label": wanted.label(lang), "evidence": wanted.evidence[lang], "day": ended}
    code = "letter.item_not_recorded" if one.state == "not_recorded" else "letter.item"
    if one.state == "expired":
        code = "letter.item_ended" if ended is None else "letter.item_ended_on"
    return render(code, {**told, "field": service_field_label(wanted.service_field, lang)}, lang)
