"""Make the README's pictures with the course's own demos: python docs/pictures/make.py."""

from collections.abc import Callable
from pathlib import Path

from convcourse import data, demos, models
from convcourse.demos.stage import Demo

HERE = Path(__file__).resolve().parent
PICTURES: dict[str, Callable[[], Demo]] = {
    "window_over_numbers": demos.window_over_numbers,
    "kernel_on_photo": demos.kernel_on_photo,
    "top_patches_of_unit": lambda: demos.top_patches_of_unit(
        models.trained_network("shapes"), data.scenes(300, objects=(1, 1), seed=15), channel=11
    ),
    "methods_side_by_side": lambda: demos.methods_side_by_side(models.trained_network("shapes")),
}


def png_of(demo: Demo) -> bytes:
    """Return the picture that a demo shows at first."""
    assert demo.picture is not None
    return demo.picture.render(**demo.parameters())[0]


if __name__ == "__main__":
    for name, make in PICTURES.items():
        (HERE / f"{name}.png").write_bytes(png_of(make()))
        print(f"{name}.png")
