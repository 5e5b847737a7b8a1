"""Criteria: what alternatives are measured by, which way is the good one, and how much it weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan
from numbers import Real
from typing import Any, Literal, get_args, overload

from attrs import evolve, frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.scoring.matrices import cells
from plut_kumkm.scoring.matrices.lists import listed, recorded
from plut_kumkm.scoring.numbers import refuse
from plut_kumkm.scoring.wording import render, said

Direction = Literal["benefit", "cost", "target"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
# Words and numbers that papers and other libraries use for the three.
_WORDS: dict[object, Direction] = {
    **{word: word for word in DIRECTIONS},
    **dict.fromkeys(("keuntungan", "manfaat", "max", "maks", "higher", 1), DIRECTIONS[0]),
    **dict.fromkeys(("biaya", "min", "lower", -1), DIRECTIONS[1]),
}
# The headers under which a table of criteria may hold each field. Where it has a code and a criterion, the latter is
# the name.
_HEADERS = {
    "code": ("code", "kode", "kriteria", "criterion"),
    "name": ("name", "nama", "keterangan", "kriteria", "criterion"),
    "direction": ("direction", "arah", "jenis", "sifat", "tipe", "atribut"),
    "weight": ("weight", "bobot"),
    "target": ("target",),
    "scale": ("scale", "skala"),
    "unit": ("unit", "satuan"),
}
_NUMBERING = ("no", "no.", "nomor", "#")
_SCALE = re.compile(r"(-?[\d.,]+)\s*(?:-|–|\.\.|s\.?d\.?|to)\s*(-?[\d.,]+)").fullmatch


def read_direction(value: object, code: str) -> Direction:
    """Return a direction from one of the words in use.

    Raises:
        ValidationError: it is none of them.

    >>> read_direction("biaya", "C1"), read_direction(1, "C1")
    ('cost', 'benefit')
    """
    key = value.strip().lower() if isinstance(value, str) else value
    found = None if isinstance(key, bool) or not isinstance(key, str | Real) else _WORDS.get(key)
    if found is None:
        refuse("scoring.direction", ("criteria", code), criterion=code, got=show.excerpt(str(value)), known=DIRECTIONS)
    return found


@frozen
class Criterion:
    """One criterion.

    ``direction`` says which way is the good one; it has no default, because swapping the two is the commonest error in
    print. ``target`` is the value that is best for "target". ``scale`` is the lowest and highest value that can be
    given at all, such as ``(1, 5)``.

    >>> Criterion("C1", "Harga", direction="cost", weight=0.3, unit="IDR").label()
    'Harga'
    """

    code: str
    name: str | None = None
    direction: Direction | None = None
    weight: float | None = None
    target: float | None = None
    scale: tuple[float, float] | None = None
    unit: str | None = None

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.code, str) or not self.code.strip():
            refuse("scoring.criterion_code", ("criteria",), got=show.excerpt(repr(self.code)))
        for field in ("name", "unit"):
            text = getattr(self, field)
            if text is not None and not isinstance(text, str):
                got = show.excerpt(repr(text))
                refuse(
                    "scoring.criterion_text", ("criteria", self.code, field), criterion=self.code, field=field, got=got
                )
        if self.direction is not None:
            object.__setattr__(self, "direction", read_direction(self.direction, self.code))
        for field in ("weight", "target"):
            object.__setattr__(self, field, self._number(field, getattr(self, field)))
        if self.scale is not None:
            object.__setattr__(self, "scale", self._ends(self.scale))

    def _ends(self, scale: object) -> tuple[float, float]:
        """Return lowest and highest value, given as two numbers or as text such as "1-5"."""
        found = _SCALE(scale.strip()) if isinstance(scale, str) else None
        given: object = found.groups() if found is not None else scale
        if isinstance(given, Sequence) and not isinstance(given, str) and len(given) == 2:
            low, high = (self._number("scale", end) for end in given)
            if low is not None and high is not None and low < high:
                return low, high
        refuse("scoring.scale", ("criteria", self.code, "scale"), criterion=self.code, got=show.excerpt(str(scale)))

    def _number(self, field: str, value: object) -> float | None:
        return None if value is None else cells.number(value, f"{field} {self.code}", "criteria", self.code, field)

    def label(self) -> str:
        """Return the name, or the code where there is none."""
        return self.name or self.code

    def heading(self, lang: str = "id") -> str:
        """Return name, direction and weight, as the head of a column.

        >>> Criterion("C1", "Harga", direction="cost", weight=0.3).heading()
        'Harga (makin kecil makin baik, bobot 0,3)'
        """
        language: Literal["id", "en"] = "en" if lang == "en" else "id"
        told = []
        if self.direction is not None:
            told.append(render(f"scoring.direction.{self.direction}", language, target=said(self.target, language)))
        if self.weight is not None:
            told.append(render("scoring.weight", language, weight=said(self.weight, language)))
        return f"{self.label()} ({', '.join(told)})" if told else self.label()

    def to_dict(self) -> dict[str, Any]:
        """Return the criterion as plain JSON values."""
        return {
            "code": self.code,
            "name": self.name,
            "direction": self.direction,
            "weight": self.weight,
            "target": self.target,
            "scale": None if self.scale is None else list(self.scale),
            "unit": self.unit,
        }


class Criteria(Sequence[Criterion]):
    """Criteria in their order, each code once.

    >>> both = Criteria([Criterion("C1", direction="cost", weight=0.4), Criterion("C2", weight=0.6)])
    >>> both.codes, both.weights, both.directions
    (('C1', 'C2'), (0.4, 0.6), ('cost', None))
    """

    __slots__ = ("_criteria",)

    def __init__(self, criteria: Iterable[Criterion | str]) -> None:
        found = tuple(one if isinstance(one, Criterion) else Criterion(one) for one in listed(criteria, "criteria"))
        codes = [one.code for one in found]
        if not found:
            refuse("scoring.no_criteria", ("criteria",))
        if twice := next((code for code in codes if codes.count(code) > 1), None):
            refuse("scoring.criterion_twice", ("criteria", twice), criterion=twice)
        self._criteria = found

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Criteria:
        """Return the criteria of a table with one row a criterion.

        Args:
            records: rows with ``code`` ("kode") and, where known, ``name`` ("nama"), ``direction`` ("jenis"),
                ``weight`` ("bobot"), ``target``, ``scale`` ("skala", such as "1-5") and ``unit`` ("satuan"). A running
                number ("no") is passed over. "kriteria" is the name beside a "kode", and the code without one.

        Raises:
            ValidationError: a header is none of these, two of them say the same, a value cannot be read, or a code
                stands twice.

        >>> Criteria.from_records([{"kode": "C1", "jenis": "biaya", "bobot": "0,3"}])[0].weight
        0.3
        """
        rows = [_renamed(record) for record in recorded(records, "criteria")]
        mark = cells.settled(row.get("weight") for row in rows)
        found: list[Criterion] = []
        wrong: list[Finding] = []
        for place, row in enumerate(rows):
            try:
                found.append(_criterion(row, place, mark))
            except ValidationError as error:
                wrong += error.findings
        if wrong:
            raise ValidationError(wrong)
        return cls(found)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in their order."""
        return tuple(one.code for one in self._criteria)

    @property
    def weights(self) -> tuple[float | None, ...]:
        """The weights in their order, ``None`` where a criterion has none."""
        return tuple(one.weight for one in self._criteria)

    @property
    def directions(self) -> tuple[Direction | None, ...]:
        """The directions in their order, ``None`` where a criterion has none."""
        return tuple(one.direction for one in self._criteria)

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the place of a criterion, found by its code, or by itself.

        Raises:
            ValidationError: there is no such criterion.
        """
        codes = self.codes
        code = value.code if isinstance(value, Criterion) else value
        if code not in codes:
            no_criterion(code, codes)
        return codes.index(code)

    def replaced(self, **fields: Sequence[Any]) -> Criteria:
        """Return the criteria with other values of a field, one for each criterion.

        >>> Criteria(["C1", "C2"]).replaced(weight=(0.4, 0.6)).weights
        (0.4, 0.6)
        """
        rows = [
            dict(zip(fields, values, strict=True)) for values in zip(*fields.values(), strict=True)
        ]  # one dictionary a criterion
        return Criteria(evolve(one, **row) for one, row in zip(self._criteria, rows, strict=True))

    def to_records(self) -> list[dict[str, Any]]:
        """Return the criteria as plain dictionaries, one each."""
        return [one.to_dict() for one in self._criteria]

    @overload
    def __getitem__(self, index: int) -> Criterion: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Criterion, ...]: ...
    def __getitem__(self, index: int | slice) -> Criterion | tuple[Criterion, ...]:
        return self._criteria[index]

    def __iter__(self) -> Iterator[Criterion]:
        return iter(self._criteria)

    def __len__(self) -> int:
        return len(self._criteria)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Criteria) and self._criteria == other._criteria

    def __hash__(self) -> int:
        return hash(self._criteria)

    def __repr__(self) -> str:
        return f"<Criteria {', '.join(self.codes)}>"


def numbered(count: int) -> tuple[str, ...]:
    """Return the codes of criteria that have no names.

    >>> numbered(2)
    ('C1', 'C2')
    """
    return tuple(f"C{place + 1}" for place in range(count))


def no_criterion(got: object, codes: Sequence[str]) -> Any:
    """Raise that there is no such criterion, with the nearest codes."""
    # Imported here: only a name that is wrong needs it.
    from difflib import get_close_matches

    near = tuple(get_close_matches(str(got), codes, cutoff=0.3) or codes[:8])
    refuse("scoring.criterion_unknown", ("criteria", str(got)), got=show.excerpt(str(got)), near=near)


def as_criteria(value: Criteria | Iterable[Criterion | str] | Mapping[str, Any]) -> Criteria:
    """Return criteria from themselves, codes, or a mapping from code to direction.

    >>> as_criteria({"harga": "cost", "mutu": "benefit"}).directions
    ('cost', 'benefit')
    """
    if isinstance(value, Criteria):
        return value
    if isinstance(value, Mapping):
        by_code: Mapping[Any, Any] = value
        return Criteria(Criterion(code, direction=direction) for code, direction in by_code.items())
    return Criteria(value)


def _renamed(record: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    coded = any(str(header).strip().lower() in ("code", "kode") for header in record)
    for header, value in record.items():
        plain = str(header).strip().lower()
        if plain in _NUMBERING:
            continue
        meant = [name for name, headers in _HEADERS.items() if plain in headers]
        if not meant:
            refuse("scoring.header", ("criteria", plain), got=show.excerpt(str(header)), known=tuple(_HEADERS))
        # "kriteria" may be either: the code, or beside one the name.
        field = meant[-1] if coded else meant[0]
        if field in fields:
            refuse("scoring.header_twice", ("criteria", plain), got=show.excerpt(str(header)), field=field)
        # A frame writes NaN where a cell of its file is blank.
        blank = isinstance(value, float) and isnan(value)
        fields[field] = None if blank else value.strip() or None if isinstance(value, str) else value
    return fields


def _criterion(row: dict[str, Any], place: int, mark: cells.Mark | None) -> Criterion:
    code = row.get("code") or ""
    weight = row.get("weight")
    if weight is not None:
        row["weight"] = cells.number(weight, f"weight {code}", "criteria", place, "weight", decimal=mark)
    fields: dict[str, Any] = {**row, "code": code}
    return Criterion(**fields)
