"""The way through a record: every rule asked once, in an order that does not depend on the record."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from plut_kumkm.base.findings import Report
from plut_kumkm.base.periods import check_day
from plut_kumkm.enterprise.checks import cooperatives, figures, relations
from plut_kumkm.enterprise.checks.numbers import Numbers
from plut_kumkm.enterprise.checks.policy import DEFAULT, Policy
from plut_kumkm.enterprise.checks.terms import Terms
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.identifiers.frame import Term
from plut_kumkm.law.books import LawBook, book_of

if TYPE_CHECKING:
    from datetime import date

    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.checks.terms import Path


def check(record: Typed, *, on: date, policy: Policy | None = None, law: LawBook | None = None) -> Report:
    """Return every problem of a record, as seen on the day ``on``: of each field, and between them.

    Args:
        record: ``Facts``, ``Enterprise`` (with its owner, licences and snapshots), ``Snapshot``, ``Owner``,
            ``Licence``, ``Cooperative`` or ``Intervention``.
        on: the day from which later dates lie in the future, and on which licences should be valid.
        policy: how strictly to judge, and the code lists to judge by; see ``Policy`` for the defaults.
        law: the book whose instruments are cited; the shipped one unless given.

    Raises:
        TypeError: ``record``, ``policy`` or ``law`` is none of these, or ``on`` is not a date.

    >>> from datetime import date
    >>> report = check(Facts(sales=-1, workers=5, workers_male=2, workers_female=2), on=date(2026, 6, 30))
    >>> report.ok, report.codes
    (False, {'check.negative': 1, 'check.workers_sum': 1})
    >>> print(check(Owner(nik="3573010101900001", sex="female"), on=date(2026, 6, 30))[0].where)
    $.nik
    """
    if not isinstance(record, Typed):
        raise TypeError(f"check takes a record of this library, not {type(record).__name__}")
    return Report(judge(on, policy, law).findings(record))


def judge(on: date, policy: Policy | None, law: LawBook | None, *, each: bool = True) -> Judge:
    """Return what judges records on these terms; for records one by one it is kept from call to call.

    Raises:
        TypeError: ``on`` is not a date, ``policy`` no ``Policy``, or ``law`` no ``LawBook``.
    """
    check_day(on, "on")
    if policy is not None and not isinstance(policy, Policy):
        raise TypeError(f"policy must be a Policy, not {type(policy).__name__}")
    terms = (on, DEFAULT if policy is None else policy, book_of(law))
    return _kept(*terms) if each else Judge(Terms(*terms, each=False))


@lru_cache(maxsize=4)
def _kept(on: date, policy: Policy, law: LawBook) -> Judge:
    return Judge(Terms(on, policy, law, each=True))


class Judge:
    """The rules, ready to be asked of any number of records on the same terms.

    Args:
        terms: the day, the policy and the reasons.
    """

    __slots__ = ("numbers", "terms")

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.numbers = Numbers(terms)

    def findings(self, record: Typed) -> list[Finding]:
        """Return what is wrong with a record, in the order of the rules."""
        found: list[Finding] = []
        self._judge(record, (), found)
        return found

    def notes(self) -> Report:
        """Return which codes were checked by their form alone so far, where that is not said of each record."""
        kinds = [Term(f"identifier.{kind}") for kind in sorted(self.terms.by_form)]
        return Report(self.terms.finding("form_only", (), kind=kind) for kind in kinds)

    def _judge(self, record: Typed, path: Path, found: list[Finding]) -> None:
        terms = self.terms
        figures.signs_and_days(record, terms, path, found)
        if isinstance(record, Snapshot):
            figures.sums(record, terms, path, found)
            figures.ratios(record, terms, path, found)
        elif isinstance(record, Enterprise):
            self._enterprise(record, path, found)
        elif isinstance(record, Facts):
            self._facts(record, path, found)
        elif isinstance(record, Owner):
            self._owner(record, path, found)
        elif isinstance(record, Licence):
            figures.validity(record, terms, path, found)
            relations.licence_number(record, terms, self.numbers, path, found)
        elif isinstance(record, Intervention) and record.programme_code is not None:
            problems = self.numbers.programme(record.programme_code)
            found.extend(terms.placed("programme", problems, (*path, "programme_code")))

    def _enterprise(self, record: Enterprise, path: Path, found: list[Finding]) -> None:
        figures.founding(record.founded, self.terms, path, found)
        figures.ownership(record, self.terms, path, found)
        valid_npwp = self._numbers(record, path, found)
        person = record.owner
        owner_nik = None
        if person is not None:
            where = (*path, "owner")
            figures.signs_and_days(person, self.terms, where, found)
            owner_nik = self._owner(person, where, found)
        self._between(record, valid_npwp, owner_nik, path, found)
        for place, licence in enumerate(record.licences):
            self._judge(licence, (*path, "licences", place), found)
        for place, snapshot in enumerate(record.snapshots):
            self._judge(snapshot, (*path, "snapshots", place), found)
        if record.snapshots:
            figures.years(record, self.terms, path, found)
        if isinstance(record, Cooperative):
            cooperatives.record(record, self.terms, path, found)

    def _facts(self, record: Facts, path: Path, found: list[Finding]) -> None:
        terms = self.terms
        figures.founding(record.founded, terms, path, found)
        figures.ownership(record, terms, path, found)
        figures.sums(record, terms, path, found)
        figures.ratios(record, terms, path, found)
        cooperatives.facts(record, terms, path, found)
        valid_npwp = self._numbers(record, path, found)
        owner_nik = self._owner(record, path, found)
        self._between(record, valid_npwp, owner_nik, path, found)
        for place, licence in enumerate(record.licences):
            self._judge(licence, (*path, "licences", place), found)

    def _owner(self, record: Owner | Facts, path: Path, found: list[Finding]) -> str | None:
        """Note what is wrong with an owner, and return the NIK when it is valid."""
        terms = self.terms
        figures.birth(record.birth_year, terms, path, found)
        number = record.nik
        if number is None:
            return None
        problems, person = self.numbers.nik(number)
        where = (*path, "nik")
        found.extend(terms.placed("nik", problems, where))
        if person is None:
            return None
        relations.owner(person, record.sex, record.birth_year, number, terms, where, found)
        return number

    def _numbers(self, record: Enterprise | Facts, path: Path, found: list[Finding]) -> str | None:
        """Note what is wrong with the numbers of an enterprise, and return the NPWP when it is valid."""
        terms, numbers = self.terms, self.numbers
        if record.region is not None:
            where, problems = (*path, "region"), numbers.region(record.region)
            if problems is None:
                found.append(terms.finding("region_name", where, got=relations.shown(record.region)))
            elif problems:
                found.extend(terms.placed("region", problems, where))
        if record.postal_code is not None:
            province = None if record.region is None else numbers.province(record.region)
            problems = numbers.postal(record.postal_code, province)
            found.extend(terms.placed("postal", problems, (*path, "postal_code")))
        if record.phone is not None and (problems := numbers.phone(record.phone)):
            found.extend(terms.placed("phone", problems, (*path, "phone")))
        for place, code in enumerate(record.kbli):
            if problems := numbers.kbli(code):
                found.extend(terms.placed("kbli", problems, (*path, "kbli", place)))
        if record.nib is not None and (problems := numbers.nib(record.nib)):
            found.extend(terms.placed("nib", problems, (*path, "nib")))
        if record.npwp is None:
            return None
        problems = numbers.npwp(record.npwp)
        found.extend(terms.placed("npwp", problems, (*path, "npwp")))
        return None if any(one.severity == "error" for one in problems) else record.npwp

    def _between(
        self, record: Enterprise | Facts, valid_npwp: str | None, owner_nik: str | None, path: Path,
        found: list[Finding],
    ) -> None:  # fmt: skip
        terms = self.terms
        if valid_npwp is not None and owner_nik is not None:
            relations.tax(valid_npwp, owner_nik, terms, (*path, "npwp"), found)
        number, licences = record.nib, record.licences
        if number is not None or licences or terms.policy.kbli_version is not None:
            issued = relations.nib_issue(number, licences, self.numbers)
            relations.classification(record.kbli, issued[0], terms, path, found)
            relations.founding(record.founded, issued, terms, (*path, "nib"), found)
        if licences:
            relations.licences(licences, number, owner_nik, terms, path, found)
