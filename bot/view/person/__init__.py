"""What belongs to one person's page, as values: what it holds, what it says, what it is told.

Whatever comes back from a browser is read here, and what is not of its shape counts as nothing.
"""
