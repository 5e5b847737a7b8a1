"""How the enterprises of the synthetic registry are drawn; ``population`` is its face and says what they are."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any, Generic, NamedTuple, TypeVar

from plut_kumkm.base import data
from plut_kumkm.enterprise.tiers import LegalForm, Tier

T = TypeVar("T")
Bands = Sequence[Mapping[str, int]]

_SYLLABLES = tuple(consonant + vowel for consonant in "bdfgjklmnprst" for vowel in "aiou")
_DAYS, _MONTHS, _SERIALS = 28, 12, 1000


class Choice(Generic[T]):
    """Values with their shares.

    >>> choice = Choice(["a", "b"], [3, 1])
    >>> choice.of(0.74), choice.of(0.75)
    ('a', 'b')
    """

    __slots__ = ("bounds", "values")

    def __init__(self, values: Sequence[T], shares: Sequence[Fraction | int]) -> None:
        total = Fraction(sum(shares))
        self.values = values
        # Without the last bound, which rounding could put below 1: the last value takes whatever is left.
        self.bounds = [float(bound / total) for bound in accumulate(shares)][:-1]

    def of(self, u: float) -> T:
        """Return the value on whose share ``u`` falls, a number from 0 to below 1."""
        return self.values[bisect(self.bounds, u)]


class Stratum(NamedTuple):
    """A tier as it is drawn."""

    weight: Fraction
    nib: int
    sales: Choice[tuple[int, int]]
    workers: Choice[tuple[int, int]]
    form: Choice[LegalForm]


class Branch(NamedTuple):
    """A creative branch as it is drawn: first words of names, and KBLI codes."""

    words: Sequence[str]
    kbli: Sequence[str]


class Settings(NamedTuple):
    """``data/population.toml``, ready for drawing."""

    seed: int
    strata: Choice[Stratum]
    branches: Choice[Branch]
    kbli_version: str
    region: tuple[str, str]
    districts: Sequence[tuple[str, str]]
    change: Mapping[str, Choice[tuple[int, int]]]
    capital: Choice[tuple[int, int]]
    founded: Choice[tuple[int, int]]
    birth_years: Choice[tuple[int, int]]
    women: int
    rounding: tuple[Sequence[int], Sequence[int]]
    missing: Mapping[str, int]
    styles: Choice[str]
    forms: Mapping[LegalForm, str]
    every: int
    planted: Mapping[int, Mapping[str, Any]]


class Drawn(NamedTuple):
    """One enterprise: ``None`` is what is missing; ``years`` holds sales, capital and workers, year by year."""

    number: int
    name: str
    owner: str | None
    nik: str | None
    sex: str
    birth_year: int | None
    phone: str | None
    district: tuple[str, str] | None
    kbli: str | None
    form: LegalForm
    nib: str | None
    founded: int | None
    weight: Fraction
    years: Sequence[tuple[int | None, int | None, int | None]]
    planted: Mapping[str, Any] | None


@cache
def weights() -> Mapping[Tier, Fraction]:
    """Return for each tier its counted share over its drawn share [1]."""
    strata = data.toml("population.toml")["tier"]["rows"]
    counted = sum(row["counted"] for row in strata)
    drawn = sum(Fraction(row["drawn"]) for row in strata)
    return {Tier(row["class"]): Fraction(row["counted"], counted) * drawn / Fraction(row["drawn"]) for row in strata}


def _bands(items: Bands) -> Choice[tuple[int, int]]:
    return Choice([(band["from"], band["upto"]) for band in items], [band["share"] for band in items])


@cache
def settings() -> Settings:
    """Return the figures that shape the registry."""
    file = data.toml("population.toml")
    branches, styles, rounding = file["subsector"]["rows"], file["style"]["rows"], file["rounding"]["rows"]
    return Settings(
        seed=file["seed"],
        strata=Choice(
            [
                Stratum(
                    weight=weights()[Tier(row["class"])],
                    nib=row["nib_per_1000"],
                    sales=_bands(row["sales"]),
                    workers=_bands(row["workers"]),
                    form=Choice(
                        [LegalForm(part["form"]) for part in row["forms"]], [part["share"] for part in row["forms"]]
                    ),
                )
                for row in file["tier"]["rows"]
            ],
            [Fraction(row["drawn"]) for row in file["tier"]["rows"]],
        ),
        branches=Choice(
            [Branch(row["words"], [code["code"] for code in row["kbli"]]) for row in branches],
            [Fraction(row["share"]) for row in branches],
        ),
        kbli_version=file["subsector"]["kbli_version"],
        region=(file["region"]["code"], file["region"]["name"]),
        districts=[(row["code"], row["name"]) for row in file["district"]["rows"]],
        change={name: _bands(file["change"][f"{name}_percent"]) for name in ("sales", "capital", "workers")},
        capital=_bands(file["capital"]["percent"]),
        founded=_bands(file["founded"]["years"]),
        birth_years=_bands(file["owner"]["birth_years"]),
        women=file["owner"]["women_per_1000"],
        rounding=([row["upto"] for row in rounding[:-1]], [row["step"] for row in rounding]),
        missing={**file["missing"]["per_1000"], **file["missing_too"]["per_1000"]},
        styles=Choice([row["style"] for row in styles], [row["share"] for row in styles]),
        forms={LegalForm(form): text for form, text in file["form"]["text"].items()},
        every=file["defect"]["every"],
        planted={row["first"]: row for row in file["defect"]["rows"]},
    )


class _Dice:
    """Chance, by ``Random.random`` alone: Python promises its sequence for a seed, and not that of other methods."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random  # noqa: S311 - a made-up registry, no secret

    def one_of(self, values: Sequence[T]) -> T:
        return values[int(self.random() * len(values))]

    def within(self, bands: Choice[tuple[int, int]]) -> int:
        first, last = bands.of(self.random())
        return first + int(self.random() * (last - first + 1))

    def word(self) -> str:
        size = len(_SYLLABLES)
        rest, last = divmod(int(self.random() * size**3), size)
        return f"Xq{_SYLLABLES[rest // size]}{_SYLLABLES[rest % size]}{_SYLLABLES[last]}"


def draw(n: int, years: Sequence[int], seed: int | None) -> Iterator[Drawn]:
    """Return ``n`` enterprises, each with its figures for ``years``; one is in memory at a time."""
    known = settings()
    dice = _Dice(known.seed if seed is None else seed)
    return (_one(number, years, known, dice) for number in range(1, n + 1))


def _one(number: int, years: Sequence[int], known: Settings, dice: _Dice) -> Drawn:
    random, missing = dice.random, known.missing
    planted = known.planted.get((number - 1) % known.every + 1)
    # A flaw needs a value beside it: where one is planted, that column is filled in every year.
    filled = planted["column"] if planted is not None else None

    def known_or_not(field: str, value: T) -> T | None:
        return None if random() * 1000 < missing[field] and field != filled else value

    stratum = known.strata.of(random())
    branch = known.branches.of(random())
    district = dice.one_of(known.districts)
    sex = "female" if random() * 1000 < known.women else "male"
    birth_year = dice.within(known.birth_years)
    return Drawn(
        number=number,
        name=f"{dice.one_of(branch.words)} {dice.word()} Sintetis",
        owner=known_or_not("owner", f"{dice.word()} {dice.word()}"),
        nik=known_or_not("nik", _nik(number, f"{known.region[0]}.{district[0]}", sex, birth_year)),
        sex=sex,
        birth_year=known_or_not("birth_year", birth_year),
        phone=known_or_not("phone", f"0860{number:08d}"),
        district=known_or_not("district", district),
        kbli=known_or_not("kbli", dice.one_of(branch.kbli)),
        form=stratum.form.of(random()),
        nib=f"9999{number:09d}" if random() * 1000 < stratum.nib else None,
        founded=known_or_not("founded", min(dice.within(known.founded), years[0])),
        weight=stratum.weight,
        years=[
            (known_or_not("sales", sales), known_or_not("capital", capital), known_or_not("workers", workers))
            for sales, capital, workers in _figures(len(years), stratum, known, dice)
        ],
        planted=planted,
    )


def _figures(count: int, stratum: Stratum, known: Settings, dice: _Dice) -> Iterator[tuple[int, int, int]]:
    sales = _round(dice.within(stratum.sales), known)
    capital = _round(sales * dice.within(known.capital) // 100, known)
    workers = dice.within(stratum.workers)
    yield sales, capital, workers
    for _ in range(count - 1):
        sales = _round(sales * dice.within(known.change["sales"]) // 100, known)
        capital = _round(capital * dice.within(known.change["capital"]) // 100, known)
        # Half a person counts as one: else nobody could ever take on a second.
        workers = max(1, (workers * dice.within(known.change["workers"]) + 50) // 100)
        yield sales, capital, workers


def _round(value: int, known: Settings) -> int:
    limits, steps = known.rounding
    step = steps[bisect_left(limits, value)]
    return max(step, value - value % step)


def _nik(number: int, region: str, sex: str, birth_year: int) -> str:
    # Day, month and serial follow the number, so that no two are equal below 336,000.
    place, serial = divmod(number, _SERIALS)
    month, day = divmod(place % (_DAYS * _MONTHS), _DAYS)
    shown_day = day + 1 + (40 if sex == "female" else 0)
    return f"{region.replace('.', '')}{shown_day:02d}{month + 1:02d}{birth_year % 100:02d}{9000 + serial}"
