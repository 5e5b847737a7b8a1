"""What of an enterprise may stand in a result: an id that is a number of a person is replaced by a pseudonym."""

from __future__ import annotations

import re
from hashlib import blake2s
from secrets import token_bytes

_NUMBER = re.compile(r"\+?[0-9][0-9 .\-]*")
NUMERIC = frozenset("+0123456789")  # how such a number begins; most ids and names can be told by this alone
_PERSONAL_LENGTHS = (15, 16)  # NPWP; NIK and the newer NPWP
_FEWEST = 10  # digits of the shortest of these numbers, a mobile phone


def is_personal(text: str) -> bool:
    """Return whether an id has the form of a NIK, an NPWP or a phone number.

    >>> is_personal("3573010101900001"), is_personal("0860-0000-0002"), is_personal("SINTETIS-0001"), is_personal("17")
    (True, True, False, False)
    """
    if len(text) < _FEWEST or not _NUMBER.fullmatch(text):
        return False
    digits = re.sub("[^0-9]", "", text)
    if len(digits) in _PERSONAL_LENGTHS:
        return True
    # Thirteen digits are a NIB, which begins with the day of its issue and so may begin with 08.
    return digits.startswith("628") or (digits.startswith("08") and _FEWEST <= len(digits) <= _FEWEST + 2)


class Pseudonyms:
    """Pseudonyms of ids: the same id the same pseudonym, as long as the key is the same.

    ``key`` is random unless given, so that pseudonyms of two runs cannot be joined, nor guessed by trying all numbers.

    >>> names = Pseudonyms(b"a key of the office")
    >>> names.of("3573010101900001") == names.of("3573010101900001") != names.of("3573010101900002")
    True
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes | None = None) -> None:
        self._key = token_bytes(32) if key is None else blake2s(key).digest()

    def of(self, text: str) -> str:
        """Return the pseudonym of ``text``."""
        return "P-" + blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8, key=self._key).hexdigest()
