"""``plut-kumkm check``: the record checks of a file, or of the embedded example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.cli.asked import day, region_names, source
from plut_kumkm.cli.showing.printing import show_check
from plut_kumkm.cli.showing.progress import progress
from plut_kumkm.cli.status import found_errors
from plut_kumkm.registry.inspecting import inspect

if TYPE_CHECKING:
    from plut_kumkm.cli.parsing.options import CheckOptions


def check(options: CheckOptions) -> int:
    """Return the status of the command: 0, or 1 with ``--strict`` and errors."""
    with source(options) as registry:
        on = day(options)
        with progress(registry.path, options.lang) as told:
            done = inspect(registry, on=on, out=options.out, progress=told, regions=region_names(options))
        show_check(done, registry, options.lang)
    return found_errors(options, errors=done.summary["findings_by_severity"].get("error", 0) > 0)
