"""The type of a KBLI code: what a record keeps of it.

Apart from the checks in ``kbli``, because every enterprise has such a field and the first size tier needs no checks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.base import data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.findings import Lang

VERSIONS = ("2009", "2015", "2020", "2025")


@frozen(order=True)
class Kbli:
    """A KBLI code in a stated version, as text: leading zeros are real.

    The code may be wrong in itself (a number from a file): that is for the checks to say. The version is chosen by the
    program, so an unknown one raises.

    Raises:
        TypeError: version or code is not text.
        ValueError: the version is not one of ``VERSIONS``.

    Source:
        Peraturan BPS 2/2020; Peraturan BPS 7/2025.

    >>> Kbli("2020", "62019").section, Kbli("2025", "62019").section
    ('J', 'K')
    """

    version: str
    code: str

    def __attrs_post_init__(self) -> None:
        if type(self.version) is not str or type(self.code) is not str:
            raise TypeError("Kbli takes version and code as text, such as Kbli('2020', '01111')")
        if self.version not in VERSIONS:
            raise ValueError(f"KBLI version {self.version!r} is not one of {', '.join(VERSIONS)}")

    @property
    def division(self) -> str | None:
        """The two digits of the division (golongan pokok), or ``None`` when the code does not begin with two digits."""
        head = self.code[:2]
        return head if len(head) == 2 and head.isascii() and head.isdigit() else None

    @property
    def section(self) -> str | None:
        """The letter of the section (kategori), or ``None`` when it is not known for this version and division."""
        return sections(self.version).get(self.division or "")

    def label(self, lang: Lang = "id") -> str:
        """Return version and code, which read the same in either language."""
        return str(self)

    def __str__(self) -> str:
        return f"KBLI {self.version} {self.code}"


@cache
def sections(version: str) -> Mapping[str, str]:
    """Return the section letter by division; nothing for a version whose table was not seen.

    >>> sections("2025")["62"], len(sections("2015"))
    ('K', 0)
    """
    letters: dict[str, str] = {}
    for letter, span in data.toml("kbli_sections.toml").get(version, {}).items():
        first, _, last = span.partition("-")
        letters.update({f"{number:02d}": letter for number in range(int(first), int(last or first) + 1)})
    return letters
