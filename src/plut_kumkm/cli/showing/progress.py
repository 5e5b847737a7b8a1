"""The progress bar of long work: with rich, and where somebody watches."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plut_kumkm.base import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from plut_kumkm.base.findings import Lang

_BLOCK = 1 << 20


@contextmanager
def progress(path: Path, lang: Lang) -> Generator[Callable[[int], None] | None, None, None]:
    """Yield a function to be told how many rows of ``path`` were read, or ``None`` where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ModuleNotFoundError:
        yield None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(messages.render("cli.progress", {}, lang), total=_lines(path))
        yield lambda rows: bar.update(task, completed=rows)


def _lines(path: Path) -> int:
    """Return about how many rows there are: lines, though a quoted cell may hold several."""
    count = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            count += block.count(b"\n")
    return count
