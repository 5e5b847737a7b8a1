"""What all identifiers share: one way in for any text, one way to note what is wrong, one set of verbs.

A module of an identifier writes ``compact``, ``format`` and one reader; ``verbs`` makes the other four of the reader.
The reader returns the parsed number, or every finding when one of them is an error.

Text of any kind ends in findings, in linear time: its length is bounded before a pattern is tried, and every pattern
is anchored and knows the digits 0-9 alone (other digits look alike and are not the same text).
"""

from __future__ import annotations

import re
from datetime import date
from functools import wraps
from inspect import cleandoc, signature
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from attrs import evolve, field, frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from plut_kumkm.base.findings import Lang, Severity

# Twice what the longest identifier needs with its printed label; whatever is longer is more than one number.
LONGEST = 80
# From this many digits on a number may be that of a person (a phone number has ten), in whatever column it stands.
_MAY_BE_PERSONAL = 10

Findings = tuple[Finding, ...]

# Hyphens, the en dash and the minus sign, which word processors put for "-".
_LOOKALIKES = str.maketrans(dict.fromkeys("\u2010\u2011\u2013\u2212", "-"))
_MARKS = str.maketrans("", "", " .-")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+").fullmatch
# Five digits at least, so that a dotted code such as 35.0 is no number that a spreadsheet spoilt.
_DECIMAL = re.compile(r"[0-9]{5,}[.,]0").fullmatch
_NO_DIGIT = re.compile(r"[^0-9]").search
_NO_MASK = re.compile(r"[^0-9*]").sub


class Term(str):
    """A word that a message uses, in the language of the message; as text it is its key.

    >>> Term("identifier.kk").label(), Term("identifier.kk").label("en")
    ('Nomor KK', 'family card number (KK)')
    """

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the word."""
        # Not at the head: a record that only holds a KBLI code needs no messages.
        from plut_kumkm.base import messages

        return messages.catalogue()[f"term.{self}"][lang]


class Kind:
    """A kind of identifier: the first part of its codes, its word, and whether its numbers belong to persons."""

    __slots__ = ("name", "personal", "term")

    def __init__(self, name: str, *, personal: bool = False) -> None:
        self.name = name
        self.term = Term(f"identifier.{name}")
        self.personal = personal


def _codes(findings: Findings) -> str:
    return repr([found.code for found in findings])


def _masked(number: str) -> str:
    return repr(show.mask(number))


@frozen(kw_only=True)
class Parsed:
    """A number that holds: its compact form, and what is to be known of it (warnings and information)."""

    number: str
    findings: Findings = field(default=(), eq=False, repr=_codes)


@frozen(kw_only=True)
class Personal(Parsed):
    """A number that holds and may belong to a person: the repr shows its ends alone."""

    number: str = field(repr=_masked)
    findings: Findings = field(default=(), eq=False, repr=_codes)


def unseen() -> Any:
    """Return a field that a repr leaves out, because it would tell the digits that the mask hides."""
    return field(default=None, repr=False)


class Notes:
    """The findings on one text, as they are made; ``failed`` once one of them is an error."""

    __slots__ = ("_found", "failed", "got", "kind")

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.got = ""
        self.failed = False
        self._found: list[Finding] = []

    @property
    def found(self) -> Findings:
        """Everything noted so far, in order."""
        return tuple(self._found)

    def note(self, severity: Severity, rule: str, **params: Any) -> None:
        """Note a finding of the rule ``rule`` of this kind of identifier."""
        self._add(Finding(f"{self.kind.name}.{rule}", severity, (), {"got": self.got, **params}))

    def error(self, rule: str, **params: Any) -> None:
        """Note what makes the number invalid."""
        self.note("error", rule, **params)

    def take(self, findings: Findings) -> None:
        """Take over what was found in a number inside this one, such as the NIK inside an NPWP.

        The ends of the inner number are no ends of this one, so it is shown by the mask of this one.
        """
        for found in findings:
            self._add(evolve(found, params={**found.params, "got": self.got}))

    def spoilt(self, rule: str, **params: Any) -> None:
        """Note a defect that every identifier can have; its code is the same for all."""
        self._add(Finding(f"number.{rule}", "error", (), {"kind": self.kind.term, "got": self.got, **params}))

    def _add(self, found: Finding) -> None:
        self._found.append(found)
        self.failed = self.failed or found.severity == "error"

    def need_digits(self, number: str) -> None:
        """Note the first character that is no digit, if there is one."""
        if wrong := _NO_DIGIT(number):
            self.spoilt("characters", position=wrong.start() + 1)


def tidy(text: str) -> str:
    """Return ``text`` with its white space folded and its hyphens plain.

    Raises:
        TypeError: ``text`` is not a ``str``.

    >>> tidy(" 12\u2013\u00a0 34 ")
    '12- 34'
    """
    if not isinstance(text, str):
        raise TypeError(
            f"an identifier is text (str), not {type(text).__name__}: leading zeros are real, so pass it as text"
        )
    return " ".join(text.translate(_LOOKALIKES).split())


def bare(text: str) -> str:
    """Return ``text`` without blanks, dots and hyphens.

    >>> bare(" 01.312.166.0-091.000 ")
    '013121660091000'
    """
    return tidy(text).translate(_MARKS)


def unlabel(text: str, *labels: str) -> str:
    """Return ``text`` in capitals, without blanks, dots and hyphens, and without a printed label before it.

    Args:
        text: a number as it is printed.
        labels: what may stand before it, in capitals and without marks, the longest first. "No." may follow.

    >>> unlabel("P-IRT No. 2063510010243-26", "PIRT")
    '206351001024326'
    """
    number = bare(text).upper()
    for label in labels:
        if number.startswith(label):
            return number.removeprefix(label).lstrip(":").removeprefix("NO").lstrip(":")
    return number


def begin(
    kind: Kind, text: str, compact: Callable[[str], str], *, digits: bool = True, length: int | None = None
) -> tuple[Notes, str]:
    """Return the notes on ``text`` so far, and its compact form (empty when the text is too long to be one number).

    Noted is what can be wrong with any identifier: nothing there, too long, characters that cannot be seen, digits
    other than 0-9, a number that a spreadsheet spoilt; with ``digits`` characters that are no digits, and with
    ``length`` another number of digits.
    """
    notes = Notes(kind)
    # Folding costs memory; the bound on the length comes first.
    stripped = text.strip() if isinstance(text, str) else text
    if isinstance(stripped, str) and len(stripped) > LONGEST:
        notes.spoilt("too_long", length=len(stripped), limit=LONGEST)
        return notes, ""
    plain, number = tidy(stripped), compact(stripped)
    notes.got = shown(kind, plain, number)
    if not number:
        notes.spoilt("empty")
    elif not plain.isprintable():
        notes.spoilt("invisible")
    elif any(char.isnumeric() and not char.isascii() for char in plain):
        notes.spoilt("digits")
    elif _SCIENTIFIC(plain):
        notes.spoilt("scientific")
    elif _DECIMAL(plain):
        notes.spoilt("decimal")
    elif digits:
        notes.need_digits(number)
    if length not in (None, len(number)) and not notes.failed:
        notes.error("length", length=len(number), expected=length)
    return notes, number


def shaped(
    kind: Kind, text: str, compact: Callable[[str], str], *shapes: Callable[[str], re.Match[str] | None]
) -> tuple[Notes, re.Match[str] | None]:
    """Return the notes on ``text`` and the first of the shapes that its compact form has; none of them is an error."""
    notes, number = begin(kind, text, compact, digits=False)
    if notes.failed:
        return notes, None
    for shape in shapes:
        if found := shape(number):
            return notes, found
    notes.error("form")
    return notes, None


def shown(kind: Kind, plain: str, number: str) -> str:
    """Return what a message may show of a text: the documented ends of whatever could be the number of a person.

    That a NIK stands in the column of another number is a common slip, so every long run of digits is masked.

    >>> shown(Kind("nib"), "12 34", "1234"), shown(Kind("nib"), "3573010101900001", "3573010101900001")
    ('12 34', '3573********0001')
    """
    masked = show.mask(number) or ""
    if kind.personal:
        return _NO_MASK("*", masked)
    return show.excerpt(masked if _has_long_number(plain) else plain)


def _has_long_number(plain: str) -> bool:
    run = letters = 0
    for char in plain:
        if char.isnumeric():
            run, letters = run + 1, 0
            if run == _MAY_BE_PERSONAL:
                return True
        elif char.isalpha():
            # One letter may be a slip for a digit (O for 0); two are a word, after which another number begins.
            letters += 1
            run = 0 if letters > 1 else run
    return False


def days(day: int, month: int, year: int) -> tuple[date, ...]:
    """Return the days that a date with a year of two digits may mean: the century is not written, and not guessed.

    >>> days(29, 2, 0)
    (datetime.date(2000, 2, 29),)
    """
    found: list[date] = []
    for century in (1900, 2000):
        try:
            found.append(date(century + year, month, day))
        except ValueError:
            continue  # a day that this century did not have
    return tuple(found)


_P = ParamSpec("_P")
_T = TypeVar("_T", bound=Parsed)


def verbs(
    read: Callable[_P, _T | Findings],
) -> tuple[Callable[_P, Findings], Callable[_P, _T], Callable[_P, str], Callable[_P, bool]]:
    """Return ``problems``, ``parse``, ``validate`` and ``is_valid``, all with the arguments of ``read``.

    They differ between identifiers in their arguments and in nothing else, so they are written once; type checkers and
    ``help`` see the arguments of the reader.
    """

    def problems(*args: _P.args, **kwargs: _P.kwargs) -> Findings:
        found = read(*args, **kwargs)
        return found if isinstance(found, tuple) else found.findings

    def parse(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        found = read(*args, **kwargs)
        if isinstance(found, tuple):
            raise ValidationError(one for one in found if one.severity == "error")
        return found

    def validate(*args: _P.args, **kwargs: _P.kwargs) -> str:
        return parse(*args, **kwargs).number

    def is_valid(*args: _P.args, **kwargs: _P.kwargs) -> bool:
        return not isinstance(read(*args, **kwargs), tuple)

    raising = "\n\nRaises ValidationError with every error, and TypeError for what is no text."
    _dress(problems, read, "Return every finding on the text: errors, warnings and information.", "Findings")
    _dress(parse, read, "Return the number with its parts, and its warnings as ``.findings``." + raising, "Parsed")
    _dress(validate, read, "Return the compact form of a valid number." + raising, "str")
    _dress(is_valid, read, "Return whether the number has no error.", "bool")
    return problems, parse, validate, is_valid


def _dress(verb: Callable[..., Any], read: Callable[..., Any], says: str, gives: str) -> None:
    """Give a verb the name, place, arguments and documentation under which users see it."""
    own = verb.__name__
    wraps(read)(verb)
    verb.__name__ = verb.__qualname__ = own
    _, _, arguments = cleandoc(read.__doc__ or "").partition("\n\n")
    verb.__doc__ = f"{says}\n\n{arguments}".strip() + "\n"
    # `parse` says the type of the reader: the one that is not the findings.
    shape = signature(read)
    result = str(shape.return_annotation).partition(" |")[0] if gives == "Parsed" else gives
    verb.__signature__ = shape.replace(return_annotation=result)  # type: ignore[attr-defined]  # a function takes it
