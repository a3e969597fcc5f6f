"""Trained networks: the stored weights are as good as the record says, and other files are refused."""

import hashlib
import json
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from convcourse import data, models
from convcourse.models import trained
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
FOLDER = data.data_folder()
MOST_BYTES = 2_000_000


def accuracy(name: str, images: np.ndarray, labels: np.ndarray) -> float:
    return float(np.mean(models.outputs_of(models.trained_network(name), images).argmax(axis=-1) == labels))


def one_object(count: int, **rest) -> tuple[np.ndarray, np.ndarray]:
    made = data.scenes(count, objects=(1, 1), **rest)
    return made.images, np.concatenate(made.labels) - 1


# --- what is stored ---------------------------------------------------------------------------------------------------


def test_all_weights_together_take_two_megabytes_at_most():
    assert sum(path.stat().st_size for path in (FOLDER / "weights").iterdir()) < MOST_BYTES


@pytest.mark.parametrize("name", list(trained.BUILDERS))
def test_a_file_holds_exactly_the_numbers_of_its_network(name):
    network = models.trained_network(name)
    arrays = trained.read_weights(f"weights/{name}.npz")
    assert sum(array.size for array in arrays.values()) == network.count_params()
    assert models.training_record(name)["parameters"] == network.count_params()
    assert {array.dtype for array in arrays.values()} == {np.dtype("float16")}
    np.testing.assert_array_equal(network.get_layer("conv1").get_weights()[0], arrays["conv1.kernel"])


def recorded(name: str) -> dict[str, float]:
    """What is written down of the run whose weights are stored: the first."""
    return models.training_record(name)["runs"][0]


def test_the_shapes_network_is_as_good_as_recorded():
    found = accuracy("shapes", *one_object(1000, seed=2))
    assert found == pytest.approx(recorded("shapes")["accuracy"], abs=0.003)
    assert found > 0.95


def test_the_shortcut_network_is_good_until_the_mark_moves():
    fine = accuracy("shortcut", *one_object(1000, seed=2, shortcut={"disc": 0.95}))
    fooled = accuracy("shortcut", *one_object(1000, seed=2, shortcut={"square": 0.95}))
    assert fine == pytest.approx(recorded("shortcut")["accuracy"], abs=0.003)
    assert fooled == pytest.approx(recorded("shortcut")["accuracy where squares have the mark"], abs=0.003)
    assert fine > 0.95 and fooled < fine - 0.05


def test_the_letters_network_is_as_good_as_recorded():
    made = data.letter_scenes(1000, seed=2)
    found = accuracy("letters", made.images, made.labels)
    assert found == pytest.approx(recorded("letters")["accuracy"], abs=0.003)
    assert found > 0.9


def test_the_parcels_network_is_as_good_as_recorded():
    made = data.parcel_photos((200,) * 5, split="test", most_shots=1, wrong=0, seed=2)
    found = accuracy("parcels", made.images, made.gates)
    assert found == pytest.approx(recorded("parcels")["accuracy"], abs=0.003)
    assert found > 0.95


@pytest.mark.parametrize("name", list(trained.BUILDERS))
def test_the_record_tells_of_three_seeds(name):
    runs = models.training_record(name)["runs"]
    assert [run["seed"] for run in runs] == [0, 1, 2]
    assert max(run["accuracy"] for run in runs) - min(run["accuracy"] for run in runs) < 0.02


# --- any weights of that form -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def untrained():
    import_keras().utils.set_random_seed(0)
    return models.shapes_network()


@settings(max_examples=5)
@given(some.integers(0, 10**6))
def test_weights_that_were_packed_come_back_rounded_to_eleven_bits(untrained, seed):
    random = np.random.default_rng(seed)
    before = [random.normal(size=weight.shape).astype("float32") for weight in untrained.weights]
    untrained.set_weights(before)
    trained.place_weights(untrained, trained.packed_weights(untrained), "here")
    for old, new in zip(before, untrained.get_weights(), strict=True):
        np.testing.assert_allclose(new, old, rtol=2**-11, atol=2**-24)


def test_every_call_gives_a_new_network():
    first, second = models.trained_network("shapes"), models.trained_network("shapes")
    first.set_weights([0 * weight for weight in first.get_weights()])
    assert np.abs(second.get_layer("conv1").get_weights()[0]).max() > 0.1


@pytest.mark.parametrize("number", [np.nan, np.inf, 1e5])
def test_numbers_that_two_bytes_do_not_hold_are_not_stored(number):
    network = models.shapes_network()
    network.get_layer("scores").bias.assign([0, number, 0, 0, 0])
    with pytest.raises(ValueError, match=r"expected numbers under 65504 in scores\.bias"):
        trained.packed_weights(network)


def test_an_unknown_name_is_answered_with_the_known_ones():
    for ask in (models.trained_network, models.training_record):
        with pytest.raises(ValueError, match="named shapes, shortcut, letters, parcels; came 'cats'"):
            ask("cats")


def test_weights_of_another_network_are_refused(untrained):
    arrays = trained.packed_weights(untrained)
    with pytest.raises(data.DataDamaged, match=r"w\.npz: expected the \d+ arrays of network 'letters'.* another netwo"):
        trained.place_weights(models.letters_network(), arrays, "w.npz")
    with pytest.raises(data.DataDamaged, match=r"conv1\.bias is missing"):
        trained.place_weights(untrained, {key: arrays[key] for key in arrays if key != "conv1.bias"}, "w.npz")
    turned = {**arrays, "conv2.kernel": arrays["conv2.kernel"].transpose(3, 2, 0, 1)}
    with pytest.raises(data.DataDamaged, match=r"conv2\.kernel of shape \(3, 3, 16, 32\), came \(32, 16, 3, 3\)"):
        trained.place_weights(untrained, turned, "w.npz")


# --- files that are missing or damaged --------------------------------------------------------------------------------


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """Return the folder of weights in a copy of the data folder that the course now reads."""
    copy = tmp_path / "data"
    shutil.copytree(FOLDER / "weights", copy / "weights")
    shutil.copy(FOLDER / "checksums.json", copy)
    monkeypatch.setenv("CONVCOURSE_DATA", str(copy))
    return copy / "weights"


def test_a_missing_file_is_named(weights):
    (weights / "letters.npz").unlink()
    with pytest.raises(data.DataMissing, match=r"weights/letters\.npz .* missing"):
        models.trained_network("letters")


def test_a_file_that_was_cut_short_is_refused(weights):
    content = (weights / "shapes.npz").read_bytes()
    (weights / "shapes.npz").write_bytes(content[:5000])
    with pytest.raises(data.DataDamaged, match=r"shapes\.npz: expected \d+ bytes, came 5000: the file is truncated"):
        models.trained_network("shapes")


def test_the_weights_of_another_network_under_this_name_are_refused(weights):
    shutil.copy(weights / "shapes.npz", weights / "shortcut.npz")
    with pytest.raises(data.DataDamaged, match=r"weights/shortcut\.npz: expected"):
        models.trained_network("shortcut")


def test_a_file_whose_checksum_was_forged_is_read_without_running_it(weights):
    """Even with the right checksum, pickled objects are refused."""
    np.savez(weights / "shapes.npz", **{"conv1.kernel": np.array([{}], dtype=object)})
    content = (weights / "shapes.npz").read_bytes()
    sheet = json.loads((weights.parent / "checksums.json").read_text())
    sheet["weights/shapes.npz"] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (weights.parent / "checksums.json").write_text(json.dumps(sheet))
    with pytest.raises(data.DataDamaged, match=r"expected an \.npz file of arrays, came: Object arrays cannot"):
        models.trained_network("shapes")
