"""The grammar of conditions in TOML: how a file says what is asked of an enterprise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from plut_kumkm.naik_kelas.formulas import parts
from plut_kumkm.naik_kelas.formulas.conditions import Condition, Term


def condition(said: Any) -> Condition:
    """Return a condition from its form in TOML.

    Raises:
        ValueError: it is no condition, or one of its values is none of those that exist.

    >>> condition({"all": [{"improved": "sales"}, {"gained": "halal"}]}).fields
    ('sales', 'licences')
    """
    if not isinstance(said, Mapping) or len(said) != 1:
        raise ValueError(f"a condition is one table with one key of {', '.join(_MAKERS)}")
    (name, value), *_ = said.items()
    if name not in _MAKERS:
        raise ValueError(f"there is no condition {name!r}; there are {', '.join(_MAKERS)}")
    make, keys = _MAKERS[name]
    if keys is None:
        return make(value)
    required, optional = keys
    if not isinstance(value, Mapping) or not required <= set(value) <= required | optional:
        raise ValueError(f"{name} takes the keys {', '.join(sorted(required | optional))}")
    return make(value)


_Keys = tuple[frozenset[str], frozenset[str]]
_MAKERS: Mapping[str, tuple[Callable[[Any], Condition], _Keys | None]] = {
    "growth": (
        lambda said: parts.growth_at_least(said["field"], said["at_least"]),
        (frozenset({"field", "at_least"}), frozenset()),
    ),
    "improved": (lambda said: parts.improved(_word(said)), None),
    "class_shift": (
        lambda said: parts.class_shift(said["by"], said.get("direction", "up"), tuple(said.get("start", ()))),
        (frozenset({"by"}), frozenset({"direction", "start"})),
    ),
    "stage_shift": (
        lambda said: parts.stage_shift(said["field"], said["ladder"]),
        (frozenset({"field", "ladder"}), frozenset()),
    ),
    "gained": (lambda said: parts.gained(_word(said)), None),
    "holds": (
        lambda said: parts.holds(said["field"], said.get("value", True)),
        (frozenset({"field"}), frozenset({"value"})),
    ),
    "all": (lambda said: parts.all_of(*map(condition, _list(said))), None),
    "any": (lambda said: parts.any_of(*map(condition, _list(said))), None),
    "k_of_n": (
        lambda said: parts.k_of_n(said["k"], *map(condition, _list(said["of"]))),
        (frozenset({"k", "of"}), frozenset()),
    ),
    "term": (lambda said: Term(_word(said)), None),
}


def _word(said: Any) -> str:
    if not isinstance(said, str) or not said:
        raise ValueError(f"a name is needed, not {said!r}")
    return said


def _list(said: Any) -> list[Any]:
    if not isinstance(said, list | tuple):
        raise ValueError("a list of conditions is needed")
    return list(said)
