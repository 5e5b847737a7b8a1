"""Names of places as people write them: how two of them are compared, and which code of a table a name means."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.identifiers.region import provinces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plut_kumkm.identifiers.region import RegionNames

Level = Literal["province", "regency", "district"]
# The column of a level.
FIELDS: dict[Level, str] = {"province": "province", "regency": "region", "district": "district"}
_LEVELS: dict[int, Level] = {2: "province", 4: "regency", 6: "district", 7: "district"}

# A number that an office puts before the name: "[19] MADIUN", "35.73 Kota Malang".
_NUMBER = re.compile(r"[\[(]?[0-9][0-9.]*[\])]?[\s:.–-]+(?=[^\W\d_])")
_KIND = {
    "province": re.compile(r"(?:provinsi|propinsi|prov|prop)\b\.?\s*"),
    "regency": re.compile(r"(?P<kab>kabupaten|kab)\b\.?\s*|(?P<kota>kotamadya|kodya|kota)\b\.?\s*"),
    # "Kota" and "Kabupaten" begin the names of districts.
    "district": re.compile(r"(?:kecamatan|kec|distrik|district)\b\.?\s*"),
}
_ADMINISTRATIVE = re.compile(r"(?:administrasi|adm)\b\.?\s*")
_SHORT = {
    "dki jakarta": "daerah khusus ibukota jakarta", "dk jakarta": "daerah khusus ibukota jakarta",
    "di yogyakarta": "daerah istimewa yogyakarta", "d i yogyakarta": "daerah istimewa yogyakarta",
    "bangka belitung": "kepulauan bangka belitung", "nanggroe aceh darussalam": "aceh",
    "dki": "daerah khusus ibukota jakarta", "diy": "daerah istimewa yogyakarta", "babel": "kepulauan bangka belitung",
    "kepri": "kepulauan riau", "ntb": "nusa tenggara barat", "ntt": "nusa tenggara timur", "malut": "maluku utara",
    "jabar": "jawa barat", "jateng": "jawa tengah", "jatim": "jawa timur",
    "sumut": "sumatera utara", "sumbar": "sumatera barat", "sumsel": "sumatera selatan",
    "kalbar": "kalimantan barat", "kalteng": "kalimantan tengah", "kalsel": "kalimantan selatan",
    "kaltim": "kalimantan timur", "kaltara": "kalimantan utara",
    "sulut": "sulawesi utara", "sulteng": "sulawesi tengah", "sulsel": "sulawesi selatan",
    "sultra": "sulawesi tenggara", "sulbar": "sulawesi barat",
}  # fmt: skip
# Words that tell one place from its neighbour: "X Barat" is no slip of "X Timur".
_SIDES = frozenset(
    "utara selatan timur barat tengah kota kab kabupaten hulu hilir ulu ilir atas bawah dalam luar daya laut darat "
    "i ii iii iv v vi 1 2 3 4 5 6 7 8 9".split()
)
_MOST_NEAR = 3


class Name(str):
    """A name as it is compared; ``kind`` is "kab", "kota" or nothing.

    >>> Name.of("Kec. Balikpapan  Tengah", "district"), Name.of("[73] KOTA MALANG", "regency").kind
    ('balikpapan tengah', 'kota')
    """

    __slots__ = ("kind",)
    kind: str

    @classmethod
    def of(cls, text: str, level: Level) -> Name:
        """Return the name in ``text``, without what says that it is a district, a regency or a province."""
        plain = text.casefold().strip()
        if found := _NUMBER.match(plain):
            plain = plain[found.end() :]
        kind = ""
        if (found := _KIND[level].match(plain)) and found.end() < len(plain):
            kind = found.lastgroup or ""
            plain = plain[found.end() :]
            if kind and (found := _ADMINISTRATIVE.match(plain)):
                plain = plain[found.end() :]
        words = " ".join(re.findall(r"[^\W_]+", plain))
        name = cls(_SHORT.get(words, words) if level == "province" else words)
        name.kind = kind
        return name


def is_code(text: str) -> bool:
    """Return whether ``text`` is a code and no name."""
    return not any(map(str.isalpha, text))


def likeness(one: str, other: str) -> int:
    """Return how like two names are [persen]; 0 where a word of direction or a number parts them.

    >>> likeness("balikpapa baru", "balikpapan barat") > 85, likeness("balikpapan barat", "balikpapan timur")
    (True, 0)
    """
    words, others = one.split(), other.split()
    if len(words) == len(others):
        for word, theirs in zip(words, others, strict=True):
            if word != theirs and word in _SIDES and theirs in _SIDES:
                return 0
    bounds = data.toml("registry.toml")["spelling"]
    least: int = bounds["alike"]
    # One letter typed for another weighs much in a short name.
    if len(one) == len(other) >= bounds["fewest_letters"] and sum(map(str.__ne__, one, other)) <= 1:
        return max(least, 100 - 100 // len(one))
    # Names of very different lengths cannot be alike; nor those whose letters differ. That spares most comparisons.
    if 200 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 0 if matcher.quick_ratio() * 100 < least else int(matcher.ratio() * 100)


def nearest(name: str, others: Iterable[str]) -> list[str]:
    """Return which of ``others`` are as like ``name`` as one asks for, the most like first; three at most."""
    least = data.toml("registry.toml")["spelling"]["alike"]
    found = [(likeness(name, other), other) for other in others]
    near = sorted((pair for pair in found if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))
    return [other for _, other in near[:_MOST_NEAR]]


def is_province(text: str) -> bool:
    """Return whether ``text`` is the name of a province, as a district's cell may hold by mistake.

    >>> is_province("KALIMANTAN TIMUR"), is_province("Prov. DKI Jakarta"), is_province("Balikpapan Timur")
    (True, True, False)
    """
    return Name.of(text, "province") in {Name.of(one.name, "province") for one in provinces().values()}


@frozen
class Place:
    """What a name means in a table of regions.

    Attributes:
        codes: the codes of this name at the level that was asked for; one of them: the place is known.
        near: codes of names like it, the most like first, where none is of this name. They are suggestions.
        level: the level at which the name stands instead, if it stands at another.
        elsewhere: codes of this name in other regions than the one that was asked for, where it is not in that.
    """

    codes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    level: Level | None = None
    elsewhere: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The code, where the name means one place."""
        return self.codes[0] if len(self.codes) == 1 else None


class PlaceIndex:
    r"""A table of regions, to look names up; ``names`` as ``identifiers.region.load_names`` returns it.

    >>> from plut_kumkm.identifiers import region
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder) / "wilayah.csv"
    ...     _ = file.write_text("code,name\n64.71,Kota Balikpapan\n64.71.04,Balikpapan Tengah\n", encoding="utf-8")
    ...     index = PlaceIndex(region.load_names(file, system="kemendagri"))
    >>> index.find("Kec. Balikpapan Tengah", "district").code, index.find("BALIKPAPAN TENGAN", "district").near
    ('647104', ('647104',))
    >>> index.find("KALIMANTAN TIMUR", "district").level
    'province'
    """

    __slots__ = ("_codes", "_names")

    def __init__(self, names: RegionNames) -> None:
        listed = {code: name for code, name in names.names.items() if code not in names.retired}
        if names.system == "kemendagri":
            listed = {code: one.name for code, one in provinces().items()} | listed
        self._names = listed
        self._codes: dict[Level, dict[Name, list[str]]] = {level: defaultdict(list) for level in FIELDS}
        for code in sorted(listed):
            level = _LEVELS.get(len(code))
            if level is not None:
                self._codes[level][Name.of(listed[code], level)].append(code)

    def __contains__(self, code: str) -> bool:
        """Return whether the table lists a code today."""
        return code in self._names

    def name(self, code: str) -> str:
        """Return the name of a code, as the table has it."""
        return self._names[code]

    def find(self, text: str, level: Level, within: str | None = None, *, near: bool = True) -> Place:
        """Return what a name means at a level.

        Args:
            text: the name, as it is written.
            level: "province", "regency" (kabupaten or kota) or "district" (kecamatan).
            within: the code of the region in which it lies, where that is known.
            near: whether names like it are looked for where none is equal.
        """
        name = Name.of(text, level)
        if codes := self._of(name, level, within):
            return Place(codes)
        if within is not None and (codes := self._of(name, level, None)):
            return Place(elsewhere=codes)
        for other in FIELDS:
            if other != level and self._of(Name.of(text, other), other, None):
                return Place(level=other)
        if not name or not near:
            return Place()
        alike = nearest(name, (one for one, codes in self._codes[level].items() if _below(codes, within)))
        return Place(near=tuple(code for one in alike for code in _below(self._codes[level][Name(one)], within)))

    def _of(self, name: Name, level: Level, within: str | None) -> tuple[str, ...]:
        """Return the codes of a name; where it does not say whether it is a city, those of both."""
        codes = _below(self._codes[level].get(name, ()), within)
        return tuple(code for code in codes if not name.kind or (code[2:4] > "70") is (name.kind == "kota"))


def _below(codes: Iterable[str], within: str | None) -> tuple[str, ...]:
    return tuple(code for code in codes if within is None or code.startswith(within))
