"""What the mapping makes of a code: one outcome for every code of every version, before any policy on grades.

| kind | the code |
|---|---|
| ``mapped`` | has a row |
| ``bare`` | came without its version; the rows of its number in every version are shown |
| ``not_mapped`` | has no row in any version; that proves nothing, because the mapping is not complete |
| ``reused`` | has no row; its number is known to mean something else in another version |
| ``moved`` | has no row; it is the number that a class has in another version |
| ``retired`` | has no row; its number is known to have ended with an earlier version |
| ``other_version`` | has no row; its number has one in another version, and no more is known |
| ``no_mapping`` | is of a version that the mapping does not cover |
| ``damaged`` | is no code of five digits of its version |
| ``missing`` | is not there at all |
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.ekraf.kbli.rows import MAPPED, Nearest, Row, beneath, nearest, table, why_outside
from plut_kumkm.identifiers import frame, kbli
from plut_kumkm.identifiers.kbli_changes import Reuse, ends, moves, reused
from plut_kumkm.identifiers.kbli_type import Kbli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.identifiers.kbli import KbliCodes

Kind = Literal[
    "mapped", "bare", "not_mapped", "reused", "moved", "retired", "other_version", "no_mapping", "damaged", "missing"
]

_KIND = frame.Kind("kbli")
_WIDTH = 5


@frozen(eq=False)
class Outcome:
    """What was found of one code: the rows it has, the rows of its number elsewhere, and what is to be known of it."""

    kind: Kind
    asked: str
    kbli: Kbli | None = None
    rows: tuple[Row, ...] = ()
    others: tuple[Row, ...] = ()
    notes: tuple[Finding, ...] = ()
    nearest: Nearest | None = None
    counterparts: tuple[Kbli, ...] = field(default=())


MISSING = Outcome("missing", "–", notes=(Finding("ekraf.kbli_missing", "info", ("kbli",)),))


def judge(code: Kbli, codes: KbliCodes | None = None) -> Outcome:
    """Return the one outcome of a code in its version.

    Args:
        code: version and code, as a record has them.
        codes: a list of the codes that a version has (``identifiers.kbli.load_codes``).

    >>> judge(Kbli("2020", "74130")).kind, judge(Kbli("2025", "74130")).kind, judge(Kbli("2020", "01111")).kind
    ('mapped', 'moved', 'not_mapped')
    """
    return _remembered(code) if codes is None else _judged(code, codes)


@lru_cache(maxsize=4096)
def _remembered(code: Kbli) -> Outcome:
    # A register has millions of rows and a few thousand codes.
    return _judged(code, None)


def _judged(code: Kbli, codes: KbliCodes | None) -> Outcome:
    row = table().get(code)
    if row is not None:
        return _mapped(row)
    found = kbli.problems(code.code, version=code.version, codes=codes)
    errors = tuple(one for one in found if one.severity == "error")
    if any(one.code != "kbli.not_in_version" for one in errors):
        return _damaged(code.code, (code.version,), errors)
    plain = Kbli(code.version, kbli.compact(code.code))
    row = table().get(plain)
    return _unmapped(plain, errors) if row is None else _mapped(row)


def _mapped(row: Row) -> Outcome:
    change = reused(row.kbli.code)
    return Outcome("mapped", str(row.kbli), row.kbli, (row,), notes=() if change is None else (reuse_note(change),))


def reuse_note(change: Reuse) -> Finding:
    """Return the note that a number means one thing in one version and another in the next."""
    return Finding("ekraf.kbli_reused", "info", ("kbli",), _reuse_params(change))


def _reuse_params(change: Reuse) -> dict[str, Any]:
    return {
        "code": change.older.code,
        "older": change.older.version,
        "older_meaning": _Meaning(change, "older"),
        "newer": change.newer.version,
        "newer_meaning": _Meaning(change, "newer"),
    }


class _Meaning:
    """One of the two meanings of a number, in the language of the message."""

    def __init__(self, change: Reuse, when: str) -> None:
        self._words = change.meanings[when]

    def label(self, lang: str = "id") -> str:
        return self._words[lang]

    def __str__(self) -> str:
        return self._words["id"]


def _damaged(text: str, versions: tuple[str, ...], errors: tuple[Finding, ...]) -> Outcome:
    number = kbli.compact(text)
    shown = frame.shown(_KIND, frame.tidy(text), number)
    asked = f"KBLI {versions[0]} {shown}" if len(versions) == 1 else f"KBLI {shown}"
    notes = list(errors)
    # A code of two to four digits is a level above the classes, and may still say something.
    rows = [row for version in versions for row in beneath(version, number)] if 1 < len(number) < _WIDTH else []
    if rows:
        names = tuple(dict.fromkeys(row.subsector for row in rows))
        params = {"code": number, "version": ", ".join(versions), "subsectors": names}
        notes.append(Finding("ekraf.kbli_level", "info", ("kbli",), params))
    return Outcome("damaged", asked, notes=tuple(notes))


def _unmapped(code: Kbli, errors: tuple[Finding, ...]) -> Outcome:
    """Return the outcome of a whole code that has no row in its version; ``errors`` say that its version lacks it."""
    others = tuple(
        table()[other]
        for version in MAPPED
        if (other := Kbli(version, code.code)) in table() and version != code.version
    )
    there = _counterparts(code)
    change = reused(code.code)
    last = max((one.version for one in ends() if one.code == code.code and one.version < code.version), default=None)
    params: dict[str, Any] = {"kbli": code, "code": code.code, "version": code.version}
    kind: Kind
    note: Finding
    if code.version not in MAPPED:
        kind, note = "no_mapping", Finding("ekraf.kbli_no_mapping", "warning", ("kbli",), {**params, "mapped": MAPPED})
    elif change is not None:
        kind = "reused"
        note = Finding("ekraf.kbli_reused_unmapped", "warning", ("kbli",), {**params, **_reuse_params(change)})
    elif there:
        kind, note = "moved", Finding("ekraf.kbli_moved", "warning", ("kbli",), {**params, "here": there})
    elif last is not None:
        kind, note = "retired", Finding("ekraf.kbli_retired", "warning", ("kbli",), {**params, "last": last})
    elif others:
        elsewhere = tuple(row.kbli.version for row in others)
        params["others"] = elsewhere
        kind = "retired" if errors else "other_version"
        note = Finding("ekraf.kbli_other_version", "warning", ("kbli",), params)
    elif errors:
        return _damaged(code.code, (code.version,), errors)
    else:
        near = nearest(code)
        return Outcome("not_mapped", str(code), code, notes=tuple(_not_mapped(code, near)), nearest=near)
    if change is not None and kind == "no_mapping":
        errors = (*errors, reuse_note(change))
    onward = tuple(move.target for move in moves() if move.origin == code) if kind == "no_mapping" else there
    notes = [*errors, note]
    if onward and kind == "no_mapping":
        notes.append(Finding("ekraf.kbli_became", "info", ("kbli",), {**params, "here": onward}))
    return Outcome(kind, str(code), code, (), others, tuple(notes), None, onward)


def _counterparts(code: Kbli) -> tuple[Kbli, ...]:
    """Return what a number that belongs to another version is in this one."""
    found: list[Kbli] = []
    for move in moves():
        for one, other in ((move.origin, move.target), (move.target, move.origin)):
            if one.code == code.code != other.code and other.version == code.version:
                found.append(other)
    return tuple(dict.fromkeys(found))


def _not_mapped(code: Kbli, near: Nearest) -> Iterator[Finding]:
    params: dict[str, Any] = {"kbli": code, "division": code.code[:2]}
    why = why_outside(code)
    if why == "left_out":
        yield Finding("ekraf.kbli_left_out", "info", ("kbli",), params)
    elif why == "not_covered":
        yield Finding("ekraf.kbli_not_covered", "info", ("kbli",), params)
    if near.level is None:
        yield Finding("ekraf.kbli_not_mapped", "info", ("kbli",), params)
    else:
        close = tuple(f"{row.kbli.code} ({row.subsector})" for row in near.rows)
        more = {**params, "level": frame.Term(f"ekraf.{near.level}"), "head": near.head, "near": close}
        yield Finding("ekraf.kbli_near", "info", ("kbli",), more)


def judge_bare(text: str) -> Outcome:
    """Return the outcome of a code that came without its version.

    >>> found = judge_bare("47782")
    >>> found.kind, [row.subsector.slug for row in found.rows]
    ('bare', ['kriya', 'seni-rupa'])
    """
    found = {version: kbli.problems(text, version=version) for version in MAPPED}
    broken = [version for version in MAPPED if any(one.severity == "error" for one in found[version])]
    if len(broken) == len(MAPPED):
        errors = tuple(one for one in found[MAPPED[-1]] if one.severity == "error")
        return _damaged(text, MAPPED, errors)
    number = kbli.compact(text)
    rows = tuple(row for version in MAPPED if (row := table().get(Kbli(version, number))) is not None)
    change = reused(number)
    readings = tuple(f"KBLI {version}: {_read(number, version)}" for version in MAPPED)
    notes = [Finding("ekraf.kbli_without_version", "warning", ("kbli",), {"code": number, "readings": readings})]
    notes += [] if change is None else [reuse_note(change)]
    if rows:
        return Outcome("bare", f"KBLI {number}", None, rows, notes=tuple(notes))
    whole = [Kbli(version, number) for version in MAPPED]
    each = [_unmapped(code, ()) for code in whole]
    # A number that no mapped version has any more is known to be of an earlier one: the first of them says so.
    if all(one.kind in ("moved", "retired") for one in each):
        first = each[0]
        told = (*notes, *first.notes)
        return Outcome(first.kind, f"KBLI {number}", notes=told, counterparts=first.counterparts)
    deepest = max(whole, key=lambda code: len(nearest(code).head))
    near = nearest(deepest)
    return Outcome("not_mapped", f"KBLI {number}", notes=(*notes, *_not_mapped(deepest, near)), nearest=near)


def _read(number: str, version: str) -> str:
    row = table().get(Kbli(version, number))
    return "–" if row is None else row.subsector.slug
