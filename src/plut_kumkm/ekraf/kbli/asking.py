"""Which subsector a code is of, and which subsectors an enterprise is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NoReturn

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.ekraf.kbli.outcomes import MISSING, Outcome, judge, judge_bare
from plut_kumkm.ekraf.kbli.verdicts import SubsectorQuestion, SubsectorVerdict
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.records import Enterprise
from plut_kumkm.identifiers.kbli_type import Kbli
from plut_kumkm.law.books import book_of

if TYPE_CHECKING:
    from plut_kumkm.ekraf.lists import Subsector
    from plut_kumkm.identifiers.kbli import KbliCodes
    from plut_kumkm.law.books import LawBook

Reason = Literal["only", "first", "first_known", "none_known", "no_code"]


def subsector(code: Kbli, *, law: LawBook | None = None, codes: KbliCodes | None = None) -> SubsectorVerdict:
    """Return the creative subsector of a KBLI code, with its reasons, by the mapping of this library.

    The mapping is derived and not official. A row that is weaker than the policy is *indeterminate*, with the row as
    its reading; a code without a row is too, because the mapping is not complete: its absence proves nothing. A code
    that cannot be read is *unknown*.

    Args:
        code: version and code.
        law: the book whose policy on grades holds (``law.book().accepting("unverified")``); the shipped one unless
            given.
        codes: a list of the codes that each version has (``identifiers.kbli.load_codes``), so that a number its
            version lacks is told from one that is merely not mapped.

    Raises:
        TypeError: ``code`` is no ``Kbli``, ``law`` no book, or ``codes`` no such list.

    Source:
        Titles of the classes of KBLI 2020 and 2025; Permenekraf 7/2025 Lampiran I for the codes that it names.

    >>> found = subsector(Kbli("2020", "74130"))
    >>> found.value, found.share, found.role, found.grade
    (<Subsector desain-komunikasi-visual of 2019>, 'full', 'core', 'primary')
    >>> subsector(Kbli("2020", "47782")).value.slug, subsector(Kbli("2025", "47782")).value.slug
    ('kriya', 'seni-rupa')
    >>> subsector(Kbli("2020", "10794")).status, subsector(Kbli("2020", "10794")).readings[0].value.slug
    ('indeterminate', 'kuliner')
    """
    if not isinstance(code, Kbli):
        raise TypeError(
            f"a Kbli is needed, such as Kbli('2020', '74130'), not {type(code).__name__}: a code is nothing without "
            "its version; for one whose version is not known ask subsector_unversioned, for an enterprise subsectors_of"
        )
    return _verdict(judge(code, codes), law)


def subsector_unversioned(text: str, *, law: LawBook | None = None) -> SubsectorVerdict:
    """Return the subsector of a code whose version is not known: known only if every version gives the same.

    A finding lists what each version says.

    Args:
        text: the code.
        law: the book whose policy on grades holds; the shipped one unless given.

    Raises:
        TypeError: ``text`` is no text.

    >>> subsector_unversioned("71101").value.slug, subsector_unversioned("47782").status
    ('arsitektur', 'indeterminate')
    """
    return _verdict(judge_bare(text), law)


def _verdict(outcome: Outcome, law: LawBook | None) -> SubsectorVerdict:
    question = SubsectorQuestion(book_of(law).policy)
    return SubsectorVerdict(question, outcome, question.decide(outcome))


@frozen(eq=False, repr=False)
class EnterpriseSubsectors:
    """The subsectors of one enterprise: a verdict for each of its codes, and the main one with its reason.

    Registers write the main activity first, so the first code decides; the share of a class says how well the class
    fits the creative economy and nothing of what the enterprise mostly does, so a full class does not go before a
    partial one that stands earlier. If the first code has no subsector that is known, the next that has one is the main
    creative subsector, and a note says that the main activity may be another. That the first code is the main one is a
    convention of this library, no rule of law.
    """

    verdicts: tuple[SubsectorVerdict, ...]
    main: SubsectorVerdict
    reason: Reason
    notes: tuple[Finding, ...]

    @property
    def subsectors(self) -> tuple[Subsector, ...]:
        """The subsectors that are known, each once, in the order of the codes."""
        return tuple(dict.fromkeys(verdict.value for verdict in self.verdicts if verdict.value is not None))

    def explain(self, lang: Lang = "id") -> str:
        """Return the main subsector with its reasons, and the answer for every other code in one line."""
        others = [f"+ {verdict.summary(lang)}" for verdict in self.verdicts if verdict is not self.main]
        return "\n".join((self.main.explain(lang), *others))

    def __iter__(self) -> Iterator[Subsector]:
        return iter(self.subsectors)

    def __len__(self) -> int:
        return len(self.subsectors)

    def __bool__(self) -> NoReturn:
        raise TypeError("neither true nor false: ask .main, .subsectors or len()")

    def __repr__(self) -> str:
        names = ", ".join(map(str, self.subsectors)) or "none known"
        return f"<EnterpriseSubsectors {names}; main {self.main.value} ({self.reason})>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def subsectors_of(
    subject: Enterprise | Facts | Iterable[Kbli], *, law: LawBook | None = None, codes: KbliCodes | None = None
) -> EnterpriseSubsectors:
    """Return every subsector of an enterprise by its KBLI codes, and which is the main one, with the reason.

    Args:
        subject: an enterprise, facts, or codes, the one of the main activity first.
        law: the book whose policy on grades holds; the shipped one unless given.
        codes: a list of the codes that each version has (``identifiers.kbli.load_codes``).

    Raises:
        TypeError: ``subject`` is none of these.

    >>> shop = Enterprise(id="a1", kbli=(Kbli("2020", "13134"), Kbli("2020", "56103"), Kbli("2020", "01111")))
    >>> found = subsectors_of(shop)
    >>> found.main.value.slug, found.reason, [one.slug for one in found]
    ('kriya', 'first', ['kriya', 'kuliner'])
    """
    asked = tuple(subject.kbli if isinstance(subject, Enterprise | Facts) else _each(subject))
    verdicts = tuple(subsector(code, law=law, codes=codes) for code in asked)
    if not verdicts:
        return EnterpriseSubsectors((), _verdict(MISSING, law), "no_code", ())
    return joined(verdicts)


def joined(verdicts: tuple[SubsectorVerdict, ...]) -> EnterpriseSubsectors:
    """Return what the verdicts on the codes of one enterprise say of it, at least one, the main activity first.

    For codes of which some came without a version; for others ask ``subsectors_of``.

    >>> found = joined((subsector_unversioned("47782"), subsector(Kbli("2020", "13134"))))
    >>> found.main.value.slug, found.reason
    ('kriya', 'first_known')
    """
    known = [(place, value) for place, verdict in enumerate(verdicts) if (value := verdict.value) is not None]
    place = known[0][0] if known else 0
    main = verdicts[place]
    reason: Reason = "none_known"
    notes: list[Finding] = []
    if known:
        reason = "only" if len(verdicts) == 1 else "first" if place == 0 else "first_known"
    if reason == "first_known":
        told = {"first": verdicts[0].asked, "main": main.asked, "subsector": known[0][1]}
        notes.append(Finding("ekraf.main_not_first", "warning", ("kbli",), told))
    fuller = tuple(dict.fromkeys(value for later, value in known[1:] if verdicts[later].share == "full"))
    if main.share == "partial" and fuller:
        notes.append(Finding("ekraf.main_partial", "info", ("kbli",), {"main": main.asked, "fuller": fuller}))
    if notes:
        main = main.after(notes)
        verdicts = (*verdicts[:place], main, *verdicts[place + 1 :])
    return EnterpriseSubsectors(verdicts, main, reason, tuple(notes))


def _each(subject: Iterable[Kbli]) -> Iterable[Kbli]:
    if isinstance(subject, str | Kbli) or not isinstance(subject, Iterable):
        kind = type(subject).__name__
        raise TypeError(f"an Enterprise, Facts or several Kbli are needed, not {kind}; for one code ask subsector")
    return subject
