"""The arguments of ``plut-kumkm plan``.

Its words are those of ``planning``, written out here so that no other command waits for that room to be imported; a
test compares them.
"""

from __future__ import annotations

import argparse
from typing import cast

from plut_kumkm.base.findings import Lang
from plut_kumkm.base.money import Mark
from plut_kumkm.cli.parsing import values
from plut_kumkm.cli.parsing.options import PlanOptions, UsageError

KINDS = ("rpjpd", "rpjmd", "rpd", "renstra", "rkpd", "renja", "renaksi", "quarterly")
DIRECTIONS = ("higher", "lower", "range", "exact")
ACCUMULATIONS = ("sum", "last", "average")
# A comma in a list of words would part them.
DECIMALS = {"comma": ",", "point": "."}
# Option → how its value is called.
OPTIONS: dict[str, str] = {
    "realisations": "FILE",
    "budget": "FILE",
    "kind": "|".join(KINDS),
    "direction": "|".join(DIRECTIONS),
    "accumulation": "|".join(ACCUMULATIONS),
    "decimal": "|".join(DECIMALS),
}
# What a table of a plan may leave unsaid.
OF_TABLE = ("kind", "direction", "accumulation")
COMMAND = (
    *("realisations", "budget", "on", *OF_TABLE, "decimal", "year", "map", "sheet", "table"),
    *("out", "strict"),
)


def of_table(found: argparse.Namespace) -> dict[str, str | None]:
    """Return what the command was told about the table of a plan.

    Raises:
        UsageError: a word is none of its list.
    """
    return {
        name: values.word(name, getattr(found, name), known)
        for name, known in zip(OF_TABLE, (KINDS, DIRECTIONS, ACCUMULATIONS), strict=True)
    }


def about_plan(found: argparse.Namespace, lang: Lang) -> PlanOptions:
    """Return what the command was asked.

    Raises:
        UsageError: it cannot be understood.
    """
    file = values.path(found.file)
    if file is None:
        raise UsageError("cli.plan_no_file")
    decimal = values.word("decimal", found.decimal, tuple(DECIMALS))
    return PlanOptions(
        lang=lang, file=file, realisations=values.path(found.realisations), budget=values.path(found.budget),
        on=values.day(found.on), **of_table(found),
        decimal=None if decimal is None else cast("Mark", DECIMALS[decimal]), year=values.year(found.year),
        mapping=dict(values.pair(text) for text in found.map or ()), sheet=found.sheet,
        table=values.number("table", found.table), out=values.path(found.out), strict=found.strict,
    )  # fmt: skip
