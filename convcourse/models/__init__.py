"""What needs Keras. Importing this package does not import Keras; calling its functions does."""

from convcourse.models.gradients import LayerGradient, input_gradient, layer_activations, layer_gradient
from convcourse.models.layer_table import blueprint, checked_model, layer_table
from convcourse.models.trial import TrainingFault, Trial, examine, trial

__all__ = [
    "LayerGradient",
    "TrainingFault",
    "Trial",
    "blueprint",
    "checked_model",
    "examine",
    "input_gradient",
    "layer_activations",
    "layer_gradient",
    "layer_table",
    "trial",
]
