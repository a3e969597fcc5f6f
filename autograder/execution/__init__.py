"""Run a notebook's cells in a process of their own, behind one small interface."""

from autograder.execution.fork import ForkExecution
from autograder.execution.interface import CellResult, Execution, ExecutionFailed, RunCell
from autograder.execution.kernel import KernelExecution

__all__ = ["CellResult", "Execution", "ExecutionFailed", "ForkExecution", "KernelExecution", "RunCell"]
