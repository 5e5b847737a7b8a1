"""The version of the library, read only when it is asked for."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str:
    """Return the installed version."""
    # Not at import: importlib.metadata costs more than the rest of this room.
    from importlib.metadata import version as installed

    return installed("plut-kumkm")
