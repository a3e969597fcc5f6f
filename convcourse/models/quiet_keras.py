"""Keras, imported without its backend's greeting: `from convcourse.models.quiet_keras import keras`.

A chapter says this in its set-up cell in place of `import keras`. It is an import statement, so that the grader's
template process imports Keras ahead with everything else that chapters import.
"""

from convcourse.models.quiet import import_keras

keras = import_keras()

__all__ = ["keras"]
