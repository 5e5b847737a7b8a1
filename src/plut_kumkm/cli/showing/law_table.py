"""``plut-kumkm law``: the book of law as a table, or the history of one number, regime or scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import fields, messages
from plut_kumkm.base.findings import Lang
from plut_kumkm.base.periods import Span
from plut_kumkm.cli.asked import law_of
from plut_kumkm.cli.showing.law_words import (
    amount,
    in_force,
    lasting,
    near,
    said,
    signed,
    spans_of,
    spelt,
    text,
    words,
)
from plut_kumkm.cli.showing.printing import Grid, Part, put, tell
from plut_kumkm.cli.status import DONE, UNUSABLE
from plut_kumkm.law.layering import first_day
from plut_kumkm.law.regimes import ANY, Dispute, Gap, Regime, Value, regimes_in
from plut_kumkm.law.wording import regime_name

if TYPE_CHECKING:
    from plut_kumkm.cli.parsing.options import LawOptions
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.instruments import Provision
    from plut_kumkm.law.regimes import Choice, Criterion, Row, Stretch
    from plut_kumkm.law.wording import Text

# What is said of every value beside its key and number.
_SAID = ("span", "phrase", "cite", "grade", "origin", "checked")


def show_law(options: LawOptions) -> int:
    """Return the status of the command: 0, or 2 when there is no such key or the user's law cannot be used."""
    lang = options.lang
    law = law_of(options.law)
    page = _Book(law, options.on, lang)
    scheme = None if options.scheme is None else spelt(options.scheme, law.schemes())
    if options.scheme is not None and scheme is None:
        tell("cli.unknown_scheme", lang, got=options.scheme, near=near(options.scheme, law.schemes(), page.titles))
        return UNUSABLE
    if options.key is None:
        put(page.overview(scheme))
        return DONE
    known = [*law.schemes(), *page.keys, *page.gaps]
    key = spelt(options.key, known)
    if key is None:
        tell("cli.law.unknown_key", lang, got=options.key, near=near(options.key, known, page.titles))
        return UNUSABLE
    put(page.entry(key))
    return DONE


class _Book:
    """The parts of the page; with ``on`` of what is in force on that day alone."""

    def __init__(self, law: LawBook, on: date | None, lang: Lang) -> None:
        self.law = law
        self.on = on
        self.lang: Lang = lang
        self.values: dict[str, list[Value]] = {}
        for value in law.values():
            self.values.setdefault(value.key, []).append(value)
        self.lines: Mapping[str, tuple[Stretch, ...]] = {
            of: law.stretches[of] for of in law.schemes() if of in law.stretches
        }

    @property
    def keys(self) -> Iterable[str]:
        """The keys of the numbers."""
        return self.values

    @property
    def gaps(self) -> dict[str, list[Gap]]:
        """The gaps by their id."""
        found: dict[str, list[Gap]] = {}
        for line in self.lines.values():
            for stretch in line:
                if isinstance(stretch, Gap):
                    found.setdefault(stretch.id, []).append(stretch)
        return found

    @property
    def titles(self) -> dict[str, str]:
        """What the schemes are called, by their id."""
        return {of: self.law.scheme(of).title[self.lang] for of in self.lines}

    def text(self, code: str, **params: Any) -> str:
        return text(code, self.lang, **params)

    def _name(self, regime: Regime) -> Text:
        return regime_name(regime, self.law.scheme(regime.of))

    # ------------------------------------------------------------------------------------------------- the whole book

    def overview(self, name: str | None) -> Iterator[Part]:
        """Yield the book, or one scheme or regime of it, as tables."""
        yield self._heading()
        for of, line in self.lines.items():
            regimes = dict.fromkeys(regime.id for stretch in line for regime in regimes_in(stretch))
            if name is None or name == of or name in regimes:
                yield self._scheme_title(of)
                yield from self._line(line, None if name is None or name == of else name, full=False)
        yield self.text("more")

    def _heading(self) -> str:
        layers = ", ".join(self.law.layers)
        day = self.text("heading_all") if self.on is None else self.text("heading_on", day=self.on)
        return f"{day} {self.text('layers', names=layers)}" if layers else day

    def _scheme_title(self, of: str) -> str:
        title = f"{self.law.scheme(of).title[self.lang]} ({of})"
        return f"{title}\n{'=' * len(title)}"

    def _line(self, line: tuple[Stretch, ...], only: str | None, *, full: bool) -> Iterator[Part]:
        """Yield what holds of a scheme in order of time; each regime once, at its first stretch."""
        told: set[str] = set()
        count = 0
        for stretch in line:
            there = self.on is None or self.on in stretch.span
            for regime in self._held(stretch, only) if there else ():
                if regime.id not in told and only in (None, regime.id):
                    told.add(regime.id)
                    count += 1
                    yield from self._regime(regime.id, full=full, alone=only is not None)
            if there and only is None and not isinstance(stretch, Regime):
                count += 1
                yield self._gap(stretch) if isinstance(stretch, Gap) else self._dispute(stretch)
        if not count:
            yield self._nothing(line, only)

    def _held(self, stretch: Stretch, only: str | None) -> Iterable[Regime]:
        """Return the regimes that hold in a stretch; on a day that is asked about also the one that perhaps does."""
        if self.on is not None and only is None and isinstance(stretch, Dispute):
            return (*regimes_in(stretch), stretch.newer)
        return regimes_in(stretch)

    def _nothing(self, line: tuple[Stretch, ...], only: str | None) -> str:
        """Return that nothing is in force, and when what was asked for is."""
        regimes = [regime for stretch in line for regime in regimes_in(stretch) if only in (None, regime.id)]
        lines = [self.text("nothing", day=self.on)]
        for id_ in dict.fromkeys(one.id for one in regimes):
            regime = next(one for one in regimes if one.id == id_)
            lines += [self._outside(self._name(regime), span) for span in spans_of(regimes, id_)]
            start, since = regime.perhaps_from, first_day(regime)
            if start is not None and self.on is not None and start <= self.on < since:
                lines.append(self.text("perhaps", day=start, sure=since))
        return "\n".join(lines)

    def _outside(self, name: object, span: Span) -> str:
        return messages.render("scheme.outside_span", {"scheme": name, "span": span}, self.lang)

    # ----------------------------------------------------------------------------------------------------- one entry

    def entry(self, key: str) -> Iterator[Part]:
        """Return the history of one number, regime, scheme or gap, of which there must be one of that name."""
        layers = [self._heading()] if self.law.layers else []
        if key in self.lines:
            return chain(layers, self._scheme(key))
        for of, line in self.lines.items():
            if any(regime.id == key for stretch in line for regime in regimes_in(stretch)):
                return chain(layers, [self._scheme_title(of)], self._line(line, key, full=True))
        if key in self.values:
            return chain(layers, self._number(key))
        return chain(layers, map(self._gap, self.gaps[key]))

    def _scheme(self, of: str) -> Iterator[Part]:
        scheme = self.law.scheme(of)
        yield self._scheme_title(of)
        named = [f"{scheme.labels[name][self.lang]} ({name})" for name in scheme.classes]
        yield self.text("classes", names=", ".join(named))
        yield from self._line(self.lines[of], None, full=True)

    def _number(self, key: str) -> Iterator[Part]:
        id_, *parts = key.split("/")
        regime = self.law.regime(id_)
        scheme = self.law.scheme(regime.of)
        # A class and what is measured, where these are the parts; a row or a rate has no name but its own.
        named = [
            scheme.labels[part][self.lang] if part in scheme.labels else fields.label(part, self.lang) for part in parts
        ]
        title = self._name(regime).label(self.lang)
        yield "\n".join((key, f"{scheme.title[self.lang]} · {title} · {' · '.join(named)}"))
        values = in_force(self.values[key], self.on)
        if values:
            yield self._table([], values, "span", lambda value: value.span.label(self.lang))
            yield from self._seen(value.provision for value in values)
        else:
            spans = (self._outside(key, value.span) for value in self.values[key])
            yield "\n".join((self.text("nothing", day=self.on), *spans))

    # ---------------------------------------------------------------------------------------------------- one regime

    def _regime(self, id_: str, *, full: bool, alone: bool) -> Iterator[Part]:
        regime = self.law.regime(id_)
        if self.on is not None:
            held = [one for one in self.law.regimes() if one.id == id_ and self.on in one.span]
            regime = held[-1] if held else regime
        prefix = f"{id_}/"
        # Of one that may not hold yet, what it begins with.
        day = None if self.on is None else max(self.on, regime.span.since or self.on)
        values = [value for key, line in self.values.items() if key.startswith(prefix) for value in in_force(line, day)]
        title = f"{id_}: {self._name(regime).label(self.lang)}"
        if values:
            yield self._table([title], values, f"{prefix}…", lambda value: value.key.removeprefix(prefix))
        else:
            lines = [title, self._source(regime.span, regime.provision)]
            yield "\n".join(lines if full else [*lines, self.text("no_numbers", id=id_)])
        if alone and regime.perhaps_from is not None:
            yield self.text("perhaps", day=regime.perhaps_from, sure=regime.span.since)
        if full:
            yield from self._details(regime)

    def _table(self, above: list[str], values: list[Value], first: str, told: Callable[[Value], str]) -> Grid:
        """Return values as a table; what is the same of all of them stands above it.

        Args:
            above: lines that go before.
            values: one or more.
            first: what the first column is called, or the name of what stands in it.
            told: gives that column.
        """
        cells = [self._cells(value) for value in values]
        names = [name for name in _SAID if name != first]
        columns = [name for name in names if len({cell[name] for cell in cells}) > 1]
        shared = [f"{self.text(name)}: {cells[0][name]}" for name in names if name not in columns and cells[0][name]]
        header = (self.text(first) if first in _SAID else first, self.text("value"), *map(self.text, columns))
        rows = tuple(
            (told(value), signed(value, self.lang), *(cell[name] for name in columns))
            for value, cell in zip(values, cells, strict=True)
        )
        return Grid("\n".join((*above, " · ".join(shared))), header, rows, whole=2)

    def _cells(self, value: Value) -> dict[str, str]:
        source, lang = value.provision, self.lang
        return {
            "span": value.span.label(lang),
            "phrase": "" if source.cite.phrase is None else f"“{source.cite.phrase}”",
            "cite": source.cite.label(lang),
            **self._remarks(source),
        }

    def _remarks(self, source: Provision) -> dict[str, str]:
        checked = "matched" if source.jdih else "not_matched"
        return {
            "grade": source.graded(self.lang),
            "origin": messages.render(f"origin.{source.origin}", {}, self.lang),
            "checked": self.text(checked, day=source.checked),
        }

    def _source(self, span: Span, source: Provision) -> str:
        """Return what is said of a source in one line."""
        told = {"span": span.label(self.lang), "cite": source.cite.label(self.lang), **self._remarks(source)}
        return " · ".join(f"{self.text(name)}: {said_}" for name, said_ in told.items())

    def _seen(self, sources: Iterable[Provision]) -> Iterator[str]:
        if places := dict.fromkeys(source.seen for source in sources if source.seen):
            yield self._listed("seen", places)

    def _listed(self, code: str, lines: Iterable[str], **params: Any) -> str:
        return "\n".join((self.text(code, **params), *(f"- {line}" for line in lines)))

    def _details(self, regime: Regime) -> Iterator[str]:
        """Yield what a regime says beside its numbers."""
        lang = self.lang
        if regime.applies is not None:
            yield self.text("applies", condition=said(regime.applies, lang))
        if rows := list(self._rows(regime)):
            yield self._listed("unique" if regime.unique else "rows", rows)
        if beyond := [line for one in regime.criteria.values() for line in self._ends(one, regime)]:
            yield self._listed("ends", beyond)
        if len(regime.criteria) > 1:
            yield self._listed("choices", (self._choice(*key, one) for key, one in regime.choices.items()))
        if regime.terms is not None:
            label = fields.label(regime.terms.fact, lang)
            terms = [
                f"{words(regime.terms.by, (term.word,), lang)}: {lasting(term, lang)} · {self._cited(term.provision)}"
                for term in regime.terms.terms.values()
            ]
            yield self._listed("terms", terms, label=label)
        if regime.exclusions:
            lines = [
                self.text(
                    "exclusion", klass=self._class(regime, name), label=fields.label(fact, lang),
                    words=words(fact, one.values, lang), cite=self._cited(one.provision),
                )
                for (fact, name), one in regime.exclusions.items()
            ]  # fmt: skip
            yield self._listed("exclusions", lines)
        if regime.unchecked:
            yield self._listed("unchecked", (one[lang] for one in regime.unchecked))
        if regime.seen_since:
            yield messages.render("scheme.seen_since", {"day": regime.span.since}, lang)
        if regime.span_grade != "primary":
            yield self.text("span_grade", grade=regime.span_grade)
        if regime.end_unknown:
            yield messages.render("scheme.end_unknown", {"scheme": self._name(regime)}, lang)
        yield from self._seen((regime.provision, *(value.provision for value in self._of(regime))))

    def _of(self, regime: Regime) -> Iterator[Value]:
        prefix = f"{regime.id}/"
        return (value for key, line in self.values.items() if key.startswith(prefix) for value in line)

    def _class(self, regime: Regime, name: str) -> str:
        return self.law.scheme(regime.of).labels[name][self.lang]

    def _cited(self, source: Provision) -> str:
        origin = "" if source.origin == "law" else f", {messages.render(f'origin.{source.origin}', {}, self.lang)}"
        return f"{source.cite.label(self.lang)} ({source.graded(self.lang)}{origin})"

    def _rows(self, regime: Regime) -> Iterator[str]:
        for row in regime.rows:
            named = "" if row.id == row.result else f" [{row.id}]"
            yield f"{self._answer(regime, row)}{named}: {said(row.when, self.lang)} · {self._cited(row.provision)}"
        if regime.otherwise is not None:
            yield self.text("otherwise", klass=self._class(regime, regime.otherwise))

    def _answer(self, regime: Regime, row: Row) -> str:
        if row.result is not None:
            return self._class(regime, row.result)
        said_ = [
            self._class(regime, one.result) if one.label is None
            else f"{self._class(regime, one.result)} ({one.label[self.lang]})"
            for one in row.opens
        ]  # fmt: skip
        return self.text("open", answers=f" {text('when.or', self.lang)} ".join(said_))

    def _ends(self, criterion: Criterion, regime: Regime) -> Iterator[str]:
        """Yield what lies beyond the bounds of a measure, and where it is open: neither is a number of its own."""
        bands, lang = criterion.bands, self.lang
        label = fields.label(criterion.id, lang)
        if bands.floor is not None:
            sign = ">=" if bands.floor.inclusive else ">"
            yield self.text("floor", label=label, number=f"{sign} {amount(bands.floor.value, criterion.unit, lang)}")
        for place, alternatives in criterion.opens.items():
            upper = bands.uppers[place]
            number = f"{'<=' if upper.inclusive else '<'} {amount(upper.value, criterion.unit, lang)}"
            named = [
                self._class(regime, one.result) + ("" if one.label is None else f" ({one.label[lang]})")
                for one in alternatives
            ]
            yield self.text("open_band", label=label, number=number, answers=f" {text('when.or', lang)} ".join(named))
        if bands.open:
            upper = bands.uppers[-1]
            number = f"{'>' if upper.inclusive else '>='} {amount(upper.value, criterion.unit, lang)}"
            yield self.text("residual", label=label, number=number, klass=self._class(regime, bands.ids[-1]))

    def _choice(self, purpose: str, reading: str, choice: Choice) -> str:
        lang = self.lang

        def named(kind: str, name: str) -> str:
            code = f"{kind}.{name}"
            return messages.render(code, {}, lang) if code in messages.catalogue() else name

        asked = [named(kind, name) for kind, name in (("purpose", purpose), ("reading", reading)) if name != ANY]
        if choice.use == "founding":
            used = self.text(
                "use.founding", day=choice.since, new=fields.label(str(choice.new), lang),
                old=fields.label(str(choice.old), lang),
            )  # fmt: skip
        elif choice.use in ("agree", "either", "none"):
            used = self.text(f"use.{choice.use}")
        else:
            used = fields.label(choice.use, lang)
        return f"{', '.join(asked) or self.text('always')}: {used} · {self._cited(choice.provision)}"

    # ------------------------------------------------------------------------------------- what is no regime of its own

    def _gap(self, gap: Gap) -> str:
        why = messages.render(f"scheme.gap_{(gap.why or 'unsaid').replace('-', '_')}", {}, self.lang)
        lines = [f"{gap.id}: {self.text('gap')}", f"{self._source(gap.span, gap.provision)}", why]
        if gap.shows:
            lines.append(self.text("shows", names=", ".join(gap.shows)))
        return "\n".join(lines)

    def _dispute(self, stretch: Dispute) -> str:
        newer = f"{stretch.newer.provision.cite.instrument.label()} ({stretch.newer.id})"
        if stretch.older is None:
            return self.text("dispute_first", span=stretch.span, newer=newer)
        older = stretch.older.provision.cite.instrument.label()
        return self.text("dispute", span=stretch.span, newer=newer, older=older)
