"""Decision matrices: alternatives by criteria, immutable, what is missing said and not filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, Report, ValidationError
from plut_kumkm.scoring.matrices import cells
from plut_kumkm.scoring.matrices.criteria import Criteria, Criterion, as_criteria, numbered
from plut_kumkm.scoring.matrices.lists import listed, mapped, recorded, tabled
from plut_kumkm.scoring.numbers import Column, refuse
from plut_kumkm.scoring.wording import name_of, render, said

if TYPE_CHECKING:
    from plut_kumkm.scoring.matrices.cells import Mark

# Values of one criterion, one an alternative; ``None`` is missing.
Values = tuple[float | None, ...]
_SHOWN = 20


@frozen(init=False, repr=False)
class DecisionMatrix:
    """Alternatives by criteria.

    Args:
        rows: one row of numbers an alternative; ``None`` is missing.
        criteria: criteria, their codes, or a mapping from code to direction; "C1", "C2" … where there are none.
        alternatives: the names; "A1", "A2" … where there are none.

    Raises:
        ValidationError: rows of different lengths, a name that stands twice, or a cell that is no finite number;
            every such cell is named.

    >>> matrix = DecisionMatrix([[5, 8], [7, None]], {"harga": "cost", "mutu": "benefit"})
    >>> matrix.alternatives, matrix.missing, matrix.columns
    (('A1', 'A2'), (('A2', 'mutu'),), ((5.0, 7.0), (8.0, None)))
    """

    alternatives: tuple[str, ...]
    criteria: Criteria
    columns: tuple[Values, ...]

    def __init__(
        self,
        rows: Iterable[Iterable[object]],
        criteria: Criteria | Iterable[Criterion | str] | Mapping[str, Any] | None = None,
        alternatives: Iterable[object] | None = None,
    ) -> None:
        table = tabled(rows, "rows")
        if not table:
            refuse("scoring.no_alternatives")
        width = len(table[0])
        ragged = [place for place, row in enumerate(table) if len(row) != width]
        if ragged:
            got = tuple(len(table[place]) for place in ragged[:5])
            refuse("scoring.ragged", ("rows", ragged[0]), row=ragged[0] + 1, first=width, got=got)
        known = as_criteria(numbered(width) if criteria is None else criteria)
        if len(known) != width:
            refuse("scoring.criteria_count", ("criteria",), criteria=len(known), columns=width)
        names = _names(None if alternatives is None else listed(alternatives, "alternatives"), len(table))
        _fill(self, names, known, _columns(table, known.codes, names))

    @classmethod
    def from_records(
        cls,
        records: Iterable[Mapping[str, Any]],
        criteria: Criteria | Iterable[Criterion | str] | Mapping[str, Any] | None = None,
        *,
        name: str | None = None,
        decimal: Mark | None = None,
    ) -> DecisionMatrix:
        """Return the matrix of records, such as those of ``csv.DictReader``.

        Args:
            records: one mapping an alternative; a blank text or ``None`` is missing.
            criteria: which keys are criteria, as in ``DecisionMatrix``; every key but the name where it is not said.
            name: the key that holds the name of the alternative; where it is not said the first, or the first that is
                no criterion. Without one the names are "A1", "A2" …
            decimal: the decimal mark, "," or ".", where a cell such as "1.500" could be read two ways. A column whose
                other cells settle the mark needs none.

        Raises:
            ValidationError: a key is missing, or a cell cannot be read; every such cell is named, of those that can be
                read two ways the first of each column.
            ValueError: there is no such decimal mark.

        >>> rows = [{"usaha": "Toko A", "harga": "1.250,5"}, {"usaha": "Toko B", "harga": ""}]
        >>> matrix = DecisionMatrix.from_records(rows, {"harga": "cost"})
        >>> matrix.alternatives, matrix.columns
        (('Toko A', 'Toko B'), ((1250.5, None),))
        """
        if decimal is not None and decimal not in cells.MARKS:
            raise ValueError(f"decimal must be ',' or '.', not {decimal!r}")
        table = recorded(records, "records")
        if not table:
            refuse("scoring.no_alternatives")
        keys = list(table[0])
        if criteria is None:
            key = name if name is not None or not keys else keys[0]
            known = as_criteria([one for one in keys if one != key])
        else:
            known = as_criteria(criteria)
            key = name if name is not None else next((one for one in keys if one not in known.codes), None)
        wanted = known.codes if key is None else (key, *known.codes)
        for place, record in enumerate(table):
            if absent := [one for one in wanted if one not in record]:
                refuse("scoring.key_missing", (place, absent[0]), row=place + 1, key=absent[0], known=tuple(record)[:8])
        names = _names(None if key is None else [record[key] for record in table], len(table))
        rows = [[record[code] for code in known.codes] for record in table]
        return _fill(cls.__new__(cls), names, known, _columns(rows, known.codes, names, decimal))

    def __len__(self) -> int:
        return len(self.alternatives)

    @property
    def rows(self) -> tuple[Values, ...]:
        """One tuple of values an alternative."""
        return tuple(zip(*self.columns, strict=True))

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """What is missing: alternative and code of the criterion."""
        return tuple((self.alternatives[place], code) for place, code in self._gaps())

    def _gaps(self) -> Iterator[tuple[int, str]]:
        for code, column in zip(self.criteria.codes, self.columns, strict=True):
            for place, value in enumerate(column):
                if value is None:
                    yield place, code

    def index(self, alternative: str | int) -> int:
        """Return the place of an alternative, found by its name or its place.

        Raises:
            ValidationError: there is none of that name or place.
        """
        return place_of(alternative, self.alternatives)

    def value(self, alternative: str | int, criterion: str) -> float | None:
        """Return one cell, ``None`` where it is missing."""
        return self.columns[self.criteria.index(criterion)][self.index(alternative)]

    def complete(self) -> tuple[Column, ...]:
        """Return the columns, none of their cells missing.

        Raises:
            ValidationError: cells are missing; each is named.
        """
        full = tuple(tuple(value for value in column if value is not None) for column in self.columns)
        if any(len(column) != len(self) for column in full):
            raise ValidationError(self.missing_cells())
        return full

    def missing_cells(self) -> list[Finding]:
        """Return a finding for each cell that is missing."""
        return [
            Finding(
                "scoring.cell_missing",
                "error",
                (place, code),
                {"alternative": name_of(self.alternatives[place]), "criterion": code},
            )
            for place, code in self._gaps()
        ]

    def without(self, *alternatives: str | int) -> DecisionMatrix:
        """Return the matrix without some alternatives.

        >>> DecisionMatrix([[1], [2], [3]]).without("A2").alternatives
        ('A1', 'A3')
        """
        dropped = {self.index(one) for one in alternatives}
        kept = [place for place in range(len(self)) if place not in dropped]
        if not kept:
            refuse("scoring.no_alternatives")
        return evolve_matrix(
            self,
            alternatives=tuple(self.alternatives[place] for place in kept),
            columns=tuple(tuple(column[place] for place in kept) for column in self.columns),
        )

    def without_missing(self) -> DecisionMatrix:
        """Return the matrix without the alternatives of which a cell is missing."""
        return self.without(*{alternative for alternative, _ in self.missing})

    def with_weights(self, weights: Iterable[float] | Mapping[str, float]) -> DecisionMatrix:
        """Return the matrix with other weights, one a criterion in their order, or by code."""
        codes = self.criteria.codes
        by_code = mapped(weights)
        if by_code is not None:
            for code in by_code:
                self.criteria.index(code)
            given = [by_code.get(code) for code in codes]
        else:
            given = listed(weights, "weights")
            if len(given) != len(codes):
                refuse("scoring.weights_count", ("weights",), got=len(given), criteria=len(codes))
        return evolve_matrix(self, criteria=self.criteria.replaced(weight=given))

    def check(self) -> Report:
        """Return every finding: missing cells, criteria that tell nothing apart, weights, scales, twins."""
        from plut_kumkm.scoring.matrices.checks import check

        return check(self)

    def to_records(self, name: str = "alternative") -> list[dict[str, Any]]:
        """Return one dictionary an alternative, its name under ``name``."""
        codes = self.criteria.codes
        return [
            {name: alternative, **dict(zip(codes, row, strict=True))}
            for alternative, row in zip(self.alternatives, self.rows, strict=True)
        ]

    def table(self, lang: Lang = "id") -> str:
        """Return the matrix as a table in plain text, direction and weight of each criterion in its head."""
        return show.text_table(*self._cells(lang))

    def html(self, lang: Lang = "id") -> str:
        """Return the matrix as an HTML table; everything is escaped."""
        return show.html_table(*self._cells(lang))

    def _cells(self, lang: Lang) -> tuple[list[str], list[list[str]]]:
        head = [render("scoring.alternative", lang), *(one.heading(lang) for one in self.criteria)]
        rows = [
            [name_of(name), *(said(value, lang) for value in row)]
            for name, row in zip(self.alternatives[:_SHOWN], self.rows, strict=False)
        ]
        if len(self) > _SHOWN:
            rows.append(["…", *("" for _ in self.criteria)])
        return head, rows

    def __repr__(self) -> str:
        return f"<DecisionMatrix {len(self)} × {len(self.criteria)}: {', '.join(self.criteria.codes)}>"

    def __str__(self) -> str:
        return self.table()

    def _repr_html_(self) -> str:
        return self.html()


def evolve_matrix(matrix: DecisionMatrix, **changes: Any) -> DecisionMatrix:
    """Return a matrix with some of its three parts changed; what is passed must fit together."""
    parts: dict[str, Any] = {
        "alternatives": matrix.alternatives,
        "criteria": matrix.criteria,
        "columns": matrix.columns,
        **changes,
    }
    return _fill(DecisionMatrix.__new__(DecisionMatrix), **parts)


def _fill(
    matrix: DecisionMatrix, alternatives: tuple[str, ...], criteria: Criteria, columns: tuple[Values, ...]
) -> DecisionMatrix:
    """Return a matrix that was made empty with its three parts set: the one time that they are."""
    for name, value in (("alternatives", alternatives), ("criteria", criteria), ("columns", columns)):
        object.__setattr__(matrix, name, value)
    return matrix


def as_matrix(matrix: DecisionMatrix | Iterable[Iterable[object]]) -> DecisionMatrix:
    """Return a matrix from itself or from rows."""
    return matrix if isinstance(matrix, DecisionMatrix) else DecisionMatrix(matrix)


def place_of(alternative: str | int, alternatives: Sequence[str]) -> int:
    """Return the place of an alternative.

    Raises:
        ValidationError: there is none of that name or place.
    """
    if isinstance(alternative, int) and not isinstance(alternative, bool):
        name = str(alternative)
        if name in alternatives and alternatives.index(name) != alternative:
            # Numbered alternatives: which of the two was meant cannot be seen.
            there = name_of(alternatives[alternative]) if 0 <= alternative < len(alternatives) else "–"
            refuse("scoring.alternative_two_ways", (alternative,), got=alternative, there=there)
        if not 0 <= alternative < len(alternatives):
            refuse("scoring.alternative_place", (alternative,), got=alternative, last=len(alternatives) - 1)
        return alternative
    if alternative not in alternatives:
        # Imported here: only a name that is wrong needs it.
        from difflib import get_close_matches

        near = get_close_matches(str(alternative), alternatives, cutoff=0.3) or alternatives[:5]
        refuse("scoring.alternative_unknown", (), got=name_of(str(alternative)), near=tuple(map(name_of, near)))
    return alternatives.index(alternative)


def _names(alternatives: Sequence[object] | None, count: int) -> tuple[str, ...]:
    if alternatives is None:
        return tuple(f"A{place + 1}" for place in range(count))
    names = tuple(str(one).strip() if one is not None else "" for one in alternatives)
    if len(names) != count:
        refuse("scoring.alternatives_count", ("alternatives",), names=len(names), rows=count)
    seen: set[str] = set()
    for place, name in enumerate(names):
        if not name:
            refuse("scoring.alternative_blank", ("alternatives", place), row=place + 1)
        if name in seen:
            refuse("scoring.alternative_twice", ("alternatives", place), row=place + 1, alternative=name_of(name))
        seen.add(name)
    return names


def _columns(
    rows: Sequence[Sequence[object]],
    codes: Sequence[str],
    names: Sequence[str],
    decimal: Mark | None = None,
) -> tuple[Values, ...]:
    columns: list[Values] = []
    wrong: list[Finding] = []
    for code, column in zip(codes, zip(*rows, strict=True), strict=True):
        mark = decimal or cells.settled(column)
        values: list[float | None] = []
        two_ways: list[Finding] = []
        for place, value in enumerate(column):
            read = cells.read(value, mark)
            if not isinstance(read, cells.Wrong):
                values.append(read)
                continue
            found = read.at(place, code, criterion=code, alternative=name_of(names[place]))
            (two_ways if read.code == "scoring.cell_ambiguous" else wrong).append(found)
        if two_ways:
            # A whole column is written alike, and one mark settles it: its first cell stands for all.
            first = two_ways[0]
            wrong.append(evolve(first, params={**first.params, "count": len(two_ways)}))
        columns.append(tuple(values))
    if wrong:
        raise ValidationError(sorted(wrong, key=lambda found: int(found.path[0])))
    return tuple(columns)
