"""The main job: read a registry, give every enterprise and year its tier, write the results."""

from plut_kumkm.registry.noticing.linking import compare_ids
from plut_kumkm.registry.noticing.places import PlaceIndex

__all__ = ["PlaceIndex", "compare_ids"]
