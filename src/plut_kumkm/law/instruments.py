"""Instruments, cites and provisions: where a number of law stands, how well it was seen, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from plut_kumkm.base.findings import Lang

Grade = Literal["primary", "secondary", "unverified"]
Origin = Literal["law", "practice", "proposal"]
GRADES: tuple[Grade, ...] = get_args(Grade)
ORIGINS: tuple[Origin, ...] = get_args(Origin)


def weakest(grades: Iterable[Grade]) -> Grade:
    """Return the weakest of some grades: a chain is as well seen as its worst link.

    >>> weakest(["primary", "secondary"])
    'secondary'
    """
    return max(grades, key=GRADES.index)


def meets(grade: Grade, policy: Grade) -> bool:
    """Return whether ``grade`` is at least as good as ``policy``.

    >>> meets("primary", "secondary"), meets("unverified", "secondary")
    (True, False)
    """
    return GRADES.index(grade) <= GRADES.index(policy)


class Instrument(NamedTuple):
    """A law, regulation or published practice. ``ended`` is the day from which it no longer applies.

    >>> Instrument("pp-7-2021", "PP", "7", 2021, "Kemudahan …").label(), Instrument("x", "PP", "7", 2021, "").formal()
    ('PP 7/2021', 'PP Nomor 7 Tahun 2021')
    """

    id: str
    kind: str
    number: str | None
    year: int
    title: str
    promulgated: date | None = None
    in_force: date | None = None
    ended: date | None = None
    amended_by: tuple[str, ...] = ()
    url: str | None = None

    @property
    def is_regulation(self) -> bool:
        """Whether it is a law or regulation, which is numbered, and no published practice or report."""
        return self.number is not None

    def label(self) -> str:
        """Return the short name, as one speaks of it."""
        return f"{self.kind} {self.number}/{self.year}" if self.number is not None else f"{self.kind} {self.year}"

    def formal(self) -> str:
        """Return the name as an Indonesian document cites it."""
        if self.number is None:
            return f"{self.kind} Tahun {self.year}"
        return f"{self.kind} Nomor {self.number} Tahun {self.year}"


class Cite(NamedTuple):
    """A place in an instrument, with the phrase that decides, where there is one."""

    instrument: Instrument
    pinpoint: str
    phrase: str | None = None

    def label(self, lang: Lang = "id") -> str:
        """Return instrument and pinpoint; both stay Indonesian in either language."""
        return f"{self.instrument.label()} {self.pinpoint}".strip()

    def formal(self) -> str:
        """Return the cite as an Indonesian document writes it."""
        return f"{self.instrument.formal()} {self.pinpoint}".strip()

    def to_dict(self) -> dict[str, Any]:
        """Return the cite as plain JSON values."""
        return {"instrument": self.instrument.id, "pinpoint": self.pinpoint, "phrase": self.phrase}


class Provision(NamedTuple):
    """The source of a number or a choice: where it stands, how well that was seen, and who says so.

    ``checked`` is the day on which the source was last looked at, ``jdih`` whether that was the official text (JDIH),
    ``seen`` where the wording was seen.
    """

    cite: Cite
    grade: Grade
    origin: Origin
    checked: date
    jdih: bool
    seen: str | None = None

    def without_phrase(self) -> Provision:
        """Return the same source for a class that has no number of its own."""
        return self._replace(cite=self.cite._replace(phrase=None))

    def graded(self, lang: Lang = "id") -> str:
        """Return the grade in words: of a regulation it is its text that was seen, of anything else the source itself.

        >>> cite = Cite(Instrument("a", "Metadata VIMK BPS", None, 2013, ""), "")
        >>> Provision(cite, "primary", "practice", date(2026, 11, 24), False).graded("en")
        'the source itself'
        """
        from plut_kumkm.base.messages import render

        seen = self.grade == "primary" and self.cite.instrument.is_regulation
        return render("grade.regulation" if seen else f"grade.{self.grade}", {}, lang)

    def remark(self, lang: Lang = "id") -> str:
        """Return grade, origin and date of the last check as one phrase.

        >>> cite = Cite(Instrument("a", "PP", "7", 2021, ""), "Pasal 35")
        >>> Provision(cite, "primary", "law", date(2026, 11, 24), False).remark("en")
        'text of the regulation; law; checked 24 November 2026, not yet matched against JDIH'
        """
        from plut_kumkm.base.messages import render

        seen = render("provision.matched" if self.jdih else "provision.not_matched", {"day": self.checked}, lang)
        return "; ".join((self.graded(lang), render(f"origin.{self.origin}", {}, lang), seen))

    def to_dict(self) -> dict[str, Any]:
        """Return the provision as plain JSON values."""
        return {
            **self.cite.to_dict(),
            "grade": self.grade,
            "origin": self.origin,
            "checked": self.checked.isoformat(),
            "jdih": self.jdih,
        }
