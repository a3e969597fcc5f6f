"""The course's own networks as they were trained: built, and given their weights from `data/weights/`."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from convcourse.data.files import DataDamaged, data_file
from convcourse.models.own_networks import letters_network, parcels_network, shapes_network

if TYPE_CHECKING:
    import keras

RECORD = "weights/record.json"
LARGEST = 65504.0  # that two bytes hold
BUILDERS: dict[str, Callable[[], keras.Model]] = {
    "shapes": shapes_network,
    "shortcut": shapes_network,
    "letters": letters_network,
    "parcels": parcels_network,
}


def trained_network(name: str) -> keras.Model:
    """Build one of the course's own networks, and give it the weights that `data/make_weights.py` has trained.

    Args:
        name: "shapes": names the one shape in a scene of 48 by 64 pixels. "shortcut": the same network, trained where
            a mark in the corner gives the disc away. "letters": reads the letter in a picture of 32 by 40 pixels, with
            batch normalisation. "parcels": reads the gate on a photograph of a parcel, 32 by 40 pixels.

    Returns:
        A new model, not compiled, that gives scores and not probabilities.

    Raises:
        ValueError: Another name.
        DataMissing: The file with the weights is not in the data folder.
        DataDamaged: It is cut short, or is not the file of the data sheet, or holds weights of another network.

    Source: chapters 14 to 18; data/README.md.
    """
    _check_name(name)
    network = BUILDERS[name]()
    place_weights(network, read_weights(f"weights/{name}.npz"), f"weights/{name}.npz")
    network.name = name
    return network


def training_record(name: str) -> dict[str, Any]:
    """Return what is written down about the training of a network: its data, seeds, accuracies and seconds.

    Args:
        name: As for `trained_network`.

    Raises:
        ValueError, DataMissing, DataDamaged: As `trained_network`.
    """
    _check_name(name)
    return json.loads(data_file(RECORD).read_text(encoding="utf-8"))[name]


def packed_weights(network: keras.Model) -> dict[str, NDArray[np.float16]]:
    """Return a network's weights as they are stored: two bytes a number, under "layer.weight".

    Raises:
        ValueError: A number is too large for two bytes, or is none.
    """
    packed = {}
    for layer in network.layers:
        for weight in layer.weights:
            numbers = np.asarray(weight.numpy())
            if not np.abs(numbers).max() < LARGEST:  # NaN is not less either
                raise ValueError(f"expected numbers under {LARGEST:g} in {layer.name}.{weight.name}, came others")
            packed[f"{layer.name}.{weight.name}"] = numbers.astype(np.float16)
    return packed


def read_weights(name: str) -> dict[str, NDArray[Any]]:
    """Read all arrays of a data file; no code in it is run.

    Args:
        name: Path inside the data folder.

    Raises:
        DataMissing, DataDamaged: As `trained_network`.
    """
    path = data_file(name)
    try:
        with np.load(path, allow_pickle=False) as file:
            return {key: file[key] for key in file.files}
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError) as error:
        raise DataDamaged(f"{name}: expected an .npz file of arrays, came: {error}") from error


def place_weights(network: keras.Model, arrays: dict[str, NDArray[Any]], source: str) -> None:
    """Give a network its weights.

    Args:
        network: As it was built.
        arrays: As `packed_weights` gives them.
        source: Where they come from, for the message.

    Raises:
        DataDamaged: An array is missing, left over, or has another shape.
    """
    wanted = {f"{layer.name}.{weight.name}": weight for layer in network.layers for weight in layer.weights}
    if wanted.keys() != arrays.keys():
        other = sorted(wanted.keys() ^ arrays.keys())
        raise DataDamaged(
            f"{source}: expected the {len(wanted)} arrays of network {network.name!r}, came {len(arrays)}, of which "
            f"{other[0]} is {'missing' if other[0] in wanted else 'left over'}: these are weights of another network"
        )
    for key, weight in wanted.items():
        if arrays[key].shape != tuple(weight.shape):
            raise DataDamaged(f"{source}: expected {key} of shape {tuple(weight.shape)}, came {arrays[key].shape}")
        weight.assign(arrays[key].astype(np.float32))


def _check_name(name: str) -> None:
    if name not in BUILDERS:
        raise ValueError(f"expected a network named {', '.join(BUILDERS)}; came {name!r}")
