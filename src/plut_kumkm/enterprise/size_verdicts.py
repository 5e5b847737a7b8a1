"""The question *which size tier*: asked of one record, answered with its reasons."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.size_rules import (
    AMOUNTS,
    BASES,
    OPERANDS,
    PURPOSES,
    READINGS,
    Purpose,
    ReadingId,
    SizeRule,
    size_rule,
)
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law import probing
from plut_kumkm.law.books import LawBook, book
from plut_kumkm.law.decisions import INDETERMINATE
from plut_kumkm.law.instruments import Provision, meets
from plut_kumkm.law.regimes import Exclusion, Gap, Regime
from plut_kumkm.law.traces import Step
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plut_kumkm.enterprise.records import Enterprise

TIERS = tuple(Tier)
STALE_MONTHS = 24  # an older snapshot is used, and said to be old


def check_day(on: object) -> None:
    """Raise ``TypeError`` unless ``on`` is a plain date."""
    # A datetime is a date to Python, but what holds at a moment depends on its zone.
    if type(on) is not date:
        raise TypeError(f"on must be a date, such as date(2026, 6, 30), not {type(on).__name__}")


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
        if self.rule.criteria and record.independent is False and "parent_tier" not in found:
            found += tuple(name for name in probing.needs(self.rule.umkm, record) if name == "parent_tier")
        return found

    def readings(self, record: Facts) -> tuple[Reading[Tier], ...]:
        return tuple(self._readings(record))

    def _readings(self, record: Facts) -> Iterator[Reading[Tier]]:
        stretch = self.rule.stretch
        if isinstance(stretch, Gap) and stretch.shows is not None:
            # The old figures, as practice went on using them: to be shown, never to decide.
            shown = self.law.regime(stretch.shows)
            yield from self._by_criterion(shown, record, f"{shown.id}/", practice=True)
        elif isinstance(stretch, Regime):
            choices = [stretch.choice(self.purpose, reading) for reading in READINGS]
            if all(choice is choices[0] for choice in choices):
                yield from self._by_criterion(stretch, record, "", practice=False)
                return
            for reading, choice in zip(READINGS, choices, strict=True):
                if choice is not None:
                    rule = size_rule(stretch, "unverified", self.purpose, reading)
                    yield self._reading(reading, rule.tier.decide(record), choice.provision)

    def _by_criterion(self, regime: Regime, record: Facts, prefix: str, *, practice: bool) -> Iterator[Reading[Tier]]:
        rule = size_rule(regime, "unverified", self.purpose, self.reading)
        for name, table in rule.criteria.items():
            code = table.decide(record)
            provision = regime.criteria[name].provisions[max(code, 0)]
            yield self._reading(prefix + name, code, provision._replace(origin="practice") if practice else provision)

    def _reading(self, id_: str, code: int, provision: Provision) -> Reading[Tier]:
        return Reading(id_, self.value(code), status_of(code), provision)

    def provisions(self, record: Facts, code: int) -> tuple[Provision, ...]:
        stretch = self.rule.stretch
        if stretch is None:
            return ()
        if isinstance(stretch, Gap):
            return (stretch.provision,)
        chosen = () if self.rule.choice is None else (self.rule.choice.provision,)
        found = [step.provision for step in self.trace(record).walk() if step.kind == "banded"]
        parent = self._larger_parent(record, code)
        excluded = () if parent is None else (parent.provision,)
        rested = (*chosen, *(provision for provision in found if provision is not None), *excluded)
        # A criterion that was named, and whose fact is missing, is all that there is to cite.
        return tuple(dict.fromkeys(rested)) or (stretch.criteria[str(self.named)].provisions[0],)

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
        for name in AMOUNTS:
            amount = getattr(record, name)
            if amount is not None and amount < 0:
                yield Finding("tier.negative", "warning", (name,), {"got": amount})
        if record.sales_kind not in (None, "sales") and record.sales is not None:
            yield Finding("tier.proxy", "warning", ("sales",), {"kind": record.sales_kind})
        if record.as_of is not None and _months(record.as_of, self.on) > STALE_MONTHS:
            yield Finding("tier.stale", "info", ("as_of",), {"day": record.as_of, "months": STALE_MONTHS})
        if not isinstance(stretch, Regime):
            return
        choice = self.rule.choice
        if self.named is None and choice is not None and not meets(choice.provision.grade, self.law.policy):
            params = {"grade": choice.provision.grade, "policy": self.law.policy}
            yield Finding("tier.below_policy", "warning", (), params, choice.provision.cite)
        if code == INDETERMINATE and self._doubtful(stretch, record):
            yield Finding("tier.bound_below_policy", "warning", (), {"policy": self.law.policy})
        if code >= 0:
            yield from self._misfits(stretch, record, TIERS[code])

    def _doubtful(self, regime: Regime, record: Facts) -> bool:
        rule = size_rule(regime, "unverified", self.purpose, self.reading, self.named)
        return rule.tier.decide(record) >= 0 and (
            self.rule.choice is None or meets(self.rule.choice.provision.grade, self.law.policy)
        )

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
        from plut_kumkm.base.version import version

        stretch = self.rule.stretch
        facts = sorted({node.name for node in probing.nodes(self.rule.tier) if hasattr(node, "fact")} | set(OPERANDS))
        return {
            "schema": "plut_kumkm/receipt/1",
            "library": version(),
            "law": self.law.hash,
            "policy": self.law.policy,
            "scheme": None if stretch is None else stretch.id,
            "on": self.on.isoformat(),
            "purpose": self.purpose,
            "reading": self.reading,
            "basis": self.named,
            "inputs": [name for name in facts if getattr(record, name, None) is not None],
        }

    def headline(self, code: int, lang: Lang) -> str:
        stretch = self.rule.stretch
        tier = self.value(code)
        answer = tier.label(lang) if tier is not None else render(f"status.{status_of(code)}", {}, lang)
        params = {
            "answer": answer,
            "day": self.on,
            "scheme": _scheme(stretch, lang),
            "purpose": render(f"purpose.{self.purpose}", {}, lang),
            "reading": render(f"reading.{self.reading}", {}, lang),
        }
        return render("tier.headline", params, lang)


def _scheme(stretch: Regime | Gap | None, lang: Lang) -> str:
    if stretch is None:
        return render("tier.no_law", {}, lang)
    if isinstance(stretch, Gap):
        return stretch.provision.cite.label(lang)
    return stretch.instrument.label()


def _months(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


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
    check_day(on)
    if not isinstance(law, LawBook):
        raise TypeError(f"law must be a LawBook, such as law.book() or law.load(path), not {type(law).__name__}")
    _check_word("purpose", purpose, PURPOSES)
    _check_word("reading", reading, READINGS)
    if basis is not None:
        _check_word("basis", basis, tuple(OPERANDS))
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
    question = size_question(book() if law is None else law, on, purpose, reading, basis)
    if not isinstance(subject, Facts):
        # Imported here: whoever asks about facts alone does not wait for the other records.
        from plut_kumkm.enterprise.flattening import facts_of

        subject = facts_of(subject, on)  # TypeError for anything else
    return TierVerdict(question, subject, question.rule.tier.decide(subject))
