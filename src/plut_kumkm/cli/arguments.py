"""The arguments of the command: read, checked, and refused in the language of the user.

argparse finds the words; what they mean is checked here, since it speaks English only.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, NoReturn, cast

from attrs import frozen

from plut_kumkm.base import messages
from plut_kumkm.base.findings import Lang, ValidationError
from plut_kumkm.base.periods import FIRST_YEAR, LAST_YEAR, parse_date
from plut_kumkm.enterprise.size_rules import CRITERIA, PURPOSES, READINGS, Purpose, ReadingId
from plut_kumkm.identifiers.kbli import VERSIONS

DASHES = ("missing", "zero")
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
    "out": "DIR",
    "strict": None,
    "show-personal": None,
    "accept-unverified": None,
    "list": None,
    "version": "YEAR",
}
# Those that no command on a file has.
_OF_CODES = ("accept-unverified", "list", "version")
# What `check` asks in the same words; it asks for no size, and its results hold no id.
_CHECK_OPTIONS = (
    *("on", "kbli", "sheet", "table", "map", "accept-proxies", "dash", "year", "sum-months", "annualise"),
    *("out", "strict"),
)
_COMMANDS: dict[str, tuple[str, ...]] = {
    "evaluate": tuple(name for name in _OPTIONS if name not in ("scheme", *_OF_CODES)),
    "check": _CHECK_OPTIONS,
    "classify": tuple(name for name in _OPTIONS if name not in ("purpose", "reading", "basis", *_OF_CODES)),
    "law": ("on", "scheme", "law"),
    "subsector": ("kbli", "law", "accept-unverified", "list", "on", "version"),
}
# What an option means to a command, where that is not what it means to the others.
_MEANINGS = {
    ("check", "on"): "on_check", ("check", "out"): "out_check", ("law", "on"): "on_law",
    ("law", "scheme"): "scheme_law", ("subsector", "kbli"): "kbli_subsector", ("subsector", "on"): "on_subsector",
    ("subsector", "law"): "law_subsector", ("subsector", "version"): "version_subsector",
}  # fmt: skip
# What a command is asked about, how it is called, and whether there may be several; the others are asked about a file.
_PLACES = {"law": ("key", False), "subsector": ("code", True)}


class UsageError(Exception):
    """The command cannot be understood; ``code`` and ``params`` make the message."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


@frozen
class Help:
    """The help is asked for, or the command was left out."""

    text: str
    status: int


@frozen
class Version:
    """The version is asked for."""

    text: str
    status: int = 0


@frozen(kw_only=True)
class CheckOptions:
    """What ``plut-kumkm check`` was asked to do; ``on`` is ``None`` for today, ``file`` for the example."""

    lang: Lang
    file: Path | None
    on: date | None
    kbli: str | None
    sheet: str | None
    table: int | None
    mapping: Mapping[str, str]
    accept_proxies: bool
    dash: Literal["missing", "zero"]
    year: int | None
    sum_months: bool
    annualise: bool
    out: Path | None
    strict: bool

    @property
    def reading_options(self) -> dict[str, Any]:
        """How the file is to be read, as ``read`` takes it."""
        return {
            "mapping": self.mapping, "accept_proxies": self.accept_proxies, "dash": self.dash,
            "sum_months": self.sum_months, "annualise": self.annualise, "year": self.year, "kbli": self.kbli,
            "sheet": self.sheet, "table": self.table,
        }  # fmt: skip


@frozen(kw_only=True)
class EvaluateOptions(CheckOptions):
    """What ``plut-kumkm evaluate`` was asked to do beside what ``check`` can be asked."""

    purpose: Purpose
    reading: ReadingId
    basis: str | None
    law: Path | None
    show_personal: bool


@frozen(kw_only=True)
class ClassifyOptions(CheckOptions):
    """What ``plut-kumkm classify`` was asked to do; without ``scheme`` it tells which there are."""

    scheme: str | None
    law: Path | None
    show_personal: bool


@frozen(kw_only=True)
class LawOptions:
    """What ``plut-kumkm law`` was asked to show; ``on`` is ``None`` for all times."""

    lang: Lang
    key: str | None
    on: date | None
    scheme: str | None
    law: Path | None


@frozen(kw_only=True)
class SubsectorOptions:
    """What ``plut-kumkm subsector`` was asked: about codes, or for a list of a version or day, ``None`` for today."""

    lang: Lang
    codes: tuple[str, ...]
    kbli: str | None
    law: Path | None
    accept_unverified: bool
    list: bool
    on: date | None
    version: str | None


Options = CheckOptions | LawOptions | SubsectorOptions


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
        parser = commands.add_parser(
            command, usage=f"plut-kumkm {command} [{place.upper()}{' …' * several}] [options]", help=text(named),
            description=text(f"{command}_long"), epilog=text("status"), formatter_class=Formatter, **common,
        )  # fmt: skip
        parsers[command] = parser
        files = parser.add_argument_group(text("input"))
        files.add_argument(place, nargs="*" if several else "?", metavar=place.upper(), help=text(place))
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
                action = "append" if name == "map" else "store"
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
    _word("lang", found.lang, messages.LANGS)
    return _options(found, lang)


def _first_word(arguments: Iterable[str]) -> str:
    return next((word for word in arguments if not word.startswith("-")), "")


def _options(found: argparse.Namespace, lang: Lang) -> Options:
    if found.command == "law":
        return LawOptions(lang=lang, key=found.key, on=_day(found.on), scheme=found.scheme, law=_path(found.law))
    if found.command == "subsector":
        return _about_codes(found, lang)
    common: dict[str, Any] = {
        "lang": lang,
        "file": _path(found.file),
        "on": _day(found.on),
        "kbli": _word("kbli", found.kbli, VERSIONS),
        "sheet": found.sheet,
        "table": _number("table", found.table),
        "mapping": dict(_pair(text) for text in found.map or ()),
        "accept_proxies": found.accept_proxies,
        "dash": _word("dash", found.dash, DASHES) or "missing",
        "year": _year(found.year),
        "sum_months": found.sum_months,
        "annualise": found.annualise,
        "out": _path(found.out),
        "strict": found.strict,
    }
    if found.command == "check":
        return CheckOptions(**common)
    common |= {"law": _path(found.law), "show_personal": found.show_personal}
    if found.command == "classify":
        return ClassifyOptions(**common, scheme=found.scheme)
    return EvaluateOptions(
        **common,
        purpose=cast("Purpose", _word("purpose", found.purpose, PURPOSES) or "facility"),
        reading=cast("ReadingId", _word("reading", found.reading, READINGS) or "by-purpose"),
        basis=_word("basis", found.basis, CRITERIA),
    )


def _about_codes(found: argparse.Namespace, lang: Lang) -> SubsectorOptions:
    version = found.list_version
    asked = [name for name, value in (("--on", found.on), ("--version", version)) if value is not None]
    if found.list and found.code:
        raise UsageError("cli.subsector_both", codes=tuple(found.code))
    if not (found.list or found.code):
        raise UsageError("cli.subsector_none")
    if asked and not found.list:
        raise UsageError("cli.subsector_of_list", option=asked[0])
    if len(asked) > 1:
        raise UsageError("cli.subsector_one_of", options=tuple(asked))
    return SubsectorOptions(
        lang=lang, codes=tuple(found.code), kbli=_word("kbli", found.kbli, VERSIONS), law=_path(found.law),
        accept_unverified=found.accept_unverified, list=found.list, on=_day(found.on), version=version,
    )  # fmt: skip


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _word(option: str, value: str | None, known: tuple[str, ...]) -> str | None:
    if value is not None and value not in known:
        raise UsageError("cli.not_one_of", option=f"--{option}", got=value, known=known)
    return value


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValidationError as error:
        raise UsageError(error.finding.code, **error.finding.params) from None


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise UsageError("cli.year", got=text, first=FIRST_YEAR, last=LAST_YEAR)
    return int(text)


def _number(option: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise UsageError("cli.number", option=f"--{option}", got=text)
    return int(text)


def _pair(text: str) -> tuple[str, str]:
    # The last sign parts them: a header may have one of its own, a field has none.
    header, sign, field = text.rpartition("=")
    if not sign or not header.strip() or not field.strip():
        raise UsageError("cli.map", got=text)
    return header.strip(), field.strip()
