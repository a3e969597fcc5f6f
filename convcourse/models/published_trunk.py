"""A trunk from `keras.applications` with its published weights, where somebody has them or asks for them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from convcourse.data.files import DataDamaged, DataMissing
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras


class PublishedTrunk(NamedTuple):
    """A trunk and the form in which it takes its images.

    Attributes:
        model: From images to features, one number a map.
        prepare: Turns images (count, height, width, 3) with numbers from 0 to 255 into what the model was trained on.
    """

    model: keras.Model
    prepare: Callable[[Any], Any]


def published_trunk(
    name: str, size: tuple[int, int] | None = None, *, download: bool = False
) -> PublishedTrunk:
    """Return a network of `keras.applications` without its head, trained on ImageNet.

    Weights are read from Keras's cache. Nothing is downloaded unless asked for.

    Args:
        name: As in `keras.applications`, such as "MobileNetV2".
        size: Height and width of the images; the network's own unless given.
        download: Where the cache has no weights, let Keras fetch them.

    Raises:
        ValueError: `keras.applications` has no such network.
        DataMissing: The weights are not in the cache, and were not asked for or could not be fetched.
        DataDamaged: The file in the cache cannot be read, or holds weights of another network.

    Source: chapter 14.
    """
    keras = import_keras()
    if name not in _networks():
        raise ValueError(f"expected one of {', '.join(_networks())}; came {name!r}")
    build = getattr(keras.applications, name)
    prepare = sys.modules[build.__module__].preprocess_input
    settings = {"include_top": False, "pooling": "avg", "input_shape": None if size is None else (*size, 3)}
    path = cached_weights(name)
    if path is not None:
        try:
            return PublishedTrunk(build(weights=str(path), **settings), prepare)
        except (OSError, ValueError, KeyError) as error:
            advice = "move it away to fetch it again"
            raise DataDamaged(f"{path}: expected the weights of {name}, came: {error}: {advice}") from error
    if not download:
        raise DataMissing(
            f"expected the published weights of {name} in {_told(_cache())}, but they are not there: with a "
            f"connection, models.published_trunk({name!r}, download=True) fetches them once"
        )
    try:
        return PublishedTrunk(build(weights="imagenet", **settings), prepare)
    except Exception as error:  # a network has many ways to fail
        raise DataMissing(f"expected a connection to fetch the weights of {name}, came: {error}") from error


def _networks() -> list[str]:
    """Name the networks of `keras.applications`."""
    return [name for name, each in vars(import_keras().applications).items() if name[0].isupper() and callable(each)]


def _cache() -> Path:
    """Return the folder in which Keras keeps weights, by Keras's own rule."""
    home = os.environ.get("KERAS_HOME")
    if home:
        return Path(home).expanduser() / "models"
    own = Path.home() if os.access(Path.home(), os.W_OK) else Path(tempfile.gettempdir())
    return own / ".keras" / "models"


def _told(folder: Path) -> str:
    """Write a folder with ~ for the reader's home."""
    return f"~/{folder.relative_to(Path.home()).as_posix()}" if folder.is_relative_to(Path.home()) else str(folder)


def cached_weights(name: str) -> Path | None:
    """Find the file with a network's weights without a head, by the name that Keras gives it; None without one."""
    for path in sorted(_cache().glob("*.h5")):
        words = _plain(path.name)
        owners = [each for each in _networks() if _plain(each) in words]
        if "notop" in words and owners and max(owners, key=len) == name:
            return path
    return None


def _plain(words: str) -> str:
    """Leave letters and digits only, in lower case: file names and networks' names are written in many ways.

    >>> _plain("mobilenet_v2_weights_1.0_224_no_top.h5"), _plain("MobileNetV2")
    ('mobilenetv2weights10224notoph5', 'mobilenetv2')
    """
    return "".join(letter for letter in words.lower() if letter.isalnum())
