"""Whole messages over a socket: how long each part is comes first, and is checked before anything is read."""

from __future__ import annotations

import socket
import struct

from autograder.execution.wire import LIMITS, Message, WireError, WireLimits

START = struct.Struct("<4sII")
LENGTH = struct.Struct("<Q")
MAGIC = b"CwA1"
MOST_BLOCKS = 100_000


class Gone(BaseException):
    """The process at the other end has ended.

    Not an `Exception`: a check that asks for an error must not take this for one.
    """


class Channel:
    """One end of a connected pair of sockets.

    Args:
        connection: the socket.
        limits: how much one message may hold.
    """

    def __init__(self, connection: socket.socket, limits: WireLimits = LIMITS) -> None:
        self.connection, self.limits = connection, limits

    def send(self, message: Message) -> None:
        """Send a message.

        Raises:
            Gone: the other end is closed.
        """
        start = START.pack(MAGIC, len(message.header), len(message.blocks))
        lengths = b"".join(LENGTH.pack(len(block)) for block in message.blocks)
        try:
            self.connection.setblocking(True)  # a student's code may have found the socket
            self.connection.sendall(start + lengths + message.header)
            for block in message.blocks:
                self.connection.sendall(block)
        except OSError:
            raise Gone from None

    def receive(self) -> Message:
        """Wait for a message.

        Raises:
            Gone: the other end is closed.
            WireError: what came is no message, or is larger than the limits allow.
        """
        try:
            self.connection.setblocking(True)
        except OSError:
            raise Gone from None
        magic, header, count = START.unpack(self._read(START.size))
        if magic != MAGIC or count > MOST_BLOCKS:
            raise WireError("a message was expected; other bytes came")
        lengths = [length for (length,) in LENGTH.iter_unpack(self._read(count * LENGTH.size))]
        # A block of npy has a head of its own, which the writer does not count.
        if header > self.limits.header_bytes or sum(lengths) + header > self.limits.bytes + 256 * count:
            raise WireError(f"a message of at most {self.limits.bytes >> 20} MB was expected")
        return Message(bytes(self._read(header)), [bytes(self._read(length)) for length in lengths])

    def close(self) -> None:
        """Close this end."""
        self.connection.close()

    def _read(self, size: int) -> bytearray:
        received = bytearray()
        while len(received) < size:
            try:
                block = self.connection.recv(min(size - len(received), 1 << 20))
            except OSError:
                block = b""
            if not block:
                raise Gone
            received += block
        return received
