"""Pictures and text become unit vectors, behind one small protocol.

`open_encoder` opens any of the four sources of a model by its name. Everything that knows torch
lies in this package, and importing it loads none of it.
"""

from engine.encode.encoder import Encoder
from engine.encode.opening import identify, open_encoder
from engine.encode.preprocessing import Preprocessing

__all__ = ["Encoder", "Preprocessing", "identify", "open_encoder"]
