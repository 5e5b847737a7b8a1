"""The form of the how-to page is run as it stands, and prints what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "validate-a-form.md"
FENCE = re.compile(r"^```(python|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_page_runs_and_prints_what_it_says(
    engine: Callable[[str], ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    engine("fastapi")
    engine("httpx")
    fences = FENCE.findall(PAGE.read_text(encoding="utf-8"))
    code = "\n".join(text for kind, text in fences if kind == "python")
    names: dict[str, Any] = {"__name__": "page"}
    exec(compile(code, str(PAGE), "exec", dont_inherit=True), names)  # noqa: S102 - the page is what is tested
    assert capsys.readouterr().out == "".join(text for kind, text in fences if kind == "text")
    answer = names["answer"].text
    assert "3573013502900001" not in answer
    assert "220009861929" not in answer
    described = names["app"].openapi()
    fields = described["components"]["schemas"]["Registration"]["properties"]
    assert fields["nib"] == {"type": "string", "format": "id-nib", "title": "Nib"}
