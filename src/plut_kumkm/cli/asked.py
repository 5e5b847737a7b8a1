"""What the options of a command name: the file, the day, the law and the table of regions, opened for any command."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from plut_kumkm.base.data import DataError
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.cli.showing.printing import tell
from plut_kumkm.law.books import LawBook, book, load
from plut_kumkm.registry.reading import Registry, example, read

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from plut_kumkm.cli.parsing.options import CheckOptions, PlanOptions, SubsectorOptions
    from plut_kumkm.identifiers.region import RegionNames


def law_of(path: Path | None) -> LawBook:
    """Return the law in a file of the user, or that of the library.

    Raises:
        ValidationError: the file has findings of gravity error.
        ValueError: it is no TOML of law.
    """
    return book() if path is None else load(path)


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
