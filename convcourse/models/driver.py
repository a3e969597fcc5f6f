"""From a distribution over steering angles to one angle, and from a network to a driver."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse import data
from convcourse.models.budget import Fitted, TrainingFault, fit_within
from convcourse.models.road_lessons import ANGLES, RoadLessons, angle_targets
from convcourse.models.trial import examine_compiled

WAYS = ("gentle", "left", "right", "mean")
STRONG = 0.25  # of the highest peak: lower ones are not worth following


@dataclass(frozen=True)
class DrivingTrial(Fitted):
    """How far learning to drive came, and how far the car did.

    Args:
        finished: How many roads were driven to their end.
        driven: Metres driven on the average road.
    """

    finished: int
    driven: float


class RecordedDrive(NamedTuple):
    """A drive with what the driver thought at each metre.

    Attributes:
        road: Where it was.
        drive: Path, angles and outcome.
        chances: Shape (metres, angles): the distribution over `ANGLES`; None of a driver that has none.
    """

    road: data.Road
    drive: data.Drive
    chances: NDArray[np.float64] | None


def choose_angle(chances: ArrayLike, angles: ArrayLike = ANGLES, way: str = "gentle") -> NDArray[np.float64]:
    """Choose one steering angle from each distribution.

    A peak is an angle at least as likely as both its neighbours and a quarter as likely as the likeliest; what is
    steered there is the mean over it and two angles to either side. "gentle" takes the peak that steers least: once the
    car has turned a little to one side, that side needs less steering, so it keeps to its choice. "left" takes the
    leftmost peak, "right" the rightmost. "mean" returns the mean of the whole distribution, which at a fork may be an
    angle that nobody would steer.

    Args:
        chances: Shape (count, angles), each row adding up to 1.
        angles: Shape (angles,), rising, positive to the left.
        way: "gentle", "left", "right" or "mean".

    Returns:
        Shape (count,).

    Raises:
        ValueError: Another way, or shapes that do not agree.

    >>> two_ways = [[0.2, 0.4, 0.0, 0.0, 0.0, 0.0, 0.4]]
    >>> [float(choose_angle(two_ways, [-2, -1, 0, 1, 2, 3, 4], way)[0].round(2)) for way in ("gentle", "left", "mean")]
    [-1.33, 4.0, 0.8]
    """
    chance, angle = np.asarray(chances, dtype=float), np.asarray(angles, dtype=float)
    if way not in WAYS:
        raise ValueError(f"expected one of the ways {', '.join(WAYS)}; came {way!r}")
    if chance.ndim != 2 or chance.shape[1:] != angle.shape:
        raise ValueError(f"expected chances of shape (count, {angle.size}), came {chance.shape}")
    if way == "mean":
        return chance @ angle
    beside = np.pad(chance, ((0, 0), (1, 1)))
    peaks = (chance >= beside[:, :-2]) & (chance >= beside[:, 2:])
    peaks &= chance >= STRONG * chance.max(axis=1, keepdims=True)
    padded = np.pad(chance, ((0, 0), (2, 2)))
    near = np.lib.stride_tricks.sliding_window_view(padded, 5, axis=1)
    near_angles = np.lib.stride_tricks.sliding_window_view(np.pad(angle, 2), 5)
    steered = (near * near_angles).sum(axis=2) / np.maximum(near.sum(axis=2), 1e-12)
    cost = {"gentle": np.abs(steered), "left": -steered, "right": steered}[way]
    chosen = np.where(peaks, cost, np.inf).argmin(axis=1)
    return steered[np.arange(len(chance)), chosen]


def steering_chances(network: Any, pictures: NDArray) -> NDArray[np.float64]:
    """Return the network's distribution over angles for each picture, from its scores; shape (count, angles)."""
    # A car asks its network at every metre, so it pays to have the model translated, once: measured, a seventh of the
    # time that `outputs_of` takes for twenty pictures.
    scores = np.asarray(network.predict_on_batch(np.asarray(pictures, dtype="float32")))
    weights = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(float)
    return weights / weights.sum(axis=1, keepdims=True)


def network_driver(network: Any, way: str = "gentle") -> Callable[[NDArray[np.float32]], NDArray]:
    """Make a driver for `data.drive` out of a network that puts out one score for each of `ANGLES`."""
    return lambda pictures: choose_angle(steering_chances(network, pictures), ANGLES, way)


def record_drive(
    road: data.Road, driver: Callable[[NDArray[np.float32]], NDArray], network: Any = None, *,
    size: tuple[int, int] = (32, 48),
) -> RecordedDrive:  # fmt: skip
    """Let a driver drive one road, and keep its network's distribution at every metre.

    Args:
        road: The road.
        driver: As for `data.drive`.
        network: The network that the driver asks, if it has one.
        size: Height and width of the camera's picture.
    """
    (done,) = data.drive([road], driver, size=size)
    if network is None:
        return RecordedDrive(road, done, None)
    pictures = np.array([data.road_image(road, data.Car(*place), size=size) for place in done.path[:-1]])
    return RecordedDrive(road, done, steering_chances(network, pictures))


def driving_trial(
    model: Any, lessons: RoadLessons, roads: Sequence[data.Road], *, seconds: float, epochs: int, seed: int = 0,
    callbacks: tuple[Any, ...] = (),
) -> DrivingTrial:  # fmt: skip
    """Train a compiled network to steer, but no longer than its budget, and let it drive on roads that it has not seen.

    Args:
        model: A Keras model that was built and compiled, with one score for each of `ANGLES`; it is trained in place.
        lessons: Pictures with the answers of two drivers.
        roads: Where it has to drive.
        seconds: Budget. Training ends with the batch in which it is used up; driving comes on top.
        epochs: As for `fit`.
        seed: Of Keras's random numbers.
        callbacks: Further Keras callbacks.

    Raises:
        TypeError: It is no Keras model.
        ValueError: The model was not built.
        TrainingFault: It was not compiled, does not fit pictures or angles, gives chances where scores are asked, or
            its loss became NaN.

    Source: chapter 11.
    """
    examine_driver(model, lessons)
    targets = angle_targets(lessons.answers)
    images = lessons.images
    fitted = fit_within(model, images, targets, seconds=seconds, epochs=epochs, seed=seed, callbacks=callbacks)
    size = (lessons.images.shape[1], lessons.images.shape[2])
    drives = data.drive(roads, network_driver(model), size=size)
    finished = sum(each.outcome == "finished" for each in drives)
    driven = float(np.mean([len(each.angles) for each in drives]))
    return DrivingTrial(**vars(fitted), finished=finished, driven=driven)


def examine_driver(model: Any, lessons: RoadLessons) -> None:
    """Raise the error that names what is wrong with a driver, before any time goes into training.

    Raises:
        TypeError, ValueError, TrainingFault: As `driving_trial`.
    """
    examine_compiled(model)
    takes, gives = tuple(model.input_shape), tuple(model.output_shape)
    if takes[1:] != lessons.images.shape[1:]:
        raise TrainingFault(f"the pictures have shape {lessons.images.shape[1:]}, the model takes {takes[1:]}")
    if gives[1:] != ANGLES.shape:
        raise TrainingFault(f"expected one score for each of {ANGLES.size} angles, the model gives shape {gives[1:]}")
    last = getattr(model.layers[-1], "activation", None)
    if getattr(last, "__name__", "") == "softmax" or type(model.layers[-1]).__name__ == "Softmax":
        raise TrainingFault("expected scores, the model ends in a softmax: the driver applies it itself")
    if lessons.images.max() > 1 or lessons.images.min() < 0:
        raise TrainingFault(f"expected pictures from 0 to 1, came {lessons.images.min():g} to {lessons.images.max():g}")
