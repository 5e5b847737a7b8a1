"""BPOM, the registration of food, traditional medicine, supplements, cosmetics and medicine.

| prefix | goods | digits after it |
|---|---|---|
| MD, ML | processed food, made here or imported | 12 (before about 2021), 15 (e-registration RBA) |
| TR, TI, TL, HT, FF | traditional medicine, standardised herbal medicine, phytopharmaceutical | 9 |
| SD, SI, SL, QD, QI, QL | supplement, quasi drug | 9 |
| NA, NB, NC, ND, NE | cosmetic, by continent | 11 |
| D or G, one of BTKPN, one of LIXE | medicine | 12 characters, the last two may be letters; or 12 digits and two more |

Source:
    Secondary: id.scribd.com/document/428797735/No-registrasi, doklit.com (prefixes and digits in
    ``data/identifiers/bpom.toml``). Of medicine the sources give "12 digits and two more characters" and, as an
    example, ten digits and two characters; both are accepted.

>>> validate("BPOM RI MD 271111000300341"), format("NA18201204319")
('MD271111000300341', 'POM NA 18201204319')
>>> is_valid("NA182038387409")  # twelve digits, not eleven
False
>>> found = parse("POM TR 072224589")
>>> found.prefix, found.goods.label("en"), found.parts["serial"]
('TR', 'traditional medicine, made here', '2458')
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.identifiers import frame
from plut_kumkm.identifiers.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.identifiers.frame import Findings

_KIND = frame.Kind("bpom")
_SHAPE = re.compile(r"([A-Z]{2})([0-9]+)").fullmatch
_MEDICINE = re.compile(r"([DG][BTKPN][LIXE])([0-9]{10}(?:[0-9]{2})?[0-9A-Z]{2})").fullmatch
_FOOD = frozenset({"MD", "ML"})


def _read_only(parts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(parts))


@frozen(kw_only=True)
class Bpom(frame.Parsed):
    """A registration; ``parts`` is empty where the inner structure is not known."""

    prefix: str
    goods: Choice
    digits: str
    parts: Mapping[str, str] = field(factory=dict, converter=_read_only)


@cache
def _goods() -> Mapping[str, tuple[Choice, Mapping[int, tuple[tuple[str, int], ...]]]]:
    """Return for each prefix the goods, and for each number of digits the parts with their widths."""
    found: dict[str, tuple[Choice, Mapping[int, tuple[tuple[str, int], ...]]]] = {}
    for family in data.toml("identifiers/bpom.toml")["family"]:
        widths = {
            int(count): tuple((name, int(width)) for name, _, width in (part.partition(":") for part in layout.split()))
            for count, layout in family["digits"].items()
        }
        found.update({prefix: (Choice(prefix, names), widths) for prefix, names in family["goods"].items()})
    return found


def compact(text: str) -> str:
    """Return the registration in capitals, without "BPOM RI", "POM", blanks, dots and hyphens."""
    return frame.unlabel(text, "BPOMRI", "BPOM", "POM")


def format(text: str) -> str:
    """Return the registration as labels print it; medicine is printed without a label."""
    number = compact(text)
    if not (shape := _SHAPE(number)):
        return number
    return f"{'BPOM RI' if shape[1] in _FOOD else 'POM'} {shape[1]} {shape[2]}"


def _read(text: str) -> Bpom | Findings:
    """Read a BPOM registration.

    Args:
        text: the registration, with or without its label and blanks.
    """
    notes, number = frame.begin(_KIND, text, compact, digits=False)
    if notes.failed:
        return notes.found
    if medicine := _MEDICINE(number):
        goods = Choice(medicine[1], data.toml("identifiers/bpom.toml")["medicine"])
        return Bpom(number=number, prefix=medicine[1], goods=goods, digits=medicine[2], findings=notes.found)
    shape = _SHAPE(number)
    known = _goods().get(number[:2])
    if known is None:
        notes.error("prefix")
    elif shape is None or len(shape[2]) not in known[1]:
        notes.error("digits", prefix=number[:2], length=len(number) - 2, expected=tuple(known[1]))
    if notes.failed or shape is None or known is None:
        return notes.found
    goods, layouts = known
    digits, parts, start = shape[2], dict[str, str](), 0
    for name, width in layouts[len(digits)]:
        parts[name] = digits[start : start + width]
        start += width
    return Bpom(number=number, prefix=shape[1], goods=goods, digits=digits, parts=parts, findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
