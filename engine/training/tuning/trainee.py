"""A model that is being tuned: which of its weights may move, how it is mixed and written.

Everything here goes by open_clip's own classes, native towers and timm's alike. A weight that may
not move is bit-identical afterwards: its gradient is never computed, and statistics of batch
normalisation stand still in every tower.
"""

import copy
import logging
import shutil
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.encode import Preprocessing, identify, open_encoder
from engine.encode.openclip import OpenClipEncoder
from engine.encode.sources import Source, find_source
from engine.encode.torchready import import_open_clip
from engine.errors import TrainingError
from engine.heads import set_aside
from engine.training.export import write_folder
from engine.training.tuning.settings import Precision

if TYPE_CHECKING:
    import torch
    from torch import Tensor
    from torch.nn import Module

logger = logging.getLogger(__name__)
WORDS = ("merges.txt*", "vocab*", "tokenizer*", "special_tokens_map.json", "*.spm")
"""Files of a model's folder that belong to its tokenizer."""


@dataclass(frozen=True)
class Trainee:
    """A model opened for tuning.

    Attributes
    ----------
    encoder : OpenClipEncoder
        Sees the weights as they are at any moment.
    source : Source
        Where it came from: its architecture and its words.
    """

    encoder: OpenClipEncoder
    source: Source

    @property
    def model(self) -> Any:  # noqa: ANN401 - open_clip's classes have no common type
        """The open_clip model itself."""
        return self.encoder.model

    @property
    def device(self) -> str:
        """Where it computes."""
        return self.encoder.device

    @property
    def side(self) -> int:
        """Side of the square pictures that it sees."""
        wanted = self.encoder.preprocessing
        if wanted.height != wanted.width:
            raise TrainingError(
                f"{self.encoder.name} takes pictures of {wanted.width} x {wanted.height}; "
                "only models for square pictures can be tuned"
            )
        return wanted.width

    def normalised(self, shown: "Tensor") -> "Tensor":
        """Shift pictures in 0..1 to what the picture tower takes."""
        import torch

        wanted = self.encoder.preprocessing
        mean, std = (torch.tensor(part).view(1, 3, 1, 1) for part in (wanted.mean, wanted.std))
        ready: Tensor = ((shown - mean) / std).to(self.device)
        return ready.contiguous(memory_format=torch.channels_last)

    def weights(self) -> "dict[str, Tensor]":
        """Copy all weights as they are."""
        return copy.deepcopy(self.model.state_dict())

    def mix(self, old: "dict[str, Tensor]", new: "dict[str, Tensor]", share: float) -> None:
        """Set every weight between an old and a new one (WiSE-FT); 1 is the new one."""
        mixed = {
            name: old[name].lerp(weight, share) if weight.dtype.is_floating_point else weight
            for name, weight in new.items()
        }
        self.model.load_state_dict(new if share == 1 else mixed)

    def save(self, folder: Path, *, halves: bool = True) -> int:
        """Write a folder that `--model` and open_clip open.

        A compact head that lies there and belongs to other weights is moved aside, with a warning.

        Returns
        -------
        int
            Size of the weights in bytes.
        """
        folder.mkdir(parents=True, exist_ok=True)
        if self.source.folder is not None:
            _copy_words(self.source.folder, folder)
        preprocess = _written(self.encoder.preprocessing)
        size_bytes = write_folder(
            self.model,
            dict(self.source.architecture),
            preprocess,
            folder,
            halves=halves,
            languages=self.source.languages,
        )
        aside = set_aside(folder, unless=identify(f"local-dir:{folder}"))
        if aside:
            logger.warning(
                "the compact head in %s belonged to other weights: it is %s now; "
                "train one for these: morelike tune head --model local-dir:%s",
                folder,
                aside.name,
                folder,
            )
        return size_bytes


def open_trainee(model: str, device: str | None = None) -> Trainee:
    """Open a model by any name that `--model` takes."""
    encoder = open_encoder(model, device, headed=False)
    assert isinstance(encoder, OpenClipEncoder)
    return Trainee(encoder, find_source(model, import_open_clip()))


def _copy_words(old: Path, new: Path) -> None:
    """Copy what belongs to the tokenizer."""
    for pattern in WORDS:
        for path in old.glob(pattern):
            if path.resolve().parent != new.resolve():
                shutil.copyfile(path, new / path.name)


def _written(wanted: Preprocessing) -> dict[str, Any]:
    """Write preprocessing as open_clip does; the size is the architecture's."""
    return {
        "mean": list(wanted.mean),
        "std": list(wanted.std),
        "interpolation": wanted.interpolation,
        "resize_mode": wanted.resize,
        "fill_color": wanted.fill,
    }


def hold(model: "Module") -> None:
    """Let no weight move, and nothing behave as in training."""
    model.eval()
    model.requires_grad_(False)


def free_pictures(model: Any, groups: int | None) -> "list[Tensor]":  # noqa: ANN401
    """Let the picture tower learn, all of it or its last groups of layers; give what may move."""
    visual = model.visual
    visual.requires_grad_(True)
    if groups is not None:
        _hold_early(visual, groups)
    learn_again(visual)
    return [weight for weight in visual.parameters() if weight.requires_grad]


def _hold_early(visual: Any, groups: int) -> None:  # noqa: ANN401
    """Hold all but the last groups, where the tower says what its groups are."""
    if hasattr(visual, "trunk"):
        from timm.models import group_parameters

        found = group_parameters(visual.trunk, visual.trunk.group_matcher(coarse=True))
        for group in sorted(found)[:-groups]:
            for name in found[group]:
                visual.trunk.get_parameter(name).requires_grad = False
    elif hasattr(visual, "transformer"):
        visual.lock(unlocked_groups=groups)
    else:
        raise TrainingError(
            f"{type(visual).__name__} has no groups of layers; leave out --groups to tune all of it"
        )


def free_texts(model: Any, layers: int | None) -> "list[Tensor]":  # noqa: ANN401
    """Let the text tower learn, all of it or its last layers, and the temperature with it."""
    tower = _text_weights(model)
    for weight in tower:
        weight.requires_grad_(True)
    if layers is not None:
        lock = getattr(model, "lock_text_tower", None) or model.text.lock  # CoCa has the latter
        lock(unlocked_layers=layers)
    learn_again(model)
    model.visual.eval()
    model.logit_scale.requires_grad_(True)
    return [model.logit_scale, *(weight for weight in tower if weight.requires_grad)]


def _text_weights(model: Any) -> "list[Tensor]":  # noqa: ANN401
    """List the weights that text vectors come from: CoCa's decoder writes captions alone."""
    return [
        weight
        for name, weight in model.named_parameters()
        if not name.startswith(("visual.", "logit_", "text_decoder."))
    ]


def learn_again(module: "Module") -> None:
    """Behave as in training, but for batch normalisation: statistics of few batches are worse."""
    from torch.nn.modules.batchnorm import _BatchNorm

    module.train()
    for part in module.modules():
        if isinstance(part, _BatchNorm):
            part.eval()


def checkpointed(model: Any, *, enable: bool) -> bool:  # noqa: ANN401
    """Turn gradient checkpointing on or off, and tell whether the picture tower has it."""
    if not hasattr(model, "set_grad_checkpointing"):
        return False
    model.set_grad_checkpointing(enable)
    trunk = getattr(model.visual, "trunk", None)
    try:  # open_clip does not pass on that a tower of timm's cannot
        if trunk is not None:
            trunk.set_grad_checkpointing(enable)
    except (AssertionError, AttributeError):
        return False
    return True


def kind_of(device: str) -> str:
    """Name a device without its number: `cuda:1` is a `cuda`."""
    return device.partition(":")[0]


def precision_of(precision: Precision, device: str) -> "torch.dtype | None":
    """Choose what autocast computes in; None is full precision."""
    import torch

    if precision == "auto":
        if not device.startswith("cuda"):
            return None
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return {"full": None, "bfloat16": torch.bfloat16, "float16": torch.float16}[precision]


def mixed(device: str, dtype: "torch.dtype | None") -> AbstractContextManager[Any]:
    """Compute in a shorter type where one is chosen."""
    import torch

    return nullcontext() if dtype is None else torch.autocast(kind_of(device), dtype)
