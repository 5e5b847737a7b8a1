"""Runs the command of the library with the arguments given, then writes to stderr how much memory it took at most [B].

A process of its own, so that nothing else counts. Where the system says it, the peak of this program alone is taken:
that of ``resource`` may still hold the peak of the process from which it was started.
"""

import resource
import sys
from pathlib import Path

from plut_kumkm.cli import main


def peak() -> int:
    """Return the largest amount of memory that this process has held so far [B]."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    done = main(sys.argv[1:])
    print(peak(), file=sys.stderr)
    sys.exit(done)
