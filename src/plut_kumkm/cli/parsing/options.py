"""What each command was asked to do, checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.base.money import Mark
from plut_kumkm.enterprise.size_rules import Purpose, ReadingId
from plut_kumkm.enterprise.tiers import Tier

Unlisted = Literal["unknown", "absent"]
UNLISTED: tuple[Unlisted, ...] = get_args(Unlisted)
Form = Literal["text", "json", "github"]
FORMATS: tuple[Form, ...] = get_args(Form)


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
    regions: Path | None = None
    region_system: Literal["kemendagri", "bps"] = "kemendagri"

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


@frozen(kw_only=True)
class MobilityOptions(CheckOptions):
    """What ``plut-kumkm naik-kelas`` was asked: files of one or several years, and how they are compared.

    ``years`` has one year for each file, one for all, or ``None`` where the files say it themselves.
    """

    files: tuple[Path, ...]
    years: tuple[int | None, ...]
    key: tuple[str, ...]
    indicators: tuple[str, ...]
    by: tuple[str, ...]
    before: int | None
    after: int | None
    help_file: Path | None
    unlisted: Unlisted
    min_cell: int | None
    law: Path | None


@frozen(kw_only=True)
class PathwayOptions(CheckOptions):
    """What ``plut-kumkm pathway`` was asked: the way of one enterprise, or what all of them need."""

    id: str | None
    to: Tier | None
    applies: tuple[str, ...]
    letter: bool
    by: tuple[str, ...]
    min_cell: int | None
    law: Path | None


@frozen(kw_only=True)
class PlanOptions:
    """What ``plut-kumkm plan`` was asked: which plan, what came of it, on which day; ``on`` is ``None`` for today."""

    lang: Lang
    file: Path
    realisations: Path | None
    budget: Path | None
    on: date | None
    kind: str | None
    direction: str | None
    accumulation: str | None
    decimal: Mark | None
    year: int | None
    mapping: Mapping[str, str]
    sheet: str | None
    table: int | None
    out: Path | None
    strict: bool


@frozen(kw_only=True)
class LintOptions:
    """What ``plut-kumkm lint`` was asked to read; each of ``suppress`` is a rule, a place or ``None``, and a reason."""

    lang: Lang
    file: Path
    on: date | None
    form: Form
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    suppress: tuple[tuple[str, str | None, str], ...]
    law: Path | None
    sheet: str | None
    table: int | None
    kind: str | None = None
    direction: str | None = None
    accumulation: str | None = None


Options = CheckOptions | LawOptions | LintOptions | SubsectorOptions | PlanOptions
