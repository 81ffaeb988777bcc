"""A canvas of braille dots, 2 × 4 to a cell, in layers: what matters more hides the rest of its cell."""

from __future__ import annotations

from textual.content import Content

ACROSS = 2
DOWN = 4
EMPTY = 0x2800
BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


class Canvas:
    """Cells of dots and glyphs with a style each; a higher layer replaces a lower one in the same cell."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._glyphs: dict[tuple[int, int], tuple[int, str, str]] = {}
        self._grounds: dict[tuple[int, int], str] = {}

    def dot(self, x: int, y: int, layer: int, style: str) -> None:
        """Set the dot in dot column `x`, dot row `y`; dots outside are dropped."""
        cell = (x // ACROSS, y // DOWN)
        if not self._inside(cell):
            return
        bit = BITS[x % ACROSS][y % DOWN]
        old_layer, glyph, old_style = self._glyphs.get(cell, (-1, chr(EMPTY), style))
        if layer > old_layer:
            self._glyphs[cell] = (layer, chr(EMPTY + bit), style)
        elif layer == old_layer and EMPTY <= ord(glyph) < EMPTY + 256:
            self._glyphs[cell] = (layer, chr(ord(glyph) | bit), old_style)

    def put(self, column: int, row: int, glyph: str, layer: int, style: str) -> None:
        """Set a whole cell to a glyph unless a higher layer holds it."""
        cell = (column, row)
        if self._inside(cell) and layer >= self._glyphs.get(cell, (-1, "", ""))[0]:
            self._glyphs[cell] = (layer, glyph, style)

    def write(self, column: int, row: int, text: str, layer: int, style: str) -> None:
        """Write a word from `column` on."""
        for offset, character in enumerate(text):
            self.put(column + offset, row, character, layer, style)

    def ground(self, column: int, row: int, role: str) -> None:
        """Fill the ground of a cell."""
        if self._inside((column, row)):
            self._grounds[(column, row)] = role

    def holds(self, column: int, row: int, layer: int) -> bool:
        """Whether a cell holds that layer or a higher one."""
        return self._glyphs.get((column, row), (-1, "", ""))[0] >= layer

    def lines(self) -> list[Content]:
        """Return the rows as text, neighbours of one style joined."""
        return [self._line(row) for row in range(self.height)]

    def _line(self, row: int) -> Content:
        runs: list[tuple[str, str]] = []
        for column in range(self.width):
            _, glyph, style = self._glyphs.get((column, row), (-1, " ", ""))
            ground = self._grounds.get((column, row))
            style = f"{style} on {ground}".strip() if ground else style
            if runs and runs[-1][1] == style:
                runs[-1] = (runs[-1][0] + glyph, style)
            else:
                runs.append((glyph, style))
        return Content.assemble(*runs)

    def _inside(self, cell: tuple[int, int]) -> bool:
        return 0 <= cell[0] < self.width and 0 <= cell[1] < self.height
