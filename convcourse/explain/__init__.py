"""What a network looks at. Importing this package does not import Keras."""

from convcourse.explain.activations import activations, all_activations
from convcourse.explain.adversarial import adversarial
from convcourse.explain.ascent import Ascent, NoWayUp, Regularisers, climb
from convcourse.explain.axis_field import AxisField
from convcourse.explain.channel_reduction import reduce_channels
from convcourse.explain.class_model import class_model
from convcourse.explain.deconvnet import deconvnet
from convcourse.explain.deep_dream import Dream, deep_dream
from convcourse.explain.effective_field import (
    KINDS,
    EffectiveField,
    EffectiveFields,
    effective_field,
    effective_fields,
)
from convcourse.explain.empty_map import EmptyMap
from convcourse.explain.filter_pattern import filter_pattern
from convcourse.explain.filters import filter_pictures, filters
from convcourse.explain.gaussian_blur import gaussian_blur
from convcourse.explain.grad_cam import grad_cam
from convcourse.explain.gradient_support import gradient_support
from convcourse.explain.guided_backpropagation import guided_backpropagation
from convcourse.explain.heat_map_mask import OpenCVMissing, heat_map_mask
from convcourse.explain.integrated_gradients import IncompleteSum, integrated_gradients
from convcourse.explain.occlusion import OcclusionDrops, occlusion, occlusion_drops
from convcourse.explain.pixel_removal import RemovalCurve, deletion, insertion
from convcourse.explain.rank_correlation import rank_correlation
from convcourse.explain.receptive_field import LayerField, receptive_field, receptive_fields
from convcourse.explain.resizing import resized
from convcourse.explain.saliency import saliency
from convcourse.explain.sanity_check import SanityCheck, sanity_check
from convcourse.explain.score import EnergyInside, energy_inside, pointing_game
from convcourse.explain.smooth_gradient import smooth_gradient
from convcourse.explain.stages import Stage, stages
from convcourse.explain.style_transfer import StyledImage, gram_matrix, style_transfer
from convcourse.explain.top_patches import TopPatch, top_patches
from convcourse.explain.total_variation import Variation, total_variation

__all__ = [
    "KINDS",
    "Ascent",
    "AxisField",
    "Dream",
    "EffectiveField",
    "EffectiveFields",
    "EmptyMap",
    "EnergyInside",
    "IncompleteSum",
    "LayerField",
    "NoWayUp",
    "OcclusionDrops",
    "OpenCVMissing",
    "Regularisers",
    "RemovalCurve",
    "SanityCheck",
    "Stage",
    "StyledImage",
    "TopPatch",
    "Variation",
    "activations",
    "adversarial",
    "all_activations",
    "class_model",
    "climb",
    "deconvnet",
    "deep_dream",
    "deletion",
    "effective_field",
    "effective_fields",
    "energy_inside",
    "filter_pattern",
    "filter_pictures",
    "filters",
    "gaussian_blur",
    "grad_cam",
    "gradient_support",
    "gram_matrix",
    "guided_backpropagation",
    "heat_map_mask",
    "insertion",
    "integrated_gradients",
    "occlusion",
    "occlusion_drops",
    "pointing_game",
    "rank_correlation",
    "receptive_field",
    "receptive_fields",
    "reduce_channels",
    "resized",
    "saliency",
    "sanity_check",
    "smooth_gradient",
    "stages",
    "style_transfer",
    "top_patches",
    "total_variation",
]
