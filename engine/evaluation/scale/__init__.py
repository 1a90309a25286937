"""The engine at scale: synthetic catalogues of any size, real turns on them, scans beside."""
