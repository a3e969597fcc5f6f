"""Build a stack of Keras layers, and watch shapes and parameters."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.figures.layer_stack import Row

MOST_BLOCKS, UNITS, CLASSES = 3, 64, 10


def layer_stack() -> Demo:
    """Vary picture, filters, kernel, padding, pool, and how often convolution and pool are repeated."""

    def compute(rows: int, blocks: int, filters: int, kernel: int, padding: str, pool: int) -> Mapping[str, object]:
        lines, counted = _layers(blocks, filters, kernel, padding, pool)
        shape = (rows, rows + 8, 1)
        table: list[Row] = [(f"keras.Input({shape})", shape, 0)]
        problem = ""
        for number in range(1, len(counted) + 1):
            try:
                last = reference.count_layers(counted[:number], shape)[-1]
            except ValueError:
                high, wide = table[-1][1][:2]
                problem = f"Here it ends: a map of {high} × {wide} has no room for {lines[number - 1]}"
                break
            table.append((lines[number - 1], last.shape, last.parameters))
        return {"rows": table, "problem": problem}

    return Demo(
        figures.layer_stack(2 * MOST_BLOCKS + 4).fed_by(compute),
        rows=Steps("picture: rows (columns: 8 more)", 8, 40, 20),
        blocks=Steps("convolutions, each with a pool", 1, MOST_BLOCKS, 2),
        filters=Steps("filters of the first (then doubled)", 1, 32, 6),
        kernel=Steps("kernel: rows, columns", 1, 7, 5),
        padding=Choice("padding", ["valid", "same"]),
        pool=Steps("pool: rows, columns", 1, 4, 2),
    )


def _layers(blocks: int, filters: int, kernel: int, padding: str, pool: int) -> tuple[list[str], list[reference.Layer]]:
    """Return the lines of code, and the same layers as chapter 03 counts them."""
    lines: list[str] = []
    layers: list[reference.Layer] = []
    for block in range(blocks):
        same = ', padding="same"' if padding == "same" else ""
        lines += [f"Conv2D({filters << block}, {kernel}{same})", f"MaxPool2D({pool})"]
        layers += [reference.Conv(filters << block, kernel, padding=padding), reference.Pool(pool)]
    lines += ["Flatten()", f"Dense({UNITS})", f"Dense({CLASSES})"]
    return lines, [*layers, reference.Flatten(), reference.Dense(UNITS), reference.Dense(CLASSES)]
