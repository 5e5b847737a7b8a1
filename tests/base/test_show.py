"""How answers look: numbers, masks, tables; everything a browser reads is escaped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base import show


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (1_234_567, "1.234.567", "1,234,567"),
        (-1000, "-1.000", "-1,000"),
    ],
)
def test_number(value: int, indonesian: str, english: str) -> None:
    assert (show.number(value), show.number(value, "id"), show.number(value, "en")) == (indonesian, indonesian, english)


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        (None, None),
        ("", ""),
        ("1", "*"),
        ("123456789", "*********"),
        ("1234567890", "******7890"),
        ("12345678901234", "**********1234"),
        ("123456789012345", "1234*******2345"),
        ("3573010101900001", "3573********0001"),
    ],
)
def test_mask(value: str | None, masked: str | None) -> None:
    assert show.mask(value) == masked


@given(st.text(max_size=30))
def test_a_mask_hides_most_of_a_number_and_keeps_its_length(value: str) -> None:
    masked = show.mask(value)
    assert masked is not None
    assert len(masked) == len(value)
    assert masked.count("*") >= len(value) * 6 // 15


@pytest.mark.parametrize(("value", "masked"), [(None, None), ("", ""), ("Sari", "S***"), ("Sari  Dewi", "S*** D***")])
def test_mask_name(value: str | None, masked: str | None) -> None:
    assert show.mask_name(value) == masked


def test_html_is_escaped() -> None:
    table = show.html_table(("<h>",), [("<b>",), (None,), ("&\"'",)], caption="<c>")
    assert table == (
        "<table><caption>&lt;c&gt;</caption><thead><tr><th>&lt;h&gt;</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr>"
        "<tr><td></td></tr><tr><td>&amp;&quot;&#x27;</td></tr></tbody></table>"
    )
    assert "<caption>" not in show.html_table(("a",), [])
    assert show.html_lines("a < b\nc") == "<pre>a &lt; b\nc</pre>"


def test_text_table() -> None:
    assert show.text_table(("tier", "n"), [("micro", 12), ("small", 3)]) == "tier   n\n-----  --\nmicro  12\nsmall  3"
    assert show.text_table(("tier", "n"), []) == "tier  n\n----  -"
