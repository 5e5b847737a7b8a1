"""Numbers and codes that a record carries, one module each, all with the same verbs.

``compact`` normalises, ``validate`` returns the compact form or raises with every error, ``is_valid`` answers yes or
no, ``format`` prints, ``parse`` returns the parts that the number holds, ``problems`` returns every finding and never
raises on text.

>>> from plut_kumkm import identifiers
>>> identifiers.nib.validate("NIB 1203250005498")
'1203250005498'
>>> identifiers.nib.is_valid("123")
False
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plut_kumkm.identifiers import (
        ahu,
        bpom,
        halal,
        kbli,
        kk,
        koperasi,
        merek,
        nib,
        nik,
        nitku,
        npwp,
        pb_umku,
        phone,
        pirt,
        postal,
        programme,
        region,
        sni,
        tkdn,
    )
else:
    # Each module is opened when it is first asked for: the first size tier needs the type of a KBLI code alone. Type
    # checkers see the imports instead, so that they report a name that does not exist.
    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module 'plut_kumkm.identifiers' has no attribute {name!r}")
        return import_module(f"plut_kumkm.identifiers.{name}")


__all__ = [
    "ahu",
    "bpom",
    "halal",
    "kbli",
    "kk",
    "koperasi",
    "merek",
    "nib",
    "nik",
    "nitku",
    "npwp",
    "pb_umku",
    "phone",
    "pirt",
    "postal",
    "programme",
    "region",
    "sni",
    "tkdn",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
