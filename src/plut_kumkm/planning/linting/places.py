"""Where in a TOML file a finding is about: the line of what its path names.

The reader of the standard library gives no lines, so the text is walked once more, and only when there is something to
point at. It was read before: what is walked here is valid TOML, and nothing is judged a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from plut_kumkm.base.findings import Finding

_SPACE = re.compile(r"(?:[ \t]|\r?\n|#[^\n]*)*")
_BARE = re.compile(r"[^\s=,\]}#]+")
# The longest marks first: three quotation marks are no empty text and one more.
_TEXTS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\]|\\.)*"'),
    re.compile(r"'[^']*'"),
)


@frozen(eq=False)
class Node:
    """A value of a file: the line that it begins in, and what is inside it, in the order of the file."""

    line: int
    inside: dict[str | int, Node] = field(factory=dict)
    listed: bool = False

    def at(self, key: str | int, line: int) -> Node:
        """Return what is inside under a key, new where there is nothing yet; of a list of tables its last."""
        found = self.inside.setdefault(key, Node(line))
        return found.inside[len(found.inside) - 1] if found.listed and found.inside else found

    def child(self, step: str | int) -> Node | None:
        """Return what a step of a path leads to; a number in a table is the place of a key in it."""
        if step in self.inside or not isinstance(step, int):
            return self.inside.get(step)
        return next((one for place, one in enumerate(self.inside.values()) if place == step), None)


class _Walk:
    """A text of TOML and how far it was walked."""

    def __init__(self, text: str) -> None:
        self.text, self.place, self.line = text, 0, 1

    def past(self, end: int) -> str:
        told = self.text[self.place : end]
        self.place, self.line = end, self.line + told.count("\n")
        return told

    def skip(self) -> str:
        """Pass over blanks and comments; return the next sign, "" at the end."""
        found = _SPACE.match(self.text, self.place)
        assert found is not None  # noqa: S101 - it matches nothing too; said for the type checker
        self.past(found.end())
        return self.text[self.place : self.place + 1]

    def sign(self, expected: str) -> bool:
        """Pass over one sign if it is the next."""
        if self.skip() != expected:
            return False
        self.past(self.place + 1)
        return True

    def token(self, bare: re.Pattern[str] = _BARE) -> str:
        """Return the next text in quotation marks, or what stands bare."""
        self.skip()
        found = (pattern.match(self.text, self.place) for pattern in (*_TEXTS, bare))
        return self.past(next(one.end() for one in found if one is not None))

    def key(self) -> Iterator[str]:
        """Yield the parts of a key: bare, in quotation marks, with dots between them."""
        while True:
            yield self.token(re.compile(r"[A-Za-z0-9_-]+")).strip("\"'")
            if not self.sign("."):
                return

    def value(self, node: Node) -> None:
        """Pass over a value, and note what is inside it."""
        opening = self.skip()
        if opening == "[":
            self.past(self.place + 1)
            while not self.sign("]"):
                inner = Node(self.line)
                node.inside[len(node.inside)] = inner
                self.value(inner)
                self.sign(",")
                self.skip()
        elif opening == "{":
            self.past(self.place + 1)
            while not self.sign("}"):
                self.pair(node)
                self.sign(",")
        else:
            self.token()

    def pair(self, node: Node) -> None:
        """Pass over a key and its value."""
        self.skip()
        line = self.line
        for part in self.key():
            node = node.at(part, line)
        self.sign("=")
        self.value(node)

    def header(self, root: Node) -> Node:
        """Pass over the title of a table; return the table."""
        line, node = self.line, root
        self.past(self.place + 1)
        listed = self.text[self.place] == "["
        if listed:
            self.past(self.place + 1)
        *above, last = self.key()
        for part in above:
            node = node.at(part, line)
        self.past(self.text.index("]" * (1 + listed), self.place) + 1 + listed)
        if not listed:
            return node.at(last, line)
        every = node.inside.setdefault(last, Node(line, listed=True))
        every.inside[len(every.inside)] = Node(line)
        return every.inside[len(every.inside) - 1]


def tree(text: str) -> Node:
    r"""Return the values of a TOML text with their lines.

    >>> found = tree('id = "a"\n[[actions]]\nid = "b"\ntargets = { 2025 = 1, 2026 = 2 }\n')
    >>> found.inside["actions"].inside[0].inside["targets"].line
    4
    """
    walk, root = _Walk(text), Node(1)
    here = root
    while sign := walk.skip():
        if sign == "[":
            here = walk.header(root)
        else:
            walk.pair(here)
    return root


def line_of(root: Node, path: Iterable[str | int]) -> int | None:
    r"""Return the line of what a path names, or of the nearest thing around it that the file has; ``None`` of nothing.

    >>> root = tree('id = "a"\n[[actions]]\nid = "b"\n')
    >>> line_of(root, ("actions", 0, "id")), line_of(root, ("actions", 0, "name")), line_of(root, ("goals", 0))
    (3, 2, None)
    """
    node, line = root, None
    for step in path:
        found = node.child(step)
        if found is None:
            break
        node, line = found, found.line
    return line


def placed(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    r"""Return findings with the line of a TOML file that each is about, where the file has it.

    >>> placed([Finding("planning.years_missing", "warning", ("last_year",))], "id = 1\nlast_year = 2025\n")[0].row
    2
    """
    listed = list(findings)
    if not any(one.path for one in listed):
        return tuple(listed)
    root = tree(text)
    return tuple(evolve(one, row=line_of(root, one.path)) if one.row is None else one for one in listed)
