"""Grad-CAM: by hand, its three variants, the layer it takes, and maps that show nothing."""

import numpy as np
import pytest

from convcourse.explain import EmptyMap, activations, grad_cam, guided_backpropagation
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def two_maps(weights):
    """Return a network that hands its two channels on as maps, averages them and adds them up with weights."""
    keras = import_keras()
    layers = [
        keras.layers.Conv2D(2, 1, use_bias=False, activation="relu", name="maps"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(1, use_bias=False),
    ]
    model = keras.Sequential([keras.Input((1, 2, 2)), *layers])
    model.set_weights([np.eye(2, dtype="float32")[None, None], np.array(weights, "float32")[:, None]])
    return model


IMAGE = np.array([[[[4.0, 1], [0, 3]]]])


def test_by_hand_on_two_maps_of_two_places():
    model = two_maps([1, -2])
    found = {variant: grad_cam(model, IMAGE, 0, variant=variant).tolist() for variant in ("vanilla", "relu")}
    # Gradients are 1/2 and -2/2 at each place: 4/2 - 1, and 0 - 3.
    assert found == {"vanilla": [[[1, -3]]], "relu": [[[1, 0]]]}


def test_the_guided_variant_multiplies_by_guided_backpropagation(networks):
    model = networks.averaging_network(bias=1.0)
    guided = guided_backpropagation(model, networks.IMAGES, networks.CLASSES, channels="all")
    coarse = grad_cam(model, networks.IMAGES, networks.CLASSES)
    found = grad_cam(model, networks.IMAGES, networks.CLASSES, variant="guided", channels="all")
    np.testing.assert_allclose(found, coarse[..., None] * guided, rtol=1e-5, atol=1e-7)


def test_the_softmax_does_not_matter(networks):
    """Through a softmax, sure of its class, nothing would be left; so the score is taken."""
    model = networks.averaging_network()
    *others, biases = model.get_weights()
    before = grad_cam(model, networks.IMAGES, 1, variant="vanilla")
    model.set_weights([*others, biases + np.array([0, 300, 0, 0])])
    np.testing.assert_array_equal(grad_cam(model, networks.IMAGES, 1, variant="vanilla"), before)


def test_the_last_layer_with_maps_that_is_no_pooling_is_taken(networks):
    for kind, relu, expected in (("sequential", "argument", "late"), ("subclassed", "layer", "bend")):
        model = networks.averaging_network(kind, relu)
        found = grad_cam(model, networks.IMAGES, 1, variant="vanilla")
        named = grad_cam(model, networks.IMAGES, 1, variant="vanilla", layer=expected)
        np.testing.assert_array_equal(found, named)


def test_it_is_enlarged_to_the_image_and_rows_stay_rows(networks):
    model = networks.averaging_network()
    small = grad_cam(model, networks.IMAGES, 1, variant="vanilla", layer="pool", resize=False)
    large = grad_cam(model, networks.IMAGES, 1, variant="vanilla", layer="pool")
    assert (small.shape, large.shape) == ((3, 5, 3), (3, 5, 7))
    # Heights agree, so each row is the row before, drawn out between the middles of its places.
    middles = (np.arange(3) + 0.5) * 7 / 3 - 0.5
    expected = [[np.interp(np.arange(7), middles, row) for row in each] for each in small]
    np.testing.assert_allclose(large, expected, rtol=1e-4, atol=1e-6)


def test_any_layer_with_maps_can_be_asked(networks):
    model = networks.averaging_network()
    maps = activations(model, networks.IMAGES, "early")
    assert grad_cam(model, networks.IMAGES, 0, layer="early", resize=False, variant="vanilla").shape == maps.shape[:3]


def test_a_layer_that_speaks_against_the_class_only_is_announced():
    model = two_maps([-1, -2])
    with pytest.warns(EmptyMap, match=r"image 0 is zero everywhere: layer 'maps' nowhere speaks .* variant='vanilla'"):
        assert grad_cam(model, IMAGE, 0).tolist() == [[[0, 0]]]


def test_a_map_that_is_the_same_everywhere_is_announced():
    with pytest.warns(EmptyMap, match="Grad-CAM of image 0 is the same everywhere, so it tells no pixel from another"):
        grad_cam(two_maps([1, 1]), np.ones((1, 1, 2, 2)), 0)


def test_what_does_not_fit_is_refused(networks):
    model = networks.averaging_network()
    with pytest.raises(ValueError, match="variant to be one of 'relu', 'vanilla', 'guided'; came 'plain'"):
        grad_cam(model, networks.IMAGES, 0, variant="plain")
    with pytest.raises(ValueError, match=r"'average' to give maps, \(batch, height, width, channels\); came \(3, 6\)"):
        grad_cam(model, networks.IMAGES, 0, layer="average")
    with pytest.raises(ValueError, match="expected resize=True for variant 'guided'"):
        grad_cam(model, networks.IMAGES, 0, variant="guided", resize=False)
    with pytest.raises(ValueError, match="has no layer 'lates': did you mean 'late'"):
        grad_cam(model, networks.IMAGES, 0, layer="lates")
    with pytest.raises(ValueError, match=r"expected a layer of model .* that gives maps"):
        grad_cam(networks.linear_model()[0], networks.IMAGES, 0)
