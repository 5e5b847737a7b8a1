"""How answers look: numbers and masks, plain text and escaped HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plut_kumkm.base.findings import Lang


def number(value: int, lang: Lang = "id") -> str:
    """Return a whole number with its thousands grouped.

    >>> number(1234567), number(1234567, "en")
    ('1.234.567', '1,234,567')
    """
    text = f"{value:,}"
    return text if lang == "en" else text.replace(",", ".")


def mask(value: str | None) -> str | None:
    """Return a personal number with only its ends to be seen: four and four of a long one, none of a short one.

    >>> mask("3573010101900001"), mask("081234567890"), mask("12345")
    ('3573********0001', '********7890', '*****')
    """
    if value is None:
        return None
    if len(value) >= 15:
        return value[:4] + "*" * (len(value) - 8) + value[-4:]
    return "*" * (len(value) - 4) + value[-4:] if len(value) >= 10 else "*" * len(value)


def mask_name(value: str | None) -> str | None:
    """Return the name of a person as initials.

    >>> mask_name("Sari Dewi")
    'S*** D***'
    """
    return None if value is None else " ".join(f"{word[0]}***" for word in value.split())


# The number of a person may stand in any column and any text: a NIK, KK or NPWP (15 digits or more), or a phone number.
# An amount is seldom so long, and masking it in a message does no harm.
_PERSONAL = r"\d(?:[ .-]?\d){14,}|(?<!\d)(?:\+?62[ .-]?8|0)(?:[ .-]?\d){8,}"


def hide_numbers(text: str) -> str:
    """Return ``text`` with masked what may be the number of a person.

    >>> hide_numbers("HP 081234567890, 35.73.01.010190.0001")
    'HP ********7890, 35.7************0001'
    """
    return re.sub(_PERSONAL, lambda found: mask(found[0]) or "", text)


def excerpt(text: str) -> str:
    r"""Return ``text`` as it may stand in a message: short, numbers of persons masked, what cannot be seen escaped.

    >>> excerpt("1.500\x00\u200f"), excerpt("081234567890")
    ('1.500\\x00\\u200f', '********7890')
    """
    # A number that the cut would go through is still a number, so masking comes before it; a megabyte is no message.
    plain = hide_numbers(text.strip()[:200])
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in plain[:41]
    )
    return shown if len(shown) <= 40 else shown[:39] + "…"


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"-[0-9.]{1,20}(?:,[0-9]{1,12})?").fullmatch


def no_formula(text: str) -> str:
    """Return text as a cell that no spreadsheet takes for a formula, which a plain number is not.

    >>> no_formula("=1+1"), no_formula("-2,5"), no_formula("-2+3"), no_formula("Event")
    ("'=1+1", '-2,5', "'-2+3", 'Event')
    """
    return "'" + text if text.startswith(_FORMULA) and not _NUMBER(text) else text


def escaped(text: object) -> str:
    """Return text that can stand in HTML, in an element or in a quoted attribute.

    >>> escaped('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    # Imported here: html brings its table of entities along.
    from html import escape

    return escape(str(text))


def html_table(header: Sequence[str], rows: Iterable[Sequence[Any]], caption: str | None = None) -> str:
    """Return an HTML table; every cell is escaped.

    >>> html_table(("a",), [("<b>",)])
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{escaped(cell)}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escaped('' if cell is None else cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    title = f"<caption>{escaped(caption)}</caption>" if caption is not None else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def html_lines(text: str) -> str:
    """Return text with its line breaks kept, escaped.

    >>> html_lines("a < b")
    '<pre>a &lt; b</pre>'
    """
    return f"<pre>{escaped(text)}</pre>"


def text_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a table in plain text, columns aligned.

    >>> print(text_table(("tier", "n"), [("micro", 12)]))
    tier   n
    -----  --
    micro  12
    """
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join((lines[0], "  ".join("-" * width for width in widths), *lines[1:]))
