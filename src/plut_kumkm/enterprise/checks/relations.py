"""Rules between the fields of a record: whether what one says is what another says."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from plut_kumkm.base import data
from plut_kumkm.base.show import mask
from plut_kumkm.enterprise.checks.numbers import licence_kinds, squash
from plut_kumkm.enterprise.checks.terms import adoptions
from plut_kumkm.enterprise.facts import first_day
from plut_kumkm.identifiers import frame, kk, nib, nik, npwp, pb_umku

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.checks.numbers import Numbers, Person
    from plut_kumkm.enterprise.checks.terms import Path, Terms
    from plut_kumkm.enterprise.licences import Licence
    from plut_kumkm.identifiers.kbli_type import Kbli

_NEW_NPWP = 16
_NOT_A_NIK = ("0", "1000")  # how a new NPWP begins that is no NIK


@cache
def _sexes() -> Mapping[str, str]:
    """Return what each word for a sex means, as the field catalogue has it."""
    choices = data.toml("fields/owner.toml")["sex"]["choices"]
    return {word: sex for sex, words in choices.items() for word in (sex, *words)}


def owner(
    person: Person, sex: str | None, birth_year: int | None, number: str, terms: Terms, path: Path, found: list[Finding]
) -> None:
    """Note where the owner's NIK and the fields beside it differ.

    What the NIK says, and what the fields say, stays out of the message: both are personal.
    """
    said = None if sex is None or sex == person.sex else _sexes().get(sex.strip().lower())
    if said is not None and said != person.sex:
        found.append(terms.finding("nik_sex", path, got=mask(nik.compact(number))))
    if birth_year is not None and person.years and birth_year not in person.years:
        found.append(terms.finding("nik_birth_year", path, got=mask(nik.compact(number))))


def tax(tax_number: str, owner_nik: str, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note a tax number that is the NIK of somebody else than the owner; both numbers are valid."""
    number = npwp.compact(tax_number)
    if len(number) == _NEW_NPWP and not number.startswith(_NOT_A_NIK) and number != nik.compact(owner_nik):
        found.append(terms.finding("npwp_not_nik", path, got=mask(number)))


def nib_issue(
    number: str | None, licences: Sequence[Licence], numbers: Numbers
) -> tuple[date | None, int | None]:  # fmt: skip
    """Return the day and year in which the NIB was issued: as a licence says it, else as its digits let one suppose."""
    for licence in licences:
        if licence.issued is not None and _identifier(licence) == "nib":
            return licence.issued, licence.issued.year
    return (None, None) if number is None else numbers.issue_of(number)


def _identifier(licence: Licence) -> str | None:
    kind = licence_kinds().get(squash(licence.kind))
    return None if kind is None else kind.identifier


def classification(codes: Sequence[Kbli], issued: date | None, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note KBLI codes of an older version than the one that OSS writes, or than the policy asks for."""
    wanted = terms.policy.kbli_version
    for place, code in enumerate(codes):
        where = (*path, "kbli", place)
        if wanted is not None:
            if code.version != wanted:
                params = {"version": code.version, "expected": wanted}
                found.append(terms.finding("kbli_version", where, **params))
        elif issued is not None:
            for version, old_until in adoptions():
                if issued > old_until and code.version < version:
                    found.append(
                        terms.finding("kbli_outdated", where, version=code.version, expected=version, issued=issued)
                    )
                    break


def founding(
    founded: date | int | None, issued: tuple[date | None, int | None], terms: Terms, path: Path, found: list[Finding]
) -> None:
    """Note a NIB that was issued, as it seems, before the enterprise was founded."""
    first, (day, year) = first_day(founded), issued
    if first is None or year is None:
        return
    if (day < first) if day is not None else year < first.year:
        found.append(terms.finding("nib_before_founding", path, issued=day or year, founded=founded))


def licence_number(record: Licence, terms: Terms, numbers: Numbers, path: Path, found: list[Finding]) -> None:
    """Note what is wrong with the number of a licence, by its kind."""
    kind = licence_kinds().get(squash(record.kind))
    if kind is None:
        found.append(terms.finding("licence_kind_unknown", (*path, "kind"), got=shown(record.kind), known=_known()))
        return
    if kind.identifier is None:
        found.append(terms.finding("licence_legacy", (*path, "kind"), got=shown(record.kind)))
        return
    if record.number is None:
        return
    problems = numbers.licence(kind, record.number)
    found.extend(terms.placed(kind.identifier, problems, (*path, "number")))


def shown(text: str) -> str:
    """Return text as a message may show it: a number of a person may stand where it does not belong."""
    plain = frame.tidy(text[: frame.LONGEST])
    return frame.shown(frame.Kind("licence"), plain, frame.bare(plain))


@cache
def _known() -> tuple[str, ...]:
    return tuple(data.toml("licence_kinds.toml"))


def licences(
    records: Sequence[Licence], own_nib: str | None, owner_nik: str | None, terms: Terms, path: Path,
    found: list[Finding],
) -> None:  # fmt: skip
    """Note licences whose number is not that of this enterprise, and a family card whose number is the owner's NIK."""
    for place, licence in enumerate(records):
        identifier, number = _identifier(licence), licence.number
        if number is None or len(number) > frame.LONGEST:
            continue
        where = (*path, "licences", place, "number")
        if identifier == "kk" and owner_nik is not None and kk.compact(number) == nik.compact(owner_nik):
            found.append(terms.finding("kk_is_nik", where, got=mask(kk.compact(number))))
        elif identifier in ("nib", "pb_umku") and own_nib is not None:
            other = nib.compact(number) if identifier == "nib" else _nib_inside(number)
            if other is not None and nib.is_valid(other) and nib.is_valid(own_nib) and other != nib.compact(own_nib):
                found.append(terms.finding("licence_nib", where, got=other, nib=nib.compact(own_nib)))


def _nib_inside(number: str) -> str | None:
    return pb_umku.parse(number).nib.number if pb_umku.is_valid(number) else None
