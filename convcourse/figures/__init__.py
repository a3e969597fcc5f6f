"""Pictures: arrays in, a `Picture` out. Each is in a file of its own name."""

from convcourse.figures.accuracy_against_cost import CostPicture, CostPoint, accuracy_against_cost
from convcourse.figures.activation_and_slope import activation_and_slope
from convcourse.figures.activation_maps import activation_maps
from convcourse.figures.anchors_on_image import anchors_on_image
from convcourse.figures.augmentation_sampler import augmentation_sampler
from convcourse.figures.border_rules import border_rules
from convcourse.figures.captioned_pictures import captioned_pictures
from convcourse.figures.checkerboard import checkerboard
from convcourse.figures.class_weights import class_weights
from convcourse.figures.confusion_matrix import confusion_matrix
from convcourse.figures.connection_graph import connection_graph
from convcourse.figures.convolution_as_matrix import convolution_as_matrix
from convcourse.figures.convolution_theorem import convolution_theorem
from convcourse.figures.corners_of_square import corners_of_square
from convcourse.figures.correlation_and_convolution import correlation_and_convolution
from convcourse.figures.covered_on_paper import covered_on_paper
from convcourse.figures.denoised_digits import denoised_digits
from convcourse.figures.dense_block_growth import dense_block_growth
from convcourse.figures.designs_tried import TriedDesign, designs_tried
from convcourse.figures.digit_through_network import digit_through_network
from convcourse.figures.dilation_grid import dilation_grid
from convcourse.figures.direction_tuning import direction_tuning
from convcourse.figures.driving import driving
from convcourse.figures.edges_of_photo import edges_of_photo
from convcourse.figures.effective_field import effective_field
from convcourse.figures.equivariance import equivariance
from convcourse.figures.error_timeline import error_timeline
from convcourse.figures.explained_parcels import explained_parcels
from convcourse.figures.feature_maps import feature_maps
from convcourse.figures.field_by_layers import field_by_layers
from convcourse.figures.field_growth import field_growth
from convcourse.figures.field_on_photo import field_on_photo
from convcourse.figures.filter_and_depth import filter_and_depth
from convcourse.figures.filter_gallery import filter_gallery
from convcourse.figures.forgotten_layers import forgotten_layers
from convcourse.figures.four_questions import four_questions
from convcourse.figures.frozen_features import frozen_features
from convcourse.figures.gradient_check import gradient_check
from convcourse.figures.gradient_flow import gradient_flow
from convcourse.figures.grey_patch import grey_patch
from convcourse.figures.growing_training_set import growing_training_set
from convcourse.figures.half_turn import half_turn
from convcourse.figures.heat_map_panels import heat_map_panels
from convcourse.figures.heat_over_image import heat_over_image
from convcourse.figures.image_as_numbers import image_as_numbers
from convcourse.figures.impulse_response import impulse_response
from convcourse.figures.inception_block import inception_block
from convcourse.figures.kernel_on_photo import kernel_on_photo
from convcourse.figures.layer_stack import layer_stack
from convcourse.figures.learnt_kernel import learnt_kernel
from convcourse.figures.left_and_right import left_and_right
from convcourse.figures.live_boxes import live_boxes
from convcourse.figures.loudest_inputs import loudest_inputs
from convcourse.figures.machine import machine
from convcourse.figures.made_by_you import made_by_you
from convcourse.figures.maps_and_accuracy import maps_and_accuracy
from convcourse.figures.mask_over_epochs import mask_over_epochs
from convcourse.figures.mean_of_readings import mean_of_readings
from convcourse.figures.meeting_inputs import meeting_inputs
from convcourse.figures.misread_digits import misread_digits
from convcourse.figures.modes import modes
from convcourse.figures.moved_digit import moved_digit
from convcourse.figures.moved_picture import moved_picture
from convcourse.figures.noise_against_lag import noise_against_lag
from convcourse.figures.one_unit import one_unit
from convcourse.figures.optimiser_paths import optimiser_paths
from convcourse.figures.output_size_calculator import output_size_calculator
from convcourse.figures.parameter_counter import parameter_counter
from convcourse.figures.parcel_browser import parcel_browser
from convcourse.figures.picture import Picture
from convcourse.figures.pixel_visits import pixel_visits
from convcourse.figures.pooling_tasks import pooling_tasks
from convcourse.figures.pooling_window import pooling_window
from convcourse.figures.precision_recall import precision_recall
from convcourse.figures.relu_rules_on_paper import relu_rules_on_paper
from convcourse.figures.residual_block import residual_block
from convcourse.figures.same_padding import same_padding
from convcourse.figures.scattered_kernel import scattered_kernel
from convcourse.figures.scenes_and_masks import scenes_and_masks
from convcourse.figures.scores_to_probabilities import scores_to_probabilities
from convcourse.figures.separable_kernel import separable_kernel
from convcourse.figures.shifted_and_pooled import shifted_and_pooled
from convcourse.figures.signed_colours import signed_colours
from convcourse.figures.spread_through_layers import spread_through_layers
from convcourse.figures.switched_shortcuts import switched_shortcuts
from convcourse.figures.thawed_layers import thawed_layers
from convcourse.figures.tied_gradients import tied_gradients
from convcourse.figures.top_patches_of_unit import top_patches_of_unit
from convcourse.figures.track import track
from convcourse.figures.training_curve import training_curve
from convcourse.figures.training_run import training_run
from convcourse.figures.transposed_convolution import transposed_convolution
from convcourse.figures.two_boxes import two_boxes
from convcourse.figures.volume_slicer import volume_slicer
from convcourse.figures.w_as_picture import w_as_picture
from convcourse.figures.walk_through_network import walk_through_network
from convcourse.figures.window_over_image import window_over_image
from convcourse.figures.window_over_numbers import window_over_numbers
from convcourse.figures.window_over_track import window_over_track
from convcourse.figures.windows_as_rows import windows_as_rows
from convcourse.figures.x_matcher import x_matcher
from convcourse.figures.x_scores import x_scores

__all__ = [
    "CostPicture",
    "CostPoint",
    "Picture",
    "TriedDesign",
    "accuracy_against_cost",
    "activation_and_slope",
    "activation_maps",
    "anchors_on_image",
    "augmentation_sampler",
    "border_rules",
    "captioned_pictures",
    "checkerboard",
    "class_weights",
    "confusion_matrix",
    "connection_graph",
    "convolution_as_matrix",
    "convolution_theorem",
    "corners_of_square",
    "correlation_and_convolution",
    "covered_on_paper",
    "denoised_digits",
    "dense_block_growth",
    "designs_tried",
    "digit_through_network",
    "dilation_grid",
    "direction_tuning",
    "driving",
    "edges_of_photo",
    "effective_field",
    "equivariance",
    "error_timeline",
    "explained_parcels",
    "feature_maps",
    "field_by_layers",
    "field_growth",
    "field_on_photo",
    "filter_and_depth",
    "filter_gallery",
    "forgotten_layers",
    "four_questions",
    "frozen_features",
    "gradient_check",
    "gradient_flow",
    "grey_patch",
    "growing_training_set",
    "half_turn",
    "heat_map_panels",
    "heat_over_image",
    "image_as_numbers",
    "impulse_response",
    "inception_block",
    "kernel_on_photo",
    "layer_stack",
    "learnt_kernel",
    "left_and_right",
    "live_boxes",
    "loudest_inputs",
    "machine",
    "made_by_you",
    "maps_and_accuracy",
    "mask_over_epochs",
    "mean_of_readings",
    "meeting_inputs",
    "misread_digits",
    "modes",
    "moved_digit",
    "moved_picture",
    "noise_against_lag",
    "one_unit",
    "optimiser_paths",
    "output_size_calculator",
    "parameter_counter",
    "parcel_browser",
    "pixel_visits",
    "pooling_tasks",
    "pooling_window",
    "precision_recall",
    "relu_rules_on_paper",
    "residual_block",
    "same_padding",
    "scattered_kernel",
    "scenes_and_masks",
    "scores_to_probabilities",
    "separable_kernel",
    "shifted_and_pooled",
    "signed_colours",
    "spread_through_layers",
    "switched_shortcuts",
    "thawed_layers",
    "tied_gradients",
    "top_patches_of_unit",
    "track",
    "training_curve",
    "training_run",
    "transposed_convolution",
    "two_boxes",
    "volume_slicer",
    "w_as_picture",
    "walk_through_network",
    "window_over_image",
    "window_over_numbers",
    "window_over_track",
    "windows_as_rows",
    "x_matcher",
    "x_scores",
]
