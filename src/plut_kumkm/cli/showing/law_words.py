"""The law in words: numbers with their units, conditions as sentences, and the names by which it is asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import fields, messages
from plut_kumkm.base.money import format_rupiah
from plut_kumkm.base.periods import Span, format_date
from plut_kumkm.base.show import number
from plut_kumkm.law.conditions import Age, Amount, Before, Group, Term, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.conditions import Condition
    from plut_kumkm.law.regimes import Regime, Value

# Words of law that stand for a scheme's own classes, beside those of the field catalogue.
_CLASSES = {"tier": "tier", "parent_tier": "tier"}
_NEAR = 5  # names that are offered for one that is not known
_NO_TITLES: Mapping[str, str] = {}


def text(code: str, lang: Lang, **params: Any) -> str:
    """Return a text of the command."""
    return messages.render(f"cli.law.{code}", params, lang)


def amount(value: Any, unit: str, lang: Lang) -> str:
    """Return a number of law with its unit.

    >>> amount(2_000_000_000, "IDR/tahun", "id"), amount(Fraction(1, 2), "persen", "id"), amount(19, "orang", "en")
    ('Rp2.000.000.000/tahun', '0,5 %', '19 persons')
    """
    if isinstance(value, date):
        return format_date(value, lang)
    money, _, per = unit.partition("/")
    if money == "IDR" and isinstance(value, int):
        return f"{format_rupiah(value)}/{_unit(per, lang)}" if per else format_rupiah(value)
    if isinstance(value, Fraction):
        exact = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
        written = exact if lang == "en" else exact.replace(".", ",")
    else:
        written = number(value, lang)
    return f"{written} {_unit(unit, lang)}".strip()


def _unit(name: str, lang: Lang) -> str:
    code = f"cli.law.unit.{name.replace(' ', '_')}"
    return messages.render(code, {}, lang) if code in messages.catalogue() else name


def signed(value: Value, lang: Lang) -> str:
    """Return the number of a value with the sign that says on which side of it the class lies."""
    return f"{value.sign} {amount(value.value, value.unit, lang)}".strip()


def words(fact: str, values: tuple[str, ...], lang: Lang) -> str:
    """Return the words that a fact may be, divisions of business as ranges.

    >>> words("tier", ("micro", "small"), "en"), words("kbli", ("10", "11", "12", "33"), "id")
    ('Micro Enterprise or Small Enterprise', '10–12 atau 33')
    """
    if fact == "kbli":
        named = _ranges(values)
    elif fact in _CLASSES:
        from plut_kumkm.enterprise.tiers import Tier

        named = [Tier(value).label(lang) for value in values]
    else:
        named = [fields.word(fact, value, lang) for value in values]
    return _joined(named, "or", lang)


def _ranges(codes: tuple[str, ...]) -> list[str]:
    runs = [
        [code for _, code in run]
        for _, run in groupby(enumerate(sorted(codes)), key=lambda one: int(one[1]) - one[0])
    ]  # fmt: skip
    return [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def _joined(parts: list[str], how: str, lang: Lang) -> str:
    """Return parts as a list in words: ``a, b or c``."""
    last = f" {text(f'when.{how}', lang)} "
    return last.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def said(condition: Condition, lang: Lang) -> str:
    """Return a condition as a sentence without its end; a group within a group stands in brackets."""
    match condition:
        case Amount():
            params = {"sign": condition.sign, "number": amount(condition.value, condition.unit, lang)}
            return text("when.amount", lang, label=_label(condition.fact, lang), **params)
        case Words():
            listed = words(condition.fact, condition.values, lang)
            return text("when.words", lang, label=_label(condition.fact, lang), words=listed)
        case Before():
            return text("when.before", lang, label=_label(condition.fact, lang), day=condition.day)
        case Age():
            return text("when.age", lang, label=_label(condition.fact, lang), months=condition.months)
        case Group(kind="not"):
            return text("when.not", lang, inner=said(condition.parts[0], lang))
        case Group():
            parts = [_within(part, lang) for part in condition.parts]
            return f" {text('when.and' if condition.kind == 'all' else 'when.or', lang)} ".join(parts)
        case _:
            return text("when.over", lang)


def _within(part: Condition, lang: Lang) -> str:
    inner = said(part, lang)
    return f"({inner})" if isinstance(part, Group) and part.kind != "not" else inner


def _label(fact: str, lang: Lang) -> str:
    """Return the name of a fact; the class of another scheme, and the part of a code that counts, are no fields."""
    if fact in ("tier", "kbli"):
        return text(f"fact.{fact}", lang)
    return fields.label(fact, lang)


def lasting(term: Term, lang: Lang) -> str:
    """Return for how long a right lasts, and from which year it counts at the earliest."""
    if term.years is None:
        return text("term.unlimited", lang)
    if term.counted_from is None:
        return text("term.years", lang, years=term.years)
    return text("term.counted", lang, years=term.years, counted=term.counted_from)


def spelt(got: str, known: Iterable[str]) -> str | None:
    """Return the known name that is meant, whatever its capitals, or ``None``.

    >>> spelt("KUR", ["tier", "kur"]), spelt("kurr", ["tier", "kur"])
    ('kur', None)
    """
    names = {name.casefold(): name for name in known}
    return names.get(got.strip().casefold())


def near(got: str, known: Iterable[str], titles: Mapping[str, str] = _NO_TITLES) -> tuple[str, ...]:
    """Return the known names nearest to one that is not: named so in their title, containing it, or spelt alike.

    >>> near("kurr", ["tier", "kur", "kur-migrant"]), near("micro/sales", ["a/micro/sales", "b/micro/capital"])
    (('kur', 'kur-migrant'), ('a/micro/sales', 'b/micro/capital'))
    >>> near("KUK", ["kur", "kuk-9-2020/members", "cooperative"], {"cooperative": "Klasifikasi usaha koperasi (KUK)"})
    ('cooperative', 'kur', 'kuk-9-2020/members')
    """
    from difflib import get_close_matches

    word = got.strip().casefold()
    # A number is meant where its place is named: otherwise the schemes and regimes go first, of which there are few.
    names = sorted(dict.fromkeys(known), key=lambda name: "/" in name and "/" not in word)
    cases = {name.casefold(): name for name in names}
    alike = [cases[name] for name in get_close_matches(word, cases, n=_NEAR, cutoff=0.5)]
    titled = [name for name in names if word and word in titles.get(name, "").casefold()]
    inside = [name for name in names if word and word in name.casefold()]
    whole = [name for name in (*titled, *inside, *alike) if "/" in word or "/" not in name]
    found = dict.fromkeys((*whole, *titled, *inside, *alike))
    # There is always something to go on with.
    return tuple(found or get_close_matches(word, names, n=1, cutoff=0))[:_NEAR]


def in_force(values: Iterable[Value], on: date | None) -> list[Value]:
    """Return the values that hold on a day; all of them where none is given."""
    return [value for value in values if on is None or on in value.span]


def spans_of(regimes: Iterable[Regime], id_: str) -> list[Span]:
    """Return when a regime is in force: what a change of a number has split is one span to whoever asks for it."""
    spans: list[Span] = []
    for span in (regime.span for regime in regimes if regime.id == id_):
        if spans and spans[-1].touches(span):
            spans[-1] = Span(spans[-1].since, span.until)
        else:
            spans.append(span)
    return spans
