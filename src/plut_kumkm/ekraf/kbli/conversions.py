"""A KBLI code in another version, as far as a source says it; where none does, the answer is open and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.version import version as library_version
from plut_kumkm.ekraf.kbli.outcomes import judge, reuse_note
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.identifiers.kbli_changes import Move, Reuse, moves, reused
from plut_kumkm.identifiers.kbli_type import VERSIONS, Kbli
from plut_kumkm.law.books import book_of
from plut_kumkm.law.instruments import Grade, Provision, meets, weakest
from plut_kumkm.law.kernel.decisions import INDETERMINATE, UNKNOWN
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.law.books import LawBook


@frozen(eq=False, repr=False)
class ConversionQuestion:
    """Which code of the version ``to`` a class is, under a policy on grades; it is its own record.

    ``asked`` is the code as it may be shown, ``broken`` what is wrong with one that cannot be read.
    """

    code: Kbli
    asked: str
    broken: tuple[Finding, ...]
    to: str
    found: tuple[Kbli, ...]
    moves: tuple[Move, ...]
    change: Reuse | None
    policy: Grade

    def decide(self) -> int:
        """Return 0 when one whole class is known, or that it is open, or that the code cannot be read."""
        if self.broken:
            return UNKNOWN
        if self.code.version == self.to:
            return 0
        sure = all(meets(move.grade, self.policy) and not move.part for move in self.moves)
        return 0 if len(self.moves) == 1 and sure else INDETERMINATE

    def value(self, code: int) -> Kbli | None:
        """Return the code in the other version."""
        return self.found[0] if code >= 0 else None

    def needs(self, record: object) -> tuple[str, ...]:
        """Return the code, where it cannot be read."""
        return ("kbli",) if self.broken else ()

    def readings(self, record: object) -> tuple[Reading[Kbli], ...]:
        """Return what the weak or partial sources say, where the answer is open."""
        if self.decide() != INDETERMINATE:
            return ()
        pairs = zip(self.found, self.moves, self._sources(), strict=True)
        return tuple(Reading(f"{move.origin} > {move.target}", code, "known", source) for code, move, source in pairs)

    def _sources(self) -> tuple[Provision, ...]:
        return tuple(self._source(f"{move.origin} > {move.target}", move.grade) for move in self.moves)

    def _source(self, pinpoint: str, grade: Grade) -> Provision:
        file = data.toml("ekraf/kbli.toml")
        entry = file["moves" if "2025" in (self.code.version, self.to) else "moves-2015"]
        return provision(entry, file, pinpoint=pinpoint, grade=grade)

    def provisions(self, record: object, code: int) -> tuple[Provision, ...]:
        """Return what is known of the way there, or of the two meanings of the number; nothing where neither is."""
        if self.moves or self.change is None:
            return self._sources()
        return (self._source(str(self.code), self.change.grade),)

    def notes(self, record: object, code: int) -> tuple[Finding, ...]:
        """Return why the answer is open, that a number has two meanings, or what is wrong with the code."""
        return self.broken or tuple(self._notes(code))

    def _notes(self, code: int) -> Iterator[Finding]:
        if self.code.version == self.to:
            return
        params: dict[str, Any] = {"kbli": self.code, "to": self.to}
        grades: list[Grade] = [move.grade for move in self.moves]
        if not grades:
            yield Finding("ekraf.conversion_unknown", "warning", ("kbli",), params)
        elif code < 0 and len(grades) > 1:
            yield Finding("ekraf.conversion_several", "warning", ("kbli",), {**params, "found": self.found})
        elif any(move.part for move in self.moves):
            yield Finding("ekraf.conversion_part", "warning", ("kbli",), {**params, "found": self.found})
        elif code < 0:
            more = {**params, "found": self.found, "grade": weakest(grades), "policy": self.policy}
            yield Finding("ekraf.conversion_weak", "warning", ("kbli",), more)
        if self.change is not None:
            yield reuse_note(self.change)

    def trace(self, record: object) -> Step:
        """Return the way that was found."""
        steps = tuple(
            Step("one_of", True, "kbli", f"{move.origin} > {move.target}", provision=source)
            for move, source in zip(self.moves, self._sources(), strict=True)
        )
        return Step("conversion", len(self.moves), "kbli", self.asked, children=steps)

    def receipt(self, record: object) -> dict[str, Any]:
        """Return what is needed to ask again: library, day of the data, policy and code."""
        return {
            "schema": "plut_kumkm/receipt/1",
            "library": library_version(),
            "mapping": data.toml("ekraf/kbli.toml")["checked"].isoformat(),
            "policy": self.policy,
            "kbli": self.asked,
            "to": self.to,
            "inputs": ["kbli"],
        }

    def headline(self, code: int, lang: Lang) -> str:
        """Return both codes in one line."""
        value = self.value(code)
        answer = str(value) if value is not None else render(f"status.{status_of(code)}", {}, lang)
        return f"{self.asked} > KBLI {self.to}: {answer}"

    def lines(self, record: object, code: int, lang: Lang) -> tuple[str, ...]:
        """Return nothing: there is no more to say."""
        return ()

    def reading_label(self, id_: str, lang: Lang) -> str:
        """Return the pair of codes."""
        return id_


def convert(code: Kbli, *, to: str, law: LawBook | None = None) -> Verdict[Kbli]:
    """Return a KBLI code in another version, where a source says it; *indeterminate* where none does.

    A code that cannot be read is *unknown*.

    This is no concordance: the conversion table of BPS was not obtained. Two equal numbers prove nothing; where a
    number is known to have been given another meaning, both are named.

    Args:
        code: version and code.
        to: the version in which the class is looked for.
        law: the book whose policy on grades holds; the shipped one unless given.

    Raises:
        TypeError: ``code`` is no ``Kbli``, or ``to`` no text.
        ValueError: there is no such version.

    Source:
        ``identifiers.kbli_changes``.

    >>> convert(Kbli("2020", "70203"), to="2025").value
    Kbli(version='2025', code='73300')
    >>> convert(Kbli("2020", "56101"), to="2025").status
    'indeterminate'
    """
    if not isinstance(code, Kbli):
        raise TypeError(f"a Kbli is needed, such as Kbli('2020', '74130'), not {type(code).__name__}")
    if not isinstance(to, str):
        raise TypeError(f"to is text, such as '2025', not {type(to).__name__}")
    if to not in VERSIONS:
        raise ValueError(f"KBLI version {to!r} is not one of {', '.join(VERSIONS)}")
    read = judge(code)
    broken = read.notes if read.kbli is None else ()
    code = code if read.kbli is None else read.kbli
    forward = tuple(move for move in moves() if move.origin == code and move.target.version == to)
    back = tuple(move for move in moves() if move.target == code and move.origin.version == to)
    found = (*(move.target for move in forward), *(move.origin for move in back)) or (code,) * (code.version == to)
    change = reused(code.code)
    if change is not None and {code.version, to} != {change.older.version, change.newer.version}:
        change = None
    question = ConversionQuestion(code, read.asked, broken, to, found, (*forward, *back), change, book_of(law).policy)
    return Verdict(question, None, question.decide())
