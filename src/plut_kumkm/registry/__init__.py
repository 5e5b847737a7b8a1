"""The main job: read a registry, give every enterprise and year its tier, write the results."""
