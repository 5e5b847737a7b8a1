"""Every number, operator, day and term of the other schemes, changed: the case tables of its scheme must notice each.

A mutant is the shipped TOML of one scheme with one place changed. It is killed when the book refuses it, when a case of
the scheme has another answer, or when its lines or terms are not those that were typed apart from the data. The test
lists the survivors.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base import data
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.law.files.loading import load_layer
from plut_kumkm.law.layering import lay
from tests.enterprise.test_scheme_cases import CASES, FILES, Case, differences, fact, of_case, of_file
from tests.enterprise.test_size_mutants import at, thawed

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = timedelta(days=1)
BOOK = pk.law.book()
SCHEMES = tuple(scheme for scheme in BOOK.known if scheme != "tier")
FLIPPED = {"upto": "below", "below": "upto", "from": "above", "above": "from"}
Path = tuple[str | int, ...]
Mutant = tuple[str, dict[str, Any]]


def shipped(scheme: str) -> dict[str, Any]:
    """Return the content of the files of a scheme as plain dictionaries, a new copy each time."""
    content: dict[str, Any] = {"instrument": thawed(data.toml("law/instruments.toml")["instrument"])}
    for name in data.names(f"law/schemes/{scheme}"):
        for key, tables in data.toml(name).items():
            if key == "scheme":
                content[key] = thawed(tables)
            else:
                content.setdefault(key, []).extend(thawed(tables))
    return content


def book_of(scheme: str, content: dict[str, Any]) -> pk.law.LawBook | None:
    """Return the shipped book with another text of one scheme, or ``None`` where it is refused."""
    layer = load_layer(data.freeze(content), {}, {})
    lines, problems = lay({}, layer)
    if problems:
        return None
    known = FrozenMap({"tier": BOOK.known["tier"], **layer.schemes})
    stretches = FrozenMap({"tier": BOOK.stretches["tier"], scheme: tuple(lines[scheme])})
    return pk.law.LawBook(layer.instruments, known, stretches)


EDGES = tomllib.loads((CASES / "scheme_edges.toml").read_text(encoding="utf-8"))
ON = date(2026, 6, 30)


@cache
def cases(scheme: str) -> tuple[tuple[Case, pk.Facts], ...]:
    found = [*of_file(scheme), *(of_case("edges", one, one) for one in EDGES["case"] if one["scheme"] == scheme)]
    return tuple((one, pk.Facts(**{name: fact(name, value) for name, value in one.input.items()})) for one in found)


def killed(scheme: str, law: pk.law.LawBook | None) -> bool:
    """Return whether the book was refused, or it does not say what the tables say."""
    return law is None or any(differs(case, facts, law) for case, facts in cases(scheme)) or bool(wrong(scheme, law))


def wrong(scheme: str, law: pk.law.LawBook) -> list[str]:
    """Return on which days, in which terms and divisions a book is not what the tables say."""
    found = [f"{day}: {held}" for day, held in days(scheme) if names(law.at(scheme, day)) != held]
    for one in EDGES["term"] if scheme == "final-tax" else ():
        terms = law.regime(one["regime"]).terms
        term = None if terms is None else terms.terms.get(one["form"])
        if term is None or (term.years, term.counted_from) != (one.get("years"), one.get("counted_from")):
            found.append(f"{one['regime']}: {one['form']}")
    for number in range(1, 100) if scheme == "bps-industry" else ():
        # BPS: worker classes are for manufacturing, KBLI section C, divisions 10 to 33.
        shop = pk.Facts(kbli=(pk.Kbli("2020", f"{number:02}111"),), workers=7)
        if (pk.classify(shop, scheme=scheme, on=ON, law=law).value is not None) is not (10 <= number <= 33):
            found.append(f"division {number}")
    return found


@cache
def days(scheme: str) -> tuple[tuple[date, frozenset[str]], ...]:
    """Return what holds, or may hold, on every first and last day and beside it."""
    lines = [one for one in EDGES["line"] if one["scheme"] == scheme]
    edges = {one[key] for one in lines for key in ("since", "perhaps", "until") if key in one}
    return tuple(
        (day, frozenset(one["id"] for one in lines if one.get("perhaps", one["since"]) <= day <= one.get("until", day)))
        for day in sorted({edge + step * DAY for edge in edges for step in (-1, 0, 1)})
    )


def names(stretch: Any) -> frozenset[str]:
    if stretch is None:
        return frozenset()
    if not isinstance(stretch, pk.law.Dispute):
        return frozenset((stretch.id,))
    return frozenset(name for side in stretch.sides for name in names(side))


def differs(case: Case, facts: pk.Facts, law: pk.law.LawBook) -> bool:
    if case.scheme not in law.schemes():
        return True
    book = law if case.policy is None else law.accepting(case.policy)  # type: ignore[arg-type] # one of the grades
    verdict = pk.classify(facts, scheme=case.scheme, on=case.on, law=book)
    said = verdict.status if verdict.value is None else verdict.value.id
    if said != case.expected or (case.needs is not None and set(case.needs) != set(verdict.needs)):
        return True
    if case.readings is None:
        return False
    return {one.value.id for one in verdict.readings if one.value is not None} != set(case.readings)


def changed(scheme: str, path: Path, new: Any, drop: str | None = None) -> Mutant:
    content = shipped(scheme)
    table = at(content, path[:-1])
    if drop is not None:
        del table[drop]
    table[path[-1]] = new
    return f"{'.'.join(map(str, path))} = {new}", content


def tables(value: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every table below ``value`` with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from tables(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from tables(item, (*path, place))


def rules(scheme: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    yield from tables(shipped(scheme)["regime"], ("regime",))


def is_bound(key: str, table: dict[str, Any]) -> bool:
    return key in FLIPPED and type(table[key]) is int


def moved_bounds(scheme: str) -> Iterator[Mutant]:
    for path, table in rules(scheme):
        for key in table:
            if is_bound(key, table):
                for step in (-1, 1):
                    yield changed(scheme, (*path, key), table[key] + step)


def flipped_operators(scheme: str) -> Iterator[Mutant]:
    for path, table in rules(scheme):
        for key in table:
            if is_bound(key, table):
                yield changed(scheme, (*path, FLIPPED[key]), table[key], drop=key)


def moved_terms(scheme: str) -> Iterator[Mutant]:
    for path, table in rules(scheme):
        for key in ("years", "counted_from", "months"):
            if key in table:
                for step in (-1, 1):
                    yield changed(scheme, (*path, key), table[key] + step)
        if isinstance(table.get("before"), date):
            for step in (-1, 1):
                yield changed(scheme, (*path, "before"), table["before"] + step * DAY)
        if "unlimited" in table:
            yield changed(scheme, (*path, "years"), 7, drop="unlimited")


def moved_days(scheme: str) -> Iterator[Mutant]:
    """Yield the scheme with one day moved; of two stretches that touch, an end with the beginning that follows it."""
    content = shipped(scheme)
    line = sorted(
        (table["since"], kind, place) for kind in ("regime", "gap") for place, table in enumerate(content.get(kind, ()))
    )
    for number, (since, kind, place) in enumerate(line):
        for step in (-1, 1):
            name, moved = changed(scheme, (kind, place, "since"), since + step * DAY)
            if number:
                _, before, earlier = line[number - 1]
                moved[before][earlier]["until"] += step * DAY
            yield name, moved
            if "perhaps_from" in content[kind][place]:
                day = content[kind][place]["perhaps_from"]
                yield changed(scheme, (kind, place, "perhaps_from"), day + step * DAY)
        if "perhaps_from" in content[kind][place]:
            name, moved = changed(scheme, (kind, place, "perhaps_from"), None)
            del moved[kind][place]["perhaps_from"]
            yield f"{kind}.{place} without perhaps_from", moved


def lost_words(scheme: str) -> Iterator[Mutant]:
    for path, table in rules(scheme):
        for word in table.get("is", ()):
            if len(table["is"]) > 1:
                yield changed(scheme, (*path, "is"), [other for other in table["is"] if other != word])


def other_classes(scheme: str) -> Iterator[Mutant]:
    """Yield the scheme with one row or bound of another class, one row lost, or without a condition of the whole."""
    for path, table in rules(scheme):
        classes = shipped(scheme)["regime"][path[1]]["classes"] if len(path) > 1 else []
        if "class" in table:
            for other in classes:
                if other != table["class"]:
                    yield changed(scheme, (*path, "class"), other)
        for key in ("residual", "otherwise", "applies", "unique"):
            if key in table:
                content = shipped(scheme)
                del at(content, path)[key]
                yield f"{'.'.join(map(str, path))} without {key}", content
    for place, regime in enumerate(shipped(scheme)["regime"]):
        for number in range(len(regime.get("row", ()))):
            content = shipped(scheme)
            del content["regime"][place]["row"][number]
            yield f"regime.{place} without row {number}", content


GROUPS = {
    "each bound ±1": moved_bounds, "each operator flipped": flipped_operators, "each term ±1": moved_terms,
    "each day ±1": moved_days, "each word lost": lost_words, "each class another": other_classes,
}  # fmt: skip
# So many there are at least, over all schemes.
LEAST = {
    "each bound ±1": 150, "each operator flipped": 75, "each term ±1": 40, "each day ±1": 80, "each word lost": 40,
    "each class another": 150,
}  # fmt: skip


@pytest.mark.parametrize("case", EDGES["case"], ids=lambda case: f"{case['scheme']}: {case['name']}")
def test_case(case: dict[str, Any]) -> None:
    assert not differences(of_case("edges", case, case)), case["source"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_terms_and_divisions_are_what_the_sources_say(scheme: str) -> None:
    assert wrong(scheme, BOOK) == []
    assert {one["id"] for one in EDGES["line"] if one["scheme"] == scheme} == {
        table["id"] for kind in ("regime", "gap") for table in shipped(scheme).get(kind, ())
    }


def test_every_term_is_typed() -> None:
    typed = {(one["regime"], one["form"]) for one in EDGES["term"]}
    assert typed == {
        (regime.id, form) for regime in BOOK.regimes() if regime.terms is not None for form in regime.terms.terms
    }
    assert all(one["source"] for kind in EDGES.values() for one in kind)


@pytest.mark.parametrize("one", [one for one in EDGES["term"] if "20-2026" not in one["regime"]], ids=str)
def test_a_term_ends_with_its_last_tax_year(one: dict[str, Any]) -> None:
    """PP 23/2018, PP 55/2022 Pasal 59 and 69: so many tax years, from that of registration or the first that counts."""
    (line,) = (line for line in EDGES["line"] if line["id"] == one["regime"])
    # In 2026 it is open which regulation holds.
    last_day = min(line["until"], date(2025, 12, 31))
    for registered in range(2012, last_day.year + 1):
        last = max(registered, one["counted_from"]) + one["years"] - 1
        for year in range(max(line["since"].year, registered), last_day.year + 1):
            on = min(max(date(year, 12, 1), line["since"]), last_day)
            facts = pk.Facts(sales=1, legal_form=pk.LegalForm(one["form"]), tax_registered=registered)
            verdict = pk.classify(facts, scheme="final-tax", on=on)
            assert verdict.unwrap().id == ("eligible" if on.year <= last else "not-eligible"), (registered, on)


# Changed places that no facts can show, because an earlier row has decided by then, or two rows never meet.
SAME = {
    # Between 1 and 15 miliar the first row has said medium, whatever the number of workers.
    "permenperin-14-2019: regime.0.row.1.when.all.1.below = 1000000001",
    "permenperin-14-2019: regime.0.row.1.when.all.1.upto = 1000000000",
    "permenperin-14-2019: regime.0.row.2.when.all.1.from = 999999999",
    "permenperin-14-2019: regime.0.row.2.when.all.1.from = 1000000001",
    "permenperin-14-2019: regime.0.row.2.when.all.1.above = 1000000000",
    "permenperin-14-2019: regime.0.row.3.when.all.0.from = 19",
    "permenperin-14-2019: regime.0.row.3.when.all.1.upto = 14999999999",
    "permenperin-14-2019: regime.0.row.3.when.all.1.below = 15000000000",
    # Who was registered on 21 April 2026 is in dispute by the row before, or over the bound anyway.
    "final-tax: regime.2.row.4.when.any.2.all.1.not.before = 2026-04-21",
    # An enterprise has one tier.
    "authority: regime.0 without unique",
}


def test_every_scheme_has_its_cases() -> None:
    assert set(FILES) == set(SCHEMES)
    assert set(GROUPS) == set(LEAST)
    for name, make in GROUPS.items():
        assert sum(1 for scheme in SCHEMES for _ in make(scheme)) >= LEAST[name], name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_shipped_law_survives(scheme: str) -> None:
    law = book_of(scheme, shipped(scheme))
    assert law is not None
    assert not killed(scheme, law)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_data_mutant_is_killed(group: str, scheme: str) -> None:
    survivors = {
        f"{scheme}: {what}" for what, content in GROUPS[group](scheme) if not killed(scheme, book_of(scheme, content))
    }
    assert survivors <= SAME


def test_what_is_said_to_be_the_same_is() -> None:
    made = {
        f"{scheme}: {what}": (scheme, content)
        for scheme in {what.partition(": ")[0] for what in SAME}
        for make in GROUPS.values()
        for what, content in make(scheme)
    }
    for what in SAME:
        scheme, content = made[what]
        assert not killed(scheme, book_of(scheme, content)), what
