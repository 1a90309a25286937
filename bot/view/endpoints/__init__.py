"""The endpoints that programs call, and the checks of what they send.

They share the engine with the page and nothing else: no session, no screen.
"""
