"""The creative subsector of each row: by its KBLI codes, beside the one that the row names itself.

A register has millions of rows and a few thousand codes: the mapping is asked once for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.ekraf.kbli.asking import joined, subsector, subsector_unversioned
from plut_kumkm.ekraf.kbli.rows import MAPPED
from plut_kumkm.ekraf.kbli.verdicts import LIST, listed
from plut_kumkm.identifiers.kbli_type import VERSIONS, Kbli
from plut_kumkm.law.books import book_of
from plut_kumkm.registry.answering.answers import Answer
from plut_kumkm.registry.noticing.naming import Named, Names
from plut_kumkm.registry.results.counting import BESIDE

if TYPE_CHECKING:
    from plut_kumkm.ekraf.kbli.verdicts import SubsectorVerdict
    from plut_kumkm.law.books import LawBook

KNOWN = "mapped"
# Why a row has no subsector; the module ekraf.kbli.outcomes says what each means.
OUTCOMES = (
    "weak", "bare", "not_mapped", "reused", "moved", "retired", "other_version", "no_mapping", "damaged", "missing",
)  # fmt: skip

# What somebody has to look at in the row. What follows from the mapping alone is said once for the whole file.
_AT_ROW = frozenset(
    (
        *("ekraf.kbli_reused_unmapped", "ekraf.kbli_moved", "ekraf.kbli_retired", "ekraf.kbli_other_version"),
        "ekraf.main_not_first",
    )
)
_WITHOUT_VERSION, _REUSED = "ekraf.kbli_without_version", "ekraf.kbli_reused"
# Stands for the code of a row whose cell cannot be read.
_DAMAGED = "damaged"
_MANY = 100_000  # codes and names to be remembered; only free text could bring so many about
_SHOWN = 5

Codes = Sequence[Kbli | tuple[str | None, str]]


def places() -> tuple[str, ...]:
    """Return what the places of the counts stand for: the subsectors, then the outcomes.

    >>> len(places()), places()[0], places()[-1]
    (27, 'aplikasi', 'missing')
    """
    return (*listed().slugs, *OUTCOMES)


class Subsectors:
    """The subsectors of the rows of one table.

    Args:
        table: a table, or records in its shape.
        law: the book whose policy on grades holds.
        general: whether what holds for the file as a whole is found too.

    >>> from plut_kumkm.enterprise.facts import Facts
    >>> from plut_kumkm.registry.records import Records
    >>> shops = Records([Facts(kbli=(Kbli("2020", "13134"),)), Facts(kbli=(Kbli("2020", "01111"),)), Facts()])
    >>> [one.cells for one in Subsectors(shops, None, general=True).of(list(shops.rows()))]
    [',kriya,full,secondary,mapped,', ',,,,not_mapped,', ',,,,missing,']
    """

    def __init__(self, table: Any, law: LawBook | None, *, general: bool) -> None:
        self.coded = "kbli" in table.fields
        header = next((column.header for column in table.columns if column.used and column.field == "subsector"), None)
        self._names = Names(header) if "subsector" in table.fields else None
        self._about: Finding | None = None
        self._law = law
        self._general = general
        # A source of records has every field: whether codes are among them shows on the way.
        self._seen = bool(table.columns)
        self._known: dict[Any, Answer] = {}
        self._reused: dict[str, Finding] = {}
        self._weak: dict[str, None] = {}
        self._not_covered: set[str] = set()

    def of(self, rows: Sequence[Any]) -> list[Answer]:
        """Return what is said of some rows of the table."""
        codes: list[Any] = [row.values.get("kbli") for row in rows]
        for place, code in enumerate(codes):
            if code is None and any(one.path[:1] == ("kbli",) for one in rows[place].findings):
                codes[place] = _DAMAGED
        names = self._named(rows)
        keys = codes if names is None else list(zip(codes, names, strict=True))
        known = self._known
        try:
            answers = list(map(known.__getitem__, keys))
        except KeyError:
            for key, code, name in zip(keys, codes, names or [None] * len(codes), strict=True):
                if key not in known:
                    known[key] = self._answer(code, name)
            answers = list(map(known.__getitem__, keys))
        if len(known) > _MANY:
            known.clear()
        return answers

    def _named(self, rows: Sequence[Any]) -> list[str | None] | None:
        """Return the names of subsectors in some rows; ``None`` where there is no such column."""
        if self._names is None:
            return None
        names = [row.values.get("subsector") for row in rows]
        texts = [] if self._names.settled else [name for name in names if name]
        if texts and (found := self._names.settle(texts)) is not None:
            self._about, self._names = found, None
            return None
        return names

    def _answer(self, codes: Codes | str | None, name: str | None) -> Answer:
        own = Named((), None) if self._names is None or name is None else self._names.of(name)
        notes = [] if own.finding is None else [own.finding]
        if codes is None or isinstance(codes, str):
            return self._without(codes or "missing", notes)
        self._seen = True
        found = joined(tuple(self._verdict(code) for code in codes))
        main = found.main
        notes += self._worth_saying(found.verdicts)
        if (value := main.value) is None:
            return self._without(self._outcome(main), notes)
        others = tuple(one.slug for one in found.subsectors if one != value)
        if own.subsectors and not set(own.subsectors).intersection(found.subsectors):
            alternative = any(one.slug in {each.slug for each in main.alternatives} for one in own.subsectors)
            code = "registry.subsector_alternative" if alternative else "registry.subsector_differs"
            params = {"got": excerpt(str(name)), "kbli": main.asked, "subsector": value}
            notes.append(Finding(code, "info" if alternative else "warning", ("subsector",), params))
        return self._said((value.slug, main.share, main.grade, KNOWN), others, value.position - 1, notes)

    def _without(self, outcome: str, notes: Sequence[Finding]) -> Answer:
        return self._said(("", "", "", outcome), (), len(listed()) + OUTCOMES.index(outcome), notes)

    def _said(self, texts: tuple[Any, ...], others: tuple[str, ...], place: int, notes: Sequence[Finding]) -> Answer:
        if not self.coded:
            return Answer((), "", 0, tuple(notes))
        values = (*(text or None for text in texts), others)
        return Answer(values, f",{','.join(texts)},{' '.join(others)}", BESIDE * place, tuple(notes))

    def _verdict(self, code: Kbli | tuple[str | None, str]) -> SubsectorVerdict:
        if isinstance(code, tuple):
            version, number = code
            # A header may name a year that is no version, as of the amendment of 2017.
            if version not in VERSIONS:
                return subsector_unversioned(number, law=self._law)
            code = Kbli(version, number)
        return subsector(code, law=self._law)

    def _outcome(self, verdict: SubsectorVerdict) -> str:
        """Return why there is no subsector, and note what is said of it once for all rows."""
        kind = verdict.outcome
        if kind == "bare" and not _differs(verdict):
            kind = "weak"
        if kind == "weak":
            row = verdict.rows[0]
            self._weak.setdefault(f"{row.kbli.code} ({row.subsector})")
        if kind == "no_mapping" and verdict.kbli is not None:
            self._not_covered.add(verdict.kbli.version)
        return kind

    def _worth_saying(self, verdicts: Iterable[SubsectorVerdict]) -> Iterator[Finding]:
        for verdict in verdicts:
            for note in verdict.notes:
                if note.code in _AT_ROW or (note.code == _WITHOUT_VERSION and _differs(verdict)):
                    yield note
                elif note.code == _REUSED and verdict.kbli is not None:
                    self._reused.setdefault(note.params["code"], note)

    def findings(self, counted: Mapping[int, int]) -> Iterator[Finding]:
        """Yield what holds for the file as a whole; ``counted`` is how many enterprises there are, by place."""
        if self._about is not None:
            yield self._about
        if not self._general or not self._seen:
            return
        yield from self._reused.values()
        counts = _counts(counted)
        if counts["weak"]:
            told = {"count": counts["weak"], "policy": book_of(self._law).policy, "codes": tuple(self._weak)[:_SHOWN]}
            yield Finding("registry.subsectors_weak", "info", ("kbli",), told)
        if counts["no_mapping"]:
            versions = tuple(sorted(self._not_covered))
            params = {"count": counts["no_mapping"], "versions": versions, "mapped": MAPPED}
            yield Finding("registry.subsectors_no_mapping", "warning", ("kbli",), params)
        if counts["not_mapped"] or any(counts[slug] for slug in listed().slugs):
            params = {"list": listed(), "count": counts["not_mapped"]}
            yield Finding("registry.subsectors_derived", "info", ("kbli",), params)

    def summary(self, counted: Mapping[int, int]) -> dict[str, Any]:
        """Return the counts of enterprises as they stand in the summary; nothing where there are no codes.

        Args:
            counted: how many enterprises there are, by place.
        """
        if not self.coded or not self._seen:
            return {}
        counts = _counts(counted)
        return {
            "version": LIST,
            "mapping": data.toml("ekraf/kbli.toml")["checked"].isoformat(),
            "policy": book_of(self._law).policy,
            "counts": {slug: counts[slug] for slug in listed().slugs},
            "outcomes": {name: counts[name] for name in OUTCOMES},
        }


def _counts(counted: Mapping[int, int]) -> dict[str, int]:
    return {name: counted.get(place, 0) for place, name in enumerate(places())}


def _differs(verdict: SubsectorVerdict) -> bool:
    """Return whether a code without its version means different things in different versions."""
    meant = {row.subsector for row in verdict.rows}
    return verdict.outcome == "bare" and (len(verdict.rows) < len(MAPPED) or len(meant) > 1)
