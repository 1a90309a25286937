"""Pictures that the project draws itself, each with the truth about it.

They are the bundled demo catalogue, and, from other seeds, what its small
model is trained on.
"""
