"""Where things are, and the numbers that a part of the engine can be told.

Each part takes its own settings; nobody takes everyone's.
"""

from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"
BUNDLED_MODEL = ASSETS / "models" / "bundled"
DEMO_PICTURES = ASSETS / "demo" / "pictures"
DEMO_LIBRARY = ASSETS / "demo" / "library"
PHOTO_MODEL = "ViT-B-32-256/datacomp_s34b_b86k"
"""The open_clip model for people's own photos: MIT licence, 512 dimensions."""
