"""Finance on the strength of intellectual property: whether an enterprise has the four things that it needs."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.checklist import Assessment, Checklist, Evidence, Item
from plut_kumkm.base.periods import check_day
from plut_kumkm.base.version import version as library_version
from plut_kumkm.ekraf.kbli.asking import subsectors_of
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.enterprise.checks.numbers import licence_kinds, squash
from plut_kumkm.enterprise.records import Enterprise
from plut_kumkm.identifiers import merek
from plut_kumkm.law.books import book_of
from plut_kumkm.law.instruments import meets
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from plut_kumkm.base.findings import Finding, Lang
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.instruments import Grade, Provision

_READY, _NOT_READY = 1, 0


class Readiness(Enum):
    """Whether everything that the finance needs is there.

    >>> Readiness.READY.label("en")
    'everything that is asked for is there'
    """

    NOT_READY = "not_ready"
    READY = "ready"

    def label(self, lang: Lang = "id") -> str:
        """Return the answer in words."""
        return render(f"finance.{self.value}", {}, lang)


def _file() -> Mapping[str, Any]:
    return data.toml("ekraf/finance.toml")


def _source() -> Provision:
    return provision(_file(), _file())


@cache
def ip_finance_checklist() -> Checklist:
    """Return the four requirements as a checklist.

    Source:
        PP 24/2022 Pasal 7 ayat (2).

    >>> [item.id for item in ip_finance_checklist().items]
    ['proposal-pembiayaan', 'usaha-ekonomi-kreatif', 'perikatan-ki', 'surat-atau-sertifikat-ki']
    """
    cite, grade = _source().cite, _source().grade
    items = tuple(Item(one["id"], one["label"], cite, grade) for one in _file()["requirement"])
    return Checklist("pp-24-2022-pasal-7", _file()["title"], items)


@frozen(eq=False, repr=False)
class FinanceQuestion:
    """Whether the four requirements are met on a day, under a policy on grades."""

    on: date
    policy: Grade

    def decide(self, record: Assessment) -> int:
        """Return whether all is there, or why that cannot be said."""
        if self.on < _file()["since"]:
            return NOT_IN_FORCE
        if not meets(_source().grade, self.policy):
            return INDETERMINATE
        return self._found(record)

    def _found(self, record: Assessment) -> int:
        # One that is certainly missing decides, whatever else is not known.
        if record.of("not_met"):
            return _NOT_READY
        return _READY if record.complete else UNKNOWN

    def value(self, code: int) -> Readiness | None:
        """Return the answer of a code."""
        return None if code < 0 else Readiness.READY if code == _READY else Readiness.NOT_READY

    def needs(self, record: Assessment) -> tuple[str, ...]:
        """Return the requirements of which there is no evidence that holds."""
        if self.decide(record) != UNKNOWN:
            return ()
        return tuple(item.id for item in (*record.of("not_known"), *record.of("expired")))

    def readings(self, record: Assessment) -> tuple[Reading[Readiness], ...]:
        """Return what the rule would say if its source were good enough."""
        if self.decide(record) != INDETERMINATE:
            return ()
        code = self._found(record)
        return (Reading("reported", self.value(code), status_of(code), _source()),)

    def provisions(self, record: Assessment, code: int) -> tuple[Provision, ...]:
        """Return the article."""
        return () if code == NOT_IN_FORCE else (_source(),)

    def notes(self, record: Assessment, code: int) -> tuple[Finding, ...]:
        """Return what was wrong with the evidence."""
        return tuple(record.report)

    def trace(self, record: Assessment) -> Step:
        """Return each requirement with its state."""
        outcomes = {"met": True, "not_met": False}
        steps = tuple(
            Step("requirement", outcomes.get(answer.state), answer.item.id, answer.state, provision=_source())
            for answer in record.answers
        )
        return Step("checklist", None, record.checklist.id, children=steps)

    def receipt(self, record: Assessment) -> dict[str, Any]:
        """Return what is needed to ask again."""
        return {
            "schema": "plut_kumkm/receipt/1",
            "library": library_version(),
            "checklist": record.checklist.id,
            "checked": _file()["checked"].isoformat(),
            "on": self.on.isoformat(),
            "policy": self.policy,
            "inputs": [answer.item.id for answer in record.answers if answer.evidence],
        }

    def headline(self, code: int, lang: Lang) -> str:
        """Return the answer and the question in one line."""
        value = self.value(code)
        said = value.label(lang) if value is not None else render(f"status.{status_of(code)}", {}, lang)
        return f"{ip_finance_checklist().label(lang)}: {said}"

    def lines(self, record: Assessment, code: int, lang: Lang) -> tuple[str, ...]:
        """Return each requirement with its state and its evidence, or from which day they are asked for."""
        if code == NOT_IN_FORCE:
            return (render("finance.since", {"cite": _source().cite, "since": _file()["since"]}, lang),)
        return record.lines(lang)

    def reading_label(self, id_: str, lang: Lang) -> str:
        """Return what the reading is."""
        return render("finance.reading", {}, lang)


class FinanceVerdict(Verdict[Readiness]):
    """Whether an enterprise is ready for finance on the strength of its intellectual property, with the checklist."""

    __slots__ = ()
    _record: Assessment

    @property
    def assessment(self) -> Assessment:
        """The four requirements with their states, evidence, coverage and gaps."""
        return self._record


def ip_finance(evidence: Iterable[Evidence], *, on: date, law: LawBook | None = None) -> FinanceVerdict:
    """Return whether the four things are there that finance on the strength of intellectual property needs.

    Known to be missing is one for which there is evidence that it is (``met=False``); without evidence it is not known,
    and the verdict names it. Whether a bank then lends is another question.

    Args:
        evidence: what there is; ``ip_finance_evidence`` makes it of a record as far as a record shows it.
        on: the day whose law applies, and on which the evidence must hold.
        law: the book whose policy on grades holds; the shipped one unless given.

    Raises:
        TypeError: ``on`` is not a date, ``law`` no book, or a piece of evidence is no ``Evidence``.

    Source:
        PP 24/2022 Pasal 7 ayat (2), in force since 12 July 2023.

    >>> from datetime import date
    >>> found = ip_finance([Evidence(item="proposal-pembiayaan", text="ada")], on=date(2026, 6, 30))
    >>> found.status, found.needs
    ('unknown', ('usaha-ekonomi-kreatif', 'perikatan-ki', 'surat-atau-sertifikat-ki'))
    """
    check_day(on, "on")
    question = FinanceQuestion(on, book_of(law).policy)
    record = ip_finance_checklist().assess(evidence, on=on)
    return FinanceVerdict(question, record, question.decide(record))


def ip_finance_evidence(enterprise: Enterprise, *, law: LawBook | None = None) -> tuple[Evidence, ...]:
    """Return what the record of an enterprise shows of the four requirements: its subsector, and a registered mark.

    An application for a mark is no certificate, so it shows nothing. A proposal and a contract stand in no record.

    Args:
        enterprise: the enterprise.
        law: the book whose policy on grades holds for its KBLI codes; the shipped one unless given.

    Raises:
        TypeError: ``enterprise`` is none.

    >>> from plut_kumkm import Kbli, Licence
    >>> mark = Licence(kind="merek", number="IDM001235320")
    >>> shop = Enterprise(id="a1", kbli=(Kbli("2020", "13134"),), licences=(mark,))
    >>> [one.item for one in ip_finance_evidence(shop)]
    ['usaha-ekonomi-kreatif', 'surat-atau-sertifikat-ki']
    """
    if not isinstance(enterprise, Enterprise):
        raise TypeError(f"an Enterprise is needed, not {type(enterprise).__name__}")
    return tuple(_shown(enterprise, law))


def _shown(enterprise: Enterprise, law: LawBook | None) -> Iterator[Evidence]:
    main = subsectors_of(enterprise, law=law).main
    if main.value is not None:
        yield Evidence(item="usaha-ekonomi-kreatif", text=main.value.label(), reference=str(main.kbli))
    for licence in enterprise.licences:
        kind = licence_kinds().get(squash(licence.kind))
        if kind is None or kind.name != "merek" or licence.number is None or not merek.is_valid(licence.number):
            continue
        if merek.compact(licence.number).startswith("IDM"):
            yield Evidence(
                item="surat-atau-sertifikat-ki",
                text=merek.compact(licence.number),
                date=licence.issued,
                expires=licence.expires,
            )
