"""The numbers and codes in a record, each by the rules of its identifier.

Most numbers of a register are sound, and the full rules of an identifier cost ten times what it takes to see that. So
a number is first tried part by part: what the rules say of a part (the region of a NIK, the day in it, the head of a
phone number) is asked once of a number made for it, and remembered. Only a number with a part that is not sound, or
of another form, goes through the rules as a whole. A test holds the two to the same answer.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from plut_kumkm.base import data
from plut_kumkm.base.findings import ValidationError
from plut_kumkm.identifiers import frame, kbli, nib, nik, npwp, phone, postal, programme, region

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from plut_kumkm.enterprise.checks.terms import Terms
    from plut_kumkm.identifiers.frame import Findings
    from plut_kumkm.identifiers.kbli_type import Kbli

# Made-up numbers of the right form, of which one part at a time is put to the test.
_NIK, _NIB = "3573010101900001", "9120001234567"
_REGION, _BIRTH, _SERIAL = slice(0, 6), slice(6, 12), slice(12, 16)
_ISSUE = 6  # the digits of a NIB that may say when it was issued
_HEAD = 6  # what of a phone number decides, beside its length, how it is read: country, zero and area code
_OLD_NPWP = 15
_CHECKED = 9  # digits of an old NPWP that pass Luhn
_MANY, _FEW = 4_096, 4_096
# What the rules of a licence's number are told beside the number.
_TAKES: Mapping[str, tuple[str, ...]] = {
    "pirt": ("on", "names"),
    "koperasi": ("names",),
    "kk": ("strict", "names"),
    "npwp": ("strict", "names"),
    "nitku": ("strict", "names"),
    "halal": ("strict",),
}
_CORETAX = "1000"
_MARKS = str.maketrans("", "", ".-")
_BLANKS = str.maketrans("", "", " -")
# A number that an office writes before the name: "[19] MADIUN".
_NUMBERED = re.compile(r"^\s*[\[(]?[0-9][0-9.]*[\])]?[\s:.–-]+(?=[^\W\d_]{3})")
_KABUPATEN = re.compile(r"kab(?:upaten)?[. ]\s*", re.IGNORECASE).match
_SHORT_TEXT = 24  # no sound number that a person types, with its marks, is longer


class Person(NamedTuple):
    """What a NIK tells of its owner. Never to be shown: it is in the digits that a mask hides."""

    sex: str
    years: frozenset[int]


class Kind(NamedTuple):
    """A kind of licence: its identifier with further arguments, or none for what has no national form."""

    name: str
    identifier: str | None
    arguments: Mapping[str, Any]


@cache
def licence_kinds() -> Mapping[str, Kind]:
    """Return the kinds of licence by the words that name them, squashed.

    >>> licence_kinds()["pirt"].identifier, licence_kinds()["siup"].identifier
    ('pirt', None)
    """
    found: dict[str, Kind] = {}
    for name, entry in data.toml("licence_kinds.toml").items():
        kind = Kind(name, entry.get("identifier"), dict(entry.get("with", {})))
        found.update(dict.fromkeys(map(squash, (name, *entry["words"])), kind))
    return found


def squash(word: str) -> str:
    """Return a word as kinds are compared: small letters and digits alone.

    >>> squash("P-IRT")
    'pirt'
    """
    return re.sub(r"[\W_]+", "", word.casefold())


def _key(name: str) -> str:
    """Return the name of a region as it is compared: the word "Kabupaten" is written in many ways, or not at all."""
    plain = name.strip()
    found = _KABUPATEN(plain)
    return squash(plain[found.end() :] if found else plain)


def digits_alone(text: str) -> bool:
    """Return whether ``text`` is nothing but the digits 0-9."""
    return text.isdigit() and text.isascii()


class Numbers:
    """The rules of identifiers under the terms of one check, with what was learnt of parts of numbers.

    Args:
        terms: the terms.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.on = terms.on
        policy = terms.policy
        self._strict, self._codes = policy.strict, policy.kbli_codes
        self._system: region.System = policy.region_system
        self._names = policy.region_names
        self._by_name: dict[str, frozenset[str]] | None = None
        # The regions inside numbers are those of Kemendagri, whatever codes the records have.
        self._inside = policy.region_names if policy.region_system == "kemendagri" else None
        # Caches of this object, so that they end with it; bounded, since a column may hold anything.
        self._place = lru_cache(_MANY)(self._place_is_sound)
        self._person = lru_cache(_MANY)(self._person_born)
        self._serial = lru_cache(_MANY)(self._serial_is_sound)
        self._head = lru_cache(_MANY)(self._head_is_sound)
        self.issued = lru_cache(_MANY)(self._issued)
        self.kbli = lru_cache(_FEW)(self._kbli)
        self.region = lru_cache(_FEW)(self._region)
        self.postal = lru_cache(_FEW)(self._postal)
        self.province = lru_cache(_FEW)(self._province)
        self.programme = lru_cache(_FEW)(programme.problems)

    # ---- persons

    def nik(self, text: str) -> tuple[Findings, Person | None]:
        """Return what is wrong with a NIK, and what it tells of its owner when it is valid."""
        if len(text) == len(_NIK) and digits_alone(text) and (person := self._sound(text)) is not None:
            return (), person
        found = nik.problems(text, on=self.on, names=self._inside)
        if any(one.severity == "error" for one in found):
            return found, None
        parsed = nik.parse(text, on=self.on, names=self._inside)
        return found, Person(parsed.sex, frozenset(day.year for day in parsed.birth_dates))

    def _sound(self, number: str) -> Person | None:
        """Return the owner of a NIK of which every part is sound."""
        person = self._person(number[_BIRTH])
        sound = person is not None and self._serial(number[_SERIAL]) and self._place(number[_REGION])
        return person if sound else None

    def _place_is_sound(self, part: str) -> bool:
        return not nik.problems(part + _NIK[_REGION.stop :], names=self._inside)

    def _person_born(self, part: str) -> Person | None:
        try:
            parsed = nik.parse(_NIK[: _BIRTH.start] + part + _NIK[_BIRTH.stop :], on=self.on)
        except ValidationError:
            return None
        return None if parsed.findings else Person(parsed.sex, frozenset(day.year for day in parsed.birth_dates))

    def _serial_is_sound(self, part: str) -> bool:
        return not nik.problems(_NIK[: _SERIAL.start] + part)

    def npwp(self, text: str) -> Findings:
        """Return what is wrong with a tax number."""
        # What ends like a decimal number was spoilt by a spreadsheet.
        number = text.translate(_MARKS) if len(text) <= _SHORT_TEXT and not text.endswith(".0") else ""
        if digits_alone(number):
            # The order in which the shapes are told apart is that of the rules.
            if len(number) == len(_NIK) and number[0] != "0":
                if not number.startswith(_CORETAX) and self._sound(number) is not None:
                    return ()
            elif len(number) in (_OLD_NPWP, len(_NIK)):
                head = number[-_OLD_NPWP:][:_CHECKED]
                if head.strip("0") and npwp.passes_luhn(head):
                    return ()
        return npwp.problems(text, strict=self._strict, names=self._inside)

    def phone(self, text: str) -> Findings:
        """Return what is wrong with a phone number."""
        if len(text) <= _SHORT_TEXT:
            number = text if digits_alone(text) else text.translate(_BLANKS)
            plus = number[:1] == "+"
            if digits_alone(number[plus:]) and self._head(number[: _HEAD + plus], len(number)):
                return ()
        return phone.problems(text)

    def _head_is_sound(self, head: str, length: int) -> bool:
        return not phone.problems(head.ljust(length, "1"))

    # ---- enterprises

    def nib(self, text: str) -> Findings:
        """Return what is wrong with a NIB."""
        if len(text) == len(_NIB) and digits_alone(text) and text.strip("0"):
            return ()
        return nib.problems(text)

    def _issued(self, head: str) -> tuple[date | None, int | None]:
        found = nib.parse(head + _NIB[_ISSUE:])
        return found.issued_estimate, found.year_estimate

    def issue_of(self, text: str) -> tuple[date | None, int | None]:
        """Return the day and the year in which a NIB seems to have been issued, as far as its digits tell."""
        number = text
        if len(text) != len(_NIB) or not digits_alone(text):
            number = nib.compact(text) if len(text) <= frame.LONGEST else ""
            if len(number) != len(_NIB) or not digits_alone(number):
                return None, None
        return self.issued(number[:_ISSUE])

    def _kbli(self, code: Kbli) -> Findings:
        return self._terms.worth_saying("kbli", kbli.problems(code.code, version=code.version, codes=self._codes))

    # ---- places

    def _region(self, text: str) -> Findings | None:
        """Return what is wrong with a region code; of a name nothing, or ``None`` where the table does not have it."""
        text = _NUMBERED.sub("", text, 1)
        if any(char.isnumeric() for char in text):
            return self._terms.worth_saying("region", region.problems(text, system=self._system, names=self._names))
        return () if self._names is None or _key(text) in self._known_names() else None

    def _province(self, text: str) -> str | None:
        """Return the province in which a region lies, where its code or its name tells it for certain."""
        if self._system != "kemendagri":
            return None
        text = _NUMBERED.sub("", text, 1)
        if any(char.isnumeric() for char in text):
            valid = region.is_valid(text, system=self._system, names=self._names)
            return region.compact(text)[:2] if valid else None
        codes = self._known_names().get(_key(text), frozenset())
        return next(iter(codes)) if len(codes) == 1 else None

    def _known_names(self) -> Mapping[str, frozenset[str]]:
        """Return the provinces in which there is a region of a name, by the name."""
        if self._by_name is None:
            found: dict[str, set[str]] = {}
            for code, name in {} if self._names is None else self._names.names.items():
                found.setdefault(_key(name), set()).add(code[:2])
            self._by_name = {name: frozenset(codes) for name, codes in found.items()}
        return self._by_name

    def _postal(self, text: str, province: str | None) -> Findings:
        return postal.problems(text, province=province)

    # ---- licences

    def licence(self, kind: Kind, text: str) -> Findings:
        """Return what is wrong with the number of a licence of a kind that has a form."""
        name = str(kind.identifier)
        module = import_module(f"plut_kumkm.identifiers.{name}")
        offered = {"strict": self._strict, "names": self._inside, "on": self.on}
        problems: Findings = module.problems(
            text, **{key: offered[key] for key in _TAKES.get(name, ())}, **kind.arguments
        )
        return problems
