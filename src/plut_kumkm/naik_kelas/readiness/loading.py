"""Instruments from their files: those of the library, and a user's own of the same schema."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from plut_kumkm.base import data
from plut_kumkm.naik_kelas import ladders
from plut_kumkm.naik_kelas.exact import Exact
from plut_kumkm.naik_kelas.readiness.sheets import Aspect, Item, Kind, Level, ScoreSheet, Weights
from plut_kumkm.naik_kelas.sources import provision

_FOLDER = "naik_kelas/instruments"
_SOURCE = frozenset({"instrument", "pinpoint", "grade", "origin", "seen"})
_FILE = frozenset({"checked", "jdih", "sheet", "aspect", "level"})
_SHEET = _SOURCE | {"id", "label", "kind", "scale", "weights", "levels", "k", "min_coverage", "places", "caution"}
_ASPECT = frozenset({"id", "label", "weight", "item"})
_ITEM = frozenset({"id", "label", "range", "answers", "weight", "evidence", "valid_months", "lasting", "may_not_apply"})
_LEVEL = frozenset({"id", "label", "from", "above", "upto", "below"})
_UNKNOWN = "unknown"


@cache
def instruments() -> tuple[ScoreSheet, ...]:
    """Return the instruments of the library, sorted by id.

    >>> [sheet.id for sheet in instruments()][:3]
    ['bi-empat-ciri', 'go-modern', 'industrialisasi']
    """
    return tuple(sorted((_sheet(data.toml(name), name) for name in data.names(_FOLDER)), key=lambda sheet: sheet.id))


def instrument(id: str) -> ScoreSheet:  # noqa: A002 - the field's own word for it
    """Return an instrument of the library.

    Raises:
        ValueError: there is no such instrument.

    >>> instrument("kkp")
    <ScoreSheet kkp: 1 aspects, 1 items; pemula, lanjut, madya, utama>
    """
    found = {sheet.id: sheet for sheet in instruments()}
    if id not in found:
        raise ValueError(f"there is no instrument {id!r}; there are {', '.join(found)}")
    return found[id]


def load_instrument(path: str | os.PathLike[str]) -> ScoreSheet:
    """Return the instrument of a TOML file of your own.

    Whether it makes sense is for ``lint_instrument`` to say: levels may overlap here.

    Args:
        path: the file; its schema is described in "Naik kelas" of the documentation.

    Raises:
        DataError: the file, a key or a value is not what the schema says; the message names it.
    """
    return _sheet(data.read_toml(path), os.path.basename(os.fsdecode(path)))  # noqa: PTH119 - pathlib costs import time here


def _sheet(file: Mapping[str, Any], name: str) -> ScoreSheet:
    _keys(file, _FILE, {"sheet"}, name)
    said = _table(file["sheet"], f"{name}: sheet")
    where = f"{name}: sheet"
    _keys(said, _SHEET, {"id", "label"}, where)
    kind = _word(said.get("kind", "score"), get_args(Kind), f"{where}.kind")
    weights = _word(said.get("weights", "given"), get_args(Weights), f"{where}.weights")
    aspects = tuple(_aspect(each, f"{name}: aspect[{place}]") for place, each in enumerate(file.get("aspect", ())))
    _twice([aspect.id for aspect in aspects], f"{name}: aspect")
    _twice([item.id for aspect in aspects for item in aspect.items], f"{name}: aspect.item")
    levels, known, open_ = _levels(said.get("levels"), file.get("level", ()), name)
    if kind == "stages" and not levels:
        # A stage that is reached is the level.
        levels = tuple(Level(id=item.id, labels=item.labels) for aspect in aspects for item in aspect.items)
    scale = said.get("scale", (0, 100))
    if not isinstance(scale, tuple) or len(scale) != 2:
        raise data.DataError(f"{where}.scale: a list of the lowest and the highest score is needed")
    low, high = (_number(one, f"{where}.scale") for one in scale)
    if low >= high:
        raise data.DataError(f"{where}.scale: the first number must be the smaller one")
    k, places = (_whole(said.get(key), f"{where}.{key}") for key in ("k", "places"))
    coverage = said.get("min_coverage")
    return ScoreSheet(
        id=_text(said["id"], f"{where}.id"), labels=_texts(said["label"], f"{where}.label"), kind=kind, aspects=aspects,
        scale=(low, high), levels=levels, levels_known=known, open=open_, weights=weights, k=k, places=places,
        min_coverage=None if coverage is None else _part(coverage, f"{where}.min_coverage"),
        cautions=tuple(_texts(each, f"{where}.caution") for each in said.get("caution", ())),
        provision=provision(said, file),
    )  # fmt: skip


def _aspect(said: Any, where: str) -> Aspect:
    entry = _table(said, where)
    _keys(entry, _ASPECT, {"id", "label"}, where)
    items = tuple(_item(each, f"{where}.item[{place}]") for place, each in enumerate(entry.get("item", ())))
    weight = None if "weight" not in entry else _weight(entry["weight"], f"{where}.weight")
    labels = _texts(entry["label"], f"{where}.label")
    return Aspect(id=_text(entry["id"], f"{where}.id"), labels=labels, items=items, weight=weight)


def _item(said: Any, where: str) -> Item:
    entry = _table(said, where)
    _keys(entry, _ITEM, {"id", "label"}, where)
    answers = {
        _text(word, f"{where}.answers"): _number(points, f"{where}.answers.{word}")
        for word, points in _table(entry.get("answers", {}), f"{where}.answers").items()
    }
    ends = entry.get("range", (min(answers.values()), max(answers.values())) if answers else (0, 1))
    if not isinstance(ends, tuple) or len(ends) != 2:
        raise data.DataError(f"{where}.range: a list of the lowest and the highest number is needed")
    low, high = (_number(one, f"{where}.range") for one in ends)
    if low >= high:
        raise data.DataError(f"{where}: the lowest number ({low}) must be smaller than the highest ({high})")
    flags = {}
    for flag in ("lasting", "may_not_apply"):
        flags[flag] = entry.get(flag, False)
        if type(flags[flag]) is not bool:
            raise data.DataError(f"{where}.{flag}: true or false is needed")
    return Item(
        id=_text(entry["id"], f"{where}.id"), labels=_texts(entry["label"], f"{where}.label"),
        form="choice" if answers else "number" if "range" in entry else "check", low=low, high=high,
        answers=data.FrozenMap(answers),
        weight=None if "weight" not in entry else _weight(entry["weight"], f"{where}.weight"),
        evidence=None if "evidence" not in entry else _texts(entry["evidence"], f"{where}.evidence"),
        valid_months=_whole(entry.get("valid_months"), f"{where}.valid_months"), **flags,
    )  # fmt: skip


def _levels(named: Any, own: Any, name: str) -> tuple[tuple[Level, ...], bool, frozenset[Exact]]:
    """Return the levels, whether they are known, and the numbers of which no side is told."""
    if named is not None and own:
        raise data.DataError(f"{name}: sheet.levels names levels, and [[level]] gives others; keep one of them")
    if named is None:
        read = tuple(_level(each, f"{name}: level[{place}]") for place, each in enumerate(own))
        _twice([level.id for level in read], f"{name}: level")
        return read, True, frozenset()
    if named == _UNKNOWN:
        return (), False, frozenset()
    try:
        scale = ladders.scale(named)
    except (ValueError, TypeError) as error:
        raise data.DataError(f'{name}: sheet.levels: {error}; or "{_UNKNOWN}"') from None
    found: list[Level] = []
    low: Exact | None = None
    low_in = True
    for place, id_ in enumerate(scale.bands.ids):
        bound = scale.bands.uppers[place] if place < len(scale.bands.uppers) else None
        label = scale.class_labels[id_]
        found.append(
            Level(id=id_, labels={"id": label, "en": label}, low=low, low_in=low_in,
                  high=None if bound is None else bound.value, high_in=bound is None or bound.inclusive)
        )  # fmt: skip
        if bound is not None:
            low, low_in = bound.value, not bound.inclusive
    return tuple(found), True, frozenset(scale.open)


def _level(said: Any, where: str) -> Level:
    entry = _table(said, where)
    _keys(entry, _LEVEL, {"id", "label"}, where)
    for pair in (("from", "above"), ("upto", "below")):
        if set(pair) <= set(entry):
            raise data.DataError(f"{where}: {pair[0]} and {pair[1]} say two things of one end; keep one of them")
    ends = {key: _number(entry[key], f"{where}.{key}") for key in ("from", "above", "upto", "below") if key in entry}
    return Level(
        id=_text(entry["id"], f"{where}.id"), labels=_texts(entry["label"], f"{where}.label"),
        low=ends.get("from", ends.get("above")), low_in="above" not in ends,
        high=ends.get("upto", ends.get("below")), high_in="below" not in ends,
    )  # fmt: skip


def _keys(entry: Mapping[str, Any], allowed: frozenset[str], needed: set[str], where: str) -> None:
    unknown, missing = sorted(set(entry) - allowed), sorted(needed - set(entry))
    if unknown:
        raise data.DataError(f"{where}: unknown keys {', '.join(unknown)}; known are {', '.join(sorted(allowed))}")
    if missing:
        raise data.DataError(f"{where}: missing keys {', '.join(missing)}")


def _table(said: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(said, Mapping):
        raise data.DataError(f"{where}: a table is needed")
    return said


def _text(said: Any, where: str) -> str:
    if not isinstance(said, str) or not said.strip():
        raise data.DataError(f"{where}: a text is needed")
    return said


def _texts(said: Any, where: str) -> Mapping[str, str]:
    if isinstance(said, str):
        return {"id": _text(said, where), "en": said}
    if not isinstance(said, Mapping) or set(said) != {"id", "en"}:
        raise data.DataError(f"{where}: one text is needed, or a table with exactly the keys id and en")
    return said


def _word(said: Any, allowed: tuple[Any, ...], where: str) -> Any:
    if said not in allowed:
        raise data.DataError(f"{where}: {said!r} is none of {', '.join(allowed)}")
    return said


def _number(said: Any, where: str) -> Exact:
    """Return a whole number, or a text such as "12.5" or "1/3"."""
    if type(said) is int:
        return said
    try:
        if isinstance(said, str):
            return Fraction(said.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        pass
    raise data.DataError(f'{where}: a whole number is needed, or a text such as "12.5", not {said!r}')


def _weight(said: Any, where: str) -> Exact:
    found = _number(said, where)
    if found <= 0:
        raise data.DataError(f"{where}: a weight is greater than zero, not {said}")
    return found


def _part(said: Any, where: str) -> Fraction:
    found = Fraction(_number(said, where))
    if not 0 < found <= 1:
        raise data.DataError(f'{where}: a part of the whole is needed, such as "0.8", not {said}')
    return found


def _whole(said: Any, where: str) -> int | None:
    if said is not None and (type(said) is not int or said < 0):
        raise data.DataError(f"{where}: a whole number is needed, not {said!r}")
    return None if said is None else int(said)


def _twice(ids: list[str], where: str) -> None:
    twice = [id_ for id_, count in Counter(ids).items() if count > 1]
    if twice:
        raise data.DataError(f"{where}: the ids must differ; twice there are {', '.join(twice)}")
