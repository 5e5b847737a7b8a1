"""What is noticed in a registry beside its answers: sense, claims, footing, repetitions, places, names, ids."""
