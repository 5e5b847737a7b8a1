"""Findings: what is wrong, where, and what to do; and the report that collects them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from attrs import field, frozen

from plut_kumkm.base.data import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "info"]
Lang = Literal["id", "en"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Source(Protocol):
    """Where a rule stands: the cite of a finding, as far as this room needs to know it."""

    def label(self, lang: Lang = "id") -> str:
        """Return instrument and pinpoint as one phrase."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Return the cite as plain JSON values."""
        ...


def _kept(params: Mapping[str, Any]) -> Mapping[str, Any]:
    return FrozenMap(params)


@frozen
class Finding:
    """One thing to mend or to know.

    ``code`` is stable and English; ``params`` fills the two messages (personal values are masked before they get
    here); ``path`` is the place in a record, ``row`` and ``column`` the place in a file (the header counts as row 1).

    >>> found = Finding("money.ambiguous", "error", ("sales",), {"got": "1.500", "first": "1500", "second": "1,5"})
    >>> found.where
    '$.sales'
    >>> found.message("en")[:21]
    '"1.500" has two readi'
    """

    code: str
    severity: Severity = "error"
    path: tuple[str | int, ...] = ()
    params: Mapping[str, Any] = field(factory=dict, converter=_kept)
    cite: Source | None = None
    row: int | None = None
    column: str | None = None

    @property
    def where(self) -> str:
        """The path, written as ``$.a[3].b``."""
        return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)

    def message(self, lang: Lang = "id") -> str:
        """Return what is wrong and what to do, in Indonesian or English."""
        from plut_kumkm.base import messages

        return messages.render(self.code, self.params, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain JSON values, with both messages."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.where,
            "row": self.row,
            "column": self.column,
            "params": {key: _plain(value) for key, value in self.params.items()},
            "cite": self.cite.to_dict() if self.cite is not None else None,
            "message_id": self.message("id"),
            "message_en": self.message("en"),
        }

    def __str__(self) -> str:
        place = "".join(
            (
                f"baris {self.row} " if self.row is not None else "",
                f"kolom {self.column} " if self.column is not None else "",
                self.where if self.path else "",
            )
        ).strip()
        return f"{place + ': ' if place else ''}{self.message()} [{self.code}]"


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return str(value)


class Report(Sequence[Finding]):
    """Every finding of one check, in order.

    >>> report = Report([Finding("money.empty", "warning")])
    >>> report.ok, len(report), report.codes
    (True, 1, {'money.empty': 1})
    """

    __slots__ = ("_findings",)

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings = tuple(findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order in which they were made."""
        return self._findings

    @property
    def ok(self) -> bool:
        """Whether nothing must be mended: no finding is an error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must be mended."""
        return tuple(found for found in self._findings if found.severity == "error")

    @property
    def codes(self) -> dict[str, int]:
        """How often each code was found, sorted by code."""
        return dict(sorted(Counter(found.code for found in self._findings).items()))

    def raise_if_errors(self) -> None:
        """Raise ``ValidationError`` with every error, if there is one."""
        if not self.ok:
            raise ValidationError(self.errors)

    def to_records(self) -> list[dict[str, Any]]:
        """Return the findings as plain dictionaries, one each."""
        return [found.to_dict() for found in self._findings]

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self._findings[index]

    def __len__(self) -> int:
        return len(self._findings)

    def __bool__(self) -> bool:
        raise TypeError("a Report is neither true nor false: ask .ok, or len()")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and self._findings == other._findings

    def __hash__(self) -> int:
        return hash(tuple(found.code for found in self._findings))

    def __repr__(self) -> str:
        return f"Report({len(self)} findings: {self.codes})"

    def __str__(self) -> str:
        return "\n".join(map(str, self._findings)) or "tidak ada catatan"

    def _repr_html_(self) -> str:
        from plut_kumkm.base import messages, show

        rows = [
            (messages.render(f"severity.{found.severity}", {}), found.code, found.where, found.message())
            for found in self._findings
        ]
        return show.html_table(("tingkat", "kode", "tempat", "catatan"), rows)


class ValidationError(ValueError):
    """A value is not what it must be; ``findings`` holds every reason, ``finding`` the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    @property
    def finding(self) -> Finding:
        """The first finding."""
        return self.findings[0]

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))
