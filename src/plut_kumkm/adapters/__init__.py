"""Where web frameworks and other converters expect our rules: pydantic types, JSON Schema, hooks for cattrs.

Thin: every rule, code and message is that of the library. Nothing is imported here; ``pydantic_types`` needs the extra
``adapters``, the other two need nothing more.
"""
