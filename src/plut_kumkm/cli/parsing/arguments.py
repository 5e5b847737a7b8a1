"""The arguments of the command: read, checked, and refused in the language of the user.

argparse finds the words; what they mean is checked here, since it speaks English only.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from plut_kumkm.base import messages
from plut_kumkm.base.findings import Lang
from plut_kumkm.cli.parsing import plans, values
from plut_kumkm.cli.parsing.options import (
    FORMATS,
    UNLISTED,
    CheckOptions,
    ClassifyOptions,
    EvaluateOptions,
    Form,
    Help,
    LawOptions,
    LintOptions,
    MobilityOptions,
    Options,
    PathwayOptions,
    SubsectorOptions,
    Unlisted,
    UsageError,
    Version,
)
from plut_kumkm.enterprise.size_rules import CRITERIA, PURPOSES, READINGS, Purpose, ReadingId
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.identifiers.kbli import VERSIONS

DASHES = ("missing", "zero")
REGION_SYSTEMS = ("kemendagri", "bps")
# Option → how its value is called, none for a switch. The order is that of the help.
_OPTIONS: dict[str, str | None] = {
    "on": "DATE",
    "scheme": "SCHEME",
    "purpose": "|".join(PURPOSES),
    "reading": "|".join(READINGS),
    "basis": "|".join(CRITERIA),
    "kbli": "|".join(VERSIONS),
    "law": "TOML",
    "sheet": "NAME|NUMBER",
    "table": "NUMBER",
    "map": "HEADER=FIELD",
    "accept-proxies": None,
    "dash": "|".join(DASHES),
    "year": "YEAR",
    "sum-months": None,
    "annualise": None,
    "regions": "CSV",
    "region-system": "|".join(REGION_SYSTEMS),
    "out": "DIR",
    "strict": None,
    "show-personal": None,
    "accept-unverified": None,
    "list": None,
    "version": "YEAR",
    "key": "FIELD,FIELD",
    "indicator": "ID",
    "by": "NAME,NAME",
    "before": "YEAR",
    "after": "YEAR",
    "help-file": "FILE",
    "unlisted": "unknown|absent",
    "min-cell": "NUMBER",
    "id": "ID",
    "to": "|".join(tier.value for tier in Tier),
    "applies": "ID",
    "letter": None,
    **plans.OPTIONS,
    "format": "|".join(FORMATS),
    "select": "ID,ID",
    "ignore": "ID,ID",
    "suppress": "ID[@PLACE]=REASON",
}
# Those that may be said several times.
_SEVERAL = ("map", "indicator", "applies", "suppress")
# Those that no command on one file and its sizes has.
_OF_CODES = ("accept-unverified", "list", "version")
_OF_MOVES = (
    *("key", "indicator", "by", "before", "after", "help-file", "unlisted", "min-cell", "id", "to", "applies"),
    "letter",
)
_OF_LINT = ("format", "select", "ignore", "suppress")
_OF_OTHERS = (*_OF_CODES, *_OF_MOVES, *_OF_LINT, *plans.OPTIONS)
# What `check` asks in the same words; it asks for no size, and its results hold no id.
_CHECK_OPTIONS = (
    *("on", "kbli", "sheet", "table", "map", "accept-proxies", "dash", "year", "sum-months", "annualise"),
    *("regions", "region-system", "out", "strict"),
)
_COMMANDS: dict[str, tuple[str, ...]] = {
    "evaluate": tuple(name for name in _OPTIONS if name not in ("scheme", *_OF_OTHERS)),
    "check": _CHECK_OPTIONS,
    "classify": tuple(name for name in _OPTIONS if name not in ("purpose", "reading", "basis", *_OF_OTHERS)),
    "law": ("on", "scheme", "law"),
    "naik-kelas": (
        *("on", "key", "indicator", "by", "before", "after", "help-file", "unlisted", "min-cell", "law", "kbli"),
        *("sheet", "table"),
        *("map", "accept-proxies", "dash", "year", "sum-months", "annualise", "out", "strict"),
    ),
    "pathway": (
        *("on", "id", "to", "applies", "letter", "by", "min-cell", "law", "kbli", "sheet", "table", "map"),
        *("accept-proxies", "dash", "year", "sum-months", "annualise"),
    ),
    "plan": plans.COMMAND,
    "lint": ("on", "format", "select", "ignore", "suppress", "law", "sheet", "table", *plans.OF_TABLE),
    "subsector": ("kbli", "law", "accept-unverified", "list", "on", "version"),
}
# What an option means to a command, where that is not what it means to the others.
_MEANINGS = {
    ("check", "on"): "on_check", ("check", "out"): "out_check", ("law", "on"): "on_law",
    ("law", "scheme"): "scheme_law", ("subsector", "kbli"): "kbli_subsector", ("subsector", "on"): "on_subsector",
    ("subsector", "law"): "law_subsector", ("subsector", "version"): "version_subsector",
    ("naik-kelas", "on"): "on_moves", ("naik-kelas", "key"): "key_moves", ("naik-kelas", "year"): "year_moves",
    ("naik-kelas", "out"): "out_moves", ("pathway", "on"): "on_pathway", ("pathway", "by"): "by_pathway",
    ("naik-kelas", "file"): "file_moves", ("pathway", "file"): "file_moves",
    ("lint", "on"): "on_lint", ("lint", "file"): "file_lint",
    **{("plan", name): f"{name}_plan" for name in ("file", "on", "out", "year", "map", "sheet")},
}  # fmt: skip
# What a command is asked about, how it is called, and whether there may be several; the others are asked about a file.
_PLACES = {"law": ("key", False), "subsector": ("code", True), "naik-kelas": ("file", True)}


def spoken(arguments: Sequence[str]) -> Lang:
    """Return the language that the arguments ask for, known before they are read: it is also that of the complaints.

    >>> spoken(["evaluate", "--lang", "en"]), spoken(["--lang=en"]), spoken(["evaluate"])
    ('en', 'en', 'id')
    """
    for place, word in enumerate(arguments):
        after = arguments[place + 1 : place + 2] if word == "--lang" else [word.partition("--lang=")[2]]
        if list(after) == ["en"]:
            return "en"
    return "id"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # argparse comes here with what has no name of its own; its English is better than silence.
        raise UsageError("cli.usage", detail=message)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    usage = ""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.usage)


def _parsers(lang: Lang) -> tuple[_Parser, dict[str, _Parser]]:
    """Return the parser of the command and those of its commands."""

    def text(name: str, **params: Any) -> str:
        # argparse fills in what stands behind a per cent sign.
        return messages.render(f"cli.help.{name}", params, lang).replace("%", "%%")

    class Formatter(_Formatter):
        usage = text("usage")

    common: dict[str, Any] = {"add_help": False, "allow_abbrev": False, "exit_on_error": False}
    top = _Parser(
        prog="plut-kumkm", usage=f"plut-kumkm {'|'.join(_COMMANDS)} [FILE|KEY|CODE] [--on DATE] [--out DIR] …",
        description=text("top"), formatter_class=Formatter, **common,
    )  # fmt: skip
    options = top.add_argument_group(text("options"))
    options.add_argument("--version", action="store_true", help=text("version"))
    commands = top.add_subparsers(title=text("commands"), dest="command", metavar="COMMAND", parser_class=_Parser)
    parsers: dict[str, _Parser] = {}
    groups = [options]
    for command, names in _COMMANDS.items():
        place, several = _PLACES.get(command, ("file", False))
        # There is an option of that name too.
        named = "law_command" if command == "law" else command
        status = "status" if "strict" in names else "status_lint" if command == "lint" else "status_plain"
        usage = f"plut-kumkm {command} [{place.upper()}{' …' * several}] [{text('options').lower()}]"
        parser = commands.add_parser(
            command, usage=usage, help=text(named),
            description=text(f"{command}_long"), epilog=text(status), formatter_class=Formatter, **common,
        )  # fmt: skip
        parsers[command] = parser
        files = parser.add_argument_group(text("input"))
        files.add_argument(
            place,
            nargs="*" if several else "?",
            metavar=place.upper(),
            help=text(_MEANINGS.get((command, place), place)),
        )
        chosen = parser.add_argument_group(text("options"))
        groups.append(chosen)
        for name in names:
            metavar = _OPTIONS[name]
            said = text(_MEANINGS.get((command, name), name))
            if name == "version":
                # Not that of the library, which is asked for before a command.
                chosen.add_argument("--version", metavar=metavar, dest="list_version", help=said)
            elif metavar is None:
                chosen.add_argument(f"--{name}", action="store_true", help=said)
            else:
                action = "append" if name in _SEVERAL else "store"
                chosen.add_argument(f"--{name}", metavar=metavar, action=action, help=said)
    for group in groups:
        group.add_argument("--lang", metavar="id|en", help=text("lang"))
        group.add_argument("-h", "--help", action="store_true", help=text("help"))
    return top, parsers


def parse(arguments: Sequence[str], lang: Lang) -> Options | Help | Version:
    """Return what the arguments ask for.

    Raises:
        UsageError: they cannot be understood.

    >>> asked = parse(["evaluate", "binaan.csv", "--on", "30 Juni 2026"], "id")
    >>> asked.on, asked.strict
    (datetime.date(2026, 6, 30), False)
    """
    top, parsers = _parsers(lang)
    try:
        found, rest = top.parse_known_args(list(arguments))
    except argparse.ArgumentError as error:
        name = error.argument_name or ""
        if not name.startswith("-"):
            raise UsageError("cli.unknown_command", got=_first_word(arguments)) from None
        switches = {f"--{option}" for option, metavar in _OPTIONS.items() if metavar is None}
        switches |= {"-h/--help"} if "subsector" in arguments else {"--version", "-h/--help"}
        raise UsageError("cli.takes_no_value" if name in switches else "cli.needs_value", option=name) from None
    if found.help:
        return Help((top if found.command is None else parsers[found.command]).format_help().rstrip(), 0)
    if found.version:
        from plut_kumkm.base.version import version

        return Version(f"plut-kumkm {version()}")
    if rest:
        raise UsageError("cli.unknown_argument", got=" ".join(rest))
    if found.command is None:
        return Help(top.format_help().rstrip(), 2)
    values.word("lang", found.lang, messages.LANGS)
    return _options(found, lang)


def _first_word(arguments: Iterable[str]) -> str:
    return next((word for word in arguments if not word.startswith("-")), "")


def _options(found: argparse.Namespace, lang: Lang) -> Options:
    if found.command == "law":
        if found.key is not None and found.scheme is not None:
            raise UsageError("cli.law_key_or_scheme")
        return LawOptions(
            lang=lang,
            key=found.key,
            on=values.day(found.on),
            scheme=found.scheme,
            law=values.readable("law", found.law),
        )
    if found.command == "plan":
        return plans.about_plan(found, lang)
    if found.command == "subsector":
        return _about_codes(found, lang)
    if found.command == "lint":
        return _about_plans(found, lang)
    files = found.file if isinstance(found.file, list) else [found.file]
    common: dict[str, Any] = {
        "lang": lang,
        "file": values.path(files[0] if files else None),
        "on": values.day(found.on),
        "kbli": values.word("kbli", found.kbli, VERSIONS),
        "sheet": found.sheet,
        "table": values.number("table", found.table),
        "mapping": dict(values.pair(text) for text in found.map or ()),
        "accept_proxies": found.accept_proxies,
        "dash": values.word("dash", found.dash, DASHES) or "missing",
        "sum_months": found.sum_months,
        "annualise": found.annualise,
    }
    if found.command == "pathway":
        return _about_ways(found, {**common, "year": values.year(found.year), "out": None, "strict": False})
    common |= {"out": values.path(found.out), "strict": found.strict}
    if found.command == "naik-kelas":
        return _about_moves(found, common)
    common |= {
        "year": values.year(found.year),
        "regions": values.readable("regions", found.regions),
        "region_system": values.word("region-system", found.region_system, REGION_SYSTEMS) or "kemendagri",
    }
    if found.command == "check":
        return CheckOptions(**common)
    common |= {"law": values.readable("law", found.law), "show_personal": found.show_personal}
    if found.command == "classify":
        return ClassifyOptions(**common, scheme=found.scheme)
    return EvaluateOptions(
        **common,
        purpose=cast("Purpose", values.word("purpose", found.purpose, PURPOSES) or "facility"),
        reading=cast("ReadingId", values.word("reading", found.reading, READINGS) or "by-purpose"),
        basis=values.word("basis", found.basis, CRITERIA),
    )


def _about_plans(found: argparse.Namespace, lang: Lang) -> LintOptions:
    if found.file is None:
        raise UsageError("cli.lint_what")
    form = values.word("format", found.format, FORMATS) or "text"
    return LintOptions(
        lang=lang, file=Path(found.file), on=values.day(found.on), form=cast("Form", form),
        select=values.words(found.select), ignore=values.words(found.ignore),
        suppress=tuple(values.exemption(text) for text in found.suppress or ()), law=values.readable("law", found.law),
        sheet=found.sheet, table=values.number("table", found.table), **plans.of_table(found),
    )  # fmt: skip


def _about_moves(found: argparse.Namespace, common: dict[str, Any]) -> MobilityOptions:
    files = tuple(Path(name) for name in found.file)
    years = tuple(values.year(word) for word in values.words(found.year))
    if len(years) > 1 and len(years) != len(files):
        raise UsageError("cli.moves_years", years=len(years), files=len(files))
    return MobilityOptions(
        **common, year=None, files=files, years=years or (None,), key=values.words(found.key) or ("id",),
        indicators=tuple(found.indicator or ()), by=values.words(found.by), before=values.year(found.before),
        after=values.year(found.after), help_file=values.path(found.help_file),
        unlisted=cast("Unlisted", values.word("unlisted", found.unlisted, UNLISTED) or "unknown"),
        min_cell=values.number("min-cell", found.min_cell), law=values.readable("law", found.law),
    )  # fmt: skip


def _about_ways(found: argparse.Namespace, common: dict[str, Any]) -> PathwayOptions:
    to = values.word("to", found.to, tuple(tier.value for tier in Tier))
    if found.letter and found.id is None:
        raise UsageError("cli.letter_to_whom")
    if found.id is not None and (found.by is not None or found.min_cell is not None):
        raise UsageError("cli.pathway_of_one")
    return PathwayOptions(
        **common, id=found.id, to=None if to is None else Tier(to), applies=tuple(found.applies or ()),
        letter=found.letter, by=values.words(found.by) or ("region", "service_field"),
        min_cell=values.number("min-cell", found.min_cell), law=values.readable("law", found.law),
    )  # fmt: skip


def _about_codes(found: argparse.Namespace, lang: Lang) -> SubsectorOptions:
    version = found.list_version
    asked = [name for name, value in (("--on", found.on), ("--version", version)) if value is not None]
    if found.list and found.code:
        raise UsageError("cli.subsector_both", codes=tuple(found.code))
    if asked and not found.list:
        raise UsageError("cli.subsector_of_list", option=asked[0])
    if not (found.list or found.code):
        raise UsageError("cli.subsector_none")
    if len(asked) > 1:
        raise UsageError("cli.subsector_one_of", options=tuple(asked))
    return SubsectorOptions(
        lang=lang, codes=tuple(found.code), kbli=values.word("kbli", found.kbli, VERSIONS),
        law=values.readable("law", found.law), accept_unverified=found.accept_unverified, list=found.list,
        on=values.day(found.on), version=version,
    )  # fmt: skip
