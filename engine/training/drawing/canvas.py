"""The surface that scenes are painted on: layers, pens, shadows, glow and reflections.

The canvas measures in units of its shorter side, x to the right and y down;
a pen measures in hundredths of its subject, y up from where the subject
stands. Shapes are drawn without anti-aliasing on a surface that is two or
three times too large and reduced at the end, which is faster and smoother.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from engine.training.drawing.palette import Colour, Light
from engine.training.drawing.shapes import Points, circle, outline, stroke

Pixels = NDArray[np.uint8]


class Look(NamedTuple):
    """What a style asks of the painting itself: `flat` fills in place of gradients, `hard`
    clouds, a `paper` shadow under every layer, `form` as the strength of modelling, and `late`
    rain and snow, which its brush or pen does not touch.
    """

    flat: bool = False
    hard: bool = False
    paper: bool = False
    form: float = 1.0
    late: bool = False


def whole(colour: Colour) -> tuple[int, int, int]:
    """Round a colour to what an image holds."""
    return (
        min(max(round(colour[0]), 0), 255),
        min(max(round(colour[1]), 0), 255),
        min(max(round(colour[2]), 0), 255),
    )


def _gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    share = np.linspace(0, 1, 64)[:, None, None]
    column = np.array(top) * (1 - share) + np.array(bottom) * share
    small = Image.fromarray(np.round(column).clip(0, 255).astype(np.uint8))
    return small.resize(size, Image.Resampling.BILINEAR)


class Canvas:
    """A picture in the making.

    Parameters
    ----------
    width, height : float
        In units of the shorter side, so the smaller of both is 1.
    scale : float
        Pixels to a unit, supersampling included.
    light : Light
    look : Look
    """

    def __init__(self, width: float, height: float, scale: float, light: Light, look: Look) -> None:
        self.width, self.height, self.scale = width, height, scale
        self.light, self.look = light, look
        self.size = (round(width * scale), round(height * scale))
        self.image = Image.new("RGB", self.size)
        coarse = (round(width * 48) + 1, round(height * 48) + 1)
        self._glow = np.zeros((coarse[1], coarse[0], 3))

    def layer(self) -> Image.Image:
        """Start an empty, transparent layer."""
        return Image.new("RGBA", self.size)

    def pen(self, layer: Image.Image, x: float, y: float, size: float, **more: float) -> Pen:
        """Hold a pen over a layer; 100 of its units are `size` units of the canvas."""
        step = size * self.scale / 100
        flip = -1.0 if more.get("flip") else 1.0
        turn = more.get("turn", 0.0)
        cos, sin = np.cos(turn), np.sin(turn)
        matrix = np.array([[cos * step * flip, -sin * step * flip], [-sin * step, -cos * step]])
        origin = np.array([x, y]) * self.scale
        return Pen(self, ImageDraw.Draw(layer), matrix, origin, more.get("distance", 0.0))

    def lay(self, layer: Image.Image, lift: float = 0.012, opacity: float = 1.0) -> None:
        """Put a layer on the picture; in a paper style it throws a shadow of `lift` units."""
        box = layer.getbbox()
        if box is None:
            return
        if self.look.paper and lift > 0:
            self._paper_shadow(layer.getchannel("A"), lift)
        part = layer.crop(box)
        mask = part.getchannel("A")
        if opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        self.image.paste(part, box[:2], mask)

    def _paper_shadow(self, mask: Image.Image, lift: float) -> None:
        small = mask.resize((mask.width // 2, mask.height // 2), Image.Resampling.NEAREST)
        px = max(1.0, lift * self.scale / 2)
        soft = small.filter(ImageFilter.GaussianBlur(px))
        soft = ImageChops.offset(soft, round(-self.light.side * px * 0.8), round(px * 0.2))
        soft = soft.point([round(value * 0.42) for value in range(256)]).resize(mask.size)
        dark = (10, 8, 30) if self.light.dark else (40, 30, 50)
        self.image.paste(dark, (0, 0), soft)

    def land(self, area: Points, top: Colour, bottom: Colour, lift: float = 0.014) -> None:
        """Fill an area (canvas units) with a vertical gradient, or its middle where flat."""
        mask = Image.new("L", self.size)
        ImageDraw.Draw(mask).polygon((area * self.scale).ravel().tolist(), fill=255)
        box = mask.getbbox()
        if box is None:
            return
        if self.look.paper and lift > 0:
            self._paper_shadow(mask, lift)
        part = mask.crop(box)
        if self.look.flat:
            middle = tuple(0.65 * a + 0.35 * b for a, b in zip(top, bottom, strict=True))
            self.image.paste(whole((middle[0], middle[1], middle[2])), box[:2], part)
        else:
            self.image.paste(_gradient(part.size, top, bottom), box[:2], part)

    def veil(self, mask: Image.Image, colour: Colour, strength: float = 1.0) -> None:
        """Tint through a coarse greyscale mask, stretched over the whole picture."""
        mask = mask.point([round(value * strength) for value in range(256)])
        self.image.paste(whole(colour), (0, 0), mask.resize(self.size, Image.Resampling.BICUBIC))

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: float) -> None:
        """Darken a soft oval on the ground, as under something that stands there."""
        size = (max(2, round(self.width * 96)), max(2, round(self.height * 96)))
        mask = Image.new("L", size)
        oval = [(x - rx) * 96, (y - ry) * 96, (x + rx) * 96, (y + ry) * 96]
        ImageDraw.Draw(mask).ellipse(oval, fill=255)
        soft = mask.filter(ImageFilter.GaussianBlur(0.6 + ry * 30))
        self.veil(soft, self.light.on((34, 30, 60)), strength)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Add light around a point; it is spread over the picture by `shine`."""
        rows, columns = self._glow.shape[:2]
        dx = np.arange(columns) / 48 - x
        dy = np.arange(rows) / 48 - y
        far = (dx[None, :] ** 2 + dy[:, None] ** 2) / (radius * radius)
        self._glow += (np.exp(-2.2 * far) * strength)[:, :, None] * np.array(colour)

    def shine(self) -> None:
        """Add the glow gathered so far, as light adds: never beyond white."""
        if not self._glow.any():
            return
        small = Image.fromarray(self._glow.clip(0, 255).astype(np.uint8))
        big = small.resize(self.size, Image.Resampling.BICUBIC)
        self.image = ImageChops.screen(self.image, big)
        self._glow[:] = 0

    def mirror(self, level: float, water: Colour, clear: float, swell: float) -> None:
        """Fill all below `level` with water that reflects what is above it.

        Parameters
        ----------
        level : float
            Where the water begins.
        water : Colour
            What it looks like without reflection.
        clear : float
            Share of the reflection at the far edge, 0 to 1; less nearer by.
        swell : float
            How far ripples push the reflection sideways, in units.
        """
        top = round(level * self.scale)
        seen = np.asarray(self.image)
        near = np.linspace(0, 1, self.size[1] - top)
        rows = (top - 1 - np.arange(near.size) * 0.92).clip(0, None).astype(np.int64)
        push = swell * self.scale * (0.15 + near) * np.sin(34 / (near + 0.13) + 3 * near)
        columns = np.arange(self.size[0])[None, :] + np.round(push).astype(np.int64)[:, None]
        image = seen[rows[:, None], columns.clip(0, self.size[0] - 1)]
        share = (clear * (1 - 0.5 * near))[:, None, None]
        depth = np.array(water) * (1 - 0.22 * near)[:, None, None]
        pixels = (image * share + depth * (1 - share)).clip(0, 255).astype(np.uint8)
        self.image.paste(Image.fromarray(pixels), (0, top))

    def reflect(self, layer: Image.Image, level: float, opacity: float) -> None:
        """Mirror a layer in the water at `level`, rippled and faded, before it is laid."""
        box = layer.getbbox()
        top = round(level * self.scale)
        if box is None or top <= box[1]:
            return
        part = layer.crop((box[0], box[1], box[2], top))
        turned = part.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        pixels = np.array(turned.resize((part.width, max(1, round(part.height * 0.6)))))
        n = len(pixels)
        push = (np.sin(np.arange(n) / self.scale * 130) * 0.006 * self.scale).round()
        for row in range(n):
            pixels[row] = np.roll(pixels[row], int(push[row]), axis=0)
        fade = np.linspace(opacity, 0.1 * opacity, n)[:, None]
        pixels[:, :, 3] = (pixels[:, :, 3] * fade).astype(np.uint8)
        ripple = Image.fromarray(pixels)
        self.image.paste(ripple, (box[0], top), ripple)

    def model(self, layer: Image.Image, depth: float) -> Image.Image:
        """Round a flat layer off: light along its sunny rim, shade along the other.

        Parameters
        ----------
        layer : Image
            Transparent layer with one subject; left as it is.
        depth : float
            Width of the rim in units.
        """
        box = layer.getbbox()
        if box is None or self.look.form <= 0:
            return layer
        px = max(1.0, depth * self.scale)
        alpha = layer.getchannel("A").crop(box)
        room = Image.new("L", (alpha.width + 8, alpha.height + 8))
        room.paste(alpha, (4, 4))
        soft = room.filter(ImageFilter.BoxBlur(px * 0.8))
        dx, dy = round(self.light.side * px * 0.9), round(px * 0.7)
        toward = np.asarray(ImageChops.offset(soft, -dx, dy), dtype=np.float32)[4:-4, 4:-4]
        away = np.asarray(ImageChops.offset(soft, dx, -dy), dtype=np.float32)[4:-4, 4:-4]
        lit = (1 - toward / 255)[:, :, None] * 0.30 * self.look.form
        dim = (1 - away / 255)[:, :, None] * 0.34 * self.look.form
        pixels = np.array(layer.crop(box)).astype(np.float32)
        bright = np.array(self.light.glare()) * (0.62 if self.light.dark else 1.0)
        pixels[:, :, :3] = (pixels[:, :, :3] * (1 - lit) + bright * lit) * (1 - dim)
        shaped = layer.copy()
        shaped.paste(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)), box[:2])
        return shaped


class Pen:
    """Draws one subject in its own hundredths, in the light of the scene."""

    def __init__(
        self,
        canvas: Canvas,
        ink: ImageDraw.ImageDraw,
        matrix: Points,
        origin: Points,
        distance: float,
    ) -> None:
        self.canvas, self.light = canvas, canvas.light
        self._ink, self._matrix, self._origin = ink, matrix, origin
        self.distance = distance
        self.step = float(np.hypot(matrix[0, 0], matrix[1, 0]))

    def at(
        self, x: float, y: float, size: float = 1.0, turn: float = 0.0, flip: bool = False
    ) -> Pen:
        """Move to (x, y), `size` times as large, turned by `turn` radians to the left."""
        cos, sin = np.cos(turn), np.sin(turn)
        local = np.array([[cos, -sin], [sin, cos]]) * size
        if flip:
            local = local @ np.diag([-1.0, 1.0])
        origin = self._origin + self._matrix @ np.array([x, y])
        return Pen(self.canvas, self._ink, self._matrix @ local, origin, self.distance)

    def _placed(self, points: Points) -> list[float]:
        flat: list[float] = (points @ self._matrix.T + self._origin).ravel().tolist()
        return flat

    def _tone(self, colour: Colour) -> tuple[int, int, int]:
        return whole(self.light.on(colour, self.distance))

    def area(self, points: Points, colour: Colour) -> None:
        """Fill a closed area given as an (n, 2) array."""
        self._ink.polygon(self._placed(points), fill=self._tone(colour))

    def fill(self, text: str, colour: Colour) -> None:
        """Fill the outline that `text` describes."""
        self.area(outline(text), colour)

    def bare(self, text: str, colour: Colour) -> None:
        """Fill an outline with a colour that shines by itself: no light falls on it."""
        self._ink.polygon(self._placed(outline(text)), fill=whole(colour))

    def oval(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, turn: float = 0
    ) -> None:
        """Fill an ellipse around (x, y)."""
        points = circle() * np.array([rx, ry])
        if turn:
            cos, sin = np.cos(turn), np.sin(turn)
            points = points @ np.array([[cos, sin], [-sin, cos]])
        self.area(points + np.array([x, y]), colour)

    def line(self, text: str, width: float, colour: Colour) -> None:
        """Draw a curve of even width with round ends."""
        self.limb(text, width, width, colour)

    def limb(self, text: str, start: float, end: float, colour: Colour) -> None:
        """Draw a curve that tapers from width `start` to width `end`, with round ends."""
        path = stroke(text)
        along = np.gradient(path, axis=0)
        length = np.hypot(along[:, 0], along[:, 1])
        length[length == 0] = 1
        side = np.stack([-along[:, 1], along[:, 0]], axis=1) / length[:, None]
        thick = max(0.7 / self.step, 0) if self.step else 0
        half = np.maximum(np.linspace(start, end, len(path)), thick * 2)[:, None] / 2
        self.area(np.concatenate([path + side * half, (path - side * half)[::-1]]), colour)
        for (x, y), radius in ((path[0], half[0, 0]), (path[-1], half[-1, 0])):
            if radius * self.step > 1:
                self.area(circle(12) * radius + np.array([x, y]), colour)

    def glass(self, text: str, day: Colour = (74, 92, 116), glow: float = 7.0) -> None:
        """Draw a window: dark glass by day, lit and glowing by night."""
        if not self.light.dark or self.distance > 0.75:
            self.fill(text, day)
            return
        self.bare(text, (255, 214, 122))
        if glow:
            middle = outline(text).mean(axis=0)
            self.lamp(float(middle[0]), float(middle[1]), glow, (255, 170, 70), 0.35)

    def lamp(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Add a glow around (x, y)."""
        px, py = (self._origin + self._matrix @ np.array([x, y])) / self.canvas.scale
        size = radius * self.step / self.canvas.scale
        self.canvas.glow(float(px), float(py), max(size, 0.02), colour, strength)
