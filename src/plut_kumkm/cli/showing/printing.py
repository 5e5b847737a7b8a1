"""What the commands print: the counts, what was read and how, what was found, and where the files are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import zip_longest
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import fields, messages
from plut_kumkm.base.findings import SEVERITIES, Lang, ValidationError
from plut_kumkm.base.periods import MONTHS
from plut_kumkm.base.show import number, text_table
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.regimes import Regime
from plut_kumkm.registry.results.counting import CLASSES, UNDATED

if TYPE_CHECKING:
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.regimes import Scheme
    from plut_kumkm.registry.classifying import Classification
    from plut_kumkm.registry.evaluating import Evaluation
    from plut_kumkm.registry.inspecting import Inspection
    from plut_kumkm.registry.reading import Registry
    from plut_kumkm.tables import Column

_MOST = 10  # columns or findings named on the screen; the files have them all
_KINDS = ("blank", "section", "total", "continuation", "header", "note", "numbering", "other_year")
_NUMBER = re.compile(r"[\d.,]*|–")
_TIERS = {tier.value: tier for tier in Tier}


_LEAST = 9  # signs of a column that is broken into lines


@frozen
class Grid:
    """A table on the screen: title, header, rows of text; its first ``whole`` columns are broken last."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: int = 1


Part = str | Grid


def tell(code: str, lang: Lang, /, **params: Any) -> None:
    """Print a message beside the output; where nobody can hear it, that is no reason to stop the work."""
    with suppress(BrokenPipeError):
        print(messages.render(code, params, lang), file=sys.stderr, flush=True)


def complain(error: ValidationError, lang: Lang) -> None:
    """Print what is wrong with an input; of a file of law also where, since that is no row of a table."""
    for found in error.findings:
        if found.path and found.code.startswith("law."):
            with suppress(BrokenPipeError):
                print(f"{found.where}: {found.message(lang)}", file=sys.stderr, flush=True)
        else:
            tell(found.code, lang, **found.params)


def show(done: Evaluation, registry: Registry, law: LawBook, lang: Lang) -> None:
    """Print what came of an evaluation: with rich on a terminal, otherwise as plain text."""
    put(_Page(done, registry, law, lang).parts())


def show_check(done: Inspection, registry: Registry, lang: Lang) -> None:
    """Print what came of checking a file, in the same way."""
    put(_CheckPage(done, registry, lang).parts())


def show_classes(done: Classification, registry: Registry, scheme: Scheme, lang: Lang) -> None:
    """Print what came of a classification, in the same way."""
    put(_ClassPage(done, registry, scheme, lang).parts())


def put(page: Iterable[Part]) -> None:
    """Print a page: with rich on a terminal, otherwise as plain text, which is cut to no width where nobody looks."""
    parts = [_clean(part) for part in page]
    watched = sys.stdout.isatty()
    if not (watched and _rich(parts)):
        width = get_terminal_size().columns if watched else None
        print("\n\n".join(part if isinstance(part, str) else _plain(part, width) for part in parts))


def _plain(grid: Grid, width: int | None) -> str:
    rows: Sequence[Sequence[str]] = grid.rows
    if width is not None:
        widths = _widths(grid, width - 2 * (len(grid.header) - 1))
        rows = [line for row in rows for line in zip_longest(*_broken(row, widths), fillvalue="")]
    return f"{grid.title}\n{text_table(grid.header, rows)}".lstrip("\n")


def _widths(grid: Grid, room: int) -> list[int]:
    """Return how wide each column may be, so that all of them fit into ``room`` signs where that can be."""
    widest = [max(map(len, column)) for column in zip(grid.header, *grid.rows, strict=True)]
    others = widest[grid.whole :]
    first = max(room - sum(widest[1 : grid.whole]) - _LEAST * len(others), _LEAST)
    found = [min(widest[0], first), *widest[1 : grid.whole]]
    spare = room - sum(found)
    # The narrow ones first: what they leave is for the wide ones.
    limits = [0] * len(others)
    for count, place in enumerate(sorted(range(len(others)), key=others.__getitem__)):
        limits[place] = min(others[place], max(spare // (len(others) - count), _LEAST))
        spare -= limits[place]
    return [*found, *limits]


def _broken(row: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    """Return the cells of a row, each in lines no longer than the width of its column."""
    return [wrap(cell, limit) or [""] for cell, limit in zip(row, widths, strict=True)]


def _rich(parts: Sequence[Part]) -> bool:
    """Print with rich, and return whether it is there."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ModuleNotFoundError:
        return False
    console = Console(highlight=False)
    for part in parts:
        if isinstance(part, str):
            # As Text, because a header of a file may hold what rich takes for its own marks.
            console.print(Text(part), end="\n\n")
            continue
        if part.title:
            console.print(Text(part.title))
        table = Table()
        for place, head in enumerate(part.header):
            right = bool(place) and all(_NUMBER.fullmatch(row[place]) for row in part.rows)
            table.add_column(Text(head), justify="right" if right else "left", overflow="fold")
        # Of each column its two margins and a line are no text, and the table has a line more.
        widths = _widths(part, console.width - 3 * len(part.header) - 1)
        for row in part.rows:
            table.add_row(*(Text("\n".join(lines)) for lines in _broken(row, widths)))
        console.print(table)
        console.print()
    return True


def _clean(part: Part) -> Part:
    """Return a part without signs that would steer the terminal; they come from cells and headers of the file."""
    if isinstance(part, str):
        return _visible(part)
    rows = tuple(tuple(map(_visible, row)) for row in part.rows)
    return Grid(_visible(part.title), tuple(map(_visible, part.header)), rows, part.whole)


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


class _CheckPage:
    """The parts of the page that tell of a file and what was found in it, in order."""

    rows = "cli.rows_checked"
    of_rows = "rows_checked"

    def __init__(self, done: Evaluation | Inspection | Classification, registry: Registry, lang: Lang) -> None:
        self.done = done
        self.counts = done.summary
        self.registry = registry
        self.lang: Lang = lang

    def text(self, code: str, **params: Any) -> str:
        return messages.render(code, params, self.lang)

    def parts(self) -> Iterator[Part]:
        if self.counts["synthetic"]:
            yield self.text("cli.synthetic")
        yield from self.answers()
        yield self._rows()
        yield self._columns()
        yield from self._unused()
        if self.counts["findings_by_code"]:
            yield self._findings()
        if self.done.files:
            yield "\n".join((self.text("cli.written"), *(f"- {path}" for path in self.done.files)))
        else:
            yield self.text("cli.not_written")

    def answers(self) -> Iterator[Part]:
        on = date.fromisoformat(self.counts["on"])
        yield self.text("cli.check_heading", source=self.counts["source"], day=on)

    def _rows(self) -> str:
        skipped = self.counts["rows_skipped"]
        read, used = self.counts["rows_read"], self.counts[self.of_rows]
        said = self.text(self.rows, read=read, evaluated=used, skipped=sum(skipped.values()))
        reasons = [
            f"- {self.text(f'cli.skipped.{kind}') if kind in _KINDS else kind}: {number(count, self.lang)}"
            for kind, count in skipped.items()
        ]
        return "\n".join((said, *reasons))

    def _counts(self, title: str, first: str, named: Sequence[tuple[str, int]], total: int) -> Grid:
        """Return counts of enterprises with their shares of all."""
        counted = [*named, (self.text("cli.all"), total)]
        rows = [(label, number(count, self.lang), self._share(count, total)) for label, count in counted]
        return Grid(title, (first, self.text("cli.enterprises"), "%"), tuple(rows))

    def _needed(self) -> Iterator[str]:
        """Yield which facts the lines lack that are not known, the one that most of them lack first."""
        needed = sorted(self.counts["needed"].items(), key=lambda pair: (-pair[1], pair[0]))
        if needed:
            named = (f"- {fields.label(name, self.lang)}: {number(count, self.lang)}" for name, count in needed[:_MOST])
            yield "\n".join((self.text("cli.needed"), *named))

    def _layers(self) -> str:
        """Return over what the law of the user was laid, where he has one."""
        layers = self.counts["receipt"]["layers"]
        return f" {self.text('cli.law.layers', names=', '.join(layers))}" if layers else ""

    def _share(self, count: int, total: int) -> str:
        if not total:
            return "–"
        tenths = (count * 2000 + total) // (total * 2)
        return f"{tenths // 10}{'.' if self.lang == 'en' else ','}{tenths % 10}"

    def _columns(self) -> Grid:
        rows = [
            (
                column.header,
                self._read_as(column),
                f"× {number(column.unit, self.lang)}" if column.unit != 1 else "",
                self.text("cli.proxy") if column.status == "proxy" else "",
            )
            for column in self.registry.columns.mapped
        ]
        header = tuple(self.text(f"cli.{name}") for name in ("column", "read_as", "unit", "remark"))
        return Grid(self.text("cli.columns"), header, tuple(rows))

    def _read_as(self, column: Column) -> str:
        """Return the field of a column, and of which month and year its figures are."""
        month = "" if column.month is None else f" {MONTHS[self.lang][column.month - 1]}"
        year = "" if column.year is None else f" {column.year}"
        return f"{fields.label(str(column.field), self.lang)}{month}{year}"

    def _unused(self) -> Iterator[str]:
        columns = self.registry.columns.unmapped
        if suspected := [column for column in columns if column.status == "suspected"]:
            named = [(column.header, fields.label(str(column.field), self.lang)) for column in suspected[:_MOST]]
            lines = [self.text("cli.suspected"), *(f"- {header} → {label}" for header, label in named)]
            if len(named) < len(suspected):
                lines.append(self.text("cli.more_suspected", count=len(suspected) - len(named)))
            yield "\n".join(lines)
        if others := [column.header for column in columns if column.status != "suspected"]:
            names = [header for header in others if header][:_MOST]
            shown = (*names, "…") if len(names) < len(others) else tuple(names)
            yield self.text("cli.unused", count=len(others), names=shown)

    def _findings(self) -> str:
        counts, examples = self.counts["findings_by_code"], {found.code: found for found in self.done.findings}
        order = sorted(counts, key=lambda code: (SEVERITIES.index(examples[code].severity), -counts[code], code))
        lines = [self.text("cli.findings", count=sum(counts.values()))]
        for code in order[:_MOST]:
            found = examples[code]
            place = "" if found.row is None else self.text("cli.place", row=found.row)
            severity = self.text(f"cli.severity.{found.severity}")
            times = number(counts[code], self.lang)
            lines.append(f"- {code} ({severity}, {times}×): {place}{found.message(self.lang)}")
        if len(order) > _MOST:
            lines.append(self.text("cli.more_findings", count=len(order) - _MOST))
        return "\n".join(lines)


class _Page(_CheckPage):
    """The same for an evaluation, with the sizes before them."""

    rows = "cli.rows"
    of_rows = "rows_evaluated"

    def __init__(self, done: Evaluation, registry: Registry, law: LawBook, lang: Lang) -> None:
        super().__init__(done, registry, lang)
        self.law = law

    def answers(self) -> Iterator[Part]:
        yield self._heading()
        yield self._tiers()
        if self.counts["cooperatives"]["count"]:
            yield self._cooperatives()
        if len(self.counts["tiers_by_year"]) > 1:
            yield self._by_year()
        yield from self._needed()
        if self.counts["subsectors"]:
            yield self._subsectors()

    def _heading(self) -> str:
        receipt = self.counts["receipt"]
        return (
            self.text(
                "cli.heading",
                source=self.counts["source"],
                day=date.fromisoformat(self.counts["on"]),
                purpose=self.text(f"purpose.{receipt['purpose']}"),
                reading=self.text(f"reading.{receipt['reading']}"),
                scheme=self._scheme(),
            )
            + self._layers()
        )

    def _scheme(self) -> str:
        stretch = self.law.at("tier", date.fromisoformat(self.counts["on"]))
        if stretch is None:
            return self.text("law.none_held")
        cite = stretch.provision.cite
        return cite.instrument.label() if isinstance(stretch, Regime) else cite.label(self.lang)

    def _label(self, name: str) -> str:
        return _TIERS[name].label(self.lang) if name in _TIERS else self.text(f"status.{name}")

    def _tiers(self) -> Grid:
        counts = self.counts["tiers"]
        named = [(self._label(name), counts[name]) for name in CLASSES]
        return self._counts(self.text("cli.tiers"), self.text("cli.tier"), named, self.counts["enterprises"])

    def _cooperatives(self) -> str:
        apart = self.counts["cooperatives"]
        named = [f"{self._label(name)} {number(count, self.lang)}" for name, count in apart["tiers"].items() if count]
        return self.text("cli.cooperatives", count=apart["count"], tiers=named)

    def _subsectors(self) -> Grid:
        """Return the subsectors that there are, then why others have none."""
        from plut_kumkm.ekraf.lists import subsectors

        asked = self.counts["subsectors"]
        found = subsectors(version=asked["version"])
        named = [(one.label(self.lang), asked["counts"][one.slug]) for one in found]
        named += [(self.text(f"ekraf.outcome_{name}"), count) for name, count in asked["outcomes"].items()]
        title = self.text("cli.subsectors", list=found)
        counted = [(label, count) for label, count in named if count]
        return self._counts(title, self.text("cli.subsector"), counted, self.counts["enterprises"])

    def _by_year(self) -> Grid:
        years = self.counts["tiers_by_year"]
        header = (self.text("cli.tier"), *(self.text("cli.undated") if year == UNDATED else year for year in years))
        rows = [
            (self._label(name), *(number(counts[name], self.lang) for counts in years.values())) for name in CLASSES
        ]
        return Grid(self.text("cli.by_year"), header, tuple(rows))


class _ClassPage(_CheckPage):
    """The same for a classification, with the classes before them."""

    rows = "cli.rows_classified"
    of_rows = "rows_classified"

    def __init__(self, done: Classification, registry: Registry, scheme: Scheme, lang: Lang) -> None:
        super().__init__(done, registry, lang)
        self.scheme = scheme

    def answers(self) -> Iterator[Part]:
        counts = self.counts
        yield (
            self.text(
                "cli.class_heading",
                source=counts["source"],
                day=date.fromisoformat(counts["on"]),
                scheme=self.scheme.title[self.lang],
                id=counts["regime"] or counts["scheme"],
            )
            + self._layers()
        )
        title, first = self.text("cli.classes"), self.text("cli.class")
        yield self._counts(title, first, list(self._named(counts)), counts["enterprises"])
        years = counts["by_year"]
        if len(years) > 1:
            header = (first, *(self.text("cli.undated") if year == UNDATED else year for year in years))
            columns = [list(self._named(one)) for one in years.values()]
            rows = [
                (line[0][0], *(number(count, self.lang) for _, count in line)) for line in zip(*columns, strict=True)
            ]
            yield Grid(self.text("cli.classes_by_year"), header, tuple(rows))
        yield from self._needed()

    def _named(self, counts: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
        for name, count in counts["classes"].items():
            yield self.scheme.labels[name][self.lang], count
        for name, count in counts["statuses"].items():
            if name != "known":
                yield self.text(f"status.{name}"), count
