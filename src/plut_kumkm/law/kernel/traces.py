"""What a rule looked at, kept only when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.law.instruments import Provision


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

    def walk(self) -> Iterator[Step]:
        """Yield the step and all below it, the outer ones first."""
        yield self
        for child in self.children:
            yield from child.walk()

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
