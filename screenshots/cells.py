"""A screen as a picture: the compositor's cells, drawn as text or as shapes on whole cells."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from rich.style import Style
    from textual.app import App

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE, BASELINE = 10, 20, 16, 15
MARGIN = 10
COLOURS = 128
FACES = {"": "DejaVuSansMono.ttf", "b": "DejaVuSansMono-Bold.ttf", "i": "DejaVuSansMono-Oblique.ttf",
         "bi": "DejaVuSansMono-BoldOblique.ttf"}  # fmt: skip
FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts",
    "~/Library/Fonts", "C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts",
)  # fmt: skip

Colour = tuple[int, int, int]


class Cell(NamedTuple):
    """What the compositor put into one cell; `wide` characters take two."""

    character: str
    ink: Colour
    ground: Colour
    face: str
    underlined: bool
    wide: bool


def cells_of(app: App[int]) -> Iterator[tuple[int, int, Cell]]:
    """Every cell of the screen with its column and row."""
    from rich.cells import cell_len

    for row, strip in enumerate(app.screen._compositor.render_strips(app.size)):
        column = 0
        for segment in strip:
            for character in segment.text:
                width = cell_len(character)
                if width:
                    yield column, row, _cell(character, segment.style, width == 2)
                column += width


def _cell(character: str, style: Style | None, wide: bool) -> Cell:
    ink = _colour(style.color if style else None, (230, 234, 238))
    ground = _colour(style.bgcolor if style else None, (20, 24, 29))
    if style and style.reverse:
        ink, ground = ground, ink
    face = ("b" if style and style.bold else "") + ("i" if style and style.italic else "")
    return Cell(character, ink, ground, face, bool(style and style.underline), wide)


def _colour(colour: object, default: Colour) -> Colour:
    from rich.color import Color

    if not isinstance(colour, Color) or colour.is_default:
        return default
    red, green, blue = colour.get_truecolor()
    return red, green, blue


# Fonts


@cache
def font(face: str) -> FreeTypeFont:
    """A face of DejaVu Sans Mono at the size of the cells."""
    from PIL import ImageFont

    return ImageFont.truetype(str(font_file(FACES[face])), FONT_SIZE)


def font_file(name: str) -> Path:
    """The file of a font: from fontconfig, else from the folders where systems keep fonts."""
    if shutil.which("fc-list"):
        listed = subprocess.run(
            ["fc-list", "--format", "%{file}\n"],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        for line in listed.stdout.splitlines():
            if Path(line).name == name:
                return Path(line)
    for folder in FONT_FOLDERS:
        for found in Path(folder).expanduser().rglob(name):
            return found
    raise SystemExit(f"{name} was not found. Install the DejaVu fonts (Debian: fonts-dejavu-core).")


# Shapes

LIGHT, HEAVY = 1, 2
WEIGHTS = {"LIGHT": LIGHT, "HEAVY": HEAVY}
SIDES = {"LEFT": (0,), "RIGHT": (1,), "UP": (2,), "DOWN": (3,), "HORIZONTAL": (0, 1), "VERTICAL": (2, 3)}
ROUND = {"╭": (1, 1, 180), "╮": (-1, 1, 270), "╯": (-1, -1, 0), "╰": (1, -1, 90)}
"""Where the centre of a round corner lies from the cell's own, and the angle its arc begins at."""
DASHES = {"╌": 2, "╍": 2, "┄": 3, "┅": 3, "┈": 4, "┉": 4}
EIGHTHS_UP = "▁▂▃▄▅▆▇█"
EIGHTHS_RIGHT = "▏▎▍▌▋▊▉█"
BRAILLE_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of the dots, lowest bit first."""

Shape = Callable[["ImageDraw", int, int, Cell], None]


@cache
def arms_of(character: str) -> tuple[int, ...] | None:
    """Weights of a line's arms to the left, right, top and bottom, from its Unicode name."""
    name = unicodedata.name(character, "")
    if not name.startswith("BOX DRAWINGS ") or any(word in name for word in ("DASH", "DOUBLE", "DIAGONAL")):
        return None
    arms, weight = [0, 0, 0, 0], LIGHT
    for part in name.removeprefix("BOX DRAWINGS ").split(" AND "):
        words = part.split()
        weight = next((WEIGHTS[word] for word in words if word in WEIGHTS), weight)
        for word in words:
            for side in SIDES.get(word, ()):
                arms[side] = weight
    return tuple(arms)


def shape_of(character: str) -> Shape | None:
    """How a character is drawn that is no text; None for text."""
    if character in ROUND:
        return _draw_corner
    if arms_of(character):
        return _draw_arms
    if character in DASHES:
        return _draw_dashes
    if character in EIGHTHS_UP or character in EIGHTHS_RIGHT or character in "▀▐▔▕":
        return _draw_block
    if "\u2800" <= character <= "\u28ff":
        return _draw_braille
    return None


def _thick(weight: int) -> tuple[int, int]:
    """From where to where a line of a weight lies beside the middle."""
    return (0, 1) if weight == LIGHT else (-1, 2)


def _draw_arms(draw: ImageDraw, x: int, y: int, cell: Cell) -> None:
    left, right, up, down = arms_of(cell.character) or (0, 0, 0, 0)
    middle, centre = x + CELL_WIDTH // 2, y + CELL_HEIGHT // 2
    ends = ((left, x, middle), (right, middle, x + CELL_WIDTH - 1))
    for weight, start, end in ends:
        if weight:
            low, high = _thick(weight)
            draw.rectangle((start, centre + low, end, centre + high - 1), cell.ink)
    for weight, start, end in ((up, y, centre), (down, centre, y + CELL_HEIGHT - 1)):
        if weight:
            low, high = _thick(weight)
            draw.rectangle((middle + low, start, middle + high - 1, end), cell.ink)


def _draw_corner(draw: ImageDraw, x: int, y: int, cell: Cell) -> None:
    """An arc between the ends of the arms, and the rest of them straight."""
    right, down, angle = ROUND[cell.character]
    middle, centre, radius = x + CELL_WIDTH // 2, y + CELL_HEIGHT // 2, CELL_WIDTH // 2
    at, level = middle + right * radius, centre + down * radius
    draw.arc((at - radius, level - radius, at + radius, level + radius), angle, angle + 90, cell.ink)
    edge = y + CELL_HEIGHT - 1 if down > 0 else y
    draw.line((middle, level, middle, edge), cell.ink)
    draw.line((at, centre, x + CELL_WIDTH - 1 if right > 0 else x, centre), cell.ink)


def _draw_dashes(draw: ImageDraw, x: int, y: int, cell: Cell) -> None:
    parts = DASHES[cell.character]
    centre = y + CELL_HEIGHT // 2
    for part in range(parts):
        start = x + part * CELL_WIDTH // parts
        end = x + (part + 1) * CELL_WIDTH // parts - 2
        draw.rectangle((start, centre, max(start, end), centre), cell.ink)


def _draw_block(draw: ImageDraw, x: int, y: int, cell: Cell) -> None:
    right, bottom = x + CELL_WIDTH - 1, y + CELL_HEIGHT - 1
    half, middle = y + CELL_HEIGHT // 2, x + CELL_WIDTH // 2
    boxes = {
        "▀": (x, y, right, half - 1), "▐": (middle, y, right, bottom),
        "▔": (x, y, right, y + CELL_HEIGHT // 8 - 1), "▕": (right, y, right, bottom),
    }  # fmt: skip
    if cell.character in boxes:
        box = boxes[cell.character]
    elif cell.character in EIGHTHS_UP:
        height = (EIGHTHS_UP.index(cell.character) + 1) * CELL_HEIGHT // 8
        box = (x, bottom - height + 1, right, bottom)
    else:
        width = max((EIGHTHS_RIGHT.index(cell.character) + 1) * CELL_WIDTH // 8, 1)
        box = (x, y, x + width - 1, bottom)
    draw.rectangle(box, cell.ink)


def _draw_braille(draw: ImageDraw, x: int, y: int, cell: Cell) -> None:
    """Points of two by two pixels on a grid that goes on over the cells."""
    bits = ord(cell.character) - 0x2800
    for bit, (column, row) in enumerate(BRAILLE_DOTS):
        if bits >> bit & 1:
            left = x + (2 * column + 1) * CELL_WIDTH // 4 - 1
            top = y + (2 * row + 1) * CELL_HEIGHT // 8 - 1
            draw.rectangle((left, top, left + 1, top + 1), cell.ink)


# The picture


def draw_picture(app: App[int], file: Path) -> None:
    """Draw the app's cells; those at the edge fill the margin too."""
    from PIL import Image, ImageDraw

    columns, rows = app.size
    image = Image.new("RGB", (columns * CELL_WIDTH + 2 * MARGIN, rows * CELL_HEIGHT + 2 * MARGIN))
    draw = ImageDraw.Draw(image)
    cells = list(cells_of(app))
    for column, row, cell in cells:
        width = 1 + cell.wide
        left = MARGIN + column * CELL_WIDTH if column else 0
        top = MARGIN + row * CELL_HEIGHT if row else 0
        right = MARGIN + (column + width) * CELL_WIDTH if column + width < columns else image.width
        bottom = MARGIN + (row + 1) * CELL_HEIGHT if row + 1 < rows else image.height
        draw.rectangle((left, top, right - 1, bottom - 1), cell.ground)
    for column, row, cell in cells:
        _draw_cell(draw, MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT, cell)
    few_colours(image).save(file, optimize=True)


def few_colours(image: Image) -> Image:
    """The picture in its most frequent colours, exactly; rare shades at edges of letters take the nearest."""
    from PIL import Image as Module

    counted = sorted(image.getcolors(image.width * image.height) or [], reverse=True)
    colours = [colour for _, colour in counted]
    palette = colours[:COLOURS]
    number = {colour: index for index, colour in enumerate(palette)}
    for colour in colours[COLOURS:]:
        number[colour] = min(range(len(palette)), key=lambda index: _distance(palette[index], colour))
    channels = image.tobytes()
    pixels = zip(channels[::3], channels[1::3], channels[2::3], strict=True)
    made = Module.frombytes("P", image.size, bytes(number[pixel] for pixel in pixels))
    made.putpalette([channel for colour in palette for channel in colour])
    return made


def _distance(one: Colour, other: Colour) -> int:
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True))


def _draw_cell(draw: ImageDraw, x: int, y: int, cell: Cell) -> None:
    shape = shape_of(cell.character)
    if shape is not None:
        shape(draw, x, y, cell)
    elif not cell.character.isspace():
        draw.text((x, y + BASELINE), cell.character, cell.ink, font(cell.face), anchor="ls")
    if cell.underlined:
        draw.line((x, y + BASELINE + 2, x + CELL_WIDTH - 1, y + BASELINE + 2), cell.ink)
