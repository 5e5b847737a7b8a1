"""Which modules pytest leaves out of its doctests: those that need an extra which is not installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("pydantic") else ["src/plut_kumkm/adapters/pydantic_types.py"]
