"""Photographs of parcels: what is wrong with them is what the data sheet says, and lazy readers cannot read them."""

import numpy as np
import pytest

from convcourse import data, reference

SMALL = (14, 11, 9, 7, 3)


@pytest.fixture(scope="module")
def photos() -> data.ParcelPhotos:
    return data.parcel_photos()


def next_month(seed: int) -> data.ParcelPhotos:
    return data.parcel_photos((60,) * 5, split="test", most_shots=1, wrong=0, seed=seed)


def test_every_parcel_has_its_gate_and_one_to_three_photographs(photos: data.ParcelPhotos) -> None:
    _, first, shots = np.unique(photos.parcels, return_index=True, return_counts=True)
    assert np.bincount(photos.gates[first]).tolist() == [400, 340, 280, 200, 80]
    assert set(shots.tolist()) == {1, 2, 3}
    assert first.tolist() == sorted(first.tolist()), "numbered by their first photographs"
    for parcel in (0, 5, 700):
        mine = photos.parcels == parcel
        assert len(np.unique(photos.gates[mine])) == 1
        assert (photos.masks[mine] == photos.masks[mine][0]).all()


def test_photographs_of_one_parcel_differ_in_light_and_noise_only(photos: data.ParcelPhotos) -> None:
    shots = np.bincount(photos.parcels)
    parcel = int(np.flatnonzero(shots == 3)[0])
    one, two, three = photos.images[photos.parcels == parcel]
    factors = [float((one * other).sum() / (other * other).sum()) for other in (two, three)]
    for other, factor in zip((two, three), factors, strict=True):
        clear = (one < 0.97) & (other < 0.97)
        assert np.abs(one - factor * other)[clear].mean() < 0.04
    assert max(abs(factor - 1) for factor in factors) > 0.01


def test_about_four_of_a_hundred_labels_are_wrong(photos: data.ParcelPhotos) -> None:
    assert 0.03 < np.mean(photos.labels != photos.gates) < 0.05
    assert (next_month(0).labels == next_month(0).gates).all()


def test_the_pen_stands_out_where_the_mask_says(photos: data.ParcelPhotos) -> None:
    """Across an edge of the mask colours jump; elsewhere they change less."""
    jump = np.linalg.norm(np.diff(photos.images[:300], axis=2), axis=-1)
    edge = np.diff(photos.masks[:300], axis=2)
    assert jump[edge].mean() > 3 * jump[~edge].mean()


def test_most_numbers_fit_into_24_pixels_and_all_into_27(photos: data.ParcelPhotos) -> None:
    boxes = np.array([data.box_of(mask) for mask in photos.masks])
    sizes = boxes[:, 2:] - boxes[:, :2]
    assert np.mean(sizes.max(axis=1) <= 24) > 0.75 and sizes.max() <= 27
    assert sizes[:, 0].min() > 10, "they can be read"


@pytest.mark.parametrize("seed", range(4))
def test_a_correlation_of_nine_tenths_parts_the_parcels(seed: int) -> None:
    made = data.parcel_photos(seed=seed)
    found = reference.correlations(made.images)
    same = made.parcels[:, np.newaxis] == made.parcels
    assert found[same].min() > 0.96 and found[~same].max() < 0.85
    assert np.array_equal(reference.near_twins(made.images, 0.9), made.parcels)


@pytest.mark.parametrize("seed", range(3))
def test_mean_colours_and_mean_pictures_read_no_better_than_guessing(seed: int) -> None:
    known, asked = data.parcel_photos(seed=seed), next_month(seed)
    for flat in (lambda images: images.mean(axis=(1, 2)), lambda images: images.reshape(len(images), -1)):
        means = np.array([flat(known.images[known.gates == gate]).mean(axis=0) for gate in range(5)])
        distance = np.linalg.norm(flat(asked.images)[:, np.newaxis] - means, axis=2)
        assert reference.mean_recall(asked.gates, distance.argmin(axis=1)) < 0.27


def test_no_scan_of_handwriting_is_in_both_splits() -> None:
    """`digits` keeps them apart; the photographs of the two splits differ already in what was written."""
    train, test = (data.digits(split, size=28).images for split in ("train", "test"))
    seen = {picture.tobytes() for picture in train}
    assert not any(picture.tobytes() in seen for picture in test)


def test_the_same_seed_gives_the_same_photographs_and_another_seed_others() -> None:
    one, two, other = (data.parcel_photos(SMALL, seed=seed) for seed in (3, 3, 4))
    assert all(np.array_equal(*pair) for pair in zip(one, two, strict=True))
    assert one.images.shape != other.images.shape or not np.array_equal(one.images, other.images)


def test_ten_gates_and_a_single_one_can_be_drawn() -> None:
    assert set(data.parcel_photos((2,) * 10, most_shots=1).gates.tolist()) == set(range(10))
    one = data.parcel_photos((0, 0, 3), most_shots=2, wrong=1.0)
    assert (one.gates == 2).all() and (one.labels != 2).all()
    assert (data.parcel_photos((4,), wrong=1.0).labels == 0).all(), "there is no other gate to mistake it for"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"counts": ()}, "1 to 10 gates"),
        ({"counts": (1,) * 11}, "1 to 10 gates"),
        ({"counts": (3, -1)}, "0 parcels or more"),
        ({"most_shots": 0}, "1 photograph of a parcel or more"),
        ({"wrong": 1.5}, "from 0 to 1"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        data.parcel_photos(**given)
