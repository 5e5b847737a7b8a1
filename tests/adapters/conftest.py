"""Without pydantic its types cannot be tested; the test of the how-to page says so, or fails where all is required."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("pydantic") else ["test_pydantic_types.py"]
