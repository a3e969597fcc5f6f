"""Demos: a picture with controls. Each is a function in a file of its own name."""

from convcourse.demos.accuracy_against_cost import accuracy_against_cost
from convcourse.demos.activation_and_slope import activation_and_slope
from convcourse.demos.activation_maps import activation_maps
from convcourse.demos.adversarial_budget import adversarial_budget
from convcourse.demos.anchors_on_image import anchors_on_image
from convcourse.demos.augmentation_sampler import augmentation_sampler
from convcourse.demos.checkerboard import checkerboard
from convcourse.demos.class_model_growing import class_model_growing
from convcourse.demos.connection_graph import connection_graph
from convcourse.demos.convolution_as_matrix import convolution_as_matrix
from convcourse.demos.corners_of_square import corners_of_square
from convcourse.demos.dense_block_growth import dense_block_growth
from convcourse.demos.designs_tried import designs_tried
from convcourse.demos.digit_through_network import digit_through_network
from convcourse.demos.dilation_grid import dilation_grid
from convcourse.demos.driving import driving
from convcourse.demos.effective_field import effective_field
from convcourse.demos.explained_parcels import explained_parcels
from convcourse.demos.field_on_photo import field_on_photo
from convcourse.demos.forgetting_layers import forgetting_layers
from convcourse.demos.frozen_features import frozen_features
from convcourse.demos.grad_cam_layers import grad_cam_layers
from convcourse.demos.gradient_check import gradient_check
from convcourse.demos.gradient_flow import gradient_flow
from convcourse.demos.grey_patch import grey_patch
from convcourse.demos.inception_block import inception_block
from convcourse.demos.kernel_on_photo import kernel_on_photo
from convcourse.demos.layer_stack import layer_stack
from convcourse.demos.learnt_kernel import learnt_kernel
from convcourse.demos.live_boxes import live_boxes
from convcourse.demos.machine import machine
from convcourse.demos.mask_over_epochs import mask_over_epochs
from convcourse.demos.mean_of_readings import mean_of_readings
from convcourse.demos.meeting_inputs import meeting_inputs
from convcourse.demos.methods_side_by_side import methods_side_by_side
from convcourse.demos.moved_digit import moved_digit
from convcourse.demos.noise_against_lag import noise_against_lag
from convcourse.demos.once_written import once_written
from convcourse.demos.optimiser_paths import optimiser_paths
from convcourse.demos.output_size_calculator import output_size_calculator
from convcourse.demos.parameter_counter import parameter_counter
from convcourse.demos.parcel_browser import parcel_browser
from convcourse.demos.pooling_window import pooling_window
from convcourse.demos.progress import progress
from convcourse.demos.shifted_and_pooled import shifted_and_pooled
from convcourse.demos.smooth_gradient_noise import smooth_gradient_noise
from convcourse.demos.spread_through_layers import spread_through_layers
from convcourse.demos.stage import Choice, Demo, Grid, Steps, Switch
from convcourse.demos.style_weight import style_weight
from convcourse.demos.switched_shortcuts import switched_shortcuts
from convcourse.demos.thawed_layers import thawed_layers
from convcourse.demos.top_patches_of_unit import top_patches_of_unit
from convcourse.demos.training_curve import TrainingCurve
from convcourse.demos.training_run import training_run
from convcourse.demos.transposed_convolution import transposed_convolution
from convcourse.demos.volume_slicer import volume_slicer
from convcourse.demos.w_as_picture import w_as_picture
from convcourse.demos.walk_through_network import walk_through_network
from convcourse.demos.window_over_image import window_over_image
from convcourse.demos.window_over_numbers import window_over_numbers
from convcourse.demos.window_over_track import window_over_track
from convcourse.demos.x_matcher import x_matcher
from convcourse.demos.your_progress import your_progress

__all__ = [
    "Choice",
    "Demo",
    "Grid",
    "Steps",
    "Switch",
    "TrainingCurve",
    "accuracy_against_cost",
    "activation_and_slope",
    "activation_maps",
    "adversarial_budget",
    "anchors_on_image",
    "augmentation_sampler",
    "checkerboard",
    "class_model_growing",
    "connection_graph",
    "convolution_as_matrix",
    "corners_of_square",
    "dense_block_growth",
    "designs_tried",
    "digit_through_network",
    "dilation_grid",
    "driving",
    "effective_field",
    "explained_parcels",
    "field_on_photo",
    "forgetting_layers",
    "frozen_features",
    "grad_cam_layers",
    "gradient_check",
    "gradient_flow",
    "grey_patch",
    "inception_block",
    "kernel_on_photo",
    "layer_stack",
    "learnt_kernel",
    "live_boxes",
    "machine",
    "mask_over_epochs",
    "mean_of_readings",
    "meeting_inputs",
    "methods_side_by_side",
    "moved_digit",
    "noise_against_lag",
    "once_written",
    "optimiser_paths",
    "output_size_calculator",
    "parameter_counter",
    "parcel_browser",
    "pooling_window",
    "progress",
    "shifted_and_pooled",
    "smooth_gradient_noise",
    "spread_through_layers",
    "style_weight",
    "switched_shortcuts",
    "thawed_layers",
    "top_patches_of_unit",
    "training_run",
    "transposed_convolution",
    "volume_slicer",
    "w_as_picture",
    "walk_through_network",
    "window_over_image",
    "window_over_numbers",
    "window_over_track",
    "x_matcher",
    "your_progress",
]
