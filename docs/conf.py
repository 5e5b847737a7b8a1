"""Sphinx configuration. Pages that list fields, findings or law are written from the package's data at each build."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import _generate

project = "plut_kumkm"
author = "plut_kumkm contributors"
copyright = author  # noqa: A001 - the name that Sphinx reads
release = version = metadata.version("plut_kumkm")
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.doctest"]
exclude_patterns = ["_build", "_generated", "jupyter_execute"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nitpicky = False  # types of the standard library and of attrs are not linked: the build must work without a network

html_theme = "furo"
html_title = f"plut_kumkm {release}"

napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_custom_sections = ["Source"]  # the instrument and the place in it, in every docstring of law
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autoclass_content = "class"

# Every code cell is run at each build, and an error in one stops the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120

_generate.write(Path(__file__).parent / "_generated")
