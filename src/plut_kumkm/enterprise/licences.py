"""Licences and registrations, a record of their own that facts and enterprises hold."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from plut_kumkm.base.show import hide_numbers
from plut_kumkm.enterprise.typed import Typed


def _shown(number: str | None) -> str:
    # A family card or a tax number is a document too, and its number that of a person.
    return repr(None if number is None else hide_numbers(number))


@frozen(kw_only=True)
class Licence(Typed):
    """A licence or registration: a NIB, P-IRT, halal certificate, trade mark and the like.

    >>> Licence(kind="nib", number="1203250005498", issued=date(2025, 3, 12)).kind
    'nib'
    >>> Licence(kind="kk", number="3573011503120001")
    Licence(kind='kk', number='3573********0001', issued=None, expires=None, product=None)
    """

    kind: str
    number: str | None = field(default=None, repr=_shown)
    issued: date | None = None
    expires: date | None = None
    product: str | None = None
