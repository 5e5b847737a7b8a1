"""Steps: each table that a method made on its way, kept as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen

from plut_kumkm.scoring.numbers import Column
from plut_kumkm.scoring.wording import render

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang

StepKind = Literal["cells", "alternatives", "criteria"]
STEP_KINDS: tuple[StepKind, ...] = get_args(StepKind)


@frozen
class Step:
    """One table on the way to the scores, unrounded.

    ``kind`` says what it has a number for: "cells", every alternative and column, and then ``columns`` holds one tuple
    a column; "alternatives" or "criteria", one each, and then ``columns`` holds one tuple alone.

    >>> Step("normalised", "cells", ("C1", "C2"), ((1.0, 0.5), (0.2, 0.4))).rows
    ((1.0, 0.2), (0.5, 0.4))
    """

    id: str
    kind: StepKind
    names: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def rows(self) -> tuple[Column, ...]:
        """One tuple an alternative; of a step about criteria, the one row."""
        if self.kind == "cells":
            return tuple(zip(*self.columns, strict=True))
        return tuple((value,) for value in self.values) if self.kind == "alternatives" else (self.values,)

    @property
    def values(self) -> Column:
        """The numbers of a step that has one for each alternative or criterion.

        Raises:
            TypeError: it has a number for every cell; ask ``rows`` or ``columns``.
        """
        if self.kind == "cells":
            raise TypeError(f"step {self.id} has a number for every cell: ask .rows or .columns")
        return self.columns[0]

    def label(self, lang: Lang = "id") -> str:
        """Return what the step is, in words."""
        return render(f"scoring.step.{self.id.lower()}", lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the step as plain JSON values."""
        return {
            "id": self.id,
            "kind": self.kind,
            "names": list(self.names),
            "columns": [[*one] for one in self.columns],
        }


def cells(id_: str, names: tuple[str, ...], columns: tuple[Column, ...]) -> Step:
    """Return a step with a number for every alternative and column."""
    return Step(id_, "cells", names, columns)


def by_alternative(id_: str, values: Column) -> Step:
    """Return a step with a number for every alternative."""
    return Step(id_, "alternatives", (), (values,))


def by_criterion(id_: str, names: tuple[str, ...], values: Column) -> Step:
    """Return a step with a number for every criterion."""
    return Step(id_, "criteria", names, (values,))
