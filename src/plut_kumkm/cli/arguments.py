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
from plut_kumkm.enterprise.size_rules import OPERANDS, PURPOSES, READINGS, Purpose, ReadingId
from plut_kumkm.identifiers.kbli import VERSIONS

DASHES = ("missing", "zero")
# Option → how its value is called, none for a switch. The order is that of the help.
_OPTIONS: dict[str, str | None] = {
    "on": "DATE",
    "purpose": "|".join(PURPOSES),
    "reading": "|".join(READINGS),
    "basis": "|".join(OPERANDS),
    "kbli": "|".join(VERSIONS),
    "law": "TOML",
    "map": "HEADER=FIELD",
    "accept-proxies": None,
    "dash": "|".join(DASHES),
    "year": "YEAR",
    "sum-months": None,
    "out": "DIR",
    "strict": None,
    "show-personal": None,
}
# What `check` asks in the same words; it asks for no size, and its results hold no id.
_CHECK_OPTIONS = ("on", "kbli", "map", "accept-proxies", "dash", "year", "sum-months", "out", "strict")
_COMMANDS: dict[str, tuple[str, ...]] = {"evaluate": tuple(_OPTIONS), "check": _CHECK_OPTIONS}


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
    mapping: Mapping[str, str]
    accept_proxies: bool
    dash: Literal["missing", "zero"]
    year: int | None
    sum_months: bool
    out: Path | None
    strict: bool

    @property
    def reading_options(self) -> dict[str, Any]:
        """How the file is to be read, as ``read`` takes it."""
        return {
            "mapping": self.mapping, "accept_proxies": self.accept_proxies, "dash": self.dash,
            "sum_months": self.sum_months, "year": self.year, "kbli": self.kbli,
        }  # fmt: skip


@frozen(kw_only=True)
class EvaluateOptions(CheckOptions):
    """What ``plut-kumkm evaluate`` was asked to do beside what ``check`` can be asked."""

    purpose: Purpose
    reading: ReadingId
    basis: str | None
    law: Path | None
    show_personal: bool


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
        prog="plut-kumkm", usage="plut-kumkm evaluate|check [FILE] [--on DATE] [--out DIR] …", description=text("top"),
        formatter_class=Formatter, **common,
    )  # fmt: skip
    options = top.add_argument_group(text("options"))
    options.add_argument("--version", action="store_true", help=text("version"))
    commands = top.add_subparsers(title=text("commands"), dest="command", metavar="COMMAND", parser_class=_Parser)
    parsers: dict[str, _Parser] = {}
    groups = [options]
    for command, names in _COMMANDS.items():
        parser = commands.add_parser(
            command, usage=f"plut-kumkm {command} [FILE] [options]", help=text(command),
            description=text(f"{command}_long"), epilog=text("status"), formatter_class=Formatter, **common,
        )  # fmt: skip
        parsers[command] = parser
        files = parser.add_argument_group(text("input"))
        files.add_argument("file", nargs="?", metavar="FILE", help=text("file"))
        chosen = parser.add_argument_group(text("options"))
        groups.append(chosen)
        for name in names:
            metavar = _OPTIONS[name]
            said = text(f"{name}_check") if command == "check" and name in ("on", "out") else text(name)
            if metavar is None:
                chosen.add_argument(f"--{name}", action="store_true", help=said)
            else:
                action = "append" if name == "map" else "store"
                chosen.add_argument(f"--{name}", metavar=metavar, action=action, help=said)
    for group in groups:
        group.add_argument("--lang", metavar="id|en", help=text("lang"))
        group.add_argument("-h", "--help", action="store_true", help=text("help"))
    return top, parsers


def parse(arguments: Sequence[str], lang: Lang) -> CheckOptions | Help | Version:
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
        switches |= {"--version", "-h/--help"}
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


def _options(found: argparse.Namespace, lang: Lang) -> CheckOptions:
    common: dict[str, Any] = {
        "lang": lang,
        "file": None if found.file is None else Path(found.file),
        "on": _day(found.on),
        "kbli": _word("kbli", found.kbli, VERSIONS),
        "mapping": dict(_pair(text) for text in found.map or ()),
        "accept_proxies": found.accept_proxies,
        "dash": _word("dash", found.dash, DASHES) or "missing",
        "year": _year(found.year),
        "sum_months": found.sum_months,
        "out": None if found.out is None else Path(found.out),
        "strict": found.strict,
    }
    if found.command == "check":
        return CheckOptions(**common)
    return EvaluateOptions(
        **common,
        purpose=cast("Purpose", _word("purpose", found.purpose, PURPOSES) or "facility"),
        reading=cast("ReadingId", _word("reading", found.reading, READINGS) or "by-purpose"),
        basis=_word("basis", found.basis, tuple(OPERANDS)),
        law=None if found.law is None else Path(found.law),
        show_personal=found.show_personal,
    )


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


def _pair(text: str) -> tuple[str, str]:
    # The last sign parts them: a header may have one of its own, a field has none.
    header, sign, field = text.rpartition("=")
    if not sign or not header.strip() or not field.strip():
        raise UsageError("cli.map", got=text)
    return header.strip(), field.strip()
