"""The terms of one check: the day, the policy, and of every rule how serious it is and what it rests on."""

from __future__ import annotations

from collections import ChainMap
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from attrs import evolve

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding
from plut_kumkm.law.books import book
from plut_kumkm.law.instruments import Cite, Instrument, meets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from plut_kumkm.base.findings import Severity
    from plut_kumkm.enterprise.checks.policy import Policy
    from plut_kumkm.law.books import LawBook

Path = tuple[str | int, ...]

_FILE = "checks.toml"
_BY_FORM = ".structure_only"


class Adoption(NamedTuple):
    """Until when OSS could still write an older KBLI than ``version``."""

    version: str
    old_until: date


@cache
def adoptions() -> tuple[Adoption, ...]:
    """Return which KBLI versions OSS is known to have taken up, the latest first.

    >>> adoptions()[0].version
    '2025'
    """
    table = data.toml("kbli_versions.toml")
    return tuple(Adoption(version, table[version]["old_until"]) for version in sorted(table, reverse=True))


@cache
def ceilings() -> Mapping[str, int]:
    """Return beyond which bound two figures are implausible beside each other, by the rule that says so.

    >>> ceilings()["sales_per_assets"]
    1000
    """
    return {rule: entry["most"] for rule, entry in data.toml("plausibility.toml").items()}


class Terms:
    """What holds for every record of one check.

    Args:
        on: the day from which later dates lie in the future.
        policy: how the caller judges.
        law: the book whose instruments are cited.
        each: whether every record says for itself that a code was checked by its form alone; else ``by_form`` gathers
            it, to be said once.
    """

    __slots__ = ("_reasons", "_severities", "by_form", "each", "on", "policy")

    def __init__(self, on: date, policy: Policy, law: LawBook, *, each: bool) -> None:
        self.on = on
        self.policy = policy
        self.each = each
        self.by_form: set[str] = set()
        # The caller's book first; one that lacks what only checks cite is helped out by the shipped one.
        books = (law.instruments, book().instruments)
        known = ChainMap(*(cast("dict[str, Instrument]", one) for one in books))
        rules = data.toml(_FILE)["rule"]
        self._reasons: dict[str, tuple[Severity, Cite | None]] = {
            name: (self._weighed(rule["severity"], rule.get("grade")), _cite(rule, known))
            for name, rule in rules.items()
        }
        numbers = data.toml(_FILE)["identifier"]
        self._severities: dict[str, Severity] = {
            name: self._weighed("error", number["grade"]) for name, number in numbers.items()
        }

    def _weighed(self, severity: Severity, grade: Any) -> Severity:
        weak = severity == "error" and grade is not None and not meets(grade, self.policy.grade)
        return "warning" if weak else severity

    def finding(self, rule: str, path: Path, **params: Any) -> Finding:
        """Return a finding of a rule of the record checks."""
        severity, cite = self._reasons[rule]
        return Finding(f"check.{rule}", severity, path, params, cite)

    def worth_saying(self, kind: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return findings without that a code was checked by its form alone, where that is not said of each record."""
        if self.each or not any(found.code.endswith(_BY_FORM) for found in findings):
            return findings
        self.by_form.add(kind)
        return tuple(found for found in findings if not found.code.endswith(_BY_FORM))

    def placed(self, kind: str, findings: Iterable[Finding], path: Path) -> Iterator[Finding]:
        """Yield what the rules of an identifier found, at its place in the record and by the grade of these rules."""
        for found in findings:
            severity = self._severities[kind] if found.severity == "error" else found.severity
            yield evolve(found, path=path, severity=severity)


def _cite(rule: Mapping[str, Any], known: Mapping[str, Instrument]) -> Cite | None:
    name = rule.get("instrument")
    return None if name is None else Cite(known[name], rule["pinpoint"])
