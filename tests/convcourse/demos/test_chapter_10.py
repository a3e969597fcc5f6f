"""The three demos of chapter 10: their words agree with what the reference computes, at every corner."""

import numpy as np
import pytest

from convcourse import data, demos, reference
from convcourse.demos.checkerboard import RANDOM, RESIZED, TRANSPOSED, by_copies, by_resizing
from convcourse.demos.transposed_convolution import KERNELS
from convcourse.figures.numbers import in_words

SCENES = data.scenes(3, size=(32, 40), seed=2)


def test_the_scatter_demo_ends_with_the_transposed_convolution_at_every_corner():
    demo = demos.transposed_convolution()
    for corner in demo.corners():
        alt = demo.picture.render(**corner)[1]
        stride = int(corner["stride"])
        options = {"stride": stride, "padding": corner["cut"], "output_padding": min(corner["extra"], stride - 1)}
        taps = np.array(KERNELS[corner["kernel"]], dtype=float).reshape(-1, 1, 1)
        values = np.array([2.0, 1, 3]) * (np.arange(3) < corner["laid"])
        expected = reference.transposed_convolution(values.reshape(1, 3, 1), taps, **options)[0, :, 0]
        assert f"Output so far: {', '.join(in_words(number) for number in expected)}. With stride {stride}, " in alt
        assert alt.endswith(f": size {len(expected)}.")


def test_the_scatter_demo_says_where_copies_meet_and_where_they_leave_gaps():
    demo = demos.transposed_convolution()
    words = {
        kernel: demo.picture.render(**{**demo.parameters(), "kernel": kernel, "stride": "3"})[1] for kernel in KERNELS
    }
    assert "share no place, and leave gaps" in words["1, 2"] and "share no place." in words["1, 2, 4"]
    assert "share 1 place: there they add up" in words["1, 2, 4, 3"]


@pytest.mark.parametrize("taps", [2, 3, 4, 5])
def test_equal_weights_give_a_checkerboard_where_the_stride_does_not_divide_the_kernel(taps):
    demo = demos.checkerboard()
    alt = demo.picture.render(**{**demo.parameters(), "taps": taps})[1]
    assert ("stays flat" in alt) == (taps % 2 == 0) == np.allclose(by_copies(np.ones((4, 5)), np.ones((taps, taps))), 1)


def test_random_weights_can_make_a_checkerboard_even_where_all_pixels_are_reached_as_often():
    demo = demos.checkerboard()
    chosen = {**demo.parameters(), "taps": 4, "weights": RANDOM}
    assert "2 copies reach a pixel. A flat map of ones becomes" in demo.picture.render(**chosen)[1]
    assert "stays flat" in demo.picture.render(**{**chosen, "way": RESIZED})[1]


def test_both_ways_keep_the_size_and_the_brightness():
    small, kernel = np.random.default_rng(0).random((6, 9)), np.ones((4, 4))
    for enlarge in (by_copies, by_resizing):
        large = enlarge(np.pad(small, 3, mode="edge"), kernel)
        assert large.shape == (24, 30) and large.mean() == pytest.approx(np.pad(small, 3, mode="edge").mean(), rel=0.05)


def test_the_checkerboard_demo_draws_every_corner_as_without_the_kept_background():
    demo = demos.checkerboard()
    assert demo.parameters()["way"] == TRANSPOSED
    for corner in list(demo.corners())[::5]:
        assert demo.picture.render(**corner) == demo.picture.render_whole(**corner)


def test_the_mask_demo_tells_epoch_pixels_iou_and_classes():
    nothing, half = np.zeros_like(SCENES.label_maps), SCENES.label_maps * (np.arange(40) < 20)
    demo = demos.mask_over_epochs(SCENES.images, SCENES.label_maps, [nothing, half, SCENES.label_maps])
    first = demo.picture.render(epoch=0, scene=1)[1]
    assert first.startswith("Before training:") and first.endswith("In the network's mask: background alone.")
    right, iou = np.mean(half[1] == SCENES.label_maps[1]), reference.mean_iou(SCENES.label_maps, half, 6)
    middle = demo.picture.render(epoch=1, scene=1)[1]
    assert middle.startswith("After 1 epoch:") and f"{right:.0%} of" in middle and f"is {iou:.2f}." in middle
    assert "100% of this scene's pixels" in demo.picture.render(epoch=2, scene=1)[1]
    for corner in demo.corners():
        assert demo.picture.render(**corner) == demo.picture.render_whole(**corner)
