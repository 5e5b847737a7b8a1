"""The written list of rules, and the linter that asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.data import DataError
from plut_kumkm.base.findings import Finding, Lang, Report, Severity
from plut_kumkm.base.lint import LintReport, Rule, Suppression
from plut_kumkm.base.lint import lint as run
from plut_kumkm.base.periods import check_day
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.instruments import Grade, Origin
from plut_kumkm.planning.linting import claims as of_claims
from plut_kumkm.planning.linting import reports, structures, targets
from plut_kumkm.planning.linting.subjects import Subject
from plut_kumkm.planning.rating.scales import Scale
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.claims import Claim
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.planning.records.structuring import structure
from plut_kumkm.planning.shipped import plan_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection

Basis = Literal["seen", "check"]
_FINDERS: tuple[tuple[str, Severity, Callable[[Subject], Iterable[Finding]]], ...] = (
    ("PLN001", "warning", targets.worse_than_baseline),
    ("PLN002", "warning", targets.jumps),
    ("PLN003", "error", targets.ranges),
    ("PLN004", "error", targets.two_values),
    ("PLN005", "error", targets.unread),
    ("PLN006", "warning", targets.absent),
    ("PLN007", "warning", targets.end_repeats),
    ("PLN008", "warning", targets.last_jump),
    ("PLN009", "warning", targets.years),
    ("PLN010", "warning", targets.monotone),
    ("PLN011", "error", targets.above_whole),
    ("PLN012", "warning", targets.weights),
    ("PLN013", "error", targets.quarters),
    ("PLN014", "warning", targets.incomplete),
    ("PLN015", "error", targets.words),
    ("PLN016", "warning", structures.periods),
    ("PLN017", "error", structures.codes),
    ("PLN018", "error", structures.levels),
    ("PLN019", "warning", structures.authority),
    ("PLN020", "error", structures.no_direction),
    ("PLN021", "warning", structures.starving),
    ("PLN022", "warning", structures.idle_owner),
    ("PLN023", "warning", structures.twins),
    ("PLN024", "warning", structures.unmeasured_money),
    ("PLN025", "error", structures.same_id),
    ("PLN026", "warning", structures.without_indicator),
    ("PLN027", "warning", structures.bands),
    ("PLN028", "error", reports.two_reports),
    ("PLN029", "error", reports.strangers),
    ("PLN030", "warning", reports.overspent),
    ("PLN031", "warning", of_claims.kinds),
    ("PLN032", "error", of_claims.stock_as_flow),
    ("PLN033", "error", of_claims.growth_as_share),
    ("PLN034", "warning", of_claims.prices),
    ("PLN035", "error", of_claims.does_not_reproduce),
    ("PLN036", "error", of_claims.achievements),
    ("PLN037", "warning", of_claims.denominators),
    ("PLN038", "error", of_claims.two_sources),
    ("PLN039", "error", of_claims.thresholds),
    ("PLN040", "warning", reports.of_another_size),
    ("PLN041", "error", structures.form),
    ("PLN042", "error", targets.twice),
    ("PLN043", "warning", targets.above_named_whole),
)
RULES: tuple[Rule[Subject], ...] = tuple(Rule(*one) for one in _FINDERS)


@frozen
class Documented:
    """A rule with what is written of it: on what it rests, and an example that breaks it beside one that does not.

    ``basis`` is *seen* for a defect that occurs in published plans, reports or press, *check* for a generic one.
    ``origin`` says who asks for it, ``grade`` how well that was seen, ``source`` where, if one place can be named. The
    examples are TOML, as ``plut-kumkm lint`` reads it.

    >>> one = rules()[0]
    >>> one.id, one.severity, one.title("en")
    ('PLN001', 'warning', 'Targets are not worse than the baseline')
    >>> one.rationale, one.fix
    ('A target worse than where the plan starts plans to fall back.', 'Check direction and baseline, or say why.')
    """

    rule: Rule[Subject]
    basis: Basis
    origin: Origin
    grade: Grade
    source: str | None
    bad: str
    good: str

    @property
    def id(self) -> str:
        """The code of the rule."""
        return self.rule.id

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return self.rule.severity

    def title(self, lang: Lang = "id") -> str:
        """Return what the rule asks for, in one line."""
        return self.rule.title(lang)

    @property
    def rationale(self) -> str:
        """Why the rule is there."""
        return self.rule.doc.partition(".")[0] + "."

    @property
    def fix(self) -> str:
        """How to mend what it finds."""
        return " ".join(self.rule.doc.partition(".")[2].split())


@cache
def rules() -> tuple[Documented, ...]:
    """Return the rules of the linter, in the order of their numbers.

    >>> [(one.rule.id, one.basis) for one in rules()][:2]
    [('PLN001', 'seen'), ('PLN002', 'seen')]
    """
    said: Mapping[str, Any] = {entry["id"]: entry for entry in data.toml("planning/lint.toml")["rule"]}
    return tuple(
        Documented(rule, *(said[rule.id].get(name) for name in ("basis", "origin", "grade", "source", "bad", "good")))
        for rule in RULES
    )


def lint(
    plan: Plan | ActionPlan | None = None,
    realisations: Iterable[Realisation] = (),
    *,
    budgets: Iterable[Budget] = (),
    claims: Iterable[Claim] = (),
    scales: Iterable[Scale] = (),
    on: date | None = None,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
    suppress: Iterable[Suppression] = (),
    law: LawBook | None = None,
) -> LintReport:
    """Return what is wrong with a plan, with what was reported of it, and with claims, in the order of the places.

    Args:
        plan: a plan or an action plan, or none where only claims are read.
        realisations: what its indicators came to.
        budgets: money beside that which stands in the plan.
        claims: numbers that reports and the press state.
        scales: rating scales of your own.
        on: the day whose law counts for bounds and authority; the last of the plan unless given.
        select: ids of the rules to ask, or the letters that they begin with; all unless given.
        ignore: ids or beginnings of the rules to leave out.
        suppress: findings that are let pass, each with its reason.
        law: the book of law; the shipped one unless given.

    Raises:
        TypeError: ``plan`` is no plan, ``on`` no date, or one of the others is none of its kind.
        ValueError: an id in ``select`` or ``ignore`` is no rule.

    >>> from plut_kumkm.planning.records.indicators import Indicator, by_period
    >>> share = Indicator(id="i", name="Rasio", unit="%", direction="higher", baseline=26,
    ...                   targets=by_period({2025: 25}))
    >>> report = lint(Plan(id="p", kind="rkpd", first_year=2025, last_year=2025, indicators=(share,)))
    >>> [(problem.rule, problem.where) for problem in report]
    [('PLN001', '$.indicators[0].targets[0]')]
    """
    if plan is not None and not isinstance(plan, Plan | ActionPlan):
        raise TypeError(f"plan must be a Plan or an ActionPlan, not {type(plan).__name__}")
    if on is not None:
        check_day(on, "on")
    given = {
        "realisations": (tuple(realisations), Realisation), "budgets": (tuple(budgets), Budget),
        "claims": (tuple(claims), Claim), "scales": (tuple(scales), Scale),
    }  # fmt: skip
    for name, (found, kind) in given.items():
        for one in found:
            if not isinstance(one, kind):
                raise TypeError(f"{name} must be {kind.__name__} records, not {type(one).__name__}")
    day = on
    if day is None and plan is not None and plan.last_year is not None and MINYEAR <= plan.last_year <= MAXYEAR:
        day = date(plan.last_year, 12, 31)
    lists: dict[str, Any] = {name: found for name, (found, _) in given.items()}
    subject = Subject(plan=plan, on=day, law=book_of(law), **lists)
    return run(subject, RULES, select=select, ignore=ignore, suppress=suppress)


@frozen
class Lintable:
    """What a file for the linter holds: a plan, if any, and what is read with it."""

    plan: Plan | ActionPlan | None
    realisations: tuple[Realisation, ...] = ()
    budgets: tuple[Budget, ...] = ()
    claims: tuple[Claim, ...] = ()

    def lint(self, **options: Any) -> LintReport:
        """Return what the linter finds in it; the options are those of ``lint``."""
        return lint(self.plan, self.realisations, budgets=self.budgets, claims=self.claims, **options)


_BESIDE: Mapping[str, type[Any]] = {"realisations": Realisation, "money": Budget, "claims": Claim}


def load_lintable(path: str | os.PathLike[str]) -> tuple[Lintable | None, Report]:
    """Return the plan of a TOML file with the realisations, money and claims beside it, and every problem of its form.

    ``[[realisations]]``, ``[[money]]`` and ``[[claims]]`` stand beside the fields of the plan; a file of claims alone
    has no ``id`` and no ``kind``. It is ``None`` where one of the problems is an error.

    Raises:
        DataError: the file is no TOML, or one of these is no list.
    """
    return lintable(data.read_toml(path))


def lintable(content: Mapping[str, Any]) -> tuple[Lintable | None, Report]:
    """Return the same out of what such a file holds.

    Raises:
        DataError: realisations, money or claims are no list.
    """
    rest = {key: value for key, value in content.items() if key not in _BESIDE}
    found: list[Finding] = []
    lists: dict[str, list[Any]] = {}
    for key, kind in _BESIDE.items():
        given = content.get(key, ())
        if not isinstance(given, list | tuple):
            raise DataError(f"{key} must be a list of tables, [[{key}]]")
        lists[key] = []
        for place, each in enumerate(given):
            one, report = structure(kind, each)
            found += [Finding(note.code, note.severity, (key, place, *note.path), note.params) for note in report]
            if one is not None:
                lists[key].append(one)
    plan = None
    if rest:
        plan, report = plan_of(rest)
        found += list(report)
    # A cell that cannot be read is for the rules to tell; what has no form at all leaves nothing to read.
    report = Report(found)
    if not report.ok:
        return None, report
    return Lintable(plan, tuple(lists["realisations"]), tuple(lists["money"]), tuple(lists["claims"])), report
