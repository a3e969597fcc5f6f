"""The road, its camera and its simulator, and that three simple drivers fail on it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from convcourse import data
from convcourse.data import road as module
from convcourse.data import road_camera

ROADS = [data.winding_road(seed) for seed in range(20)]
FORKS = [data.winding_road(seed, fork=True) for seed in range(20)]


def finishes(road: data.Road, policy) -> bool:
    """Drive by a policy that sees the road itself, without pictures."""
    car = data.start_of(road)
    for _ in range(int(2 * road.length)):
        car = data.move(car, policy(road, car))
        if data.left_the_road(road, car):
            return False
        if data.finished(road, car):
            return True
    return False


# --- the road --------------------------------------------------------------------------------------------------------


def test_points_of_a_centreline_are_half_a_metre_apart():
    for line in (*ROADS[0].branches, *FORKS[0].branches):
        np.testing.assert_allclose(np.hypot(*np.diff(line, axis=0).T), module.SPACING)


@settings(max_examples=20)
@given(some.integers(0, 10**6))
def test_a_road_bends_both_ways_and_never_too_tightly(seed):
    (line,) = data.winding_road(seed, tightest=14).branches
    heading = np.unwrap(np.arctan2(*np.diff(line, axis=0).T[::-1]))
    curvature = np.diff(heading) / module.SPACING
    assert curvature.min() < -0.025 and curvature.max() > 0.025
    assert np.abs(curvature).max() <= 1 / 13


def test_the_ways_of_a_fork_are_one_and_then_two():
    for road in FORKS:
        left, right = road.branches
        shared = int(road.fork / module.SPACING) - 4
        np.testing.assert_allclose(left[:shared], right[:shared], atol=1e-9)
        apart = np.hypot(*(left - right).T)
        assert apart[int((road.fork + 25) / module.SPACING) :].min() > 2 * module.HALF_WIDTH


def test_the_same_seed_gives_the_same_road_and_another_another():
    np.testing.assert_array_equal(data.winding_road(3).branches[0], ROADS[3].branches[0])
    assert (ROADS[3].branches[0] != ROADS[4].branches[0]).any()


# --- the car ---------------------------------------------------------------------------------------------------------


def test_a_constant_angle_drives_a_circle():
    """The circle's radius is wheelbase / tan(angle): here 20 m, so 40 pi steps of a metre come round once."""
    car = start = data.Car(3.0, 4.0, 0.5)
    angle = float(np.arctan(2.5 / 20))
    places = []
    for _ in range(126):
        car = data.move(car, angle)
        places.append((car.east, car.north))
    centre = np.array([start.east - 20 * np.sin(0.5), start.north + 20 * np.cos(0.5)])
    np.testing.assert_allclose(np.hypot(*(np.array(places) - centre).T), 20)


def test_a_positive_angle_turns_to_the_left():
    assert data.move(data.Car(0, 0, 0), 0.2).north > 0


def test_a_car_aside_is_as_far_from_the_middle_and_steered_back():
    car = data.place_on_road(ROADS[0], 2.0, aside=1.5)
    assert module.nearest(ROADS[0], car)[1] == pytest.approx(1.5, abs=0.05)
    assert data.expert_angle(ROADS[0], car) < 0
    assert data.expert_angle(ROADS[0], data.place_on_road(ROADS[0], 2.0, aside=-1.5)) > 0


def test_beyond_the_edge_is_off_the_road_and_at_its_end_finished():
    road = ROADS[1]
    assert not data.left_the_road(road, data.place_on_road(road, 40, aside=2.8))
    assert data.left_the_road(road, data.place_on_road(road, 40, aside=3.3))
    assert data.finished(road, data.place_on_road(road, 120.5))
    assert not data.finished(road, data.place_on_road(road, 118))
    assert not data.finished(road, data.place_on_road(road, 121, aside=3.5))


# --- the camera ------------------------------------------------------------------------------------------------------


def test_a_picture_has_the_size_asked_for_and_is_the_same_each_time():
    car = data.place_on_road(ROADS[2], 30)
    picture = data.road_image(ROADS[2], car, size=(30, 52))
    assert picture.shape == (30, 52, 3) and picture.dtype == np.float32
    assert picture.min() >= 0 and picture.max() <= 1
    np.testing.assert_array_equal(picture, data.road_image(ROADS[2], car, size=(30, 52)))


def test_the_road_is_in_the_middle_where_the_car_is_and_to_the_right_when_it_is_to_the_left():
    middles = []
    for aside in (0.0, 2.0):
        rows = []
        for road in ROADS:
            row = data.road_image(road, data.place_on_road(road, 0.0, aside=aside), noise=0)[-14].mean(axis=1)
            rows.append(np.abs(row - row[0]))
        unlike_the_ground = np.median(rows, axis=0)
        middles.append(np.average(np.arange(48), weights=unlike_the_ground > unlike_the_ground.max() / 2))
    assert middles[0] == pytest.approx(23.5, abs=2)
    assert middles[1] > middles[0] + 4


def test_roads_are_lighter_than_the_ground_or_darker():
    pictures = [data.road_image(road, data.place_on_road(road, 2.0)) for road in ROADS]
    lighter = [picture[-8:, 20:28].mean() > picture[-14:-10, [0, 1, -2, -1]].mean() for picture in pictures]
    assert 3 < sum(lighter) < 17


def test_a_road_can_be_told_from_the_ground_in_every_look():
    """The first draws of seeds 6, 111 and 152 gave road and ground one colour; nobody could have driven there."""
    for seed in range(200):
        look = road_camera._look(seed)
        assert np.linalg.norm(look.road - look.ground) >= road_camera.CONTRAST


def test_a_picture_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="expected a height and width of 16 pixels or more, came 12 by 48"):
        data.road_image(ROADS[0], data.place_on_road(ROADS[0], 0), size=(12, 48))


# --- pictures with answers -------------------------------------------------------------------------------------------


def test_labelled_pictures_lie_on_both_sides_of_straight_on():
    made = data.road_images(60, size=(16, 24))
    assert made.images.shape == (60, 16, 24, 3)
    assert np.abs(made.angles).max() <= 0.5
    assert made.angles.min() < -0.2 and made.angles.max() > 0.2
    np.testing.assert_array_equal(made.both_angles, np.stack([made.angles] * 2, axis=1))


def test_before_a_fork_there_are_two_answers_and_one_is_given():
    made = data.road_images(100, size=(16, 24), fork=True)
    left, right = made.both_angles.T
    assert ((made.angles == left) | (made.angles == right)).all()
    two = left - right > 0.1
    assert 10 < two.sum() < 90
    assert {*(made.angles == left)[two]} == {True, False}


def test_more_pictures_begin_with_the_fewer():
    few, more = data.road_images(3, size=(16, 24), seed=2), data.road_images(30, size=(16, 24), seed=2)
    np.testing.assert_array_equal(few.images, more.images[:3])


# --- who comes to the end --------------------------------------------------------------------------------------------


def test_the_expert_finishes_every_road_and_either_way_of_every_fork():
    assert all(finishes(road, data.expert_angle) for road in ROADS)
    for branch in (0, 1):
        assert all(finishes(road, lambda r, c, way=branch: data.expert_angle(r, c, branch=way)) for road in FORKS)


def test_no_constant_angle_finishes_any_road():
    for angle in np.linspace(-0.3, 0.3, 13):
        assert not any(finishes(road, lambda _, car, same=angle: same) for road in (*ROADS, *FORKS))


def test_the_mean_of_two_right_answers_finishes_no_fork():
    def mean(road: data.Road, car: data.Car) -> float:
        return (data.expert_angle(road, car) + data.expert_angle(road, car, branch=1)) / 2

    assert not any(finishes(road, mean) for road in FORKS)


def test_a_linear_model_on_pixels_leaves_most_roads():
    """Ridge regression, at the strength that does best on roads it has not seen."""
    made = data.road_images(300)
    pixels, mean = made.images.reshape(300, -1), made.images.mean(axis=0).ravel()
    centred = pixels - mean
    gram = centred @ centred.T + 100 * np.eye(300)
    weights = centred.T @ np.linalg.solve(gram, made.angles - made.angles.mean())
    drives = data.drive(ROADS, lambda seen: (seen.reshape(len(seen), -1) - mean) @ weights + made.angles.mean())
    assert sum(each.outcome == "finished" for each in drives) <= 5


# --- the simulator ---------------------------------------------------------------------------------------------------


def test_all_cars_drive_at_once_and_each_stops_where_it_left_the_road():
    asked = []

    def straight_on(pictures: np.ndarray) -> np.ndarray:
        asked.append(len(pictures))
        return np.zeros(len(pictures))

    drives = data.drive(ROADS[:4], straight_on, size=(16, 24), offset=0.5)
    assert asked[0] == 4 and asked == sorted(asked, reverse=True)
    for road, each in zip(ROADS, drives, strict=False):
        assert each.outcome == "left the road"
        assert each.path.shape == (len(each.angles) + 1, 3)
        assert data.left_the_road(road, data.Car(*each.path[-1]))
        assert not data.left_the_road(road, data.Car(*each.path[-2]))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda seen: np.zeros((len(seen), 1)), r"expected angles of shape \(2,\), one a car; came \(2, 1\)"),
        (lambda seen: np.full(len(seen), np.nan), "expected angles that are numbers, came nan"),
    ],
)
def test_angles_that_cannot_be_steered_are_refused(answer, message):
    with pytest.raises(ValueError, match=message):
        data.drive(ROADS[:2], answer, size=(16, 24))


def test_a_road_that_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="expected a length of 50 m or more, came 20"):
        data.winding_road(length=20)
    with pytest.raises(ValueError, match="expected a radius of 10 m or more, came 5"):
        data.winding_road(tightest=5)
