"""The archive that an xlsx, xlsb or ods file is: its parts, none unpacked beyond the limit or the size it declares."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from plut_kumkm.tables.formats.grids import refuse
from plut_kumkm.tables.formats.reasons import Reason

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from plut_kumkm.tables.formats.grids import Limits

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
# Is told of an element of an XML part: its name without prefix, and its attributes.
Start = Callable[[str, Mapping[str, str]], None]
# What an archive can fail with, beside its own error: a part cut short, a place before the file, a
# method of packing that Python lacks.
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Archive:
    """An open archive, as a context.

    Every part is read in pieces and to its end: Python then compares size and checksum with what the directory says,
    so a part that declares less than it holds is refused before another program unpacks it.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        try:
            self._zip = ZipFile(path)
        except _BROKEN as error:
            self.damaged(error)
        self._parts = {part.filename.lower(): part for part in self._zip.infolist()}
        try:
            if len(self._parts) < len(self._zip.infolist()):
                self.damaged(Reason("parts_twice"))
            if any(part.flag_bits & _ENCRYPTED for part in self._parts.values()):
                refuse("workbook.password", path)
            if sum(part.file_size for part in self._parts.values()) > limits.unpacked:
                refuse("workbook.unpacked", path, limit=limits.unpacked)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in small letters: offices do not tell them apart by case."""
        return tuple(self._parts)

    @property
    def kind(self) -> str | None:
        """Which workbook it is, "xlsx", "xlsb" or "ods"; ``None`` when it is none."""
        kinds = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
        return next((kind for name, kind in kinds.items() if name in self), None)

    def damaged(self, reason: object) -> NoReturn:
        """Raise the error that says that the workbook is damaged."""
        told = reason if isinstance(reason, Reason) else str(reason)[:80] or type(reason).__name__
        refuse("workbook.damaged", self.path, reason=told)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part, piece by piece.

        Raises:
            ValidationError: it is missing, cut short, or longer than it says.
        """
        part = self._parts.get(name.lower())
        if part is None:
            self.damaged(Reason("part_missing"))
        try:
            with self._zip.open(part) as file:
                while piece := file.read(_CHUNK):
                    yield piece
        except _BROKEN as error:
            self.damaged(error)

    def check(self) -> None:
        """Unpack every part but pictures and sheets, which are checked when they are read.

        Raises:
            ValidationError: one of them is damaged, or longer than it says.
        """
        for name in self.names:
            if name.endswith((".xml", ".rels", ".bin")) and "/worksheets/sheet" not in name and name != "content.xml":
                for _ in self.pieces(name):
                    pass

    def parse(self, name: str, start: Start, **handlers: Any) -> None:
        """Tell ``start`` of every element of an XML part.

        Args:
            name: the part.
            start: is told of elements as they begin.
            handlers: further handlers by their names in expat.

        Raises:
            ValidationError: it is missing, damaged, or declares entities: such a one can unpack without bound.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def no_entities(*_: object) -> NoReturn:
            self.damaged(Reason("xml_entities"))

        def begin(element: str, attributes: dict[str, str]) -> None:
            start(element.rpartition(":")[2], attributes)

        parser.EntityDeclHandler = no_entities
        parser.StartElementHandler = begin
        for event, handler in handlers.items():
            setattr(parser, event, handler)
        try:
            for piece in self.pieces(name):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            self.damaged(error)

    def sheets(self) -> dict[str, str]:
        """Return the parts of the sheets of an xlsx file by the names of the sheets, in their order."""
        names: list[tuple[str, str]] = []

        def sheet(element: str, attributes: Mapping[str, str]) -> None:
            if element == "sheet":
                # The prefix of the id is the choice of the program that wrote it.
                id_ = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                names.append((attributes.get("name", ""), id_))

        self.parse("xl/workbook.xml", sheet)
        targets = self.relations("xl/_rels/workbook.xml.rels")
        return {name: targets.get(id_, "") for name, id_ in names}

    def relations(self, name: str) -> dict[str, str]:
        """Return the parts that a workbook refers to, by their ids."""
        targets: dict[str, str] = {}

        def relation(element: str, attributes: Mapping[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
                targets[attributes.get("Id", "")] = target.lstrip("/")

        self.parse(name, relation)
        return targets
