"""The lint runner: written rules, each with an id, asked of a subject; what they find, and what was let pass and why.

A set of rules is a plain tuple. Nothing registers itself: whoever has rules of his own adds them to the tuple.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from inspect import cleandoc
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen
from attrs.validators import in_, instance_of, matches_re

from plut_kumkm.base import show
from plut_kumkm.base.findings import SEVERITIES, Finding, Lang, Report, Severity

S = TypeVar("S")

SCHEMA = "plut_kumkm/lint/1"
# The runner's own: of suppressions, not of the subject.
NO_REASON, UNUSED, UNKNOWN_RULE = "LNT001", "LNT002", "LNT003"
_GITHUB: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


@frozen
class Rule(Generic[S]):
    """One thing to look for: ``find`` yields a finding for each place that breaks the rule.

    ``id`` is three capital letters and three digits; the title stands in the catalogue under ``rule.`` and the id in
    small letters. The severity is that of the rule, whatever the finding says.

    >>> def odd(numbers):
    ...     '''Odd numbers cannot be halved.'''
    ...     yield from (Finding("rule.lnt001", path=(place,)) for place, one in enumerate(numbers) if one % 2)
    >>> rule = Rule("ODD001", "warning", odd)
    >>> rule.doc, [problem.where for problem in lint([2, 3, 5], (rule,))]
    ('Odd numbers cannot be halved.', ['$[1]', '$[2]'])
    """

    id: str = field(validator=matches_re(r"[A-Z]{3}[0-9]{3}"))
    severity: Severity = field(validator=in_(SEVERITIES))
    find: Callable[[S], Iterable[Finding]] = field(repr=False)

    def title(self, lang: Lang = "id") -> str:
        """Return what the rule asks for, in one line."""
        from plut_kumkm.base.messages import render

        return render(f"rule.{self.id.lower()}", {}, lang)

    @property
    def doc(self) -> str:
        """Why the rule is there, and how to mend what it finds."""
        return cleandoc(self.find.__doc__ or "")


@frozen
class Suppression:
    """That a finding is let pass: of which rule, where, and why.

    ``where`` is the place as a problem has it (``$.data[3]``), and stands for all that is in it; without it every
    place of the rule is meant. Without a reason nothing is let pass.
    """

    rule: str = field(validator=instance_of(str))
    reason: str = field(default="", validator=instance_of(str))
    where: str | None = field(default=None, validator=instance_of((str, type(None))))

    def matches(self, problem: Problem) -> bool:
        """Return whether it is this problem that is let pass."""
        if self.rule != problem.rule:
            return False
        within = (f"{self.where}.", f"{self.where}[")
        return self.where is None or problem.where == self.where or problem.where.startswith(within)


@frozen
class Problem:
    """What a rule found: the id of the rule, its severity, and the finding."""

    rule: str
    finding: Finding

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return self.finding.severity

    @property
    def where(self) -> str:
        """The place, as ``$.data[3]``."""
        return self.finding.where

    def message(self, lang: Lang = "id") -> str:
        """Return what is wrong and what to do."""
        return self.finding.message(lang)

    def text(self, lang: Lang = "id") -> str:
        """Return place, id and message in one line."""
        from plut_kumkm.base.messages import render

        place = f"{self.finding.row}: {self.where}" if self.finding.row is not None else self.where
        return f"{place}: {self.rule} [{render(f'severity.{self.severity}', {}, lang)}] {self.message(lang)}"

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as plain JSON values."""
        return {"rule": self.rule, **self.finding.to_dict()}


@frozen(eq=False, repr=False)
class LintReport:
    """What a run found, in the order of the places; what was let pass stands beside it with its reason.

    ``ran`` are the ids of the rules that were asked.
    """

    problems: tuple[Problem, ...]
    suppressed: tuple[tuple[Problem, Suppression], ...]
    ran: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is an error."""
        return all(problem.severity != "error" for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many problems there are of each severity."""
        return {name: sum(problem.severity == name for problem in self.problems) for name in SEVERITIES}

    @property
    def rules(self) -> dict[str, int]:
        """How many problems each rule found, by id; a rule that found nothing is not among them."""
        found = [problem.rule for problem in self.problems]
        return {name: found.count(name) for name in sorted(set(found))}

    @property
    def report(self) -> Report:
        """The findings alone."""
        return Report(problem.finding for problem in self.problems)

    def exit_status(self, fail_on: Severity = "error") -> int:
        """Return the status that a command ends with: 1 if something is as serious as ``fail_on`` or more, else 0.

        Raises:
            ValueError: ``fail_on`` is no severity.
        """
        if fail_on not in SEVERITIES:
            raise ValueError(f"fail_on must be one of {', '.join(SEVERITIES)}, not {fail_on!r}")
        serious = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return int(any(problem.severity in serious for problem in self.problems))

    def to_text(self, lang: Lang = "id") -> str:
        """Return one line a problem, and a last line that counts them."""
        from plut_kumkm.base.messages import render

        params = {**self.counts, "suppressed": len(self.suppressed), "rules": len(self.ran)}
        return "\n".join((*(problem.text(lang) for problem in self.problems), render("lint.summary", params, lang)))

    def to_dict(self) -> dict[str, Any]:
        """Return the run as plain JSON values."""
        return {
            "schema": SCHEMA,
            "ok": self.ok,
            "rules": list(self.ran),
            "counts": self.counts,
            "problems": [problem.to_dict() for problem in self.problems],
            "suppressed": [
                {**problem.to_dict(), "reason": suppression.reason} for problem, suppression in self.suppressed
            ],
        }

    def to_json(self) -> str:
        """Return the run as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def to_github(self, file: str, lang: Lang = "id") -> str:
        """Return the problems as workflow commands, which GitHub shows beside the lines of ``file``."""
        lines = []
        for problem in self.problems:
            place = f"file={_property(file)}"
            if problem.finding.row is not None:
                place += f",line={problem.finding.row}"
            said = _command(f"{problem.where}: {problem.message(lang)}")
            lines.append(f"::{_GITHUB[problem.severity]} {place},title={problem.rule}::{said}")
        return "\n".join(lines)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def __bool__(self) -> bool:
        raise TypeError("a LintReport is neither true nor false: ask .ok, or len()")

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<LintReport: {len(self.problems)} problems {self.rules}, {len(self.suppressed)} suppressed>"

    def _repr_html_(self) -> str:
        from plut_kumkm.base.messages import render

        rows = [
            (problem.rule, render(f"severity.{problem.severity}", {}), problem.where, problem.message())
            for problem in self.problems
        ]
        rows += [
            (problem.rule, render("lint.suppressed", {}), problem.where, suppression.reason)
            for problem, suppression in self.suppressed
        ]
        return show.html_table(("aturan", "tingkat", "tempat", "catatan"), rows)


def _command(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command(text).replace(":", "%3A").replace(",", "%2C")


def lint(
    subject: S,
    rules: tuple[Rule[S], ...],
    *,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
    suppress: Iterable[Suppression] = (),
) -> LintReport:
    """Return what ``rules`` find in ``subject``, in an order that depends neither on the rules nor on the run.

    Args:
        subject: what is read.
        rules: the rules, a tuple.
        select: ids of the rules to ask, or the letters that they begin with; all unless given.
        ignore: ids or beginnings of the rules to leave out.
        suppress: findings that are let pass, each with its reason. One without a reason, of a rule that is not there,
            or that matches nothing, is itself a problem.

    Raises:
        TypeError: ``select`` or ``ignore`` is a text, not a collection of them.
        ValueError: an id in ``select`` or ``ignore`` is none of the rules', or two rules have one id.

    >>> from plut_kumkm.base.findings import Finding
    >>> many = Rule("LEN001", "error", lambda text: [Finding("rule.lnt002")] if len(text) > 3 else [])
    >>> lint("batik", (many,)).exit_status(), lint("gim", (many,)).exit_status()
    (1, 0)
    """
    ids = [rule.id for rule in rules]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two rules have one id: {', '.join(sorted({one for one in ids if ids.count(one) > 1}))}")
    asked = [rule for rule in rules if _chosen(rule.id, ids, select, ignore)]
    found = [
        Problem(rule.id, evolve(finding, severity=rule.severity)) for rule in asked for finding in rule.find(subject)
    ]
    suppressions = tuple(suppress)
    kept, passed = _sift(found, suppressions)
    kept += _of_suppressions(suppressions, passed, ids, [rule.id for rule in asked])
    return LintReport(
        tuple(sorted(kept, key=_order)),
        tuple(sorted(passed, key=lambda pair: _order(pair[0]))),
        tuple(sorted(rule.id for rule in asked)),
    )


def _chosen(id_: str, ids: list[str], select: Collection[str] | None, ignore: Collection[str]) -> bool:
    for name, words in (("select", select or ()), ("ignore", ignore)):
        if isinstance(words, str):
            raise TypeError(f'{name} must be a collection of ids, such as ("{words}",), not a text')
        for word in words:
            if not word or not any(one.startswith(word) for one in ids):
                raise ValueError(f"{name}: no rule is called, or begins with, {word!r}; there are {', '.join(ids)}")
    return (select is None or id_.startswith(tuple(select))) and not id_.startswith(tuple(ignore))


def _sift(
    found: list[Problem], suppressions: tuple[Suppression, ...]
) -> tuple[list[Problem], list[tuple[Problem, Suppression]]]:
    kept: list[Problem] = []
    passed: list[tuple[Problem, Suppression]] = []
    for problem in found:
        by = next((one for one in suppressions if one.reason.strip() and one.matches(problem)), None)
        if by is None:
            kept.append(problem)
        else:
            passed.append((problem, by))
    return kept, passed


def _of_suppressions(
    suppressions: tuple[Suppression, ...], passed: list[tuple[Problem, Suppression]], ids: list[str], asked: list[str]
) -> list[Problem]:
    """Return what is wrong with the suppressions themselves; that of a rule which was not asked may wait."""
    used = {id(by) for _, by in passed}
    found = []
    for place, one in enumerate(suppressions):
        path, params = ("suppress", place), {"rule": one.rule, "where": one.where or "$"}
        if one.rule not in ids:
            wrong = Finding("lint.suppress_unknown", "error", path, {**params, "known": tuple(ids)})
            found.append(Problem(UNKNOWN_RULE, wrong))
        elif not one.reason.strip():
            found.append(Problem(NO_REASON, Finding("lint.suppress_no_reason", "error", path, params)))
        elif one.rule in asked and id(one) not in used:
            found.append(Problem(UNUSED, Finding("lint.suppress_unused", "warning", path, params)))
    return found


def _order(problem: Problem) -> tuple[Any, ...]:
    finding = problem.finding
    # Numbers before words, so that the two never meet in a comparison; $[10] after $[2].
    path = tuple((isinstance(part, str), part) for part in finding.path)
    return path, finding.row or 0, finding.column or "", problem.rule, finding.code, problem.message()
