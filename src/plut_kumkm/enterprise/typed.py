"""What all records share: their types are checked when they are built, and personal values stay out of a repr."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

from attrs import field, fields_dict

from plut_kumkm.base.show import mask, mask_name

_Kinds = tuple[Callable[[object], tuple[Any, ...]], tuple[tuple[str, tuple[type, ...]], ...], dict[str, type]]


@cache
def _kinds(cls: Any) -> _Kinds:
    """Return a reader of the fields of one value, their types, and the types of what the tuples hold.

    Read from the annotations, so that they are written a single time, and at the first record, not at import.
    """
    one: dict[str, tuple[type, ...]] = {}
    many: dict[str, type] = {}
    hints = get_type_hints(cls)
    for name in fields_dict(cls):
        parts = get_args(hints[name])
        if get_origin(hints[name]) is tuple:
            many[name] = parts[0]
        else:
            one[name] = tuple(part for part in parts or (hints[name],) if part is not type(None))
    return attrgetter(*one), tuple(one.items()), many


class Typed:
    """A record that refuses values of the wrong type, naming every one of them."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        kind: Any = type(self)
        read, one, many = _kinds(kind)
        for value, (_, kinds) in zip(read(self), one, strict=True):
            # Exact types: a bool is not a number here, a datetime not a date, a float not money.
            if value is not None and type(value) not in kinds:
                self._refuse()
        for name, kind in many.items():
            value = getattr(self, name)
            if value != () and not _is_tuple_of(value, kind):
                self._refuse()

    @classmethod
    def kinds(cls) -> dict[str, tuple[type, ...]]:
        """Return the types that each field of one value takes, besides ``None``.

        >>> from plut_kumkm.enterprise.licences import Licence
        >>> Licence.kinds()["issued"]
        (<class 'datetime.date'>,)
        """
        record: Any = cls
        return dict(_kinds(record)[1])

    @classmethod
    def items(cls) -> dict[str, type]:
        """Return the type of what each tuple holds."""
        record: Any = cls
        return dict(_kinds(record)[2])

    def _refuse(self) -> NoReturn:
        kind: Any = type(self)
        _, one, many = _kinds(kind)
        wrong = [
            f"{name} must be {' or '.join(kind.__name__ for kind in kinds)}, not {type(value).__name__}"
            for name, kinds in one
            if (value := getattr(self, name)) is not None and type(value) not in kinds
        ]
        wrong += [
            f"{name} must be a tuple of {kind.__name__}"
            for name, kind in many.items()
            if not _is_tuple_of(getattr(self, name), kind)
        ]
        raise TypeError(f"{type(self).__name__}: " + "; ".join(wrong))


def _is_tuple_of(value: object, kind: type) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, kind) for item in value)


def _hidden(value: str | None) -> str:
    return repr(mask(value))


def _hidden_name(value: str | None) -> str:
    return repr(mask_name(value))


def secret() -> Any:
    """Return a field for a number or address of a person, which never stands in a repr."""
    return field(default=None, repr=_hidden)


def secret_name() -> Any:
    """Return a field for the name of a person, of which a repr shows initials."""
    return field(default=None, repr=_hidden_name)
