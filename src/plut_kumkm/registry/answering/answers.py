"""What is said of the creative subsector of a row, apart from how it is found: most files have no codes to ask of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding

COLUMNS = ("subsector", "subsector_share", "subsector_grade", "subsector_outcome", "other_subsectors")


class Answer(NamedTuple):
    """What is said of one row: the values of ``COLUMNS``, their cells after others in a line, and what was found.

    ``step`` is what counts it: ``counting.BESIDE`` times its place among ``subsectors.places``.
    """

    values: tuple[Any, ...]
    cells: str
    step: int
    notes: tuple[Finding, ...]


SILENT = Answer((), "", 0, ())
