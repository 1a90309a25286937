"""A person's turns, from what was asked to the screen that answers; no gradio.

Nothing of a person's session changes here but at the end of a turn that was not stopped.
"""
