"""Why a file cannot be read or written, in the language of the reader: the system speaks English only."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from plut_kumkm.base import messages

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang

_NAMES = {
    errno.ENOENT: "no_file",
    errno.EISDIR: "is_folder",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "is_file",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
    errno.ENOSPC: "no_space",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EBUSY: "in_use",
    errno.ETXTBSY: "in_use",
}


class Reason(str):
    """A reason as a message writes it.

    >>> Reason("no_file"), Reason("no_file").label("id")
    ('no_file', 'tidak ada berkas atau folder dengan nama itu')
    """

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the reason in words."""
        return messages.render(f"table.reason.{self}", {}, lang)


def because(error: OSError) -> str:
    """Return why the system refuses: a ``Reason`` where it is a usual one, otherwise the words of the system.

    >>> because(FileNotFoundError(2, "No such file or directory"))
    'no_file'
    >>> because(OSError(5, "Input/output error"))
    'Input/output error'
    """
    name = _NAMES.get(error.errno or 0)
    return error.strerror or type(error).__name__ if name is None else Reason(name)
