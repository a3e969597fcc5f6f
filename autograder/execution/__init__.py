"""Run a notebook's cells in processes of their own, behind one small interface."""

from autograder.execution.box import NoBox
from autograder.execution.fork import ForkExecution
from autograder.execution.interface import CellResult, Execution, ExecutionFailed, RunCell
from autograder.execution.kernel import KernelExecution
from autograder.execution.two_processes import TwoProcessExecution

__all__ = [
    "CellResult",
    "Execution",
    "ExecutionFailed",
    "ForkExecution",
    "KernelExecution",
    "NoBox",
    "RunCell",
    "TwoProcessExecution",
]
