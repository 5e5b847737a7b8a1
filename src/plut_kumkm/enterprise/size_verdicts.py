"""The question *which size tier*: asked of one record, answered with its reasons."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import fields
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import check_day
from plut_kumkm.enterprise.fact_notes import date_notes, fact_notes
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.size_rules import (
    BASES,
    CRITERIA,
    PURPOSES,
    READINGS,
    Purpose,
    ReadingId,
    SizeRule,
    size_rule,
)
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.instruments import Provision, meets
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.decisions import INDETERMINATE, UNKNOWN
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.questions import law_notes, receipt, rested, stretch_label, weak_notes
from plut_kumkm.law.regimes import Exclusion, Gap, Regime
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plut_kumkm.enterprise.records import Enterprise

TIERS = tuple(Tier)
# The amounts of which a negative one counts as missing; a net worth may well be negative.
_AMOUNTS = ("sales", "capital", "capital_own", "capital_borrowed", "land_building")


def _check_word(name: str, word: object, allowed: tuple[str, ...]) -> None:
    if word not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {word!r}")


@frozen(eq=False, repr=False)
class SizeQuestion:
    """Which tier, on which day, under which book, for which purpose, by which reading."""

    law: LawBook
    on: date
    purpose: Purpose
    reading: ReadingId
    named: str | None
    rule: SizeRule

    def value(self, code: int) -> Tier | None:
        return TIERS[code] if code >= 0 else None

    def needs(self, record: Facts) -> tuple[str, ...]:
        found = probing.needs(self.rule.tier, record)
        if self.rule.criteria and record.independent is False:
            found += tuple(name for name in probing.needs(self.rule.umkm, record) if name == "parent_tier")
        return tuple(dict.fromkeys(found))

    def readings(self, record: Facts) -> tuple[Reading[Tier], ...]:
        return tuple(self._readings(record))

    def _readings(self, record: Facts) -> Iterator[Reading[Tier]]:
        stretch = self.rule.stretch
        if isinstance(stretch, Gap):
            # The old figures, as practice went on using them: to be shown, never to decide.
            for shown in map(self.law.regime, stretch.shows):
                yield from self._by_criterion(shown, record, f"{shown.id}/", practice=True)
        elif isinstance(stretch, Regime):
            if self._unread(stretch):
                yield from self._by_criterion(stretch, record, "", practice=False)
                return
            for reading in READINGS:
                choice = stretch.choice(self.purpose, reading)
                if choice is not None:
                    rule = size_rule(stretch, "unverified", self.purpose, reading)
                    yield self._reading(reading, rule.tier.decide(record), choice.provision)

    def _unread(self, regime: Regime) -> bool:
        """Return whether the regime makes no difference between the readings."""
        choices = [regime.choice(self.purpose, reading) for reading in READINGS]
        return all(choice is choices[0] for choice in choices)

    def _by_criterion(self, regime: Regime, record: Facts, prefix: str, *, practice: bool) -> Iterator[Reading[Tier]]:
        rule = size_rule(regime, "unverified", self.purpose, self.reading)
        for name, table in rule.criteria.items():
            code = table.decide(record)
            criterion = regime.criteria[name]
            provision = criterion.provisions[code] if code >= 0 else criterion.provision
            yield self._reading(prefix + name, code, provision._replace(origin="practice") if practice else provision)

    def _reading(self, id_: str, code: int, provision: Provision) -> Reading[Tier]:
        return Reading(id_, self.value(code), status_of(code), provision)

    def provisions(self, record: Facts, code: int) -> tuple[Provision, ...]:
        stretch = self.rule.stretch
        if stretch is None:
            return ()
        if not isinstance(stretch, Regime):
            return tuple(dict.fromkeys((stretch.provision, *rested(self.trace(record)))))
        chosen = () if self.rule.choice is None else (self.rule.choice.provision,)
        parent = self._larger_parent(record, code)
        excluded = () if parent is None else (parent.provision,)
        found = dict.fromkeys((*chosen, *rested(self.trace(record)), *excluded))
        # With nothing decided there is the measure that was named, or the regime as a whole.
        named = stretch.provision if self.named is None else stretch.criteria[self.named].provision
        return tuple(found) or (named,)

    def _larger_parent(self, record: Facts, code: int) -> Exclusion | None:
        """Return the rule by which the parent takes the enterprise out of the UMKM, if it does."""
        stretch, parent = self.rule.stretch, record.parent_tier
        if code < 0 or not isinstance(stretch, Regime) or record.independent is not False or parent is None:
            return None
        rule = stretch.exclusions.get(("parent_tier", TIERS[code].value))
        return rule if rule is not None and parent.value in rule.values else None

    def trace(self, record: Facts) -> Step:
        return self.rule.tier.explain(record)

    def notes(self, record: Facts, code: int) -> tuple[Finding, ...]:
        return tuple(self._notes(record, code))

    def _notes(self, record: Facts, code: int) -> Iterator[Finding]:
        stretch = self.rule.stretch
        yield from fact_notes(record, self.on, _AMOUNTS)
        if code == UNKNOWN:
            facts = probing.marked((self.rule.tier,)).values()
            yield from date_notes(record, facts, probing.needs(self.rule.tier, record))
        yield from law_notes(stretch, self.on)
        if not isinstance(stretch, Regime):
            return
        if code == INDETERMINATE:
            yield from self._open(stretch, record)
        if code >= 0:
            yield from self._misfits(stretch, record, TIERS[code])

    def _open(self, regime: Regime, record: Facts) -> Iterator[Finding]:
        """Yield why the answer is open, where that is not a matter of the facts."""
        choice, policy = self.rule.choice, self.law.policy
        if choice is None and self.named is None:
            yield Finding("law.no_choice", "warning", (), {"scheme": regime.id}, regime.provision.cite)
        elif choice is not None and not meets(choice.provision.grade, policy):
            params = {"grade": choice.provision.grade, "policy": policy}
            yield Finding("law.choice_below_policy", "warning", (), params, choice.provision.cite)
        else:
            rule = size_rule(regime, "unverified", self.purpose, self.reading, self.named)
            steps = rule.tier.explain(record).walk()
            bounds = (step.provision for step in steps if step.kind in ("bound", "ceiling"))
            yield from weak_notes((one for one in bounds if one is not None), policy)

    def _misfits(self, regime: Regime, record: Facts, tier: Tier) -> Iterator[Finding]:
        form = regime.exclusions.get(("legal_form", tier.value))
        if form is not None and record.legal_form is not None and record.legal_form.value in form.values:
            params = {"form": record.legal_form, "tier": tier}
            yield Finding("tier.form_misfit", "warning", ("legal_form",), params, form.provision.cite)
        parent = self._larger_parent(record, int(tier))
        if parent is not None:
            members = {"parent": record.parent_tier, "tier": tier}
            yield Finding("tier.larger_parent", "info", ("parent_tier",), members, parent.provision.cite)

    def receipt(self, record: Facts) -> dict[str, Any]:
        tables = (self.rule.tier, self.rule.umkm, *self.rule.criteria.values())
        return receipt(self.law, self.rule.stretch, self.on, tables, record, "legal_form") | {
            "purpose": self.purpose,
            "reading": self.reading,
            "basis": self.named,
        }

    def headline(self, code: int, lang: Lang) -> str:
        stretch, tier = self.rule.stretch, self.value(code)
        answer = tier.label(lang) if tier is not None else render(f"status.{status_of(code)}", {}, lang)
        parts = [answer, render("verdict.day", {"day": self.on}, lang), stretch_label(stretch, lang)]
        if isinstance(stretch, Regime):
            if self.named is not None:
                parts.append(render("tier.named_basis", {"basis": self.named}, lang))
            elif not self._unread(stretch):
                parts += [
                    render(f"purpose.{self.purpose}", {}, lang),
                    render(f"reading.{self.reading}", {}, lang),
                ]
        return " · ".join(parts)

    def reading_label(self, id_: str, lang: Lang) -> str:
        if id_ in READINGS:
            return render(f"reading.{id_}", {}, lang)
        scheme, _, criterion = id_.rpartition("/")
        said = fields.label(criterion, lang)
        return f"{said} ({self.law.regime(scheme).provision.cite.instrument.label()})" if scheme else said

    def lines(self, record: Facts, code: int, lang: Lang) -> tuple[str, ...]:
        if code < 0:
            return ()
        member = self.rule.umkm.decide(record)
        return (render(f"tier.umkm_{('unknown', 'no', 'yes')[member + 1] if member >= -1 else 'unknown'}", {}, lang),)


class TierVerdict(Verdict[Tier]):
    """Which tier, and what else follows from the same facts.

    >>> verdict = tier(Facts(sales=1_800_000_000), on=date(2026, 6, 30))
    >>> verdict.value, verdict.basis, verdict.conflict, verdict.is_umkm
    (<Tier.MICRO>, 'sales', None, None)
    """

    __slots__ = ()
    _question: SizeQuestion
    _record: Facts

    @property
    def basis(self) -> str | None:
        """The criterion that applies, also when its fact is missing; two joined by "+" where both are asked."""
        place = self._question.rule.basis.decide(self._record)
        return BASES[place] if place >= 0 else None

    @property
    def by_basis(self) -> Mapping[str, Tier | None]:
        """The tier by each criterion, ``None`` where it is not known; empty where no figures are in force."""
        rule = self._question.rule
        return MappingProxyType(
            {name: self._question.value(table.decide(self._record)) for name, table in rule.criteria.items()}
        )

    @property
    def purpose(self) -> Purpose:
        """What the tier is asked for."""
        return self._question.purpose

    @property
    def reading(self) -> ReadingId:
        """The reading of the law in use."""
        return self._question.reading

    @property
    def conflict(self) -> bool | None:
        """Whether the two criteria give different tiers, ``None`` when one of them is missing."""
        conflict = self._question.rule.conflict
        return None if conflict is None else conflict.holds(self._record)

    @property
    def is_umkm(self) -> bool | None:
        """Whether it belongs to the UMKM: not when it is large or part of a larger one, ``None`` when not known."""
        code = self._question.rule.umkm.decide(self._record)
        return bool(code) if code >= 0 else None

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer as plain JSON values."""
        return super().to_dict() | {
            "schema": "plut_kumkm/tier-verdict/1",
            "basis": self.basis,
            "by_basis": {name: None if tier is None else tier.value for name, tier in self.by_basis.items()},
            "purpose": self.purpose,
            "reading": self.reading,
            "conflict": self.conflict,
            "is_umkm": self.is_umkm,
        }


@lru_cache(maxsize=4096)
def size_question(law: LawBook, on: date, purpose: Purpose, reading: ReadingId, basis: str | None) -> SizeQuestion:
    """Return the question, checked and compiled once for each day, purpose, reading and book.

    Raises:
        TypeError: ``on`` is not a date.
        ValueError: purpose, reading or basis is none of those that exist.
    """
    check_day(on, "on")
    _check_word("purpose", purpose, PURPOSES)
    _check_word("reading", reading, READINGS)
    if basis is not None:
        _check_word("basis", basis, CRITERIA)
    return SizeQuestion(
        law, on, purpose, reading, basis, size_rule(law.at("tier", on), law.policy, purpose, reading, basis)
    )


def tier(
    subject: Facts | Enterprise,
    *,
    on: date,
    purpose: Purpose = "facility",
    reading: ReadingId = "by-purpose",
    basis: str | None = None,
    law: LawBook | None = None,
) -> TierVerdict:
    """Return the size tier of an enterprise under the law of the day ``on``, with its reasons.

    PP 7/2021 names two criteria and no order between them. ``purpose`` and ``reading`` say which one applies; the
    verdict gives the others beside it. Missing facts never become an answer.

    Args:
        subject: facts, or an enterprise, of which the latest snapshot not later than ``on`` is read.
        on: the day whose law applies.
        purpose: "registration" (ayat 2), "facility" (ayat 4 to 6) or "statistics".
        reading: "by-purpose" (R1), "by-founding" (R2), "cumulative" (R3) or "sales-only" (R4).
        basis: name a criterion yourself: "sales", "capital", or under UU 20/2008 "net_worth".
        law: the book of law; the shipped one unless given.

    Raises:
        TypeError: ``subject`` is neither facts nor an enterprise, or ``on`` is not a date.
        ValueError: purpose, reading or basis is none of those that exist.

    Source:
        PP 7/2021 Pasal 35; before it UU 20/2008 Pasal 6; between them nothing (UU 11/2020 Pasal 87 angka 1).

    >>> tier(Facts(sales=2_000_000_001), on=date(2026, 6, 30)).value
    <Tier.SMALL>
    >>> tier(Facts(), on=date(2026, 6, 30)).needs
    ('sales',)
    """
    # Before the cache, which takes a subclass of date for the equal plain date.
    check_day(on, "on")
    question = size_question(book_of(law), on, purpose, reading, basis)
    before: tuple[Finding, ...] = ()
    if type(subject) is not Facts or subject.sales_period is not None:
        # Imported here: whoever asks about plain facts does not wait for the other records.
        from plut_kumkm.enterprise.flattening import flatten

        subject, before = flatten(subject, on)
    return TierVerdict(question, subject, question.rule.tier.decide(subject), before)
