"""Record checks: signs, dates, numbers, and whether the parts of a record agree with one another.

Every problem is a finding; nothing is mended and nothing is refused. Types are not looked at here: a record of the
wrong type cannot be built. Which rules there are, how serious each is and what it rests on stands in
``data/checks.toml``.
"""

from plut_kumkm.enterprise.checks.judging import check
from plut_kumkm.enterprise.checks.policy import Policy
from plut_kumkm.enterprise.checks.streaming import ReportStream, check_many

__all__ = ["Policy", "ReportStream", "check", "check_many"]
