"""``plut-kumkm naik-kelas`` and ``plut-kumkm pathway``: what became of enterprises, and what they still need."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import cycle
from typing import TYPE_CHECKING, Any

from attrs import fields_dict

from plut_kumkm.base import show
from plut_kumkm.base.messages import render
from plut_kumkm.cli.asked import day, law_of, seldom_collected, source
from plut_kumkm.cli.parsing.values import word
from plut_kumkm.cli.showing.printing import tell
from plut_kumkm.cli.status import DONE, UNUSABLE, found_errors
from plut_kumkm.enterprise.records import Enterprise
from plut_kumkm.naik_kelas import indicators, pathway, pathways, prerequisites
from plut_kumkm.naik_kelas.advice.many import BREAKDOWNS as NEEDS_BY
from plut_kumkm.naik_kelas.measuring.groups import BREAKDOWNS
from plut_kumkm.registry.helping import read_interventions
from plut_kumkm.registry.moving import INDICATORS, mobility
from plut_kumkm.registry.reading import Registry, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.cli.parsing.options import MobilityOptions, PathwayOptions


def show_mobility(options: MobilityOptions) -> int:
    """Return the status of the command: 0, or 1 with ``--strict`` and errors."""
    _known("indicator", options.indicators, [one.id for one in indicators()])
    _known("by", options.by, BREAKDOWNS)
    _known("key", options.key, fields_dict(Enterprise))
    law = law_of(options.law)
    with ExitStack() as opened:
        registries = list(_registries(options)) or [opened.enter_context(source(options))]
        found = [one for registry in registries for one in registry.findings]
        help_, about = ((), ()) if options.help_file is None else read_interventions(options.help_file)
        with seldom_collected():
            done = mobility(
                *registries, key=options.key, indicators=options.indicators or INDICATORS, by=options.by, on=options.on,
                before=options.before, after=options.after, interventions=help_, unlisted=options.unlisted,
                min_cell=options.min_cell, law=law, out=options.out, found=(*found, *about),
            )  # fmt: skip
    _say_if_made_up(registries[0], options.lang)
    print(done.explain(options.lang))
    for path in done.files:
        print(path)
    return found_errors(options, errors=any(one.severity == "error" for one in done.findings))


def _known(option: str, given: Iterable[str], known: Iterable[str]) -> None:
    for one in given:
        word(option, one, tuple(known))


def _registries(options: MobilityOptions) -> Iterator[Registry]:
    for path, year in zip(options.files, cycle(options.years), strict=False):
        asked: dict[str, Any] = {**options.reading_options, "year": year}
        yield read(path, **asked)


def show_pathway(options: PathwayOptions) -> int:
    """Return the status of the command: 0, or 2 where the file has no such enterprise."""
    _known("by", options.by, NEEDS_BY)
    _known("applies", options.applies, [one.id for one in prerequisites()])
    law = law_of(options.law)
    with source(options) as registry:
        on = day(options)
        _say_if_made_up(registry, options.lang)
        if options.id is None:
            ways = pathways(registry.records, on=on, to=options.to, applies=options.applies, law=law)
            print(ways.needs(by=options.by, min_cell=options.min_cell).text(options.lang))
            return DONE
        one = _named(registry, options.id)
    if one is None:
        tell("cli.no_such_id", options.lang, id=show.excerpt(options.id), file=show.excerpt(registry.path.name))
        return UNUSABLE
    way = pathway(one, on=on, to=options.to, applies=options.applies, law=law)
    print(way.letter(options.lang) if options.letter else way.explain(options.lang))
    return DONE


def _say_if_made_up(registry: Registry, lang: Lang) -> None:
    if registry.synthetic:
        print(f"{render('cli.synthetic', {}, lang)}\n")


def _named(registry: Registry, id_: str) -> Enterprise | None:
    """Return the enterprise of an id; where a file has it several times, the last record, which has the latest year."""
    found = None
    for record in registry.records:
        if record.id == id_:
            found = record
    return found
