"""Until which tax year an enterprise may use the final tax on turnover."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve, frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import LAST_YEAR, check_day
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.flattening import flatten
from plut_kumkm.enterprise.schemes.asking import SchemeQuestion, scheme_question
from plut_kumkm.enterprise.schemes.rules import rule_on
from plut_kumkm.enterprise.schemes.turnover_tax import SCHEME
from plut_kumkm.law.books import LawBook, book
from plut_kumkm.law.instruments import Provision
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.regimes import Dispute, Regime, Stretch
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise

_ELIGIBLE = "eligible"
# Codes of an answer beside a year.
_NEVER, _NO_END = 0, LAST_YEAR + 1


class LastYear(NamedTuple):
    """The last tax year: ``None`` with ``ends`` true for never, with ``ends`` false for a right without end."""

    year: int | None
    ends: bool = True

    def label(self, lang: Lang = "id") -> str:
        """Return the year, or what stands for it, in Indonesian or English."""
        if self.year is not None:
            return str(self.year)
        return render("final_tax.never" if self.ends else "final_tax.no_end", {}, lang)

    def __str__(self) -> str:
        return self.label()


@frozen(eq=False, repr=False)
class TermQuestion:
    """Until which year, if the law of the day stays as it is."""

    asked: SchemeQuestion

    def value(self, code: int) -> LastYear | None:
        if code < 0:
            return None
        return LastYear(None, ends=code == _NEVER) if code in (_NEVER, _NO_END) else LastYear(code)

    def decide(self, record: Facts) -> int:
        found = {self._decided(one, record) for one in self._sides}
        if len(found) == 1:
            return found.pop()
        return UNKNOWN if UNKNOWN in found else INDETERMINATE

    @property
    def _sides(self) -> tuple[Stretch | None, ...]:
        stretch = self.asked.stretch
        return (stretch.older, stretch.newer) if isinstance(stretch, Dispute) else (stretch,)

    def _decided(self, stretch: Stretch | None, record: Facts) -> int:
        """Return the last year under one regime: its rule is asked for year after year."""
        if not isinstance(stretch, Regime) or stretch.terms is None:
            return NOT_IN_FORCE if stretch is None else INDETERMINATE
        now = self.asked.on.year
        code = self._of_year(stretch, record, now)
        if code < 0:
            return code
        reach = max((term.years or 0 for term in stretch.terms.terms.values()), default=0)
        first = record.tax_registered_first
        if self._is_eligible(code):
            # A term may begin later than the day that is asked about.
            begins = now if first is None else max(now, first.year)
            for year in range(now + 1, min(begins + reach, LAST_YEAR) + 1):
                code = self._of_year(stretch, record, year)
                if not self._is_eligible(code):
                    return year - 1 if code >= 0 else code
            return _NO_END
        for year in range(now - 1, now if first is None else first.year - 1, -1):
            if self._is_eligible(self._of_year(stretch, record, year)):
                return year
        return _NEVER

    def _is_eligible(self, code: int) -> bool:
        return code >= 0 and self.asked.scheme.classes[code] == _ELIGIBLE

    def _of_year(self, stretch: Regime, record: Facts, year: int) -> int:
        on = date(year, 12, 31)
        return rule_on(stretch, self.asked.law, self.asked.law.policy, on).table.decide(record)

    def needs(self, record: Facts) -> tuple[str, ...]:
        if self.decide(record) != UNKNOWN:
            return ()
        # The rule of one day may not ask for what the end of the term hangs on.
        registered = () if record.tax_registered is not None else ("tax_registered",)
        return tuple(dict.fromkeys((*self.asked.needs(record), *registered)))

    def readings(self, record: Facts) -> tuple[Reading[LastYear], ...]:
        if self.decide(record) != INDETERMINATE:
            return ()
        decided = ((one, self._decided(one, record)) for one in self._sides if isinstance(one, Regime))
        return tuple(Reading(one.id, self.value(code), status_of(code), one.provision) for one, code in decided)

    def provisions(self, record: Facts, code: int) -> tuple[Provision, ...]:
        return self.asked.provisions(record, code)

    def notes(self, record: Facts, code: int) -> tuple[Finding, ...]:
        return self.asked.notes(record, self.asked.rule.table.decide(record))

    def trace(self, record: Facts) -> Step:
        return self.asked.trace(record)

    def receipt(self, record: Facts) -> dict[str, Any]:
        return self.asked.receipt(record)

    def headline(self, code: int, lang: Lang) -> str:
        value = self.value(code)
        said = value.label(lang) if value is not None else render(f"status.{status_of(code)}", {}, lang)
        return f"{render('final_tax.last_year', {}, lang)}: {said}"

    def lines(self, record: Facts, code: int, lang: Lang) -> tuple[str, ...]:
        return ()

    def reading_label(self, id_: str, lang: Lang) -> str:
        return self.asked.reading_label(id_, lang)


def final_tax_until(subject: Facts | Enterprise, *, on: date, law: LawBook | None = None) -> Verdict[LastYear]:
    """Return the last tax year in which the final tax on turnover may be used, if the law of the day ``on`` stays.

    The turnover is left aside: it is asked anew each year, by ``classify(…, scheme="final-tax")``.

    Args:
        subject: facts or an enterprise; read are its legal form and when it was registered as a taxpayer.
        on: the day whose law applies.
        law: the book of law; the shipped one unless given.

    Raises:
        TypeError: ``subject`` is neither facts nor an enterprise, or ``on`` is not a date.

    Source:
        PP 23/2018; PP 55/2022 Pasal 59 and Pasal 69; PP 20/2026 Pasal 59 and Pasal II.

    >>> from plut_kumkm.enterprise.tiers import LegalForm
    >>> final_tax_until(Facts(legal_form=LegalForm.PT, tax_registered=2024), on=date(2025, 6, 30)).value.year
    2026
    """
    check_day(on, "on")
    question = TermQuestion(scheme_question(book() if law is None else law, SCHEME, on))
    facts, before = flatten(subject, on)
    # Of any turnover below the ceiling the term is the same.
    facts = evolve(facts, sales=0)
    return Verdict(question, facts, question.decide(facts), before)
