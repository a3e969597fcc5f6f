"""Trunks of `keras.applications` from Keras's cache; nothing is downloaded here."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from convcourse import data, models
from convcourse.models.published_trunk import cached_weights
from convcourse.models.quiet import import_keras

SIZE = (32, 40)

pytestmark = pytest.mark.keras


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def write_as_published(model, path: Path) -> None:
    """Write weights in the form of the files that Keras publishes: a group a layer, in the layers' order."""
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
        for layer in model.layers:
            group, names = file.create_group(layer.name), []
            for number, weight in enumerate(layer.get_weights()):
                names.append(f"{layer.name}/weight{number}".encode())
                group.create_dataset(f"{layer.name}/weight{number}", data=weight)
            group.attrs["weight_names"] = names


def test_published_weights_in_the_cache_are_used_with_their_own_preparation(cache: Path) -> None:
    keras = import_keras()
    original = keras.applications.MobileNet(weights=None, include_top=False, input_shape=(*SIZE, 3), pooling="avg")
    write_as_published(original, cache / "mobilenet_1_0_224_tf_no_top.h5")
    trunk, prepare = models.published_trunk("MobileNet", SIZE)
    images = np.random.default_rng(0).uniform(0, 255, size=(2, *SIZE, 3)).astype("float32")
    assert np.allclose(models.outputs_of(trunk, images / 255), models.outputs_of(original, images / 255), atol=1e-5)
    assert np.allclose(prepare(images.copy()), images / 127.5 - 1, atol=1e-5)
    assert models.learning_layers(models.frozen_with_head(trunk, 7)) != []


def test_without_the_file_it_is_said_how_to_get_it_and_nothing_is_fetched(cache: Path) -> None:
    with pytest.raises(data.DataMissing, match=r"MobileNetV2.*are not there.*download=True"):
        models.published_trunk("MobileNetV2")
    assert list(cache.iterdir()) == []


def test_a_damaged_file_is_named(cache: Path) -> None:
    (cache / "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5").write_bytes(b"not a file of weights")
    with pytest.raises(data.DataDamaged, match=r"vgg16_weights.*expected the weights of VGG16"):
        models.published_trunk("VGG16", SIZE)


def test_a_network_that_keras_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"MobileNetV2.*came 'MobileNetV9'"):
        models.published_trunk("MobileNetV9")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("MobileNet", "mobilenet_1_0_224_tf_no_top.h5"),
        ("MobileNetV2", "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5"),
        ("MobileNetV3Small", "weights_mobilenet_v3_small_224_1.0_float_no_top_v2.h5"),
        ("ResNet50", "resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5"),
        ("ResNet50V2", "resnet50v2_weights_tf_dim_ordering_tf_kernels_notop.h5"),
        ("EfficientNetV2B0", "efficientnetv2-b0_notop.h5"),
        ("InceptionResNetV2", "inception_resnet_v2_weights_tf_dim_ordering_tf_kernels_notop.h5"),
    ],
)
def test_a_file_belongs_to_the_one_network_whose_name_it_holds(cache: Path, name: str, file: str) -> None:
    (cache / file).touch()
    (cache / file.replace("notop", "").replace("no_top", "")).touch()  # with its head, so of no use here
    found = cached_weights(name)
    assert found is not None and found.name == file
    others = {"MobileNet", "MobileNetV2", "ResNet50", "ResNet50V2", "EfficientNetB0", "InceptionV3"} - {name}
    assert not any(cached_weights(other) for other in others)
