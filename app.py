"""Start the web chat: what a Space runs, and `python app.py --images DIR` for your own pictures.

The arguments are those of `morelike serve`; without any, the bundled demo is served.
"""

import os
import sys

# Turns of several people share the cores; one that asks for all of them waits for the others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if os.environ.get("SPACE_ID"):
    os.environ.setdefault("GRADIO_SERVER_NAME", "0.0.0.0")  # noqa: S104, a Space is reached from outside

if os.environ.get("SPACES_ZERO_GPU"):
    import spaces  # before torch, which it changes

    @spaces.GPU(duration=10)  # type: ignore[untyped-decorator, unused-ignore]
    def use_gpu() -> None:
        """Be the one function that ZeroGPU insists on; the bundled model is quick without it."""


from bot.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
