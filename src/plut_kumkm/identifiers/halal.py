"""Halal: the certificate number of BPJPH, and the older decree number of MUI, which is another thing.

| characters | of BPJPH |
|---|---|
| 1-2 | ``ID`` |
| 3-4 | Kemendagri province; 00 national or large |
| 5 | scale: 1 micro, 2 small, 3 medium, 4 large |
| 6 | 1 in every number seen |
| 7-15 | serial |
| 16-19 | month and year of issue, MMYY |

The number of MUI has fourteen digits, with or without ``LPPOM-``. It is that of a decree (ketetapan halal); producers
print it in place of the certificate's, so it is refused here unless ``kind="mui"`` asks for it.

Source:
    Inferred from eleven published numbers (secondary); the suffix is the month of issue or the one before. The decree
    number: economy.okezone.com/read/2023/02/20/320/2768214 (secondary). Since Perppu 2/2022 a certificate has no fixed
    end (unverified), so none is computed.

>>> validate("id35110019295530624"), format("LPPOM 00160233461223")
('ID35110019295530624', 'LPPOM-00160233461223')
>>> is_valid("ID35110001"), [found.code for found in problems("LPPOM-00160233461223")]
(False, ['halal.decree_number'])
>>> found = parse("ID35110019295530624")
>>> found.scale.label("en"), found.issued_month
('micro', (2024, 6))
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from plut_kumkm.identifiers import frame, region
from plut_kumkm.identifiers.choices import shipped

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Severity
    from plut_kumkm.identifiers.choices import Choice
    from plut_kumkm.identifiers.frame import Findings, Notes

HalalKind = Literal["bpjph", "mui"]

_KIND = frame.Kind("halal")
_DIGITS = 17
_CENTURY = 2000  # BPJPH was founded in it
_NATIONAL = "00"
_MUI = re.compile(r"(?:LPPOM)?([0-9]{14})").fullmatch
_BPJPH = re.compile(r"(?:ID)?([0-9]+)").fullmatch


@frozen(kw_only=True)
class Halal(frame.Parsed):
    """A number of a halal certificate (``bpjph``) or decree (``mui``); a decree number has no parts that are known."""

    kind: HalalKind
    province: str | None = None
    scale: Choice | None = None
    serial: str | None = None
    issued_month: tuple[int, int] | None = None


def compact(text: str) -> str:
    """Return the number in capitals, without blanks, dots and hyphens; that of MUI also without ``LPPOM``."""
    return frame.unlabel(text, "LPPOM")


def format(text: str) -> str:
    """Return the number as it is printed: that of MUI with its prefix."""
    number = compact(text)
    return f"LPPOM-{number}" if _MUI(number) else number


def _read(text: str, *, kind: HalalKind = "bpjph", strict: bool = True) -> Halal | Findings:
    """Read a number of a halal certificate or decree.

    Args:
        text: the number.
        kind: "bpjph" for a certificate, "mui" for a decree.
        strict: whether blanks inside and a missing ``ID`` are errors; else they are warnings, and mended.
    """
    if kind not in ("bpjph", "mui"):
        raise ValueError(f"kind must be 'bpjph' or 'mui', not {kind!r}")
    notes, number = frame.begin(_KIND, text, compact, digits=False)
    if notes.failed:
        return notes.found
    decree, shape = _MUI(number), _BPJPH(number)
    if kind == "mui":
        if decree is None:
            notes.error("decree_form")
        return notes.found if decree is None else Halal(number=number, kind=kind, findings=notes.found)
    if decree is not None:
        notes.error("decree_number")
    elif shape is None or len(shape[1]) != _DIGITS:
        notes.error("form", length=sum(map(str.isdigit, number)), expected=_DIGITS)
    if notes.failed or shape is None:
        return notes.found
    softly: Severity = "error" if strict else "warning"
    if not number.startswith("ID"):
        notes.note(softly, "prefix_missing")
    if " " in frame.tidy(text):
        notes.note(softly, "blanks")
    return _certificate(notes, shape[1])


def _certificate(notes: Notes, digits: str) -> Halal | Findings:
    province, month = digits[:2], int(digits[-4:-2])
    if province != _NATIONAL and province not in region.provinces():
        notes.error("province_unknown", place=province)
    if not 1 <= month <= 12:
        notes.error("month", month=digits[-4:-2])
    scale = shipped("halal", "scale").get(digits[2])
    if scale is None or digits[3] != "1":
        notes.note("info", "unusual_layout")
    if notes.failed:
        return notes.found
    return Halal(
        number=f"ID{digits}",
        kind="bpjph",
        province=province,
        scale=scale,
        serial=digits[4:-4],
        issued_month=(_CENTURY + int(digits[-2:]), month),
        findings=notes.found,
    )


problems, parse, validate, is_valid = frame.verbs(_read)
