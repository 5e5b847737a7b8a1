"""From JSON to the records and back: nothing is guessed, nothing is lost, every problem is named with its place.

Absent means not known: what is ``None`` or empty is not written. ``null`` is read as not known too, except for a list
and where the record cannot do without a value. No value is converted to make it fit: "12" is not 12, 1 is not true.
What is personal is masked before it enters any error, so that no report can give it away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import NOTHING, Attribute, fields, frozen

from plut_kumkm.base.findings import Finding, Lang, Report
from plut_kumkm.base.show import hide_numbers, mask
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.identifiers.kbli_type import VERSIONS, Kbli

if TYPE_CHECKING:
    from cattrs import Converter

K = TypeVar("K", bound=Typed)
Show = Callable[[object], str]
Hook = Callable[[Any, Any], Any]

SCHEMAS: Mapping[type[Any], str] = {
    kind: f"plut_kumkm/{kind.__name__.lower()}/1"
    for kind in (Owner, Licence, Snapshot, Enterprise, Cooperative, Intervention, Facts)
}

# What a field takes, by its types; all others take text, words of a closed list too.
_EXPECTED: Mapping[tuple[type, ...], str] = {
    (bool,): "boolean",
    (int,): "integer",
    (date,): "date",
    (date, int): "date_or_year",
    (Fraction, int): "fraction",
}
# Personal although their repr is not masked: the owner as a whole, and what says little without a name beside it.
_ALSO_PERSONAL = frozenset({"owner", "sex", "birth_year", "disability"})
_DIGITS = re.compile(r"[\d .+-]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# No exponent: Fraction("1e999999999") would not end.
_FRACTION = re.compile(r"-?[0-9]+(?:/[0-9]+|\.[0-9]+)?")
_PLAIN_KEY = re.compile(r"[a-z_]+")
_LONGEST = 40


@frozen
class Expected:
    """The kind of value that was expected: ``str`` gives its name, ``label`` says it in words."""

    name: str

    def label(self, lang: Lang = "id") -> str:
        """Return the kind in words."""
        from plut_kumkm.base import messages

        return messages.render(f"structure.expected.{self.name}", {}, lang)

    def __str__(self) -> str:
        return self.name


def structure(kind: type[K], data: object) -> tuple[K | None, Report]:
    """Return the record that ``data`` describes and every problem found; the record is ``None`` if there is one.

    ``data`` is what a JSON reader gives: money and counts are whole numbers, days ``"2025-12-31"``, ``area_ha`` a whole
    number or text such as ``"5/2"`` or ``"2.5"``, ``Tier`` and ``LegalForm`` their words, a KBLI code an object of
    version and code. A ``date``, as TOML gives it, is a day too. The key ``"schema"`` may be absent; where it stands,
    it must be the one that ``to_dict`` writes.

    Args:
        kind: the record to build, one of ``SCHEMAS``.
        data: the JSON value.

    Raises:
        TypeError: ``kind`` is not one of ``SCHEMAS``.

    >>> structure(Snapshot, {"as_of": "2025-12-31", "sales": 1_800_000_000})[0].sales
    1800000000
    >>> snapshot, report = structure(Snapshot, {"as_of": "x", "sales": "y"})
    >>> snapshot, [(found.where, found.code) for found in report]
    (None, [('$.as_of', 'structure.date'), ('$.sales', 'structure.type')])
    """
    _schema(kind)
    try:
        return _converter().structure(data, kind), Report()
    except (ExceptionGroup, _WrongError) as error:
        return None, Report(_findings(error, ()))


def structure_json(kind: type[K], text: str) -> tuple[K | None, Report]:
    """Return the record that the JSON ``text`` describes and every problem found, repeated keys among them.

    A plain JSON reader keeps the last of two equal keys and says nothing.

    Args:
        kind: the record to build, one of ``SCHEMAS``.
        text: one JSON object.

    Raises:
        TypeError: ``kind`` is not one of ``SCHEMAS``, or ``text`` is not a ``str``.

    >>> _, report = structure_json(Snapshot, '{"as_of": "2025-12-31", "sales": 1, "sales": 2}')
    >>> [(found.where, found.code) for found in report]
    [('$.sales', 'structure.duplicate_key')]
    """
    _schema(kind)
    if not isinstance(text, str):
        raise TypeError(f"structure_json takes text, not {type(text).__name__}")
    import json

    try:
        data = json.loads(text, object_pairs_hook=_Object)
    except json.JSONDecodeError as error:
        # The place alone: the reader's own message may quote the text.
        return None, Report([Finding("structure.json", params={"line": error.lineno, "column": error.colno})])
    except (RecursionError, ValueError):
        return None, Report([Finding("structure.json_size")])
    return structure(kind, data)


def to_dict(record: Typed) -> dict[str, Any]:
    """Return ``record`` as plain JSON values, which ``structure`` reads back to an equal record.

    What is not known (``None``, an empty list) is left out. Personal values stand in it in full: it is the record
    itself, so it belongs only where the record does.

    Args:
        record: one of the records of ``SCHEMAS``.

    Raises:
        TypeError: ``record`` is none of them.

    >>> to_dict(Snapshot(as_of=date(2025, 12, 31), workers=6))
    {'schema': 'plut_kumkm/snapshot/1', 'as_of': '2025-12-31', 'workers': 6}
    """
    schema = _schema(type(record))
    plain: dict[str, Any] = _converter().unstructure(record)
    return {"schema": schema, **plain}


def _schema(kind: object) -> str:
    if not isinstance(kind, type) or kind not in SCHEMAS:
        # The name of the type alone: what was given by mistake may be personal.
        name = kind.__name__ if isinstance(kind, type) else f"a value of type {type(kind).__name__}"
        raise TypeError(f"{name} is not one of {', '.join(known.__name__ for known in SCHEMAS)}")
    return SCHEMAS[kind]


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys stood in it more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs]
        self.repeated = {key for key in self if keys.count(key) > 1} if len(keys) > len(self) else set[str]()


class _WrongError(ValueError):
    """A value that does not fit: what may be shown of it, never the value."""

    def __init__(self, code: str, at: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code, self.at, self.params = code, at, params


# ------------------------------------------------------------------------------------------------------- the converter


@cache
def _converter() -> Converter:
    # Here, not at the top: importing cattrs and writing its functions costs more than most programs need.
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    converter = Converter(detailed_validation=True, forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Fraction, str)
    # Parts first: the function that writes a whole takes up those of its parts when it is made.
    kinds: tuple[type[Any], ...] = (Kbli, *SCHEMAS)
    for kind in kinds:
        hooks: dict[str, Any] = {field.name: override(struct_hook=_field(kind, field)) for field in fields(kind)}
        # Left out only where reading brings it back: a cooperative whose form is None has to say so.
        brief: dict[str, Any] = {
            field.name: override(omit_if_default=field.default in (None, ())) for field in fields(kind)
        }
        converter.register_structure_hook(kind, _record(kind, make_dict_structure_fn(kind, converter, **hooks)))
        converter.register_unstructure_hook(kind, make_dict_unstructure_fn(kind, converter, **brief))
    return converter


def _field(kind: type[Any], field: Attribute[Any]) -> Hook:
    show = _masked if field.repr is not True or field.name in _ALSO_PERSONAL else _shown
    if kind is Kbli:
        return _choice(VERSIONS, str, show) if field.name == "version" else _value((str,), show)
    items = kind.items()
    if field.name in items:
        return _list(_value((items[field.name],), show), show)
    read = _value(kind.kinds()[field.name], show)
    return read if field.default is NOTHING else lambda value, to: None if value is None else read(value, to)


def _value(kinds: tuple[type, ...], show: Show) -> Hook:
    first = kinds[0]
    if first in SCHEMAS or first is Kbli:
        return lambda value, _: _converter().structure(value, first)
    readers: dict[type, Hook] = {kind: _as_it_is for kind in kinds if kind in {bool, int, str, date}}
    if first is date:
        readers[str] = _day(show)
    elif first is Fraction:
        readers[str] = _fraction(show)
    elif issubclass(first, Tier | LegalForm):
        readers[str] = _choice([word.value for word in first], first, show)

    def read(value: Any, to: Any) -> Any:
        # By the exact type: True is an int to Python, and a datetime is a date.
        reader = readers.get(type(value))
        if reader is None:
            raise _WrongError("structure.type", got=show(value), expected=Expected(_EXPECTED.get(kinds, "text")))
        return reader(value, to)

    return read


def _as_it_is(value: Any, _: Any) -> Any:
    return value


def _day(show: Show) -> Hook:
    def read(value: str, _: Any) -> date:
        try:
            # fromisoformat alone would also take 20251231 and 2025-W01-1.
            return date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            raise _WrongError("structure.date", got=show(value)) from None

    return read


def _fraction(show: Show) -> Hook:
    def read(value: str, _: Any) -> Fraction:
        try:
            return Fraction(value if _FRACTION.fullmatch(value) else "")
        except (ValueError, ZeroDivisionError):
            raise _WrongError("structure.fraction", got=show(value)) from None

    return read


def _choice(words: Sequence[str], kind: type[Any], show: Show) -> Hook:
    def read(value: Any, _: Any) -> Any:
        if type(value) is not str:
            raise _WrongError("structure.type", got=show(value), expected=Expected("text"))
        if value not in words:
            raise _WrongError("structure.choice", got=show(value), expected=_near(value, words))
        return kind(value)

    return read


def _list(read_one: Hook, show: Show) -> Hook:
    from cattrs import IterableValidationNote

    def read(value: Any, to: Any) -> Any:
        # Text is a sequence as well, of letters; a list is what a reader of JSON or TOML gives for one.
        if not isinstance(value, list | tuple):
            raise _WrongError("structure.type", got=show(value), expected=Expected("list"))
        items: list[Any] = []
        wrong: list[Exception] = []
        for index, item in enumerate(value):
            try:
                items.append(read_one(item, to))
            except (ExceptionGroup, _WrongError) as error:
                error.add_note(IterableValidationNote(f"at {index}", index, to))
                wrong.append(error)
        if wrong:
            raise ExceptionGroup("in a list", wrong)
        return tuple(items)

    return read


def _record(kind: type[Any], read_fields: Hook) -> Hook:
    from cattrs import ClassValidationError

    schema = SCHEMAS.get(kind)

    def read(data: Any, to: Any) -> Any:
        if not isinstance(data, Mapping):
            # Masked in every record: where a record belongs, text may be the name of a person.
            raise _WrongError("structure.type", got=_masked(data), expected=Expected("object"))
        wrong: list[Exception] = []
        content = dict(data)
        if schema is not None and (named := content.pop("schema", schema)) != schema:
            wrong.append(_WrongError("structure.schema", at="schema", got=_shown(named), expected=schema))
        for key in sorted(data.repeated) if isinstance(data, _Object) else ():
            shown = _shown_key(key, kind)
            wrong.append(_WrongError("structure.duplicate_key", at=shown, key=shown))
        try:
            record = read_fields(content, to)
        except ClassValidationError as error:
            wrong += error.exceptions
        else:
            if not wrong:
                return record
        raise ExceptionGroup(f"in {kind.__name__}", wrong)

    return read


# --------------------------------------------------------------------------------------------- from errors to findings


def _findings(error: Exception, path: tuple[str | int, ...]) -> Iterator[Finding]:
    from cattrs import AttributeValidationNote, ForbiddenExtraKeysError

    for note in getattr(error, "__notes__", ()):
        path = (*path, note.name if isinstance(note, AttributeValidationNote) else note.index)
    if isinstance(error, ExceptionGroup):
        for inner in error.exceptions:
            yield from _findings(inner, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        names = [field.name for field in fields(error.cl)]
        for shown, near in sorted((_shown_key(key, error.cl), _near(str(key), names)) for key in error.extra_fields):
            yield Finding("structure.unknown_key", path=(*path, shown), params={"key": shown, "near": near})
    elif isinstance(error, KeyError):
        yield Finding("structure.missing_key", path=path, params={"key": path[-1]})
    elif isinstance(error, _WrongError):
        yield Finding(error.code, path=path if error.at is None else (*path, error.at), params=error.params)
    else:
        raise error  # a defect of this library, not of the data


def _near(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the words of ``known`` that ``word`` may have meant; all of them, when none is like it."""
    from difflib import get_close_matches

    return tuple(get_close_matches(word[:_LONGEST].lower(), known) or known)


def _shown_key(key: object, kind: type[Any]) -> str:
    # Keys are harmless, but a file may have been turned, and then they are names and numbers of people.
    if kind is Owner and not (isinstance(key, str) and _PLAIN_KEY.fullmatch(key)):
        return _stars(str(key))
    return _cut(hide_numbers(key)) if isinstance(key, str) else _shown(key)


def _shown(value: object) -> str:
    """Return ``value`` as JSON would write it, short, without what looks like the number of a person."""
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case str():
            # repr also shows what could not be seen, such as marks that turn the direction of the text.
            return f'"{_cut(hide_numbers(repr(value)[1:-1]))}"'
        case int() if abs(value) < 10**_LONGEST:
            return hide_numbers(str(value))
        case float():
            return repr(value)
        case Mapping():
            return "{…}"
        case list() | tuple():
            return "[…]"
        case _:
            return f"<{type(value).__name__}>"


def _masked(value: object) -> str:
    """Return ``value`` as ``_shown`` does, text and numbers masked."""
    if isinstance(value, str):
        return f'"{mask(value) if _DIGITS.fullmatch(value) else _stars(value)}"'
    shown = _shown(value)
    return mask(shown) or "" if isinstance(value, int | float) else shown


def _stars(text: str) -> str:
    return "*" * min(len(text), _LONGEST)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
