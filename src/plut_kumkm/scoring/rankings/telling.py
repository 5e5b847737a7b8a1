"""Telling a ranking: as a table, as the way to one place, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import asdict, has

from plut_kumkm.base import show
from plut_kumkm.scoring.rankings.places import TOLERANCE
from plut_kumkm.scoring.wording import name_of, places, render, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.scoring.rankings.rankings import Ranking
    from plut_kumkm.scoring.steps import Step

# How many alternatives and how many notes are told; all of them are in the ranking.
_SHOWN, _NOTED = 20, 10
# What is told elsewhere: by the name of the method, by a note, or by the log of an index.
_ELSEWHERE = ("form", "polarity", "normalise_weights")
# The normalisation that the formula of a method names.
_OWN = {"saw": "max", "topsis": "vector"}


def table(ranking: Ranking, lang: Lang) -> str:
    """Return the ranking as a table in plain text, with its notes below."""
    return "\n".join((headline(ranking, lang), show.text_table(*_rows(ranking, lang)), *_notes(ranking, lang)))


def html(ranking: Ranking, lang: Lang) -> str:
    """Return the ranking as an HTML table, with its notes below; everything is escaped."""
    notes = "\n".join(_notes(ranking, lang))
    head, rows = _rows(ranking, lang)
    shown = show.html_table(head, rows, headline(ranking, lang))
    return shown + (show.html_lines(notes) if notes else "")


def headline(ranking: Ranking, lang: Lang) -> str:
    """Return method, size and which scores are the good ones, in one line."""
    better = render(f"scoring.better.{ranking.better}", lang)
    return render(
        "scoring.headline", lang, method=ranking.method.label(lang), count=len(ranking.alternatives), better=better
    )


def ranking(ranking: Ranking, lang: Lang) -> str:
    """Return how the ranking came about."""
    told = [table(ranking, lang)]
    matrix = ranking.matrix
    if matrix is not None and ranking.weights is not None:
        pairs = zip(matrix.criteria, ranking.weights, strict=True)
        weights = "; ".join(f"{one.label()} {said(weight, lang)}" for one, weight in pairs)
        told.append(render("scoring.weights_used", lang, weights=weights))
    told.append(render("scoring.steps", lang, steps=", ".join(step.label(lang) for step in ranking.steps)))
    told += ranking.lines(lang)
    told.append(render("scoring.formula", lang, formula=_formula(ranking, lang)))
    told.append(ranking.method.cited(lang))
    return "\n".join(told)


def choices(ranking: Ranking, lang: Lang) -> Iterator[str]:
    """Yield the arguments that decided, as they would be passed, in one line; none where nothing was left to choose."""
    chosen = {
        name: value
        for name, value in ranking.options.items()
        if name not in _ELSEWHERE and value not in (None, ()) and value is not False
    }
    if "aspects" in chosen:
        # Each aspect has its own.
        del chosen["core_weight"]
    if ranking.ties != "min":
        chosen["ties"] = ranking.ties
    if ranking.tolerance != TOLERANCE:
        chosen["tolerance"] = ranking.tolerance
    if chosen:
        yield arguments(chosen, lang)


def arguments(chosen: Mapping[str, Any], lang: Lang) -> str:
    """Return arguments as they would be passed, in one line."""
    told = "; ".join(f"{name}={_argument(value, lang)}" for name, value in chosen.items())
    return render("scoring.choices", lang, choices=told)


def _argument(value: Any, lang: Lang) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return said(value, lang)
    if has(type(value)):
        value = asdict(value, recurse=False)
    if isinstance(value, Mapping):
        pairs = ((str(key), item) for key, item in value.items())
        return "{" + "; ".join(f"{key}: {_argument(item, lang)}" for key, item in pairs) + "}"
    if isinstance(value, tuple):
        return "(" + "; ".join(_argument(one, lang) for one in value) + ")"
    return str(value)


def _formula(ranking: Ranking, lang: Lang) -> str:
    """Return the formula with the r that was used, where that is not the method's own."""
    formula, how = ranking.method.formulas[lang], ranking.options.get("normalisation")
    if how is None or ranking.method.id == "composite-index" or _OWN.get(ranking.method.id) == how:
        return formula
    own, _, rest = formula.partition("; ")
    return f"{render(f'scoring.normalisation.{how}', lang)}; {rest if own.startswith('r = ') else formula}"


def alternative(ranking: Ranking, which: str | int, lang: Lang) -> str:
    """Return how one alternative came to its place: its values through every step, and who is next to it."""
    place = ranking.place(which)
    digits = places(ranking.scores)
    told = [
        render(
            "scoring.placed", lang,
            alternative=name_of(ranking.alternatives[place]),
            rank=said(ranking.ranks[place], lang),
            count=len(ranking.alternatives),
            score=said(ranking.scores[place], lang, digits),
            method=ranking.method.label(lang),
            better=render(f"scoring.better.{ranking.better}", lang),
        )
    ]  # fmt: skip
    told += [f"- {line}" for line in _ways(ranking, place, lang)]
    told += _neighbours(ranking, place, digits, lang)
    return "\n".join((*told, *_notes(ranking, lang)))


def _ways(ranking: Ranking, place: int, lang: Lang) -> Iterator[str]:
    """Yield a line a criterion, its value through the steps; then a line for each number the alternative got."""
    matrix = ranking.matrix
    own: tuple[str, ...] = ()
    if matrix is not None:
        own = matrix.criteria.codes
        through = [step for step in ranking.steps if step.kind == "cells" and step.names == own]
        # The weights that were used, which are not those of the criteria where they were divided, or none.
        weights = ranking.weights or (None,) * len(own)
        for number, one in enumerate(matrix.criteria.replaced(weight=weights)):
            told = [f"{one.heading(lang)}: {said(matrix.columns[number][place], lang)}"]
            told += [f"{step.label(lang)} {said(step.columns[number][place], lang)}" for step in through]
            yield " → ".join(told)
    for step in ranking.steps:
        if step.kind == "alternatives":
            yield f"{step.label(lang)}: {said(step.values[place], lang)}"
        elif step.kind == "cells" and step.names != own:
            numbers = zip(step.names, step.columns, strict=True)
            yield f"{step.label(lang)}: " + "; ".join(f"{name} {said(one[place], lang)}" for name, one in numbers)


def _neighbours(ranking: Ranking, place: int, digits: int, lang: Lang) -> Iterator[str]:
    """Yield how far the next better and the next worse alternative are away."""
    rank = ranking.ranks[place]
    same = [one for one, other in enumerate(ranking.ranks) if other == rank and one != place]
    if same:
        names = ", ".join(name_of(ranking.alternatives[one]) for one in same[:5])
        yield render("scoring.neighbour.same", lang, names=names)
    for side, ranks in (("above", [one for one in ranking.ranks if one < rank]),
                        ("below", [one for one in ranking.ranks if one > rank])):  # fmt: skip
        if ranks:
            other = ranking.ranks.index(max(ranks) if side == "above" else min(ranks))
            gap = abs(ranking.scores[other] - ranking.scores[place])
            named = name_of(ranking.alternatives[other])
            yield render(f"scoring.neighbour.{side}", lang, name=named, gap=said(gap, lang, digits))


def _rows(ranking: Ranking, lang: Lang) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    head = tuple(render(f"scoring.column.{name}", lang) for name in ("rank", "alternative", "score"))
    digits = places(ranking.scores)
    order = sorted(range(len(ranking.alternatives)), key=lambda place: ranking.ranks[place])
    rows: list[tuple[str, ...]] = [
        (
            said(ranking.ranks[place], lang),
            name_of(ranking.alternatives[place]),
            said(ranking.scores[place], lang, digits),
        )
        for place in order[:_SHOWN]
    ]
    if len(order) > _SHOWN:
        rows.append(("…", render("scoring.more", lang, count=len(order) - _SHOWN), ""))
    return head, rows


def _notes(ranking: Ranking, lang: Lang) -> list[str]:
    told = [render("scoring.note", lang, note=found.message(lang)) for found in ranking.notes[:_NOTED]]
    if len(ranking.notes) > _NOTED:
        told.append(render("scoring.note", lang, note=render("scoring.more", lang, count=len(ranking.notes) - _NOTED)))
    return told


def step_table(step: Step, alternatives: tuple[str, ...], lang: Lang) -> str:
    """Return a step as a table in plain text."""
    if step.kind == "criteria":
        return show.text_table(step.names, [[said(value, lang) for value in step.values]])
    names = step.names if step.kind == "cells" else (step.label(lang),)
    head = (render("scoring.column.alternative", lang), *names)
    rows = [
        (name_of(name), *(said(value, lang) for value in row))
        for name, row in zip(alternatives, step.rows, strict=True)
    ]
    return show.text_table(head, rows)
