"""What a Keras model is made of, in plain numbers and words: what a check can compare and a message can show."""

from typing import Any

from convcourse.models.quiet import import_keras

LayerRow = tuple[str, tuple[int | None, ...], int]
"""A layer's class, the shape it puts out without the batch axis, and its parameters."""

SETTINGS = (
    *("activation", "kernel_size", "pool_size", "strides", "padding", "output_padding", "dilation_rate", "use_bias"),
    *("rate", "momentum", "factor", "height_factor", "width_factor", "mode", "fill_mode", "interpolation"),
    *("kernel_initializer", "kernel_regularizer", "trainable"),
)
"""Settings of a layer that change what it computes or how it learns."""


def layer_table(model: Any) -> list[LayerRow]:
    """List the layers of a model that was built, inputs left out.

    Args:
        model: Sequential, functional or subclassed.

    Returns:
        For each layer its class name, the shape it puts out without the batch axis, and how many parameters it has.

    Raises:
        TypeError: It is no Keras model.
        ValueError: It was not built, so that its layers have no shapes and no weights yet.
    """
    return [
        (type(layer).__name__, _shape_out(layer), int(layer.count_params()))
        for layer in checked_model(model).layers
        if type(layer).__name__ != "InputLayer"
    ]


def blueprint(model: Any) -> dict[str, Any]:
    """Describe a model by its layers, their telling settings and how it was compiled: equal blueprints learn alike.

    Args:
        model: A Keras model that was built.

    Returns:
        "input", the input's shape without the batch axis; "layers", for each layer its row of `layer_table` and a
        dictionary of its settings; "compiled", None or the optimiser's name and settings and the loss's name.

    Raises:
        TypeError, ValueError: As `layer_table`.
    """
    rows = layer_table(model)
    layers = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
    shape = getattr(model, "input_shape", None)
    return {
        "input": list(shape[1:]) if isinstance(shape, tuple) else None,
        "layers": [[list(row), _settings(layer)] for row, layer in zip(rows, layers, strict=True)],
        "compiled": _compiled(model),
    }


def checked_model(model: Any) -> Any:
    """Return the model if it is a Keras model that was built, else raise an error that says what came."""
    keras = import_keras()
    if not isinstance(model, keras.Model):
        advice = ""
        if model is None:
            advice = ": does the function end in `return model`?"
        elif isinstance(model, type) and issubclass(model, keras.Model):
            advice = ", the class itself: call it, with brackets"
        elif isinstance(model, list | tuple):
            advice = ": put the layers into keras.Sequential([...])"
        came = "None" if model is None else f"{type(model).__name__}"
        raise TypeError(f"a Keras model was expected, came {came}{advice}")
    if not model.built or not all(layer.built for layer in model.layers):
        how = "begin it with keras.Input(shape=(height, width, channels))"
        raise ValueError(f"the model was not built, so it has no weights yet: {how}")
    return model


def _shape_out(layer: Any) -> tuple[int | None, ...]:
    try:
        shape = layer.output.shape
    except (AttributeError, ValueError):  # inside a subclassed model a layer does not know its neighbours
        return ()
    return tuple(shape[1:]) if isinstance(shape, tuple) else ()


def _settings(layer: Any) -> dict[str, Any]:
    config = layer.get_config()
    return {name: _plain(config[name]) for name in SETTINGS if config.get(name) is not None}


def _plain(value: Any) -> Any:
    """Write a setting as a word, a number or a list: an initialiser by its class and its own settings."""
    if isinstance(value, dict):
        inner = value.get("config", {})
        own = {key: item for key, item in inner.items() if isinstance(item, int | float | str) and key != "name"}
        return " ".join([str(value.get("class_name", "")), *(f"{key}={item}" for key, item in own.items())])
    return list(value) if isinstance(value, tuple) else value


def _compiled(model: Any) -> dict[str, Any] | None:
    if getattr(model, "optimizer", None) is None:
        return None
    optimizer = model.optimizer
    rate = optimizer.get_config().get("learning_rate")
    loss = model.loss  # a name, a function or a keras.losses.Loss
    return {
        "optimizer": type(optimizer).__name__,
        "learning_rate": float(f"{rate:.6g}") if isinstance(rate, int | float) else _plain(rate),
        "momentum": float(getattr(optimizer, "momentum", None) or 0.0),
        "loss": loss if isinstance(loss, str) else getattr(loss, "__name__", type(loss).__name__),
        "from_logits": bool(getattr(loss, "_fn_kwargs", {}).get("from_logits", False)),
    }
