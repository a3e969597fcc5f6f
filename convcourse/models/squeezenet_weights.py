"""SqueezeNet 1.0 with weights that were trained on ImageNet, from a file that you name."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from convcourse.data.files import DataDamaged, DataMissing
from convcourse.models.squeezenet import FIRES, squeezenet_1_0

if TYPE_CHECKING:
    import keras

SIDE = 227
MEANS = (104.0, 117.0, 123.0)  # of blue, green and red over the training images
CLASSES = 1000
_PARTS = {"squeeze": "conv1x1_1", "expand_1x1": "conv1x1_2", "expand_3x3": "conv3x3_2"}

# What the file calls the layers of the network, from the first to the last.
NAMES_IN_FILE = {
    "conv1": "conv1",
    **{
        f"fire{number}_{part}": f"fire{number}__{name}"
        for number in range(2, 2 + len(FIRES))
        for part, name in _PARTS.items()
    },
    "conv10": "conv_final",
}


def trained_squeezenet(path: str | Path, *, softmax: bool = False) -> keras.Model:
    """Build SqueezeNet 1.0 as its authors trained it, and load its weights.

    It takes what `as_squeezenet_input` gives: images of 227 x 227 pixels, blue first, the mean colour taken off.

    Args:
        path: An .npz file that holds, for each layer, a kernel NAME__w of shape (height, width, in, out) and biases
            NAME__b.
        softmax: Give probabilities in place of scores.

    Raises:
        DataMissing: There is no such file.
        DataDamaged: The file is cut short, is none of this kind, or holds other arrays than the network has.

    Source: Iandola et al. (2016); weights from the authors' release of deep-compressed SqueezeNet 1.0, BSD licence.
    """
    arrays = _read(Path(path))
    model = squeezenet_1_0((SIDE, SIDE, 3), CLASSES, last_padding=1, softmax=softmax)
    expected = {
        f"{name}__{kind}": tuple(weight.shape)
        for layer, name in NAMES_IN_FILE.items()
        for kind, weight in zip("wb", model.get_layer(layer).weights, strict=True)
    }
    _check(arrays, expected, Path(path))
    for layer, name in NAMES_IN_FILE.items():
        model.get_layer(layer).set_weights([arrays[f"{name}__w"], arrays[f"{name}__b"]])
    return model


def as_squeezenet_input(photo: ArrayLike) -> NDArray[np.float32]:
    """Bring a photo to what the network was trained on.

    The shorter side becomes 227 pixels, the longer side is cut to that in its middle, red and blue change places, and
    the mean colour is taken off.

    Args:
        photo: Shape (height, width, 3), red first, whole numbers from 0 to 255.

    Returns:
        Shape (227, 227, 3). For one image the network still needs a batch axis: images[None].

    Raises:
        ValueError: The photo has another shape, or its numbers are no whole numbers from 0 to 255.

    Source: chapter 15.
    """
    array = np.asarray(photo)
    if array.ndim != 3 or array.shape[-1] != 3 or 0 in array.shape:
        raise ValueError(f"expected a colour photo of shape (height, width, 3), came {array.shape}")
    if not np.issubdtype(array.dtype, np.integer) or array.min() < 0 or array.max() > 255:
        raise ValueError(
            f"expected whole numbers from 0 to 255, came {array.dtype} from {array.min():g} to {array.max():g}"
        )
    height, width = array.shape[:2]
    factor = SIDE / min(height, width)
    size = max(SIDE, round(width * factor)), max(SIDE, round(height * factor))
    large = np.asarray(Image.fromarray(array.astype(np.uint8)).resize(size, Image.Resampling.BILINEAR), np.float32)
    top, left = (large.shape[0] - SIDE) // 2, (large.shape[1] - SIDE) // 2
    return large[top : top + SIDE, left : left + SIDE, ::-1] - np.array(MEANS, np.float32)


def class_names(path: str | Path) -> list[str]:
    """Read the names of ImageNet's 1,000 classes, in the order of the network's scores.

    Args:
        path: A .json file with a list of pairs: the class's code in WordNet, and its name.

    Raises:
        DataMissing: There is no such file.
        DataDamaged: It holds something else.
    """
    path = Path(path)
    if not path.is_file():
        raise DataMissing(f"expected a file with the names of the classes, but there is no {path}")
    try:
        names = [name for _, name in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise DataDamaged(f"expected a list of pairs [code, name] in {path}, came: {error}") from error
    if len(names) != CLASSES or not all(isinstance(name, str) for name in names):
        raise DataDamaged(f"expected {CLASSES} names in {path}, came {len(names)}")
    return names


def _read(path: Path) -> dict[str, NDArray[Any]]:
    """Read all arrays of an .npz file; no code in it is run."""
    if not path.is_file():
        raise DataMissing(f"expected a file with the weights of SqueezeNet 1.0, but there is no {path}")
    if not zipfile.is_zipfile(path):
        raise DataDamaged(f"expected an .npz file of arrays, but {path} is none or was cut short")
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError) as error:
        raise DataDamaged(f"expected an .npz file of arrays, but {path} is damaged: {error}") from error


def _check(arrays: dict[str, NDArray[Any]], expected: dict[str, tuple[int, ...]], path: Path) -> None:
    """Refuse arrays that are not those of the network, or that are no finite numbers."""
    missing = [name for name in expected if name not in arrays]
    if missing:
        raise DataDamaged(
            f"expected the weights of SqueezeNet 1.0 in {path}, but {len(missing)} of {len(expected)} arrays are "
            f"missing, such as {missing[0]}: these are the weights of another network"
        )
    for name, shape in expected.items():
        array = arrays[name]
        if array.shape != shape:
            raise DataDamaged(f"expected {name} of shape {shape} in {path}, came {array.shape}")
        if not np.issubdtype(array.dtype, np.floating) or not np.isfinite(array).all():
            raise DataDamaged(f"expected finite numbers in {name} of {path}, came {array.dtype} with NaN or infinity")
