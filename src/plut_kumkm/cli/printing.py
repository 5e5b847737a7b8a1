"""What the commands print: the counts, what was read and how, what was found, and where the files are."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import fields, messages
from plut_kumkm.base.findings import SEVERITIES, Lang
from plut_kumkm.base.show import number, text_table
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.regimes import Regime
from plut_kumkm.registry.counting import CLASSES, UNDATED

if TYPE_CHECKING:
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.registry.evaluating import Evaluation
    from plut_kumkm.registry.inspecting import Inspection
    from plut_kumkm.registry.reading import Registry

_MOST = 10  # columns or findings named on the screen; the files have them all
_KINDS = ("blank", "section", "total", "continuation", "header", "note", "numbering", "other_year")
_TIERS = {tier.value: tier for tier in Tier}


@frozen
class Grid:
    """A table on the screen: title, header, rows of text."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = str | Grid


def tell(code: str, lang: Lang, **params: Any) -> None:
    """Print a message beside the output; where nobody can hear it, that is no reason to stop the work."""
    with suppress(BrokenPipeError):
        print(messages.render(code, params, lang), file=sys.stderr, flush=True)


def show(done: Evaluation, registry: Registry, law: LawBook, lang: Lang) -> None:
    """Print what came of an evaluation: with rich on a terminal, otherwise as plain text."""
    _print(_Page(done, registry, law, lang).parts())


def show_check(done: Inspection, registry: Registry, lang: Lang) -> None:
    """Print what came of checking a file, in the same way."""
    _print(_CheckPage(done, registry, lang).parts())


def _print(page: Iterator[Part]) -> None:
    parts = [_clean(part) for part in page]
    if not (sys.stdout.isatty() and _rich(parts)):
        print("\n\n".join(part if isinstance(part, str) else _plain(part) for part in parts))


def _plain(grid: Grid) -> str:
    return f"{grid.title}\n{text_table(grid.header, grid.rows)}"


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
        table = Table(title=Text(part.title), title_justify="left")
        for place, head in enumerate(part.header):
            table.add_column(Text(head), justify="right" if place and part.rows[0][place][:1].isdigit() else "left")
        for row in part.rows:
            table.add_row(*map(Text, row))
        console.print(table)
    return True


def _clean(part: Part) -> Part:
    """Return a part without signs that would steer the terminal; they come from cells and headers of the file."""
    if isinstance(part, str):
        return _visible(part)
    rows = tuple(tuple(map(_visible, row)) for row in part.rows)
    return Grid(_visible(part.title), tuple(map(_visible, part.header)), rows)


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


class _CheckPage:
    """The parts of the page that tell of a file and what was found in it, in order."""

    rows = "cli.rows_checked"
    of_rows = "rows_checked"

    def __init__(self, done: Evaluation | Inspection, registry: Registry, lang: Lang) -> None:
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

    def _columns(self) -> Grid:
        rows = [
            (
                column.header,
                fields.label(str(column.field), self.lang) + (f" {column.year}" if column.year is not None else ""),
                f"× {number(column.unit, self.lang)}" if column.unit != 1 else "",
                self.text("cli.proxy") if column.status == "proxy" else "",
            )
            for column in self.registry.columns.mapped
        ]
        header = tuple(self.text(f"cli.{name}") for name in ("column", "read_as", "unit", "remark"))
        return Grid(self.text("cli.columns"), header, tuple(rows))

    def _unused(self) -> Iterator[str]:
        columns = self.registry.columns.unmapped
        if suspected := [column for column in columns if column.status == "suspected"]:
            named = [(column.header, fields.label(str(column.field), self.lang)) for column in suspected[:_MOST]]
            yield "\n".join((self.text("cli.suspected"), *(f"- {header} → {label}" for header, label in named)))
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
        if len(self.counts["tiers_by_year"]) > 1:
            yield self._by_year()

    def _heading(self) -> str:
        receipt = self.counts["receipt"]
        return self.text(
            "cli.heading",
            source=self.counts["source"],
            day=date.fromisoformat(self.counts["on"]),
            purpose=self.text(f"purpose.{receipt['purpose']}"),
            reading=self.text(f"reading.{receipt['reading']}"),
            scheme=self._scheme(),
        )

    def _scheme(self) -> str:
        stretch = self.law.at("tier", date.fromisoformat(self.counts["on"]))
        if stretch is None:
            return self.text("tier.no_law")
        cite = stretch.provision.cite
        return cite.instrument.label() if isinstance(stretch, Regime) else cite.label(self.lang)

    def _label(self, name: str) -> str:
        return _TIERS[name].label(self.lang) if name in _TIERS else self.text(f"status.{name}")

    def _tiers(self) -> Grid:
        counts = self.counts["tiers"]
        total = self.counts["enterprises"]
        named = [*((self._label(name), counts[name]) for name in CLASSES), (self.text("cli.all"), total)]
        rows = [(label, number(count, self.lang), self._share(count, total)) for label, count in named]
        return Grid(self.text("cli.tiers"), (self.text("cli.tier"), self.text("cli.enterprises"), "%"), tuple(rows))

    def _share(self, count: int, total: int) -> str:
        if not total:
            return "–"
        tenths = (count * 2000 + total) // (total * 2)
        return f"{tenths // 10}{'.' if self.lang == 'en' else ','}{tenths % 10}"

    def _by_year(self) -> Grid:
        years = self.counts["tiers_by_year"]
        header = (self.text("cli.tier"), *(self.text("cli.undated") if year == UNDATED else year for year in years))
        rows = [
            (self._label(name), *(number(counts[name], self.lang) for counts in years.values())) for name in CLASSES
        ]
        return Grid(self.text("cli.by_year"), header, tuple(rows))
