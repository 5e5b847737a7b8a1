"""``plut-kumkm classify``: the class of every enterprise of a file in one official scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.cli.asked import day, law_of, region_names, seldom_collected, source
from plut_kumkm.cli.showing.law_words import near, spelt
from plut_kumkm.cli.showing.printing import show_classes, tell
from plut_kumkm.cli.showing.progress import progress
from plut_kumkm.cli.status import UNUSABLE, found_errors
from plut_kumkm.registry.classifying import run

if TYPE_CHECKING:
    from plut_kumkm.cli.parsing.options import ClassifyOptions
    from plut_kumkm.law.books import LawBook


def classify(options: ClassifyOptions) -> int:
    """Return the status of the command: 0, 1 with ``--strict`` and errors, 2 when there is no such scheme."""
    lang = options.lang
    law = law_of(options.law)
    scheme = None if options.scheme is None else spelt(options.scheme, law.schemes())
    if scheme is None:
        return _no_scheme(options, law)
    with source(options) as registry:
        on = day(options)
        with progress(registry.path, lang) as told, seldom_collected():
            done = run(
                registry, scheme=scheme, on=on, law=law, out=options.out,
                show_personal=options.show_personal, keep=False, progress=told, regions=region_names(options),
            )  # fmt: skip
        show_classes(done, registry, law.scheme(done.summary["scheme"]), lang)
    return found_errors(options, errors=done.summary["findings_by_severity"].get("error", 0) > 0)


def _no_scheme(options: ClassifyOptions, law: LawBook) -> int:
    """Say which schemes there are, or which are nearest to the one that is not there, and return the status."""
    known = law.schemes()
    titles = {name: law.scheme(name).title[options.lang] for name in known if name in law.known}
    if options.scheme is not None:
        tell("cli.unknown_scheme", options.lang, got=options.scheme, near=near(options.scheme, known, titles))
        return UNUSABLE
    listed = [f"- {name}: {title}" for name, title in titles.items()]
    tell("cli.which_scheme", options.lang, schemes="\n".join(listed))
    return UNUSABLE
