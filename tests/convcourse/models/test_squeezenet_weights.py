"""SqueezeNet 1.0 as its authors trained it: what it says about the course's photos, and files that are refused."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from convcourse.data.files import DataDamaged, DataMissing
from convcourse.data.photos import photo
from convcourse.models import squeezenet_weights as weights
from convcourse.models.quiet import import_keras
from convcourse.models.squeezenet import squeezenet_1_0

pytestmark = pytest.mark.keras
FOLDER = Path(os.environ.get("CONVCOURSE_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
WEIGHTS, NAMES = FOLDER / "squeezenet_v1.0_dc_weights.npz", FOLDER / "imagenet_classes_wnid_name.json"


def shared(path: Path) -> Path:
    if not path.is_file():
        pytest.skip(f"{path.name} is not in {FOLDER}: set CONVCOURSE_SHARED_DATA to its folder")
    return path


# --- the real weights -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trained():
    return weights.trained_squeezenet(shared(WEIGHTS))


def best_classes(model, name: str) -> list[str]:
    names = weights.class_names(shared(NAMES))
    scores = model(weights.as_squeezenet_input(photo(name))[None], training=False)
    order = np.argsort(-import_keras().ops.convert_to_numpy(scores)[0])
    return [names[place] for place in order[:5]]


def test_chelsea_is_an_egyptian_cat(trained):
    assert best_classes(trained, "chelsea")[0] == "Egyptian_cat"
    assert {"tabby", "tiger_cat", "lynx"} <= set(best_classes(trained, "chelsea"))


def test_the_coffee_is_an_espresso(trained):
    assert best_classes(trained, "coffee")[0] == "espresso"


def test_chelsea_in_the_wrong_colours_is_less_sure_of_it(trained):
    """Red and blue exchanged: the channels do go where they belong."""
    names = weights.class_names(shared(NAMES))
    right = weights.as_squeezenet_input(photo("chelsea"))
    wrong = weights.as_squeezenet_input(photo("chelsea")[..., ::-1])
    scores = import_keras().ops.convert_to_numpy(trained(np.stack([right, wrong]), training=False))
    cat = names.index("Egyptian_cat")
    probable = np.exp(scores - scores.max(axis=1, keepdims=True))
    probable /= probable.sum(axis=1, keepdims=True)
    assert probable[0, cat] > 0.5 and probable[0, cat] > probable[1, cat] + 0.1


def test_the_file_holds_exactly_the_numbers_that_the_network_learns(trained):
    with np.load(shared(WEIGHTS)) as file:
        assert sum(file[name].size for name in file.files) == trained.count_params() == 1_248_424
        assert set(file.files) == {f"{name}__{kind}" for name in weights.NAMES_IN_FILE.values() for kind in "wb"}
        kernel, bias = trained.get_layer("fire5_expand_3x3").get_weights()
        np.testing.assert_array_equal(kernel, file["fire5__conv3x3_2__w"])
        np.testing.assert_array_equal(bias, file["fire5__conv3x3_2__b"])


# --- any weights of that form -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def arrays():
    import_keras().utils.set_random_seed(0)
    model = squeezenet_1_0()
    random = np.random.default_rng(0)
    named = {}
    for layer, name in weights.NAMES_IN_FILE.items():
        kernel, bias = model.get_layer(layer).get_weights()
        named[f"{name}__w"], named[f"{name}__b"] = kernel, random.normal(size=bias.shape).astype("float32")
    return named


def test_weights_come_out_of_the_file_as_they_went_in(arrays, tmp_path):
    np.savez(tmp_path / "weights.npz", **arrays)
    model = weights.trained_squeezenet(tmp_path / "weights.npz", softmax=True)
    assert (model.input_shape, model.output_shape) == ((None, 227, 227, 3), (None, 1000))
    assert model.layers[-1].name == "probabilities"
    for layer, name in weights.NAMES_IN_FILE.items():
        np.testing.assert_array_equal(model.get_layer(layer).get_weights()[0], arrays[f"{name}__w"])
        np.testing.assert_array_equal(model.get_layer(layer).get_weights()[1], arrays[f"{name}__b"])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(
        DataMissing, match=r"expected a file with the weights of SqueezeNet 1\.0, but there is no .*none"
    ):
        weights.trained_squeezenet(tmp_path / "none.npz")
    with pytest.raises(DataMissing, match=r"expected a file with the names of the classes, but there is no .*none"):
        weights.class_names(tmp_path / "none.json")


@pytest.mark.parametrize("part", [0, 100, 1_000_000, 4_000_000])
def test_a_file_that_was_cut_short_is_refused(arrays, tmp_path, part):
    np.savez(tmp_path / "whole.npz", **arrays)
    (tmp_path / "cut.npz").write_bytes((tmp_path / "whole.npz").read_bytes()[:part])
    with pytest.raises(DataDamaged, match=r"expected an \.npz file of arrays, but .*cut\.npz is none or was cut short"):
        weights.trained_squeezenet(tmp_path / "cut.npz")


def test_a_file_with_one_byte_changed_is_refused(arrays, tmp_path):
    np.savez(tmp_path / "whole.npz", **arrays)
    content = bytearray((tmp_path / "whole.npz").read_bytes())
    content[len(content) // 2] ^= 255
    (tmp_path / "changed.npz").write_bytes(content)
    with pytest.raises(DataDamaged, match="is damaged: Bad CRC-32"):
        weights.trained_squeezenet(tmp_path / "changed.npz")


def test_other_files_are_refused(arrays, tmp_path):
    (tmp_path / "text.npz").write_text("no weights")
    np.save(tmp_path / "one.npy", np.ones(3))
    for name in ("text.npz", "one.npy"):
        with pytest.raises(DataDamaged, match=r"expected an \.npz file of arrays"):
            weights.trained_squeezenet(tmp_path / name)
    np.savez(tmp_path / "objects.npz", **{**arrays, "conv1__b": np.array([{}], dtype=object)})
    with pytest.raises(DataDamaged, match="Object arrays cannot be loaded"):
        weights.trained_squeezenet(tmp_path / "objects.npz")


def test_weights_of_another_network_are_refused(arrays, tmp_path):
    np.savez(tmp_path / "other.npz", conv1__w=np.ones((3, 3, 3, 64)))
    with pytest.raises(
        DataDamaged, match=r"51 of 52 arrays are missing, such as conv1__b: these are the weights of ano"
    ):
        weights.trained_squeezenet(tmp_path / "other.npz")
    turned = arrays["conv1__w"].transpose(3, 2, 0, 1)
    np.savez(tmp_path / "turned.npz", **{**arrays, "conv1__w": turned})
    with pytest.raises(DataDamaged, match=r"conv1__w of shape \(7, 7, 3, 96\) in .*, came \(96, 3, 7, 7\)"):
        weights.trained_squeezenet(tmp_path / "turned.npz")
    np.savez(tmp_path / "ill.npz", **{**arrays, "conv_final__b": np.full(1000, np.nan, "float32")})
    with pytest.raises(DataDamaged, match="expected finite numbers in conv_final__b"):
        weights.trained_squeezenet(tmp_path / "ill.npz")


def test_names_of_classes_are_a_list_of_a_thousand_pairs(tmp_path):
    path = tmp_path / "names.json"
    path.write_text(json.dumps([[f"n{number:08}", f"thing {number}"] for number in range(1000)]))
    assert weights.class_names(path)[281] == "thing 281"
    path.write_text(json.dumps([["n1", "cat"]]))
    with pytest.raises(DataDamaged, match=r"expected 1000 names in .*, came 1"):
        weights.class_names(path)
    path.write_text('[["n1", "cat"]')
    with pytest.raises(DataDamaged, match=r"expected a list of pairs \[code, name\]"):
        weights.class_names(path)


# --- photos -----------------------------------------------------------------------------------------------------------


def test_a_photo_is_cut_in_its_middle_and_its_colours_are_turned_round():
    wide = np.zeros((227, 300, 3), "uint8")
    wide[..., 0], wide[10, 36 + 20] = 200, (1, 2, 3)  # 73 columns too many: 36 go on the left
    found = weights.as_squeezenet_input(wide)
    assert (found.shape, found.dtype) == ((227, 227, 3), np.float32)
    np.testing.assert_array_equal(found[10, 20], [3 - 104, 2 - 117, 1 - 123])
    np.testing.assert_array_equal(found[0, 0], [-104, -117, 200 - 123])
    np.testing.assert_array_equal(weights.as_squeezenet_input(wide.transpose(1, 0, 2)), found.transpose(1, 0, 2))


@pytest.mark.parametrize("size", [(133, 200), (1, 1), (500, 231), (227, 227)])
def test_photos_of_every_size_become_one_size(size):
    found = weights.as_squeezenet_input(np.full((*size, 3), 7, "int64"))
    np.testing.assert_array_equal(found, np.broadcast_to(np.float32([7 - 104, 7 - 117, 7 - 123]), (227, 227, 3)))


def test_what_is_no_photo_is_refused():
    with pytest.raises(ValueError, match=r"expected a colour photo of shape \(height, width, 3\), came \(4, 5\)"):
        weights.as_squeezenet_input(np.zeros((4, 5), "uint8"))
    with pytest.raises(ValueError, match="expected whole numbers from 0 to 255, came float64 from 0 to 0"):
        weights.as_squeezenet_input(np.zeros((4, 5, 3)))
    with pytest.raises(ValueError, match="came int64 from -1 to -1"):
        weights.as_squeezenet_input(np.full((4, 5, 3), -1))
