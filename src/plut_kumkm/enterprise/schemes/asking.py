"""The question *which class of a scheme*: asked of one record, answered with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from plut_kumkm.base import fields
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import Span, check_day
from plut_kumkm.enterprise.fact_notes import date_notes, fact_notes
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.flattening import flatten
from plut_kumkm.enterprise.schemes.classes import SizeClass
from plut_kumkm.enterprise.schemes.rules import ANYTHING, SchemeRule, rule_on, scope_of
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.instruments import Provision, meets
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN
from plut_kumkm.law.kernel.operands import Code
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.questions import law_notes, receipt, rested, stretch_label, weak_notes
from plut_kumkm.law.regimes import ANY, Dispute, Gap, Regime, Scheme, Stretch, regimes_in
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of
from plut_kumkm.law.wording import Text, regime_name

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise


@frozen(eq=False, repr=False)
class SchemeQuestion:
    """Which class of a scheme, on which day, under which book; ``named`` is the regime that was asked for by name."""

    law: LawBook
    on: date
    scheme: Scheme
    stretch: Stretch | None
    named: Regime | None
    rule: SchemeRule

    def value(self, code: int) -> SizeClass | None:
        if code < 0:
            return None
        name = self.scheme.classes[code]
        return SizeClass(self.scheme.id, name, code, self.scheme.labels[name])

    def needs(self, record: Facts) -> tuple[str, ...]:
        return probing.needs(self.rule.table, record)

    def readings(self, record: Facts) -> tuple[Reading[SizeClass], ...]:
        return tuple(self._readings(record)) if self.rule.table.decide(record) == INDETERMINATE else ()

    def _readings(self, record: Facts) -> Iterator[Reading[SizeClass]]:
        if isinstance(self.stretch, Regime):
            yield from self._by_measure(self.stretch, record)
        for regime in self._shown():
            yield from self._of_regime(regime, rule_on(regime, self.law, ANYTHING, self.on), record)

    def _shown(self) -> Iterator[Regime]:
        """Yield the regimes whose answers are shown where none decides."""
        if isinstance(self.stretch, Gap):
            yield from map(self.law.regime, self.stretch.shows)
        elif isinstance(self.stretch, Dispute):
            yield from regimes_in(self.stretch)
            yield self.stretch.newer

    def _of_regime(self, regime: Regime, rule: SchemeRule, record: Facts) -> Iterator[Reading[SizeClass]]:
        """Yield what one regime says: its class, or where that is open what its sources say of it."""
        code = rule.table.decide(record)
        open_ = tuple(self._alternatives(rule, record)) if code == INDETERMINATE else ()
        yield from open_ or (self._reading(regime.id, code, regime.provision),)

    def _alternatives(self, rule: SchemeRule, record: Facts) -> Iterator[Reading[SizeClass]]:
        for each in rule.alternatives(record):
            yield self._reading(each.id, self.scheme.classes.index(each.result), each.provision)

    def _by_measure(self, regime: Regime, record: Facts) -> Iterator[Reading[SizeClass]]:
        """Yield what the sources say where a class is open; what the weak ones say; what each measure says."""
        open_ = tuple(self._alternatives(self.rule, record))
        accepted = self.rule.accepting.decide(record)
        if open_:
            yield from open_
        elif accepted >= 0:
            yield self._reading(regime.id, accepted, regime.provision)
        elif len(self.rule.parts) > 1:
            for name, table in self.rule.parts.items():
                yield self._reading(name, table.decide(record), regime.criteria[name].provision)
        elif accepted == UNKNOWN:
            yield self._reading(regime.id, accepted, regime.provision)

    def _reading(self, id_: str, code: int, provision: Provision) -> Reading[SizeClass]:
        return Reading(id_, self.value(code), status_of(code), provision)

    def provisions(self, record: Facts, code: int) -> tuple[Provision, ...]:
        if self.stretch is None:
            return ()
        # Of a gap, why there is one.
        why = () if isinstance(self.stretch, Regime) else (self.stretch.provision,)
        open_ = (reading.provision for reading in self.readings(record))
        return tuple(dict.fromkeys((*why, *rested(self.trace(record)), *open_))) or (self.stretch.provision,)

    def trace(self, record: Facts) -> Step:
        step = self.rule.table.explain(record)
        if step.outcome == INDETERMINATE and isinstance(self.stretch, Regime) and not _compared(step):
            # The policy lets nothing decide: what would is told all the same.
            return step._replace(children=(*step.children, self.rule.accepting.explain(record)))
        return step

    def notes(self, record: Facts, code: int) -> tuple[Finding, ...]:
        return tuple(self._notes(record, code))

    def _notes(self, record: Facts, code: int) -> Iterator[Finding]:
        stretch = self.stretch
        facts = probing.marked((self.rule.accepting,)).values()
        asked = [fact.operand for fact in facts]
        amounts = {name for one in asked if one.least is not None for name in one.inputs}
        yield from fact_notes(record, self.on, (name for name in Facts.kinds() if name in amounts))
        # What would be missing if the sources did not leave the answer open anyway.
        missing = probing.needs(self.rule.accepting, record)
        yield from date_notes(record, facts, missing)
        if len({one.division for one in record.kbli}) > 1 and any("kbli" in one.inputs for one in asked):
            yield Finding("scheme.first_code", "info", ("kbli",), {"code": record.kbli[0]})
        yield from law_notes(stretch, self.on)
        match stretch:
            case None:
                if self.named is not None:
                    params = {"scheme": self._name(self.named), "span": self.named.span}
                    yield Finding("scheme.outside_span", "info", (), params, self.named.provision.cite)
            case Gap():
                why = (stretch.why or "unsaid").replace("-", "_")
                yield Finding(f"scheme.gap_{why}", "info", (), {}, stretch.provision.cite)
            case Dispute():
                if code == INDETERMINATE:
                    yield from self._disputed(record, stretch)
            case _:
                yield from self._of_law(record, code, stretch, missing)

    def _disputed(self, record: Facts, dispute: Dispute) -> Iterator[Finding]:
        """Yield why a disputed day has no answer: the rules differ, or one of them rests on a weak source."""
        if self.rule.accepting.decide(record) >= 0:
            yield from weak_notes(rested(self.rule.accepting.explain(record)), self.law.policy)
            return
        code = "scheme.start_unknown" if dispute.older is None else "scheme.start_disputed"
        yield Finding(code, "warning", (), {"scheme": self._name(dispute.newer)}, dispute.provision.cite)

    def _of_law(self, record: Facts, code: int, regime: Regime, missing: tuple[str, ...]) -> Iterator[Finding]:
        cite = regime.provision.cite
        scope = scope_of(self.law, self.on)
        if regime.applies is not None and code == INDETERMINATE:
            step = regime.applies.predicate(scope).explain(record)
            if step.outcome is False:
                what = Text(_said(step, "id"), _said(step, "en"))
                yield Finding(
                    "scheme.not_applicable", "warning", (), {"scheme": self._name(regime), "what": what}, cite
                )
                return
        if code == INDETERMINATE:
            yield from self._open(record, regime, missing)
        if regime.seen_since:
            yield Finding("scheme.seen_since", "info", (), {"day": regime.span.since}, cite)
        if regime.end_unknown:
            yield Finding("scheme.end_unknown", "info", (), {"scheme": self._name(regime)}, cite)
        for text in regime.unchecked if code >= 0 else ():
            yield Finding("scheme.unchecked", "info", (), {"what": Text(**text)}, cite)

    def _name(self, regime: Regime) -> Text:
        return regime_name(regime, self.scheme)

    def _open(self, record: Facts, regime: Regime, missing: tuple[str, ...]) -> Iterator[Finding]:
        """Yield why the answer is open, and which facts are ``missing`` besides."""
        cite = regime.provision.cite
        others = [part for part in probing.nodes(self.rule.accepting) if isinstance(part, Code) and part.raw]
        if any(other.read(record) in (INDETERMINATE, NOT_IN_FORCE) for other in others):
            yield Finding("scheme.tier_open", "warning", (), {}, cite)
            return
        if not meets(regime.span_grade, self.law.policy):
            params = {"scheme": self._name(regime), "grade": regime.span_grade, "policy": self.law.policy}
            yield Finding("scheme.span_below_policy", "warning", (), params, cite)
        differ = any(opening.where.holds(record) for opening in self.rule.openings)
        accepted = self.rule.accepting.decide(record)
        if differ:
            yield Finding("scheme.sources_differ", "warning", (), {}, cite)
        if accepted >= 0 or differ or missing:
            # While facts are missing no bound has decided yet: the answer is open for what the whole rule rests on.
            whole = _of_the_whole(regime) if missing else ()
            yield from weak_notes((*whole, *rested(self.rule.accepting.explain(record))), self.law.policy)
            if missing:
                yield Finding("scheme.also_missing", "info", missing, {"fields": missing}, cite)
        elif len(self.rule.parts) > 1:
            yield Finding("scheme.measures_differ", "warning", (), {}, cite)
        else:
            code = "scheme.outside" if regime.criteria else "scheme.no_class"
            yield Finding(code, "warning", (), {"scheme": self._name(regime)}, cite)

    def receipt(self, record: Facts) -> dict[str, Any]:
        return receipt(self.law, self.stretch, self.on, (self.rule.accepting,), record) | {"of": self.scheme.id}

    def headline(self, code: int, lang: Lang) -> str:
        value = self.value(code)
        answer = value.label(lang) if value is not None else render(f"status.{status_of(code)}", {}, lang)
        day = render("verdict.day", {"day": self.on}, lang)
        return " · ".join((answer, self.scheme.title[lang], day, stretch_label(self.stretch or self.named, lang)))

    def lines(self, record: Facts, code: int, lang: Lang) -> tuple[str, ...]:
        return ()

    def reading_label(self, id_: str, lang: Lang) -> str:
        # Of the day that is asked about, and then of any other: a right that is over was that of an older regime.
        line = self.law.stretches[self.scheme.id]
        own = () if self.stretch is None else _all(self.stretch)
        regimes = (*own, *self._shown(), *(regime for stretch in line for regime in regimes_in(stretch)))
        for each in (each for regime in regimes for each in regime.alternatives):
            if each.id == id_:
                measure, parted, _ = id_.rpartition("/")
                said = None if each.label is None else each.label[lang]
                if not parted or len(self.rule.parts) < 2:
                    return said or self.scheme.labels[each.result][lang]
                # The class that it gives stands beside the name of a reading.
                return ", ".join(filter(None, (fields.label(measure, lang), said)))
        if id_ in self.rule.parts:
            return fields.label(id_, lang)
        return self.law.regime(id_).provision.cite.instrument.label()


def _compared(step: Step) -> bool:
    """Return whether a step tells of more than whom a rule is for: an amount, a day, a condition that is denied."""
    return any(one.sign is not None or (one.kind == "one_of" and one.outcome is False) for one in step.walk())


def _of_the_whole(regime: Regime) -> tuple[Provision, ...]:
    """Return what every answer of a regime rests on: its choice of a measure, and whom it applies to."""
    chosen = regime.choice(ANY, ANY)
    whom = () if regime.applies is None else tuple(regime.applies.sources())
    return whom if chosen is None else (chosen.provision, *whom)


def _said(step: Step, lang: Lang) -> str:
    """Return the words of a record on which a condition hangs."""
    said = (
        f"{fields.label(part.name, lang)} {fields.word(part.name, part.value, lang)}"
        for part in step.walk()
        if part.kind == "one_of" and part.name is not None and part.value is not None
    )
    return ", ".join(dict.fromkeys(said))


@lru_cache(maxsize=4096)
def scheme_question(law: LawBook, scheme: str, on: date) -> SchemeQuestion:
    """Return the question, checked and compiled once for each scheme, day and book.

    Raises:
        ValueError: there is no such scheme in the book.
    """
    named = None if scheme in law.known else _named(law, scheme)
    of = scheme if named is None else named.of
    stretch = law.at(of, on)
    if named is not None and (stretch is None or named.id not in {one.id for one in _all(stretch)}):
        # Of a regime that is named nothing holds outside its span.
        stretch = None
    return SchemeQuestion(law, on, law.scheme(of), stretch, named, rule_on(stretch, law, law.policy, on))


def _all(stretch: Stretch) -> tuple[Regime, ...]:
    newer = (stretch.newer,) if isinstance(stretch, Dispute) else ()
    return (*regimes_in(stretch), *newer)


def _named(law: LawBook, name: str) -> Regime:
    found = law.parts_of(name)
    if not found:
        from difflib import get_close_matches

        near = get_close_matches(str(name), law.schemes(), n=3, cutoff=0.3) or law.schemes()
        raise ValueError(f"no scheme {name!r} in this book; did you mean {', '.join(near)}?")
    # What was split, by a change or a dispute, is one regime to whoever asks for it.
    return evolve(found[-1], span=Span(found[0].span.since, found[-1].span.until))


def classify(subject: Facts | Enterprise, *, scheme: str, on: date, law: LawBook | None = None) -> Verdict[SizeClass]:
    """Return the class of an enterprise in an official scheme on the day ``on``, with its reasons.

    Args:
        subject: facts, or an enterprise, of which the latest snapshot not later than ``on`` is read.
        scheme: the id of a scheme ("kur", "bps-industry", "final-tax" …), which is answered by the regime of the day;
            or of one regime ("kur-1-2023"), which is not in force outside its span. ``law.schemes()`` lists them.
        on: the day whose law applies.
        law: the book of law; the shipped one unless given.

    Raises:
        TypeError: ``subject`` is neither facts nor an enterprise, ``on`` is no date, or ``law`` no book.
        ValueError: there is no such scheme; the message names the nearest.

    Source:
        The instrument of each scheme, as the verdict cites it.

    >>> from plut_kumkm.identifiers.kbli_type import Kbli
    >>> workshop = Facts(workers=7, kbli=(Kbli("2020", "13134"),))
    >>> classify(workshop, scheme="bps-industry", on=date(2026, 6, 30)).value.id
    'small'
    >>> classify(Facts(workers=7), scheme="bps-industry", on=date(2026, 6, 30)).needs
    ('kbli',)
    """
    check_day(on, "on")
    question = scheme_question(book_of(law), scheme, on)
    facts, before = flatten(subject, on)
    return Verdict(question, facts, question.rule.table.decide(facts), before)
