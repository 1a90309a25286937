"""What stands between the network and gradio: what is let in, how large, and what is forgotten.

Nothing here knows of pictures or conversations.
"""
