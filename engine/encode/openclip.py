"""Any open_clip model as an encoder: evaluation mode, float32, unit vectors."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.encode.preprocessing import Preprocessing, prepare
from engine.heads import Head
from engine.types import Embeddings

if TYPE_CHECKING:
    import torch

TEXTS_AT_ONCE = 256


class OpenClipEncoder:
    """A loaded model, its words, and how it wants its pictures.

    A forward pass in evaluation mode changes nothing in the model, so threads share it freely.
    """

    def __init__(
        self,
        model: "torch.nn.Module",
        tokenizer: Callable[[list[str]], "torch.Tensor"],
        name: str,
        identity: str,
        preprocessing: Preprocessing,
        device: str,
        head: Head | None = None,
        languages: tuple[str, ...] = (),
    ) -> None:
        import torch

        self.name = name
        self.identity = identity
        self.preprocessing = preprocessing
        self.head = head
        self.languages = languages
        self.model: Any = model
        self.tokenizer = tokenizer
        self.device = device
        self._mean = torch.tensor(preprocessing.mean, device=device).view(1, 3, 1, 1) * 255
        self._std = torch.tensor(preprocessing.std, device=device).view(1, 3, 1, 1) * 255
        # Asking for one vector also proves that words and weights belong together.
        self.dimensions = self.texts(["a picture"]).shape[1]
        if head:
            head.check_model(name, identity, self.dimensions)

    def prepare(self, image: Image.Image) -> NDArray[np.uint8]:
        """Bring one upright RGB picture to the model's size; needs no torch."""
        return prepare(image, self.preprocessing)

    def pictures(self, batch: NDArray[np.uint8]) -> Embeddings:
        """Embed prepared pictures, (b, 3, h, w) uint8, as (b, d) float32 of unit length."""
        import torch

        with torch.inference_mode():
            levels = torch.from_numpy(batch).to(self.device).float()
            normal = levels.sub_(self._mean).div_(self._std)
            return _unit(self.model.encode_image(normal))

    def texts(self, texts: Sequence[str]) -> Embeddings:
        """Embed texts as (b, d) float32 of unit length."""
        import torch

        parts = [texts[at : at + TEXTS_AT_ONCE] for at in range(0, len(texts), TEXTS_AT_ONCE)]
        with torch.inference_mode():
            vectors = [
                _unit(self.model.encode_text(self.tokenizer(list(part)).to(self.device)))
                for part in parts
            ]
        return np.concatenate(vectors) if vectors else np.empty((0, self.dimensions), np.float32)


def _unit(features: "torch.Tensor") -> Embeddings:
    import torch

    vectors: Embeddings = torch.nn.functional.normalize(features.float(), dim=-1).cpu().numpy()
    return vectors
