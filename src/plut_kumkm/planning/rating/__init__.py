"""Rating scales, the class of a value on them, and the conversion to an SKP score."""
