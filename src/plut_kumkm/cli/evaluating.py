"""``plut-kumkm evaluate``: the main job on a file, or on the embedded example."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from plut_kumkm.base.data import DataError
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.cli.showing.printing import complain, complain_of_law, show, tell
from plut_kumkm.cli.showing.progress import progress
from plut_kumkm.law.books import book, load
from plut_kumkm.registry.evaluating import run
from plut_kumkm.registry.reading import Registry, example, read

if TYPE_CHECKING:
    from collections.abc import Generator

    from plut_kumkm.cli.parsing.options import CheckOptions, EvaluateOptions, PlanOptions, SubsectorOptions
    from plut_kumkm.identifiers.region import RegionNames

DONE, FOUND, UNUSABLE = 0, 1, 2


def evaluate(options: EvaluateOptions) -> int:
    """Return the status of the command: 0, 1 with ``--strict`` and errors, 2 when the input cannot be used."""
    lang = options.lang
    try:
        law = book() if options.law is None else load(options.law)
        with source(options) as registry:
            on = day(options)
            with progress(registry.path, lang) as told, seldom_collected():
                done = run(
                    registry, on=on, purpose=options.purpose, reading=options.reading, basis=options.basis, law=law,
                    out=options.out, show_personal=options.show_personal, keep=False, progress=told,
                    regions=region_names(options),
                )  # fmt: skip
            show(done, registry, law, lang)
    except ValidationError as error:
        complain(error, lang)
        return UNUSABLE
    except ValueError as error:
        # A law of the user's own may have criteria for which there are no facts, or be no TOML of this kind.
        if options.law is None:
            raise
        complain_of_law(error, lang)
        return UNUSABLE
    except BrokenPipeError:
        raise
    except OSError as error:
        return out_of_reach(options, error)
    errors = done.summary["findings_by_severity"].get("error", 0)
    return FOUND if options.strict and errors else DONE


@contextmanager
def seldom_collected() -> Generator[None, None, None]:
    """Let Python look for cycles seldom: rows make none, and looking takes a twelfth of the time of a large file."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def source(options: CheckOptions) -> AbstractContextManager[Registry]:
    """Return the file that is asked about, or the embedded example, as a context."""
    reading = options.reading_options
    return example(**reading) if options.file is None else nullcontext(read(options.file, **reading))


def region_names(options: CheckOptions) -> RegionNames | None:
    """Return the table of regions that is named.

    Raises:
        ValidationError: it is no such table.
    """
    if options.regions is None:
        return None
    from plut_kumkm.identifiers.region import load_names

    try:
        return load_names(options.regions, system=options.region_system)
    except DataError as error:
        params = {"file": options.regions.name, "detail": str(error)}
        raise ValidationError([Finding("cli.regions", params=params)]) from None


def day(options: CheckOptions | SubsectorOptions | PlanOptions) -> date:
    """Return the day that is asked about; today where none is, and that is said."""
    if options.on is not None:
        return options.on
    today = datetime.now(tz=UTC).astimezone().date()
    tell("cli.today", options.lang, day=today)
    return today


def out_of_reach(options: CheckOptions, error: OSError) -> int:
    """Say why a file could not be read or written, and return the status."""
    from plut_kumkm.tables.formats.reasons import because

    if options.out is not None:
        tell("cli.unwritable", options.lang, folder=str(options.out), reason=because(error))
    else:
        tell("cli.unreadable", options.lang, file=str(options.file), reason=because(error))
    return UNUSABLE
