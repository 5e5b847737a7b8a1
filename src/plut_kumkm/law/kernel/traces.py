"""What a rule looked at, kept only when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plut_kumkm.law.instruments import Provision


class Told(NamedTuple):
    """How a comparison is told where its two values do not speak for themselves: a message and what fills it."""

    code: str
    params: Mapping[str, Any]


class Step(NamedTuple):
    """One step of a rule: ``kind`` of node, its ``outcome``, what it compared with what, and by which provision."""

    kind: str
    outcome: Any
    name: str | None = None
    value: Any = None
    sign: str | None = None
    limit: Any = None
    provision: Provision | None = None
    children: tuple[Step, ...] = ()
    told: Told | None = None

    def walk(self) -> Iterator[Step]:
        """Yield the step and all below it, the outer ones first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def counted(self) -> Iterator[Step]:
        """Yield the steps on which the outcome hangs: of several conditions those that settled it, no more of them.

        That all of some conditions hold is denied by the first that does not.
        """
        yield self
        wanted = len(self.children)
        if self.kind == "at_least" and self.outcome is not None:
            wanted = self.limit if self.outcome else wanted - self.limit + 1
            settling = [child for child in self.children if child.outcome is self.outcome]
        else:
            settling = list(self.children)
        for child in settling[:wanted]:
            yield from child.counted()

    def to_dict(self) -> dict[str, Any]:
        """Return the step as plain JSON values."""
        return {
            "kind": self.kind,
            "outcome": self.outcome,
            "name": self.name,
            "value": _plain(self.value),
            "sign": self.sign,
            "limit": _plain(self.limit),
            "provision": self.provision.to_dict() if self.provision is not None else None,
            "children": [child.to_dict() for child in self.children],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
