"""Draws a learning curve as a PNG with numpy alone, so that the image needs no plotting library."""

import struct
import zlib
from pathlib import Path

import numpy as np

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 80, 24, 44, 52
FINER = 3  # drawn this much larger, then averaged: smooth edges
INK, GRID, TRAIN, TEST = (50, 50, 50), (225, 225, 225), (140, 160, 190), (200, 60, 30)

# Five columns of seven dots a character, lowest bit on top.
FONT = {
    " ": "0000000000", "%": "2313086462", ".": "0060600000", "0": "3e5149453e", "1": "00427f4000", "2": "4261514946",
    "3": "2141454b31", "4": "1814127f10", "5": "2745454539", "6": "3c4a494930", "7": "0171090503", "8": "3649494936",
    "9": "064949291e", "a": "2054545478", "c": "3844444420", "d": "384444487f", "e": "3854545418", "g": "0c5252523e",
    "h": "7f08040478", "i": "00447d4000", "n": "7c08040478", "o": "3844444438", "p": "7c14141408", "r": "7c08040408",
    "s": "4854545420", "t": "043f444020", "u": "3c4040207c", "y": "0c5050503c",
}  # fmt: skip


def draw_learning_curve(path, rows):
    """rows: dicts with epoch, train_accuracy and test_accuracy, in the order of the epochs."""
    epochs = np.array([int(row["epoch"]) for row in rows])
    train = np.array([float(row["train_accuracy"]) for row in rows])
    test = np.array([float(row["test_accuracy"]) for row in rows])
    low = min(0.95, np.floor(min(train.min(), test.min()) * 20) / 20)
    x = LEFT + (epochs - epochs[0]) / max(1, epochs[-1] - epochs[0]) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return TOP + (1 - value) / (1 - low) * (HEIGHT - TOP - BOTTOM)

    canvas = np.full((HEIGHT * FINER, WIDTH * FINER, 3), 255, np.uint8)
    for value in np.linspace(low, 1, 6):
        line(canvas, (LEFT, WIDTH - RIGHT), (y(value), y(value)), GRID, 1)
        text(canvas, 8, y(value) - 7, f"{value * 100:4.0f}%", INK)
    for index in np.unique(np.linspace(0, len(epochs) - 1, min(len(epochs), 8)).round().astype(int)):
        text(canvas, x[index] - 6 * len(str(epochs[index])), HEIGHT - BOTTOM + 12, str(epochs[index]), INK)
    text(canvas, WIDTH / 2 - 30, HEIGHT - 20, "epoch", INK)
    line(canvas, x, y(train), TRAIN, 2)
    line(canvas, x, y(test), TEST, 2)
    text(canvas, LEFT, 14, "train accuracy", TRAIN)
    text(canvas, LEFT + 220, 14, f"test accuracy {test[-1] * 100:.1f}%", TEST)
    smooth = canvas.reshape(HEIGHT, FINER, WIDTH, FINER, 3).mean(axis=(1, 3)).astype(np.uint8)
    Path(path).write_bytes(png(smooth))


def line(canvas, xs, ys, colour, width):
    """A line through the points, as thick as width."""
    reach = width * FINER // 2
    for x0, y0, x1, y1 in zip(xs, ys, xs[1:], ys[1:]):
        steps = int(FINER * max(abs(x1 - x0), abs(y1 - y0))) + 1
        for part in np.linspace(0, 1, steps):
            column, row = int(FINER * (x0 + part * (x1 - x0))), int(FINER * (y0 + part * (y1 - y0)))
            canvas[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1] = colour


def text(canvas, x, y, words, colour):
    """Words with their upper left corner at x, y; a character is 12 wide and 14 high."""
    dot = 2 * FINER
    for place, character in enumerate(words):
        for column, bits in enumerate(bytes.fromhex(FONT[character])):
            for row in range(7):
                if bits >> row & 1:
                    top, left = int(y * FINER) + row * dot, int((x + 12 * place) * FINER) + column * dot
                    canvas[top : top + dot, left : left + dot] = colour


def png(pixels):
    """The bytes of a PNG of an array of height × width × 3 bytes."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
