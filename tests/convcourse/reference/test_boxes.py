"""Boxes: overlap, counting, anchors, codes, suppression and average precision, by hand, by brute force and by law."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from sklearn.metrics import average_precision_score

from convcourse import reference

PAPER = np.array([[2.0, 1, 6, 7], [3, 4, 8, 8]])  # 4 by 6 and 5 by 4; they share 3 by 3


def random_boxes(random: np.random.Generator, count: int, side: int = 20) -> np.ndarray:
    corners = random.integers(0, side, size=(count, 2))
    return np.concatenate([corners, corners + random.integers(1, side, size=(count, 2))], axis=1).astype(float)


@some.composite
def boxes(draw, smallest: int = 1) -> np.ndarray:
    return random_boxes(np.random.default_rng(draw(some.integers(0, 10**6))), draw(some.integers(smallest, 6)))


def by_pixels(one: np.ndarray, other: np.ndarray) -> float:
    first, second = (
        {*itertools.product(range(int(t), int(b)), range(int(le), int(r)))} for t, le, b, r in (one, other)
    )
    return len(first & second) / len(first | second)


# --- overlap ----------------------------------------------------------------------------------------------------------


def test_the_boxes_on_paper_share_9_of_35_pixels():
    assert reference.iou_matrix(PAPER[:1], PAPER[1:]).item() == pytest.approx(9 / 35)


@given(boxes(), boxes())
def test_overlap_is_what_counting_pixels_gives(some_boxes, others):
    counted = [[by_pixels(one, other) for other in others] for one in some_boxes]
    np.testing.assert_allclose(reference.iou_matrix(some_boxes, others), counted)


def test_boxes_that_touch_or_lie_apart_on_both_axes_share_nothing():
    far = reference.iou_matrix([[0, 0, 2, 3]], [[2, 0, 4, 3], [5, 6, 8, 9], [0, 3, 2, 4]])
    assert far.tolist() == [[0, 0, 0]]


def test_no_boxes_give_an_empty_matrix():
    assert reference.iou_matrix(np.zeros((0, 4)), PAPER).shape == (0, 2)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ([[3, 4, 8]], r"expected boxes of shape \(count, 4\): top, left, bottom, right; came \(1, 3\)"),
        ([[3, 4, 2, 8]], "expected bottom > top and right > left, came the box"),
    ],
)
def test_what_is_no_box_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        reference.iou_matrix(wrong, PAPER)


# --- counting ---------------------------------------------------------------------------------------------------------


@given(some.integers(1, 6), some.integers(1, 6), some.integers(1, 4), some.integers(1, 4))
def test_boxes_are_counted_as_by_listing_them(height, width, least_height, least_width):
    listed = sum(
        bottom - top >= least_height and right - left >= least_width
        for top, bottom in itertools.combinations(range(height + 1), 2)
        for left, right in itertools.combinations(range(width + 1), 2)
    )
    assert reference.count_boxes(height, width, (least_height, least_width)) == listed


def test_a_side_of_nothing_is_refused():
    with pytest.raises(ValueError, match="expected smallest sides of 1 or more"):
        reference.count_boxes(3, 4, (0, 1))


# --- anchors and codes ------------------------------------------------------------------------------------------------


def test_anchors_stand_around_the_middles_of_cells_row_by_row_and_size_by_size():
    anchors = reference.anchor_boxes((2, 3), 8, [(6, 4), (2, 10)])
    middles = (anchors[:, :2] + anchors[:, 2:]) / 2
    assert anchors.shape == (12, 4)
    assert middles[::2].tolist() == [[4, 4], [4, 12], [4, 20], [12, 4], [12, 12], [12, 20]]
    assert (anchors[:, 2:] - anchors[:, :2]).tolist() == [[6, 4], [2, 10]] * 6
    with pytest.raises(ValueError, match="expected sizes as pairs of height and width"):
        reference.anchor_boxes((2, 3), 8, [6, 4])


@given(boxes(3), boxes(3))
def test_decoding_undoes_encoding(some_boxes, others):
    count = min(len(some_boxes), len(others))
    mine, anchors = some_boxes[:count], others[:count]
    codes = reference.encode_boxes(mine, anchors)
    np.testing.assert_allclose(reference.decode_boxes(codes, anchors), mine, atol=1e-9)


@given(boxes(), some.floats(0.5, 4), some.integers(-9, 9))
def test_a_code_does_not_change_when_box_and_anchor_move_and_grow_together(some_boxes, factor, shift):
    anchors = some_boxes[::-1]
    codes = reference.encode_boxes(some_boxes, anchors)
    np.testing.assert_allclose(
        reference.encode_boxes(factor * some_boxes + shift, factor * anchors + shift), codes, atol=1e-9
    )


def test_a_code_on_paper_and_an_anchor_too_few():
    codes = reference.encode_boxes([[4, 10, 12, 30]], [[0, 0, 16, 10]])
    np.testing.assert_allclose(codes, [[0, 1.5, np.log(0.5), np.log(2)]])
    with pytest.raises(ValueError, match="expected one anchor for each box, came 2 and 1"):
        reference.encode_boxes(PAPER, PAPER[:1])


# --- suppression ------------------------------------------------------------------------------------------------------


def test_a_dropped_box_drops_no_other():
    """The middle box overlaps both neighbours, which do not overlap each other."""
    chain = np.array([[0, 0, 4, 10], [0, 4, 4, 14], [0, 8, 4, 18]])
    assert reference.suppress(chain, [0.9, 0.8, 0.7], 0.4).tolist() == [0, 2]
    assert reference.suppress(chain, [0.7, 0.9, 0.8], 0.4).tolist() == [1]


@given(boxes(), some.floats(0.1, 0.9))
def test_what_is_kept_stands_apart_and_covers_what_was_dropped(some_boxes, threshold):
    scores = np.random.default_rng(len(some_boxes)).random(len(some_boxes))
    kept = reference.suppress(some_boxes, scores, threshold)
    overlap = reference.iou_matrix(some_boxes, some_boxes)
    assert (np.diff(scores[kept]) <= 0).all()
    assert (overlap[np.ix_(kept, kept)][~np.eye(len(kept), dtype=bool)] <= threshold).all()
    for dropped in {*range(len(some_boxes))} - {*kept.tolist()}:
        better = kept[scores[kept] >= scores[dropped]]
        assert (overlap[dropped, better] > threshold).any()


def test_a_score_too_many_is_refused():
    with pytest.raises(ValueError, match="expected one score for each of 2 boxes"):
        reference.suppress(PAPER, [1, 2, 3])


# --- average precision ------------------------------------------------------------------------------------------------


def test_average_precision_on_paper():
    """Hits at ranks 1, 3 and 4 of four objects: precisions 1, 2/3 and 3/4; interpolated 1, 3/4 and 3/4."""
    hits = [True, False, True, True, False]
    assert reference.average_precision(hits, 4) == pytest.approx((1 + 3 / 4 + 3 / 4) / 4)
    assert reference.average_precision(hits, 4, interpolated=False) == pytest.approx((1 + 2 / 3 + 3 / 4) / 4)


@given(some.lists(some.booleans(), min_size=1).filter(any), some.integers(0, 3))
def test_without_interpolation_it_is_scikit_learns_times_the_part_that_was_found(hits, missed):
    ranked = average_precision_score(hits, -np.arange(len(hits)))
    found = sum(hits)
    mine = reference.average_precision(hits, found + missed, interpolated=False)
    assert mine == pytest.approx(ranked * found / (found + missed))
    assert mine <= reference.average_precision(hits, found + missed) + 1e-12


def test_finding_an_object_twice_is_a_hit_and_an_error_and_another_image_does_not_count():
    truth = [PAPER[:1], PAPER[1:]]
    found = [np.array([[2, 1, 6, 7], [2, 2, 6, 7.0]]), np.array([[2, 1, 6, 7.0]])]
    hits, scores = reference.match_detections(found, [[0.8, 0.9], [0.7]], truth)
    assert hits.tolist() == [True, False, False] and scores.tolist() == [0.9, 0.8, 0.7]


def test_an_image_without_objects_gives_only_errors_and_half_an_overlap_is_a_hit():
    hits, _ = reference.match_detections([PAPER, [[0, 0, 4, 4]]], [[1, 2], [3]], [np.zeros((0, 4)), [[0, 0, 4, 8]]])
    assert hits.tolist() == [True, False, False]


def test_impossible_rankings_are_refused():
    with pytest.raises(ValueError, match="expected 1 true box or more, came 0"):
        reference.average_precision([], 0)
    with pytest.raises(ValueError, match="expected at most as many hits as true boxes, 1; came 2"):
        reference.average_precision([True, True], 1)
