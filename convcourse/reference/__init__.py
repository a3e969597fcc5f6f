"""The course's own answers in NumPy: short, readable, and tested against SciPy, Keras and published numbers."""

from convcourse.reference.activations import (
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    tanh,
    tanh_derivative,
)
from convcourse.reference.anchor_boxes import anchor_boxes
from convcourse.reference.augmentation import Augmented, Change, augment, changed_image, changed_mask, draw_change
from convcourse.reference.batch_normalisation import Normalised, batch_norm
from convcourse.reference.borders import BORDERS, pad2d
from convcourse.reference.box_codes import decode_boxes, encode_boxes
from convcourse.reference.box_counts import count_boxes
from convcourse.reference.box_overlap import box_areas, iou_matrix
from convcourse.reference.brightest_block import brightest_block
from convcourse.reference.central_differences import numerical_gradient
from convcourse.reference.class_directions import ClassDirections, class_directions
from convcourse.reference.classification_loss import cross_entropy, cross_entropy_gradient
from convcourse.reference.confusion import confusion_matrix
from convcourse.reference.convolution_1d import convolve1d, convolve1d_by_loops, convolve1d_same, convolve1d_valid
from convcourse.reference.convolution_backward import (
    ConvolutionGradients,
    convolution_bias_gradient,
    convolution_gradients,
    convolution_input_gradient,
    convolution_kernel_gradient,
)
from convcourse.reference.convolution_nd import convolution, convolution_by_loops
from convcourse.reference.correlation_1d import correlate1d, correlate1d_by_loops
from convcourse.reference.correlation_2d import convolve2d, correlate2d, correlate2d_by_loops
from convcourse.reference.counting import (
    Activation,
    Conv,
    Dense,
    Flatten,
    GlobalPool,
    Layer,
    LayerCount,
    Pool,
    convolution_multiply_adds,
    convolution_parameters,
    count_layers,
    dense_parameters,
    total,
)
from convcourse.reference.covering import cover_starts, covered_copies
from convcourse.reference.deep_stack import Stack, root_mean_square, send_through
from convcourse.reference.dense_layer import DenseGradients, dense, dense_gradients
from convcourse.reference.detection_score import average_precision, match_detections
from convcourse.reference.dilation import dilated_correlate1d, ways_to_pixels
from convcourse.reference.dropout import dropout
from convcourse.reference.edges import SOBEL_ACROSS, SOBEL_DOWN, Edges, sobel
from convcourse.reference.group_labels import majority_labels
from convcourse.reference.group_split import held_out_groups
from convcourse.reference.handing_over import least_confidence
from convcourse.reference.image_ascent import ascent_step, reined_ascent
from convcourse.reference.initialisers import INITIALISERS, Fans, fans, initial_spread, initial_weights
from convcourse.reference.iou import class_ious, mean_iou
from convcourse.reference.layers import (
    ConvolutionLayer,
    DenseLayer,
    FlattenLayer,
    MaxPoolLayer,
    ReluLayer,
    TrainableLayer,
)
from convcourse.reference.loudest_input import loudest_input
from convcourse.reference.map_grid import map_grid
from convcourse.reference.mean_recall import even_draw, mean_recall
from convcourse.reference.mean_template import TemplateMatches, match_template, mean_template
from convcourse.reference.modes import output_length
from convcourse.reference.momentum import Moved, momentum_step
from convcourse.reference.near_twins import correlations, near_twins
from convcourse.reference.network import Network
from convcourse.reference.optimisers import AdamMoved, RmspropMoved, adam_step, rmsprop_step
from convcourse.reference.pooling import (
    average_pool,
    average_pool_by_loops,
    global_average_pool,
    max_pool,
    max_pool_by_loops,
)
from convcourse.reference.pooling_gradients import average_pool_gradient, max_pool_gradient
from convcourse.reference.probabilities import log_softmax, log_sum_exp, softmax
from convcourse.reference.pushes import budget_spent
from convcourse.reference.receptive_field import ReceptiveField, Window, layers_needed, receptive_field
from convcourse.reference.relu_gradients import back_through_relu, mean_noisy_gradient
from convcourse.reference.residual_stack import residual_stack, stack_gradients
from convcourse.reference.schedules import SCHEDULES, scheduled_rate
from convcourse.reference.separable import correlate2d_separable, is_separable, separate
from convcourse.reference.separation import separation
from convcourse.reference.shortcut_layers import BatchNormalisationLayer, ShortcutLayer
from convcourse.reference.sliding_windows import im2col, windows
from convcourse.reference.small_networks import logistic_regression, small_cnn
from convcourse.reference.smoothing import decaying_weights, lag, noise_gain, weighted_average
from convcourse.reference.striped_kernels import DirectionTuning, direction_tuning
from convcourse.reference.style import gram_matrix, style_loss
from convcourse.reference.suppression import suppress
from convcourse.reference.toeplitz import toeplitz1d, toeplitz2d
from convcourse.reference.training import train
from convcourse.reference.transposed import transposed_convolution, transposed_output_size
from convcourse.reference.unit_patches import strongest_patches, unit_patch
from convcourse.reference.visits import visits
from convcourse.reference.window_geometry import Geometry, geometry, output_size

__all__ = [
    "BORDERS",
    "INITIALISERS",
    "SCHEDULES",
    "SOBEL_ACROSS",
    "SOBEL_DOWN",
    "Activation",
    "AdamMoved",
    "Augmented",
    "BatchNormalisationLayer",
    "Change",
    "ClassDirections",
    "Conv",
    "ConvolutionGradients",
    "ConvolutionLayer",
    "Dense",
    "DenseGradients",
    "DenseLayer",
    "DirectionTuning",
    "Edges",
    "Fans",
    "Flatten",
    "FlattenLayer",
    "Geometry",
    "GlobalPool",
    "Layer",
    "LayerCount",
    "MaxPoolLayer",
    "Moved",
    "Network",
    "Normalised",
    "Pool",
    "ReceptiveField",
    "ReluLayer",
    "RmspropMoved",
    "ShortcutLayer",
    "Stack",
    "TemplateMatches",
    "TrainableLayer",
    "Window",
    "adam_step",
    "anchor_boxes",
    "ascent_step",
    "augment",
    "average_pool",
    "average_pool_by_loops",
    "average_pool_gradient",
    "average_precision",
    "back_through_relu",
    "batch_norm",
    "box_areas",
    "brightest_block",
    "budget_spent",
    "changed_image",
    "changed_mask",
    "class_directions",
    "class_ious",
    "confusion_matrix",
    "convolution",
    "convolution_bias_gradient",
    "convolution_by_loops",
    "convolution_gradients",
    "convolution_input_gradient",
    "convolution_kernel_gradient",
    "convolution_multiply_adds",
    "convolution_parameters",
    "convolve1d",
    "convolve1d_by_loops",
    "convolve1d_same",
    "convolve1d_valid",
    "convolve2d",
    "correlate1d",
    "correlate1d_by_loops",
    "correlate2d",
    "correlate2d_by_loops",
    "correlate2d_separable",
    "correlations",
    "count_boxes",
    "count_layers",
    "cover_starts",
    "covered_copies",
    "cross_entropy",
    "cross_entropy_gradient",
    "decaying_weights",
    "decode_boxes",
    "dense",
    "dense_gradients",
    "dense_parameters",
    "dilated_correlate1d",
    "direction_tuning",
    "draw_change",
    "dropout",
    "encode_boxes",
    "even_draw",
    "fans",
    "geometry",
    "global_average_pool",
    "gram_matrix",
    "held_out_groups",
    "im2col",
    "initial_spread",
    "initial_weights",
    "iou_matrix",
    "is_separable",
    "lag",
    "layers_needed",
    "leaky_relu",
    "leaky_relu_derivative",
    "least_confidence",
    "log_softmax",
    "log_sum_exp",
    "logistic_regression",
    "loudest_input",
    "majority_labels",
    "map_grid",
    "match_detections",
    "match_template",
    "max_pool",
    "max_pool_by_loops",
    "max_pool_gradient",
    "mean_iou",
    "mean_noisy_gradient",
    "mean_recall",
    "mean_template",
    "momentum_step",
    "near_twins",
    "noise_gain",
    "numerical_gradient",
    "output_length",
    "output_size",
    "pad2d",
    "receptive_field",
    "reined_ascent",
    "relu",
    "relu_derivative",
    "residual_stack",
    "rmsprop_step",
    "root_mean_square",
    "scheduled_rate",
    "send_through",
    "separate",
    "separation",
    "sigmoid",
    "sigmoid_derivative",
    "small_cnn",
    "sobel",
    "softmax",
    "stack_gradients",
    "strongest_patches",
    "style_loss",
    "suppress",
    "tanh",
    "tanh_derivative",
    "toeplitz1d",
    "toeplitz2d",
    "total",
    "train",
    "transposed_convolution",
    "transposed_output_size",
    "unit_patch",
    "visits",
    "ways_to_pixels",
    "weighted_average",
    "windows",
]
