"""Finds pictures from words and from labels; knows no screen and no English.

Importing this package loads neither torch nor gradio.
"""
