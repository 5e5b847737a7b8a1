"""What all records share: their types are checked when they are built, and personal values stay out of a repr."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field

from plut_kumkm.base.show import mask, mask_name
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers.kbli import Kbli

_TYPES: dict[str, type] = {
    "str": str, "int": int, "bool": bool, "date": date, "Fraction": Fraction, "Kbli": Kbli, "Tier": Tier,
    "LegalForm": LegalForm,
}  # fmt: skip


class Typed:
    """A record that refuses values of the wrong type, naming every one of them."""

    __slots__ = ()
    _one: ClassVar[dict[str, tuple[type, ...]]] = {}
    _many: ClassVar[dict[str, type]] = {}

    def __init_subclass__(cls) -> None:
        """Read the types once from the annotations, so that they are written a single time."""
        # attrs makes a second class, with slots; the last one is the one that lives.
        _TYPES[cls.__name__] = cls
        one, many = dict(cls._one), dict(cls._many)
        for name, text in cls.__annotations__.items():
            if text.startswith("tuple["):
                many[name] = _TYPES[text.removeprefix("tuple[").removesuffix(", ...]")]
            else:
                one[name] = tuple(_TYPES[part] for part in text.split(" | ") if part != "None")
        cls._one, cls._many = one, many

    def __attrs_post_init__(self) -> None:
        for name, kinds in self._one.items():
            value = getattr(self, name)
            # Exact types: a bool is not a number here, a datetime not a date, a float not money.
            if value is not None and type(value) not in kinds:
                self._refuse()
        for name, kind in self._many.items():
            value = getattr(self, name)
            if value != () and not _is_tuple_of(value, kind):
                self._refuse()

    @classmethod
    def kinds(cls, name: str) -> tuple[type, ...]:
        """Return the types that a field of one value takes, besides ``None``.

        >>> from plut_kumkm.enterprise.licences import Licence
        >>> Licence.kinds("issued")
        (<class 'datetime.date'>,)
        """
        return cls._one[name]

    def _refuse(self) -> None:
        wrong = [
            f"{name} must be {' or '.join(kind.__name__ for kind in kinds)}, not {type(value).__name__}"
            for name, kinds in self._one.items()
            if (value := getattr(self, name)) is not None and type(value) not in kinds
        ]
        wrong += [
            f"{name} must be a tuple of {kind.__name__}"
            for name, kind in self._many.items()
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
