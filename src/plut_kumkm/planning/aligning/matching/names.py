"""Names of indicators as they are compared: what parts two of them, how far apart they are, and which are nearest.

The distance of two names [1] is that of their groups of three letters, word by word: 0 where they are the same, 1 where
they share none. It does not depend on which of the two is asked first. Words that change what is counted ("mikro" and
"kecil", "jumlah" and "persentase", numbers) part two names however near they are otherwise.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter, defaultdict
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# How far apart two names may be at most to be taken for one, how much nearer than the next one it must then be, and up
# to which distance a name is shown to whoever looks for another. All three are proposals of this library.
NEAR, MARGIN, SHOWN = Fraction(20, 100), Fraction(5, 100), Fraction(40, 100)
MOST = 4

_TOKEN = re.compile(r"[^\W_]+|%").findall
_DIGIT = re.compile(r"\d").search
# Other spellings of one word, and words that say nothing of what is counted.
_SPELLINGS: Mapping[str, str] = {
    **dict.fromkeys(("%", "persen", "prosentase", "presentase"), "persentase"),
    "ekraf": "ekonomi kreatif",
    "jml": "jumlah",
    "angka": "tingkat",
}
_EMPTY = frozenset("yang dan di ke pada untuk dengan dari dalam oleh bagi terhadap".split())
# Words that part wherever only one name has them: which number it is, of whom, which way.
_PARTING = frozenset(
    "jumlah persentase rasio rata nilai indeks pertumbuhan kontribusi mikro kecil menengah besar formal informal "
    "laki pria perempuan wanita pemuda disabilitas naik turun baru lama ekspor impor tidak belum non bukan "
    "i ii iii iv v vi".split()
)
_SHORT, _LONG = 4, 8  # letters from which one letter of a word, or two, may be a slip

Near = tuple[float, str]


@frozen(eq=False)
class Name:
    """A name as it is compared: its words, their groups of letters, and the words that part it from others."""

    words: tuple[str, ...]
    grams: frozenset[str]
    parting: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words in one line; equal for names that differ in nothing that counts."""
        return " ".join(self.words)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The words with a digit in them."""
        return tuple(word for word in self.parting if _DIGIT(word))


@lru_cache(maxsize=20_000)
def name_of(text: str) -> Name:
    """Return a name as it is compared.

    >>> name_of("Jml. Pelaku Ekraf (orang)").text
    'jumlah pelaku ekonomi kreatif orang'
    """
    every = tuple(" ".join(_SPELLINGS.get(word, word) for word in _TOKEN(text.casefold())).split())
    words = tuple(word for word in every if word not in _EMPTY) or every
    return Name(
        words=words,
        grams=frozenset(gram for word in words for gram in _grams(word)),
        parting=tuple(word for word in words if word in _PARTING or _DIGIT(word)),
    )


@lru_cache(maxsize=20_000)
def _grams(word: str) -> tuple[str, ...]:
    padded = f"  {word} "
    return tuple(padded[place : place + 3] for place in range(len(padded) - 2))


def distance(one: Name, other: Name) -> Fraction:
    """Return how far apart two names are [1]; two names without a letter are as far apart as can be.

    >>> distance(name_of("Jumlah event ekraf"), name_of("Jumlah even ekraf"))
    Fraction(3, 55)
    """
    both = len(one.grams) + len(other.grams)
    return 1 - Fraction(2 * len(one.grams & other.grams), both) if both else Fraction(1)


def may_be_one(one: Name, other: Name) -> bool:
    """Return whether nothing parts two names that are near: no word that counts, no word in place of another.

    Words that only one of them has do not part them, nor do slips of the hand, nor a space that is missing.

    >>> may_be_one(name_of("Persentase koperasi sehat"), name_of("Persentase koperasi aktif"))
    False
    >>> may_be_one(name_of("Indeks kepuasan masyarakat"), name_of("Indeks kepuasan masyrakat (IKM)"))
    True
    """
    if one.parting != other.parting:
        return False
    left = [word for word in one.words if word not in other.words]
    right = [word for word in other.words if word not in one.words]
    if not left or not right or "".join(left) == "".join(right):
        return True
    # In an order that is the same from either side.
    for mine, theirs in sorted(product(left, right), key=sorted):
        if mine in left and theirs in right and _slip(mine, theirs):
            left.remove(mine)
            right.remove(theirs)
    return not left or not right


@lru_cache(maxsize=20_000)
def _slip(one: str, other: str) -> bool:
    """Return whether two words are so alike that one is a slip of the other."""
    longer = max(len(one), len(other))
    most = 0 if longer < _SHORT else 1 if longer < _LONG else 2
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return False
    # Letters put in, left out or changed, row by row.
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, theirs in enumerate(other, 1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (letter != theirs))
    return row[-1] <= most


def nearest(
    ours: Collection[str], theirs: Collection[str], within: Fraction, *, one: bool
) -> tuple[Mapping[str, list[Near]], Mapping[str, list[Near]]]:
    """Return for every name the nearest of the other side, with their distances, in both directions; ``MOST`` of each.

    Not every pair is compared: two names that are near share one of their rarer groups of letters, and only names that
    share such a one, and have the same numbers in them, are looked at.

    Args:
        ours: names, each once.
        theirs: the names that they are compared with.
        within: the largest distance.
        one: whether only names count that may be one (``may_be_one``).

    >>> found, back = nearest(["Jumlah event"], ["Jumlah even", "Jumlah event 2"], SHOWN, one=True)
    >>> [(round(apart, 2), name) for apart, name in found["Jumlah event"]], list(back)
    ([(0.12, 'Jumlah even')], ['Jumlah even'])
    """
    often = Counter(gram for names in (ours, theirs) for name in names for gram in name_of(name).grams)
    rank = {gram: place for place, (gram, _) in enumerate(sorted(often.items(), key=lambda item: (item[1], item[0])))}
    # Of two names this near, at least this part of the groups of either is shared.
    share = (1 - within) / (1 + within)

    def block(name: Name) -> tuple[str, ...]:
        return name.parting if one else name.numbers

    index: defaultdict[tuple[tuple[str, ...], int], list[int]] = defaultdict(list)
    others = [(text, name_of(text), _bits(name_of(text), rank)) for text in theirs]
    for place, (_, name, _) in enumerate(others):
        held = block(name)
        for gram in _rarer(name, rank, share):
            index[held, gram].append(place)
    found: dict[str, list[Near]] = {}
    back: dict[str, list[Near]] = {}
    limit = float(within) + 1e-9  # 1 - 0.6 is a little more than 0.4
    for text in ours:
        name = name_of(text)
        held, mask, size = block(name), _bits(name, rank), len(name.grams)
        seen: set[int] = set()
        for gram in _rarer(name, rank, share):
            seen.update(index.get((held, gram), ()))
        for place in seen:
            theirs_text, other, other_mask = others[place]
            # Whole numbers as sets of bits: counting what is shared takes a tenth of the time.
            apart = 1 - 2 * (mask & other_mask).bit_count() / (size + len(other.grams))
            if apart <= limit and (not one or may_be_one(name, other)):
                _keep(found, text, (apart, theirs_text))
                _keep(back, theirs_text, (apart, text))
    return found, back


def _keep(found: dict[str, list[Near]], name: str, near: Near) -> None:
    held = found.setdefault(name, [])
    if len(held) < MOST:
        insort(held, near)
    elif near < held[-1]:
        held.pop()
        insort(held, near)


def _bits(name: Name, rank: Mapping[str, int]) -> int:
    bits = 0
    for gram in name.grams:
        bits |= 1 << rank[gram]
    return bits


def _rarer(name: Name, rank: Mapping[str, int], share: Fraction) -> list[int]:
    """Return so many of the groups of letters, the rarest first, that a near name has at least one of them."""
    ranked = sorted(rank[gram] for gram in name.grams)
    return ranked[: len(ranked) + 1 - -(-share * len(ranked)).__floor__()]
