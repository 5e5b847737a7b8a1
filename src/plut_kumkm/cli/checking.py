"""``plut-kumkm check``: the record checks of a file, or of the embedded example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.cli.evaluating import DONE, FOUND, UNUSABLE, day, out_of_reach, region_names, source
from plut_kumkm.cli.showing.printing import complain, show_check
from plut_kumkm.cli.showing.progress import progress
from plut_kumkm.registry.inspecting import inspect

if TYPE_CHECKING:
    from plut_kumkm.cli.parsing.options import CheckOptions


def check(options: CheckOptions) -> int:
    """Return the status of the command: 0, 1 with ``--strict`` and errors, 2 when the input cannot be used."""
    lang = options.lang
    try:
        with source(options) as registry:
            on = day(options)
            with progress(registry.path, lang) as told:
                done = inspect(registry, on=on, out=options.out, progress=told, regions=region_names(options))
            show_check(done, registry, lang)
    except ValidationError as error:
        complain(error, lang)
        return UNUSABLE
    except BrokenPipeError:
        raise
    except OSError as error:
        return out_of_reach(options, error)
    return FOUND if options.strict and done.summary["findings_by_severity"].get("error", 0) else DONE
