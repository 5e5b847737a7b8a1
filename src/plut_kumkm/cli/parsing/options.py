"""What each command was asked to do, checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.enterprise.size_rules import Purpose, ReadingId


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
