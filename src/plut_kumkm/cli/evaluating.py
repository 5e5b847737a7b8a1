"""``plut-kumkm evaluate``: the main job on a file, or on the embedded example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.cli.asked import day, law_of, region_names, seldom_collected, source
from plut_kumkm.cli.showing.printing import show
from plut_kumkm.cli.showing.progress import progress
from plut_kumkm.cli.status import found_errors
from plut_kumkm.registry.evaluating import run

if TYPE_CHECKING:
    from plut_kumkm.cli.parsing.options import EvaluateOptions


def evaluate(options: EvaluateOptions) -> int:
    """Return the status of the command: 0, or 1 with ``--strict`` and errors."""
    law = law_of(options.law)
    with source(options) as registry:
        on = day(options)
        with progress(registry.path, options.lang) as told, seldom_collected():
            done = run(
                registry, on=on, purpose=options.purpose, reading=options.reading, basis=options.basis, law=law,
                out=options.out, show_personal=options.show_personal, keep=False, progress=told,
                regions=region_names(options),
            )  # fmt: skip
        show(done, registry, law, options.lang)
    return found_errors(options, errors=done.summary["findings_by_severity"].get("error", 0) > 0)
