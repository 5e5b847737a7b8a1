"""``plut-kumkm subsector``: the creative subsector of KBLI codes with its reasons, or the list of a version or day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.base import messages
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.show import excerpt
from plut_kumkm.cli.asked import day, law_of
from plut_kumkm.cli.parsing.options import UsageError
from plut_kumkm.cli.parsing.values import word
from plut_kumkm.cli.showing.printing import Grid, put, tell
from plut_kumkm.cli.status import DONE, UNUSABLE
from plut_kumkm.ekraf.kbli.asking import subsector, subsector_unversioned
from plut_kumkm.ekraf.lists import VERSIONS, subsectors
from plut_kumkm.ekraf.lookup import name_problems
from plut_kumkm.identifiers.kbli_type import Kbli
from plut_kumkm.law.verdicts import NotInForce

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.cli.parsing.options import SubsectorOptions
    from plut_kumkm.cli.showing.printing import Part
    from plut_kumkm.ekraf.kbli.verdicts import SubsectorVerdict
    from plut_kumkm.ekraf.lists import Subsector, SubsectorList

# The list with the most names, by which a name is told from a code.
_WIDEST = VERSIONS[-1]


def show_subsectors(options: SubsectorOptions) -> int:
    """Return the status of the command: 0, or 2 when a code cannot be read or the user's law cannot be used."""
    return _list(options) if options.list else _codes(options)


def _codes(options: SubsectorOptions) -> int:
    law = law_of(options.law)
    if options.accept_unverified:
        law = law.accepting("unverified")
    verdicts = [
        subsector_unversioned(code, law=law) if options.kbli is None else subsector(Kbli(options.kbli, code), law=law)
        for code in options.codes
    ]
    unreadable = [verdict for verdict in verdicts if verdict.outcome == "damaged"]
    if good := [verdict for verdict in verdicts if verdict not in unreadable]:
        put(verdict.explain(options.lang) for verdict in good)
    if unreadable:
        told = dict(zip(verdicts, options.codes, strict=True))
        raise ValidationError([note for one in unreadable for note in _unread(told[one], one)])
    return DONE


def _unread(text: str, verdict: SubsectorVerdict) -> tuple[Finding, ...]:
    """Return why a code cannot be read; of a name only that it is one, not which of its letters is no digit."""
    if name_problems(text, version=_WIDEST):
        return verdict.notes
    return (Finding("ekraf.name_for_code", "error", ("kbli",), {"got": excerpt(text)}),)


def _list(options: SubsectorOptions) -> int:
    ignored = (("--kbli", options.kbli), ("--law", options.law), ("--accept-unverified", options.accept_unverified))
    if given := tuple(name for name, value in ignored if value):
        raise UsageError("ekraf.list_takes_no", options=given)
    version = word("version", options.version, VERSIONS)
    try:
        found = subsectors(version=version) if version else subsectors(on=day(options))
    except NotInForce:
        tell("cli.subsector_no_list", options.lang, day=options.on)
        return UNUSABLE
    put(_page(found, options.lang))
    return DONE


def _page(found: SubsectorList, lang: Lang) -> Iterator[Part]:
    """Yield the list: what it rests on, its subsectors, and what is not known of it."""

    def text(code: str, **params: object) -> str:
        return messages.render(f"cli.{code}", params, lang)

    source = found.provision
    cite = f"{source.cite.label(lang)} ({source.remark(lang)})"
    yield f"{text('subsector_list', list=found, period=found.period(lang))}\n{text('subsector_source', cite=cite)}"
    if found.named:
        header = tuple(text(f"subsector_{name}") for name in ("place", "slug", "indonesian", "english", "field"))
        yield Grid("", header, tuple(_row(one, lang) for one in found), 2)
    if found.notes:
        yield "\n".join(f"- {note.message(lang)}" for note in found.notes)


def _row(one: Subsector, lang: Lang) -> tuple[str, ...]:
    english, field = f"{one.name_en} ({_grade(one.english_grade, lang)})", "–"
    if one.cluster is not None:
        field = f"{one.cluster.label(lang)} ({_grade(one.cluster.grade, lang)})"
    return (str(one.position), one.slug, one.name_id, english, field)


def _grade(grade: str, lang: Lang) -> str:
    return messages.render(f"grade.{grade}", {}, lang)
