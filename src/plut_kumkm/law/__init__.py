"""Law as dated, cited data, and the kernel of rules that reads it. Nothing here knows of enterprises."""

from plut_kumkm.law.books import LawBook, book, history, load, schemes
from plut_kumkm.law.instruments import Cite, Instrument, Provision
from plut_kumkm.law.regimes import Dispute, Gap, Regime, Scheme, Value
from plut_kumkm.law.verdicts import Indeterminate, NoAnswerError, NotInForce, Reading, Unknown, Verdict

__all__ = [
    "Cite",
    "Dispute",
    "Gap",
    "Indeterminate",
    "Instrument",
    "LawBook",
    "NoAnswerError",
    "NotInForce",
    "Provision",
    "Reading",
    "Regime",
    "Scheme",
    "Unknown",
    "Value",
    "Verdict",
    "book",
    "history",
    "load",
    "schemes",
]
