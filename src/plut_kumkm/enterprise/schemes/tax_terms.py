"""Until which tax year an enterprise may use the final tax on turnover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve, frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import LAST_YEAR, check_day
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.flattening import flatten
from plut_kumkm.enterprise.schemes.asking import SchemeQuestion, scheme_question
from plut_kumkm.enterprise.schemes.rules import SchemeRule, rule_on
from plut_kumkm.enterprise.schemes.turnover_tax import SCHEME
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.instruments import Provision
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.regimes import Alternative, Dispute, Regime, Stretch
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise

_ELIGIBLE = "eligible"
_ASIDE, _REGISTERED = "sales", "tax_registered"
# Codes of an answer beside a year.
_NEVER, _NO_END = 0, LAST_YEAR + 1


# How a rule of one year is read.
_Answer = Callable[[SchemeRule, Facts], int]


def _decided(rule: SchemeRule, record: Facts) -> int:
    return rule.table.decide(record)


def _accepting(rule: SchemeRule, record: Facts) -> int:
    return rule.accepting.decide(record)


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


class _End(NamedTuple):
    """What one regime says: a code, and the rule of the year on which it hangs."""

    code: int
    rule: SchemeRule


@frozen(eq=False, repr=False)
class TermQuestion:
    """Until which year, if the law of the day stays as it is; a year that is over is asked by the law of its time."""

    asked: SchemeQuestion

    def value(self, code: int) -> LastYear | None:
        if code < 0:
            return None
        return LastYear(None, ends=code == _NEVER) if code in (_NEVER, _NO_END) else LastYear(code)

    def decide(self, record: Facts) -> int:
        found = {NOT_IN_FORCE if one is None else self._end(one, record).code for one in self._sides}
        if len(found) == 1:
            return found.pop()
        return UNKNOWN if UNKNOWN in found else INDETERMINATE

    @property
    def _sides(self) -> tuple[Stretch | None, ...]:
        stretch = self.asked.stretch
        return (stretch.older, stretch.newer) if isinstance(stretch, Dispute) else (stretch,)

    def _end(self, stretch: Stretch, record: Facts, answer: _Answer = _decided) -> _End:
        """Return the last year under one regime: its rule is asked year after year, and read by ``answer``."""
        registered = record.tax_registered_first
        # A term may begin later than the day that is asked about.
        now = self.asked.on.year if registered is None else max(self.asked.on.year, registered.year)
        rule = self._rule(stretch, now)
        if not isinstance(stretch, Regime) or stretch.terms is None:
            return _End(INDETERMINATE, rule)
        code = answer(rule, record)
        if code >= 0 and not self._is_eligible(code):
            return self._past(record, now, answer)
        reach = max((term.years or 0 for term in stretch.terms.terms.values()), default=0)
        for year in range(now, min(now + reach, LAST_YEAR) + 1):
            rule = self._rule(stretch, year)
            code = answer(rule, record)
            if not self._is_eligible(code):
                return _End(code if code < 0 else year - 1, rule)
        return _End(_NO_END, rule)

    def _past(self, record: Facts, now: int, answer: _Answer) -> _End:
        """Return the last year of a right that is over by ``now``."""
        registered = record.tax_registered_first
        rule = self._rule(None, now)
        for year in range(now - 1, now - 1 if registered is None else registered.year - 1, -1):
            rule = self._rule(self.asked.law.at(SCHEME, date(year, 12, 31)), year)
            code = answer(rule, record)
            if self._is_eligible(code) or code in (UNKNOWN, INDETERMINATE):
                return _End(code if code < 0 else year, rule)
        return _End(_NEVER, rule)

    def _is_eligible(self, code: int) -> bool:
        return code >= 0 and self.asked.scheme.classes[code] == _ELIGIBLE

    def _rule(self, stretch: Stretch | None, year: int) -> SchemeRule:
        return rule_on(stretch, self.asked.law, self.asked.law.policy, date(year, 12, 31))

    def needs(self, record: Facts) -> tuple[str, ...]:
        if self.decide(record) != UNKNOWN:
            return ()
        # The rule of one day may not ask for what the end of a term hangs on: registration, at times its very day.
        registered = () if record.tax_registered is not None else (_REGISTERED,)
        return tuple(dict.fromkeys((*self.asked.needs(record), *registered))) or (_REGISTERED,)

    def readings(self, record: Facts) -> tuple[Reading[LastYear], ...]:
        return tuple(self._readings(record)) if self.decide(record) == INDETERMINATE else ()

    def _readings(self, record: Facts) -> Iterator[Reading[LastYear]]:
        """Yield what each regime gives, and where its own answer is open what each of its sources gives."""
        for regime in (one for one in self._sides if isinstance(one, Regime)):
            end = self._end(regime, record, _accepting)
            open_ = tuple(end.rule.alternatives(record)) if end.code == INDETERMINATE else ()
            for each in open_:
                yield self._reading(each.id, self._end(regime, record, self._taking(each)).code, each.provision)
            if not open_:
                yield self._reading(regime.id, end.code, regime.provision)

    def _reading(self, id_: str, code: int, provision: Provision) -> Reading[LastYear]:
        return Reading(id_, self.value(code), status_of(code), provision)

    def _taking(self, chosen: Alternative) -> _Answer:
        """Return how a rule is read when it is open and ``chosen`` is what holds."""

        def answer(rule: SchemeRule, record: Facts) -> int:
            code = rule.accepting.decide(record)
            if code == INDETERMINATE and chosen.id in (one.id for one in rule.alternatives(record)):
                return self.asked.scheme.classes.index(chosen.result)
            return code

        return answer

    def provisions(self, record: Facts, code: int) -> tuple[Provision, ...]:
        open_ = (reading.provision for reading in self.readings(record))
        return tuple(dict.fromkeys((*self.asked.provisions(record, code), *open_)))

    def notes(self, record: Facts, code: int) -> tuple[Finding, ...]:
        return tuple(self._notes(record, code))

    def _notes(self, record: Facts, code: int) -> Iterator[Finding]:
        first, on = record.tax_registered_first, self.asked.on
        if first is not None and first > on:
            yield Finding("final_tax.registered_later", "info", (_REGISTERED,), {"on": on})
        now = self.asked.rule.table.decide(record)
        if now != UNKNOWN and first is not None and _REGISTERED in self.needs(record):
            yield Finding("facts.day_needed", "info", (_REGISTERED,), {"field": _REGISTERED})
        yield from self.asked.notes(record, now)
        if code == INDETERMINATE != now:
            yield Finding("final_tax.end_open", "warning", (), {})

    def trace(self, record: Facts) -> Step:
        return _untold(self.asked.trace(record))

    def receipt(self, record: Facts) -> dict[str, Any]:
        return self.asked.receipt(evolve(record, sales=None))

    def headline(self, code: int, lang: Lang) -> str:
        value = self.value(code)
        said = value.label(lang) if value is not None else render(f"status.{status_of(code)}", {}, lang)
        return f"{render('final_tax.last_year', {}, lang)}: {said}"

    def lines(self, record: Facts, code: int, lang: Lang) -> tuple[str, ...]:
        return ()

    def reading_label(self, id_: str, lang: Lang) -> str:
        return self.asked.reading_label(id_, lang)


def _untold(step: Step) -> Step:
    """Return a step with what was looked at of the turnover left out: it is no fact but left aside."""
    children = tuple(_untold(child) for child in step.children)
    kept = step if step.name != _ASIDE else step._replace(name=None, value=None)
    return kept._replace(children=children)


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
    asked = scheme_question(book_of(law), SCHEME, on)
    facts, before = flatten(subject, on)
    # Of any turnover below the ceiling the term is the same.
    facts = evolve(facts, sales=0)
    first = facts.tax_registered_first
    if first is not None and first > on:
        # Whoever registers later is asked about from then on.
        asked = evolve(asked, rule=rule_on(asked.stretch, asked.law, asked.law.policy, date(first.year, 12, 31)))
    question = TermQuestion(asked)
    return Verdict(question, facts, question.decide(facts), before)
