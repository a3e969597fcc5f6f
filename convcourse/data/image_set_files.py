"""Read the files that Keras keeps of well-known picture sets, without running anything that is in them."""

import gzip
import pickle
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from convcourse.data.files import DataDamaged, DataMissing

_READING = (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error, zipfile.BadZipFile, tarfile.TarError)
# What a broken pickle can raise is not a short list: it is a program for a small machine.
_UNPICKLING = (*_READING, pickle.UnpicklingError, AttributeError, IndexError, MemoryError, OverflowError)


def read_npz(path: Path, names: tuple[str, str]) -> tuple[NDArray, NDArray]:
    """Return images and labels out of an .npz file, by their names in it.

    Raises:
        DataDamaged: The file is truncated, is no .npz file, or lacks one of the names.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            there = [name.removesuffix(".npy") for name in packed.namelist()]
            if not set(names) <= set(there):
                raise DataDamaged(f"{path}: expected arrays named {' and '.join(names)}, came {', '.join(there)}")
            images, labels = (_read_member(packed, name) for name in names)
            return images, labels
    except DataDamaged:
        raise
    except _READING as error:
        raise DataDamaged(f"{path}: expected an .npz file, came one that cannot be read to its end: {error}") from error


def _read_member(packed: zipfile.ZipFile, name: str) -> NDArray:
    """Return one array of an opened .npz file; one of Python objects is refused."""
    with packed.open(f"{name}.npy") as file:
        return np.lib.format.read_array(file, allow_pickle=False)


def read_idx(path: Path) -> NDArray[np.uint8]:
    """Return the array of bytes in a gzipped IDX file, the format that MNIST was published in.

    The file begins with two zeros, 8 for bytes, the number of axes, and the length of each axis in four bytes.

    Raises:
        DataDamaged: The file is truncated, or is no gzipped IDX file of bytes.
    """
    try:
        with gzip.open(path, "rb") as file:
            content = file.read()
    except _READING as error:
        raise DataDamaged(f"{path}: expected a .gz file, came one that breaks off: {error}") from error
    if len(content) < 4 or content[:3] != b"\x00\x00\x08":
        raise DataDamaged(f"{path}: expected an IDX file of bytes, came one that begins with {content[:4].hex(' ')}")
    axes = content[3]
    shape = tuple(int(length) for length in np.frombuffer(content[4 : 4 + 4 * axes], dtype=">u4"))
    values = content[4 + 4 * axes :]
    expected = int(np.prod(shape, dtype=object))
    if len(shape) != axes or len(values) != expected:
        raise DataDamaged(f"{path}: expected {expected} bytes for the shape {shape}, came {len(values)}")
    return np.frombuffer(values, dtype=np.uint8).reshape(shape)


def read_cifar_batches(place: Path, batches: tuple[str, ...]) -> tuple[NDArray, NDArray]:
    """Return images (count, 32, 32, 3) and labels (count,) of some batches of CIFAR-10.

    Args:
        place: A folder with the batches in it, or the .tar.gz archive as it was published.
        batches: File names, such as `data_batch_1`.

    Raises:
        DataMissing: A batch is not in the folder.
        DataDamaged: A batch is truncated, is not in the archive, or holds more than bytes and plain numbers.
    """
    parts = _from_folder(place, batches) if place.is_dir() else _from_archive(place, batches)
    images = np.concatenate([part[0] for part in parts])
    return images.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), np.concatenate([part[1] for part in parts])


def _from_folder(folder: Path, batches: tuple[str, ...]) -> list[tuple[NDArray, NDArray]]:
    """Read batches that lie unpacked in a folder."""
    parts = []
    for name in batches:
        if not (folder / name).is_file():
            raise DataMissing(f"{folder}: expected the files {', '.join(batches)}, but {name} is not there")
        with (folder / name).open("rb") as file:
            parts.append(_read_batch(file, f"{folder / name}"))
    return parts


def _from_archive(archive: Path, batches: tuple[str, ...]) -> list[tuple[NDArray, NDArray]]:
    """Read batches inside the archive; nothing is unpacked to the disk."""
    found = {}
    try:
        with tarfile.open(archive, "r:gz") as packed:
            for member in packed:
                name = member.name.rsplit("/", 1)[-1]
                file = packed.extractfile(member) if name in batches else None
                if file is not None:
                    found[name] = _read_batch(file, f"{archive}, {name}")
    except DataDamaged:
        raise
    except _READING as error:
        message = f"{archive}: expected a .tar.gz archive, came one that cannot be unpacked to its end: {error}"
        raise DataDamaged(message) from error
    missing = [name for name in batches if name not in found]
    if missing:
        raise DataDamaged(f"{archive}: expected {', '.join(batches)} in it, but {missing[0]} is not there")
    return [found[name] for name in batches]


def _read_batch(file: IO[bytes], name: str) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return rows of 3,072 bytes, and labels, from one pickled batch."""
    try:
        batch = _PlainUnpickler(file, encoding="bytes").load()
        pixels, labels = batch[b"data"], np.array(batch[b"labels"], dtype=np.int64)
        return np.frombuffer(pixels.content, dtype=np.uint8).reshape(-1, 3 * 32 * 32), labels
    except _UNPICKLING as error:
        raise DataDamaged(f"{name}: expected a batch of CIFAR-10, came one that cannot be read: {error}") from error


class _Stored:
    """What stands in for NumPy's array, its type and its builder while a pickle is read: it keeps, and runs nothing."""

    content: Any = b""

    def __init__(self, *_: object) -> None:
        pass

    def __setstate__(self, state: Any) -> None:
        self.content = state[-1]


class _PlainUnpickler(pickle.Unpickler):
    """An unpickler that knows dictionaries, lists, numbers, bytes and NumPy arrays, and refuses every other name."""

    def find_class(self, module: str, name: str) -> type:
        """Return the stand-in for the three names that a pickled array needs."""
        arrays = {("numpy", "ndarray"), ("numpy", "dtype")}
        arrays |= {(f"numpy.{core}.multiarray", "_reconstruct") for core in ("core", "_core")}
        if (module, name) not in arrays:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no picture needs: not trusted")
        return _Stored
