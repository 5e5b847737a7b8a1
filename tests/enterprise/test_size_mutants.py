"""Every number, operator, day and choice of the shipped law, changed: the case tables or the oracle must notice each.

A mutant is the shipped TOML with one place changed. It is killed when the book refuses it, or when a case or a point of
the grid around the change has another answer. The test lists the survivors.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base import data
from plut_kumkm.law.files.loading import load_layer
from tests.engines import oracle
from tests.engines.oracle import PURPOSES, READINGS
from tests.enterprise.test_size_cases import ALL, differences
from tests.enterprise.test_size_grid import facts, given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = timedelta(days=1)
Mutant = tuple[str, dict[str, Any]]


def thawed(value: Any) -> Any:
    if hasattr(value, "items"):
        return {key: thawed(item) for key, item in value.items()}
    return [thawed(item) for item in value] if isinstance(value, tuple) else value


def shipped() -> dict[str, Any]:
    """Return the content of the shipped files as plain dictionaries, a new copy each time."""
    content: dict[str, Any] = {"instrument": thawed(data.toml("law/instruments.toml")["instrument"])}
    for name in data.names("law/schemes/tier"):
        for key, tables in data.toml(name).items():
            if key == "scheme":
                content[key] = thawed(tables)
            else:
                content.setdefault(key, []).extend(thawed(tables))
    return content


def book_of(content: dict[str, Any]) -> pk.law.LawBook:
    return pk.law.LawBook({}, {}, {}).over(load_layer(data.freeze(content), {}, {}))


def at(content: dict[str, Any], path: tuple[Any, ...]) -> Any:
    for part in path:
        content = content[part]
    return content


def changed(path: tuple[Any, ...], new: Any) -> Mutant:
    content = shipped()
    at(content, path[:-1])[path[-1]] = new
    return f"{'.'.join(map(str, path))} = {new}", content


REGIMES = {regime["id"]: place for place, regime in enumerate(shipped()["regime"])}
PP7, UU20 = REGIMES["pp-7-2021"], REGIMES["uu-20-2008"]


def regimes() -> Iterator[tuple[int, dict[str, Any]]]:
    yield from enumerate(shipped()["regime"])


def bounds() -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    for place, regime in regimes():
        for name, criterion in regime["criterion"].items():
            for number, bound in enumerate(criterion["bounds"]):
                yield ("regime", place, "criterion", name, "bounds", number), bound


def moved_bounds() -> Iterator[Mutant]:
    for path, bound in bounds():
        for step in (-1, 1):
            yield changed((*path, "upto"), bound["upto"] + step)


def flipped_operators() -> Iterator[Mutant]:
    for path, bound in bounds():
        name, content = changed((*path, "below"), bound["upto"])
        del at(content, path)["upto"]
        yield name, content


def moved_days() -> Iterator[Mutant]:
    for kind in ("regime", "gap"):
        for place, table in enumerate(shipped()[kind]):
            for key, step in product(("since", "until"), (-1, 1)):
                if key in table:
                    yield changed((kind, place, key), table[key] + step * DAY)
    # A day taken from one stretch and given to its neighbour: the book stays whole, so only an answer can tell.
    for step in (-1, 1):
        name, content = changed(("regime", UU20, "until"), date(2020, 11, 1) + step * DAY)
        content["gap"][0]["since"] += step * DAY
        yield f"{name} with the gap", content
        name, content = changed(("regime", PP7, "since"), date(2021, 2, 2) + step * DAY)
        content["gap"][0]["until"] += step * DAY
        yield f"{name} with the gap", content
    for path in (("regime", UU20, "until"), ("gap", 0, "until")):
        name, content = changed(path, None)
        del at(content, path[:-1])[path[-1]]
        yield name, content


def choices() -> Iterator[tuple[tuple[Any, ...], dict[str, Any], list[str]]]:
    for place, regime in regimes():
        for purpose, readings in regime["reading"].items():
            for reading, choice in readings.items():
                yield ("regime", place, "reading", purpose, reading), choice, list(regime["criterion"])


def other_choices() -> Iterator[Mutant]:
    for path, choice, criteria in choices():
        for use in (*criteria, "agree", "either", "none", "founding"):
            if use == choice["use"]:
                continue
            name, content = changed((*path, "use"), use)
            if use == "founding":
                at(content, path).update({"from": date(2021, 2, 2), "new": criteria[0], "old": criteria[1]})
            yield name, content


def founding() -> Iterator[Mutant]:
    for path, choice, criteria in choices():
        if choice["use"] != "founding":
            continue
        for step in (-1, 1):
            yield changed((*path, "from"), choice["from"] + step * DAY)
        for key in ("new", "old"):
            other = criteria[1] if choice[key] == criteria[0] else criteria[0]
            yield changed((*path, key), other)


def lost_choices() -> Iterator[Mutant]:
    for path, _, _ in choices():
        content = shipped()
        del at(content, path[:-1])[path[-1]]
        yield f"without {'.'.join(map(str, path))}", content


FORMS = tuple(form.value for form in pk.LegalForm)


def exclusions() -> Iterator[Mutant]:
    words = {"parent_tier": oracle.TIERS, "legal_form": FORMS}
    for place, regime in regimes():
        for fact, classes in regime["exclude"].items():
            for name, rule in classes.items():
                path = ("regime", place, "exclude", fact, name)
                for value in rule["values"]:
                    yield changed((*path, "values"), [other for other in rule["values"] if other != value])
                for value in words[fact]:
                    if value not in rule["values"]:
                        yield changed((*path, "values"), [*rule["values"], value])
                content = shipped()
                del at(content, path[:-1])[name]
                yield f"without {'.'.join(map(str, path))}", content
        source = {"pinpoint": "x", "grade": "primary", "values": ["cv"]}
        for name in ("small", "medium", "large"):
            yield changed(("regime", place, "exclude", "legal_form", name), source)


def weaker_and_stronger_grades() -> Iterator[Mutant]:
    for place, regime in regimes():
        for name, criterion in regime["criterion"].items():
            for grade in ("secondary", "unverified"):
                assert criterion["grade"] == "primary"
                yield changed(("regime", place, "criterion", name, "grade"), grade)
                for number in range(3):
                    yield changed(("regime", place, "criterion", name, "bounds", number, "grade"), grade)
    for path, choice, _ in choices():
        for grade in {"primary", "secondary", "unverified"} - {choice["grade"]}:
            yield changed((*path, "grade"), grade)
    for grade in ("primary", "unverified"):
        # The grade of a gap decides nothing; the fact sheet has it as secondary.
        yield changed(("gap", 0, "grade"), grade)


def other_classes() -> Iterator[Mutant]:
    for place, regime in regimes():
        for name in regime["criterion"]:
            content = shipped()
            del content["regime"][place]["criterion"][name]["residual"]
            yield f"regime.{place}.criterion.{name} without residual", content
            yield changed(("regime", place, "criterion", name, "above"), 0)
    content = shipped()
    del content["gap"][0]["shows"]
    yield "gap without shows", content
    yield changed(("gap", 0, "shows"), ["pp-7-2021"])
    yield changed(("gap", 0, "shows"), ["uu-20-2008", "pp-7-2021"])


def points() -> list[tuple[dict[str, Any], date, str, str, str | None]]:
    """Return points of the grid on a bound, a day or a choice: few enough to ask every mutant."""
    found: list[tuple[dict[str, Any], date, str, str, str | None]] = []
    for on, sides in (
        (date(2026, 6, 30), {"capital": oracle.PP7_CAPITAL, "sales": oracle.PP7_SALES}),
        (date(2015, 6, 30), {"net_worth": oracle.UU20_NET_WORTH, "sales": oracle.UU20_SALES}),
    ):
        for name, numbers in sides.items():
            found += [({name: amount}, on, "facility", "by-purpose", name) for amount in oracle.around(numbers)]
        (first, low), (second, high) = ((name, numbers[0]) for name, numbers in sides.items())
        for purpose, reading in product(PURPOSES, READINGS):
            rows: list[dict[str, Any]] = [
                {first: low, second: high + 1},
                {first: low + 1, second: high},
                {first: low, second: high},
            ]
            rows += [{first: low}, {second: high}, {}]
            found += [(row, on, purpose, reading, None) for row in rows]
            for founded in oracle.FOUNDINGS[1:] if on.year == 2026 and reading == "by-founding" else ():
                found.append(({**rows[0], "founded": founded}, on, purpose, reading, None))
    found += [({"sales": 600_000_000}, day, "facility", "by-purpose", None) for day in oracle.DAYS]
    return found


POINTS = points()


def survives(law: pk.law.LawBook) -> bool:
    for case in ALL:
        try:
            if differences(case, law):
                return False
        except ValueError:
            return False  # a named basis that the mutant no longer has
    for row, on, purpose, reading, basis in POINTS:
        for book, strict in ((law, False), (law.accepting("primary"), True)):
            verdict = pk.tier(facts(row), on=on, purpose=purpose, reading=reading, basis=basis, law=book)
            if strict:
                if graded(verdict) != expected_grades(on, purpose, reading, basis):
                    return False
            elif given(verdict) != oracle.answer(row, on, purpose, reading, basis):
                return False
    return gap_is_told(law)


def graded(verdict: pk.TierVerdict) -> bool:
    """Whether primary sources alone leave the question open."""
    return "law.choice_below_policy" in [note.code for note in verdict.notes]


def expected_grades(on: date, purpose: str, reading: str, basis: str | None) -> bool:
    """Fact sheet on size classes 3: of PP 7/2021 only P35(2), registration by capital, was seen in the text."""
    pp7 = on >= oracle.PP7_FIRST
    return pp7 and basis is None and not (purpose == "registration" and reading == "by-purpose")


def gap_is_told(law: pk.law.LawBook) -> bool:
    """Fact sheet on size classes 1.1, 4: the gap rests on a secondary source, and shows the figures of UU 20/2008."""
    verdict = pk.tier(pk.Facts(sales=600_000_000), on=date(2020, 12, 1), law=law)
    shown = {reading.id: None if reading.value is None else reading.value.value for reading in verdict.readings}
    return verdict.grade == "secondary" and shown == {"uu-20-2008/net_worth": None, "uu-20-2008/sales": "small"}


def killed_by_the_book(content: dict[str, Any]) -> bool:
    try:
        book_of(content)
    except pk.ValidationError:
        return True
    return False


def numbers_differ(law: pk.law.LawBook) -> bool:
    """Whether a number, its grade or its span is not that of the case table, which the cases test one by one."""
    from tests.enterprise.test_size_cases import TABLES

    def told(value: pk.law.Value) -> tuple[Any, ...]:
        return (value.key, value.sign, value.value, value.provision.grade, value.span.since, value.span.until)

    typed = [
        (bound["key"], bound["sign"], bound["value"], bound["grade"], bound["since"], bound.get("until"))
        for bound in TABLES["tiers"]["bound"]
    ]
    return sorted(map(told, law.values())) != sorted(typed)


GROUPS: dict[str, tuple[Callable[[], Iterator[Mutant]], int]] = {
    "each bound ±1": (moved_bounds, 24),
    "each operator flipped": (flipped_operators, 12),
    "each day ±1": (moved_days, 16),
    "each choice another": (other_choices, 30),
    "founding": (founding, 4),
    "each choice lost": (lost_choices, 7),
    "each exclusion": (exclusions, 50),
    "each grade": (weaker_and_stronger_grades, 40),
    "classes": (other_classes, 10),
}


def test_the_shipped_law_survives() -> None:
    assert survives(book_of(shipped()))
    assert not numbers_differ(book_of(shipped()))
    book = pk.law.book()
    known, stretches = (data.FrozenMap({"tier": shelf["tier"]}) for shelf in (book.known, book.stretches))
    assert book_of(shipped()).hash == pk.law.LawBook(book.instruments, known, stretches).hash


@pytest.mark.parametrize("name", GROUPS)
def test_every_data_mutant_is_killed(name: str) -> None:
    make, least = GROUPS[name]
    mutants = list(make())
    assert len(mutants) >= least
    survivors = [
        what
        for what, content in mutants
        # Numbers are asked of the answers first: a bound must be noticed where it decides, not only where it is listed.
        if not killed_by_the_book(content)
        and survives(book_of(content))
        and (name != "each grade" or not numbers_differ(book_of(content)))
    ]
    assert not survivors
