"""Picture sets that somebody may have: found, checked, never changed; small fakes stand in for the files."""

import gzip
import io
import os
import pickle
import struct
import sys
import tarfile
from pathlib import Path

import numpy as np
import pytest

from convcourse import data
from convcourse.data import image_sets as module
from convcourse.data.image_set_files import read_cifar_batches, read_idx

SHARED = Path(__file__).parents[4] / "shared" / "data" / "mnist.npz"
FEW = {"train": (2,) * 10, "test": (1,) * 10}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return an empty folder that the course reads picture sets from; Keras's cache is another empty one."""
    monkeypatch.setenv("CONVCOURSE_DATASETS", str(tmp_path / "sets"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    (tmp_path / "sets").mkdir()
    return tmp_path / "sets"


def few(name: str) -> module.Published:
    """Return what is known about a set, for fakes with 20 and 10 pictures."""
    return module.IMAGE_SETS[name]._replace(counts=FEW)


def fake_mnist(path: Path, train: tuple[int, ...] = FEW["train"], **replaced: np.ndarray) -> Path:
    counts = {"train": train, "test": FEW["test"]}
    arrays = {}
    for split, each in counts.items():
        arrays[f"y_{split}"] = np.repeat(np.arange(10, dtype=np.uint8), each)
        arrays[f"x_{split}"] = np.zeros((sum(each), 28, 28), dtype=np.uint8)
    np.savez_compressed(path, **(arrays | replaced))
    return path


def idx(values: np.ndarray) -> bytes:
    return gzip.compress(struct.pack(f">BBBB{values.ndim}I", 0, 0, 8, values.ndim, *values.shape) + values.tobytes())


def batch(pixels: np.ndarray, labels: list[int]) -> bytes:
    """Pickle a batch the way Python 2 did: strings of bytes, and an array of the old NumPy."""

    def text(value: bytes) -> bytes:
        return b"T" + struct.pack("<i", len(value)) + value

    shape = b"".join(b"J" + struct.pack("<i", length) for length in pixels.shape)
    build = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\x00\x85" + text(b"b") + b"tR"
    kind = b"cnumpy\ndtype\n(" + text(b"u1") + b"K\x00K\x01tR"
    array = build + b"(K\x01" + shape + b"\x86" + kind + b"\x89" + text(pixels.tobytes()) + b"tb"
    numbers = b"](" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
    return b"\x80\x02}(" + text(b"data") + array + text(b"labels") + numbers + b"u."


def fake_cifar() -> tuple[dict[str, bytes], np.ndarray]:
    """Return six small batches, and the twenty images of the five for training."""
    images = np.arange(20 * 3072, dtype=np.uint32).astype(np.uint8).reshape(20, 3072)
    labels = [label % 10 for label in range(20)]
    batches = {
        f"data_batch_{place + 1}": batch(images[4 * place : 4 * place + 4], labels[4 * place : 4 * place + 4])
        for place in range(5)
    }
    return batches | {"test_batch": batch(images[:10], list(range(10)))}, images


# --- where the files are looked for ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "file", "stand_in"),
    [
        ("mnist", "mnist.npz", r"data\.digits\(size=28\)"),
        ("fashion_mnist", "fashion-mnist", r"data\.digits\(size=28\)"),
        ("cifar10", "cifar-10-batches-py-target/cifar-10-batches-py", r"data\.scenes\("),
    ],
)
def test_a_missing_set_is_named_with_its_place_and_its_stand_in(folder, name, file, stand_in):
    with pytest.raises(data.DataMissing, match=rf"expected {file} in .*sets or .*datasets.*download=True.*{stand_in}"):
        data.image_set(name)
    assert not data.has_image_set(name)


def test_keras_is_not_imported_to_find_nothing(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    monkeypatch.setitem(sys.modules, "keras.datasets.mnist", None)
    with pytest.raises(data.DataMissing, match="is not there"):
        data.image_set("mnist")
    with pytest.raises(data.DataMissing, match=r"is not there.*use data\.digits.*The download was tried and failed"):
        data.image_set("mnist", download=True)


def test_a_whole_set_is_found_first_in_the_named_folder_then_in_keras_cache(folder, tmp_path, monkeypatch):
    cache = tmp_path / "keras" / "datasets"
    cache.mkdir(parents=True)
    labels = np.repeat(np.arange(10, dtype=np.uint8), module.IMAGE_SETS["mnist"].counts["test"])
    fake_mnist(cache / "mnist.npz", y_test=labels, x_test=np.full((10000, 28, 28), 7, dtype=np.uint8))
    made = data.image_set("mnist", "test")
    assert (made.images.shape, made.images.dtype, int(made.images[0, 0, 0, 0])) == ((10000, 28, 28, 1), np.uint8, 7)
    assert (made.labels.shape, made.labels.dtype, made.classes[3]) == ((10000,), np.int64, "3")
    assert data.has_image_set("mnist")
    (folder / "mnist.npz").write_bytes(b"")
    with pytest.raises(data.DataDamaged, match=r"sets.mnist\.npz"):
        data.image_set("mnist", "test")


@pytest.mark.skipif(not SHARED.is_file(), reason="the real MNIST is not beside the repository, in shared/data")
def test_the_real_mnist_passes_every_check(monkeypatch):
    monkeypatch.setenv("CONVCOURSE_DATASETS", str(SHARED.parent))
    train, test = data.image_set("mnist"), data.image_set("mnist", "test")
    assert (train.images.shape, test.images.shape) == ((60000, 28, 28, 1), (10000, 28, 28, 1))
    assert train.images.mean() == pytest.approx(33.32, abs=0.01)
    assert sorted(train.labels[:10].tolist()) != train.labels[:10].tolist(), "the digits come in mixed order"


# --- MNIST -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [0, 0.01, 0.5, 0.99])
def test_a_truncated_file_is_reported_and_kept(folder, left):
    path = fake_mnist(folder / "mnist.npz")
    path.write_bytes(path.read_bytes()[: int(left * path.stat().st_size)])
    before = path.read_bytes()
    for download in (False, True):
        with pytest.raises(data.DataDamaged, match=r"mnist\.npz: expected an \.npz file, came one that cannot be read"):
            data.image_set("mnist", download=download)
    assert path.read_bytes() == before


def test_pictures_of_another_size_are_reported(folder):
    path = fake_mnist(folder / "mnist.npz", x_train=np.zeros((20, 28, 27), dtype=np.uint8))
    with pytest.raises(
        data.DataDamaged, match=r"expected train images of shape \(20, 28, 28, 1\), came \(20, 28, 27, 1"
    ):
        module.read_image_set(few("mnist"), path, "train")


def test_numbers_of_another_type_are_reported(folder):
    path = fake_mnist(folder / "mnist.npz", x_train=np.zeros((20, 28, 28)))
    with pytest.raises(data.DataDamaged, match=r"expected images of type uint8 .*, came float64 and uint8"):
        module.read_image_set(few("mnist"), path, "train")


def test_labels_that_are_not_those_published_are_reported(folder):
    path = fake_mnist(folder / "mnist.npz", train=(2, 2, 3, 1, 2, 2, 2, 2, 2, 2))
    with pytest.raises(data.DataDamaged, match="expected 2 train labels 2, came 3: it is another file or a damaged"):
        module.read_image_set(few("mnist"), path, "train")
    assert module.read_image_set(few("mnist"), path, "test").labels.tolist() == list(range(10))


def test_a_file_without_the_arrays_is_reported(folder):
    np.savez(folder / "mnist.npz", other=np.zeros(3))
    with pytest.raises(data.DataDamaged, match="expected arrays named x_train and y_train, came other"):
        data.image_set("mnist")


# --- Fashion-MNIST ---------------------------------------------------------------------------------------------------


def fake_fashion(folder: Path) -> Path:
    path = folder / "fashion-mnist"
    path.mkdir()
    for prefix, split in (("train", "train"), ("t10k", "test")):
        labels = np.repeat(np.arange(10, dtype=np.uint8), FEW[split])
        images = np.repeat(labels, 28 * 28).reshape(-1, 28, 28)
        (path / f"{prefix}-labels-idx1-ubyte.gz").write_bytes(idx(labels))
        (path / f"{prefix}-images-idx3-ubyte.gz").write_bytes(idx(images))
    return path


def test_fashion_is_read_as_published(folder):
    made = module.read_image_set(few("fashion_mnist"), fake_fashion(folder), "test")
    assert made.images.shape == (10, 28, 28, 1)
    np.testing.assert_array_equal(made.images[:, 5, 5, 0], made.labels)
    assert made.classes[9] == "ankle boot"


def test_a_file_that_lacks_is_named(folder):
    (fake_fashion(folder) / "t10k-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(data.DataMissing, match=r"expected the file t10k-labels-idx1-ubyte\.gz in it"):
        data.image_set("fashion_mnist", "test")


def test_a_truncated_idx_file_is_reported(tmp_path):
    path = tmp_path / "some.gz"
    whole = idx(np.zeros((3, 4), dtype=np.uint8))
    for content, message in [
        (whole[:-9], "came one that breaks off"),
        (b"no gzip", "came one that breaks off"),
        (gzip.compress(gzip.decompress(whole)[:-2]), r"expected 12 bytes for the shape \(3, 4\), came 10"),
        (gzip.compress(b"\x00\x00\x0d\x01"), "expected an IDX file of bytes, came one that begins with 00 00 0d 01"),
    ]:
        path.write_bytes(content)
        with pytest.raises(data.DataDamaged, match=message):
            read_idx(path)


# --- CIFAR-10 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_cifar_is_read_from_its_folder_and_from_its_archive(folder, packed):
    batches, images = fake_cifar()
    place = folder / ("cifar-10-python.tar.gz" if packed else "cifar-10-batches-py")
    if packed:
        with tarfile.open(place, "w:gz") as archive:
            for name, content in batches.items():
                member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
    else:
        place.mkdir()
        for name, content in batches.items():
            (place / name).write_bytes(content)
    made = module.read_image_set(few("cifar10"), place, "train")
    assert made.images.shape == (20, 32, 32, 3)
    assert made.images[3, 4, 5].tolist() == images[3].reshape(3, 32, 32)[:, 4, 5].tolist()
    assert made.labels.tolist() == [*range(10)] * 2


class _Harmful:
    def __reduce__(self):
        return os.mkdir, ("harm",)


def test_a_batch_that_would_run_something_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("test_batch").write_bytes(pickle.dumps({b"data": _Harmful(), b"labels": []}, protocol=4))
    with pytest.raises(data.DataDamaged, match=r"test_batch: .* it asks for (posix|nt)\.mkdir"):
        read_cifar_batches(tmp_path, ("test_batch",))
    assert not Path("harm").exists()


def test_a_truncated_or_missing_batch_is_reported(tmp_path):
    content = fake_cifar()[0]["test_batch"]
    (tmp_path / "test_batch").write_bytes(content[:-200])
    with pytest.raises(
        data.DataDamaged, match="test_batch: expected a batch of CIFAR-10, came one that cannot be read"
    ):
        read_cifar_batches(tmp_path, ("test_batch",))
    with pytest.raises(data.DataMissing, match="data_batch_1 is not there"):
        read_cifar_batches(tmp_path, ("data_batch_1",))
    (tmp_path / "some.tar.gz").write_bytes(b"\x1f\x8b" + bytes(50))
    with pytest.raises(data.DataDamaged, match=r"expected a \.tar\.gz archive, came one that cannot be unpacked"):
        read_cifar_batches(tmp_path / "some.tar.gz", ("test_batch",))


# --- what is not known -----------------------------------------------------------------------------------------------


def test_another_set_or_split_is_refused():
    with pytest.raises(ValueError, match="expected one of the sets mnist, fashion_mnist, cifar10; came 'imagenet'"):
        data.image_set("imagenet")
    with pytest.raises(ValueError, match="expected one of the sets mnist"):
        data.has_image_set("imagenet")
    with pytest.raises(ValueError, match="expected the split 'train' or 'test', came 'valid'"):
        data.image_set("mnist", "valid")
