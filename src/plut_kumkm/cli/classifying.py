"""``plut-kumkm classify``: the class of every enterprise of a file in one official scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.cli.evaluating import DONE, FOUND, UNUSABLE, day, out_of_reach, region_names, seldom_collected, source
from plut_kumkm.cli.showing.law_words import near, spelt
from plut_kumkm.cli.showing.printing import complain, complain_of_law, show_classes, tell
from plut_kumkm.cli.showing.progress import progress
from plut_kumkm.law.books import book, load
from plut_kumkm.registry.classifying import run

if TYPE_CHECKING:
    from plut_kumkm.cli.parsing.options import ClassifyOptions
    from plut_kumkm.law.books import LawBook


def classify(options: ClassifyOptions) -> int:
    """Return the status of the command: 0, 1 with ``--strict`` and errors, 2 when the input cannot be used."""
    lang = options.lang
    try:
        law = book() if options.law is None else load(options.law)
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
    except ValidationError as error:
        complain(error, lang)
        return UNUSABLE
    except ValueError as error:
        # A law of the user's own may be no TOML of this kind.
        if options.law is None:
            raise
        complain_of_law(error, lang)
        return UNUSABLE
    except BrokenPipeError:
        raise
    except OSError as error:
        return out_of_reach(options, error)
    return FOUND if options.strict and done.summary["findings_by_severity"].get("error", 0) else DONE


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
