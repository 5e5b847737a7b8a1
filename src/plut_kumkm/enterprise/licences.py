"""Licences and registrations, a record of their own that facts and enterprises hold."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from plut_kumkm.enterprise.typed import Typed


@frozen(kw_only=True)
class Licence(Typed):
    """A licence or registration: a NIB, P-IRT, halal certificate, trade mark and the like.

    >>> Licence(kind="nib", number="1203250005498", issued=date(2025, 3, 12)).kind
    'nib'
    """

    kind: str
    number: str | None = None
    issued: date | None = None
    expires: date | None = None
    product: str | None = None
