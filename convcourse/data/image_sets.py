"""Well-known picture sets: MNIST, Fashion-MNIST and CIFAR-10, where somebody has them, or asks for them."""

import os
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convcourse.data.files import DataDamaged, DataMissing
from convcourse.data.image_set_files import read_cifar_batches, read_idx, read_npz

DATASETS = "CONVCOURSE_DATASETS"
_MNIST_TRAIN = (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
_MNIST_TEST = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
_DIGITS = tuple("0123456789")
_CLOTHES = ("T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot")
_THINGS = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


class ImageSet(NamedTuple):
    """One part of a picture set.

    Attributes:
        images: Shape (count, height, width, channels), whole numbers from 0 to 255, as published.
        labels: Shape (count,), places in `classes`.
        classes: What the labels mean.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]


class Published(NamedTuple):
    """What is known about a picture set.

    Attributes:
        module: Its name in `keras.datasets`.
        places: Paths below a folder of data sets where Keras, or the publisher, puts it; the first found is read.
        read: Takes the path and "train" or "test"; returns images and labels.
        shape: Height, width and channels of a picture.
        counts: For "train" and "test", how many pictures there are of each class.
        classes: The names of the classes.
        stand_in: The call that gives pictures without a connection.
    """

    module: str
    places: tuple[str, ...]
    read: Callable[[Path, str], tuple[NDArray, NDArray]]
    shape: tuple[int, int, int]
    counts: dict[str, tuple[int, ...]]
    classes: tuple[str, ...]
    stand_in: str


def _read_mnist(path: Path, split: str) -> tuple[NDArray, NDArray]:
    images, labels = read_npz(path, (f"x_{split}", f"y_{split}"))
    return images[..., np.newaxis], labels


def _read_fashion(folder: Path, split: str) -> tuple[NDArray, NDArray]:
    prefix = {"train": "train", "test": "t10k"}[split]
    paths = [folder / f"{prefix}-{kind}-ubyte.gz" for kind in ("images-idx3", "labels-idx1")]
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise DataMissing(f"{folder}: expected the file {missing[0]} in it, but it is not there")
    return read_idx(paths[0])[..., np.newaxis], read_idx(paths[1])


def _read_cifar10(place: Path, split: str) -> tuple[NDArray, NDArray]:
    train = tuple(f"data_batch_{number}" for number in range(1, 6))
    return read_cifar_batches(place, train if split == "train" else ("test_batch",))


IMAGE_SETS = {
    "mnist": Published(
        module="mnist",
        places=("mnist.npz",),
        read=_read_mnist,
        shape=(28, 28, 1),
        counts={"train": _MNIST_TRAIN, "test": _MNIST_TEST},
        classes=_DIGITS,
        stand_in="data.digits(size=28)",
    ),
    "fashion_mnist": Published(
        module="fashion_mnist",
        places=("fashion-mnist",),
        read=_read_fashion,
        shape=(28, 28, 1),
        counts={"train": (6000,) * 10, "test": (1000,) * 10},
        classes=_CLOTHES,
        stand_in="data.digits(size=28)",
    ),
    "cifar10": Published(
        module="cifar10",
        places=(
            "cifar-10-batches-py-target/cifar-10-batches-py",
            "cifar-10-batches-py",
            "cifar-10-batches-py-target_archive",
            "cifar-10-batches-py.tar.gz",
            "cifar-10-python.tar.gz",
        ),
        read=_read_cifar10,
        shape=(32, 32, 3),
        counts={"train": (5000,) * 10, "test": (1000,) * 10},
        classes=_THINGS,
        stand_in="data.scenes(2000, size=(32, 32), objects=(1, 1))",
    ),
}


def image_set(name: str, split: str = "train", *, download: bool = False) -> ImageSet:
    """Return the training or the test part of MNIST, Fashion-MNIST or CIFAR-10.

    It is read from the folder that the environment variable `CONVCOURSE_DATASETS` names, or else from Keras's cache.
    Nothing is downloaded unless asked for, and a file that is there is never changed: if it is damaged, that is said.

    Args:
        name: "mnist", "fashion_mnist" or "cifar10".
        split: "train" or "test".
        download: Where the set is in neither place, let `keras.datasets` fetch it into Keras's cache.

    Raises:
        ValueError: Another name or split.
        DataMissing: The set is in neither place, and was not asked for or could not be fetched.
        DataDamaged: The file is truncated, or is not what was published.
    """
    if name not in IMAGE_SETS:
        raise ValueError(f"expected one of the sets {', '.join(IMAGE_SETS)}; came {name!r}")
    if split not in ("train", "test"):
        raise ValueError(f"expected the split 'train' or 'test', came {split!r}")
    known = IMAGE_SETS[name]
    try:
        return read_image_set(known, _find(known), split)
    except DataMissing:
        if not download:
            raise
    _download(known)
    return read_image_set(known, _find(known), split)


def has_image_set(name: str) -> bool:
    """Say whether `image_set` would find the set without a download.

    Raises:
        ValueError: Another name than "mnist", "fashion_mnist" and "cifar10".
    """
    if name not in IMAGE_SETS:
        raise ValueError(f"expected one of the sets {', '.join(IMAGE_SETS)}; came {name!r}")
    try:
        return _find(IMAGE_SETS[name]).exists()
    except DataMissing:
        return False


def read_image_set(known: Published, path: Path, split: str) -> ImageSet:
    """Read one part of a picture set and compare it with what was published.

    Raises:
        DataDamaged: It cannot be read, or shape, type or the count of a label differs.
    """
    images, labels = known.read(path, split)
    advice = "it is another file or a damaged one; move it away to fetch the set again"
    counts = known.counts[split]
    if images.dtype != np.uint8 or not np.issubdtype(labels.dtype, np.integer):
        came = f"{images.dtype} and {labels.dtype}"
        raise DataDamaged(f"{path}: expected images of type uint8 and labels of whole numbers, came {came}: {advice}")
    if images.shape != (sum(counts), *known.shape):
        expected = (sum(counts), *known.shape)
        raise DataDamaged(f"{path}: expected {split} images of shape {expected}, came {images.shape}: {advice}")
    if labels.shape != (sum(counts),):
        raise DataDamaged(f"{path}: expected {sum(counts)} {split} labels, came the shape {labels.shape}: {advice}")
    for label, count in enumerate(counts):
        came_count = int(np.count_nonzero(labels == label))
        if came_count != count:
            raise DataDamaged(f"{path}: expected {count} {split} labels {label}, came {came_count}: {advice}")
    return ImageSet(images, labels.astype(np.int64), known.classes)


def _folders() -> list[Path]:
    """Return where picture sets may be: the folder that the environment names, then Keras's cache."""
    named = os.environ.get(DATASETS)
    return [*([Path(named)] if named else []), _keras_cache()]


def _keras_cache() -> Path:
    """Return the folder in which Keras keeps data sets, by Keras's own rule, without importing Keras."""
    home = os.environ.get("KERAS_HOME")
    if home:
        return Path(home).expanduser() / "datasets"
    own = Path.home()
    if not os.access(own, os.W_OK):
        own = Path(tempfile.gettempdir())
    return own / ".keras" / "datasets"


def _find(known: Published) -> Path:
    """Return the first place where the set is."""
    for folder in _folders():
        for place in known.places:
            if (folder / place).exists():
                return folder / place
    raise DataMissing(_advice(known))


def _download(known: Published) -> None:
    """Let Keras fetch the set into its cache."""
    try:
        import_module(f"keras.datasets.{known.module}").load_data()
    except Exception as error:  # Keras raises a bare Exception when there is no connection
        raise DataMissing(f"{_advice(known)}. The download was tried and failed: {error}") from error


def _advice(known: Published) -> str:
    """Say what is missing, where it goes, and what to use without it."""
    looked = " or ".join(str(folder) for folder in _folders())
    how = f"put it there, or name its folder in {DATASETS}, or call with download=True"
    return f"expected {known.places[0]} in {looked}, but it is not there: {how}; without it, use {known.stand_in}"
