"""Stops a process at each system call that changes files, so that another one decides what becomes of the call.

The kernel does it (seccomp user notification, https://man7.org/linux/man-pages/man2/seccomp_unotify.2.html), so that
the calls of SQLite and tantivy are seen as well as those of Python, and no compiler is needed.
"""

import contextlib
import ctypes
import fcntl
import os
import platform
import struct
import sys
from pathlib import Path

from bench.faults.calls import NUMBERS, Call, decode

_ARCHITECTURE = 0xC000003E  # x86-64
_SECCOMP, _PIDFD_GETFD = 317, 438  # numbers of system calls
_NO_NEW_PRIVILEGES, _SET_FILTER, _NEW_LISTENER = 38, 1, 1 << 3
_RECEIVE, _SEND, _SET_FLAGS = 0xC0502100, 0xC0182101, 0x40082104  # requests for ioctl
_WAKE_IN_TURN = 1
_NOTIFICATION, _REPLY = "QIIiIQ6Q", "QqiI"
_CONTINUE = 1
# Instructions of a filter: load a word, jump if it is equal, jump if it has bits, end.
_LOAD, _IF_EQUAL, _IF_BITS, _END = 0x20, 0x15, 0x45, 0x06
_ALLOW, _NOTIFY = 0x7FFF0000, 0x7FC00000
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_WRITE, _OPENINGS = 1, {2: 1, 257: 2}  # the position of the flags
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_libc = ctypes.CDLL(None, use_errno=True)


def missing() -> str | None:
    """Why this system can't do it, or None."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return "faults are injected by the kernel of Linux on x86-64 only"
    return None


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def intercept(pipe: int) -> int:
    """Makes this process and its children stop at each call that changes files; returns the listener.

    From now on each of these calls waits until somebody who has the listener replies. Only writes to the descriptor
    `pipe` go through: who waits for a message must not have to let its writing proceed.

    Raises:
        OSError: The kernel refuses it, as in some containers.
    """
    instructions = _filter(pipe)
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    program = _Program(len(instructions) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener = _libc.syscall(_SECCOMP, _SET_FILTER, _NEW_LISTENER, ctypes.byref(program))
    if listener < 0:
        raise OSError(ctypes.get_errno(), "the kernel does not let calls be intercepted")
    return int(listener)


def _filter(pipe: int) -> bytes:
    """A program for the kernel that lets all calls through but those in `NUMBERS`; and writes to `pipe`."""
    # A jump says how many instructions are left out if the test is true, and if it is false.
    code = [(_LOAD, 0, 0, _ARCHITECTURE_AT), (_IF_EQUAL, 1, 0, _ARCHITECTURE), (_END, 0, 0, _ALLOW)]
    code.append((_LOAD, 0, 0, _NUMBER_AT))
    code += [
        (_IF_EQUAL, 0, 4, _WRITE),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_IF_EQUAL, 0, 1, pipe),
        (_END, 0, 0, _ALLOW),
        (_END, 0, 0, _NOTIFY),
    ]
    for number in NUMBERS.keys() - _OPENINGS.keys() - {_WRITE}:
        code += [(_IF_EQUAL, 0, 1, number), (_END, 0, 0, _NOTIFY)]
    for number, position in _OPENINGS.items():
        # Thousands of files are opened only to be read.
        code += [
            (_IF_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _FIRST_ARGUMENT_AT + 8 * position),
            (_IF_BITS, 0, 1, _WRITING),
            (_END, 0, 0, _NOTIFY),
            (_END, 0, 0, _ALLOW),
        ]
    code.append((_END, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)


class Listener:
    """Receives the calls of an intercepted process, and replies to them."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._id, self._pid = 0, 0
        # Who waits and who decides take turns on one processor: on a busy machine much faster. Since Linux 6.6.
        with contextlib.suppress(OSError):
            fcntl.ioctl(descriptor, _SET_FLAGS, _WAKE_IN_TURN)

    def receive(self) -> Call | None:
        """The next call; None if it does not concern a file. Then `proceed`, `fail` or `write_part` must follow.

        Raises:
            ProcessLookupError: The process has ended.
        """
        buffer = bytearray(struct.calcsize(_NOTIFICATION))
        try:
            fcntl.ioctl(self.descriptor, _RECEIVE, buffer)
        except FileNotFoundError as error:
            raise ProcessLookupError("the process has ended") from error
        self._id, self._pid, _, number, _, _, *arguments = struct.unpack(_NOTIFICATION, buffer)
        return decode(self._pid, number, tuple(arguments))

    def proceed(self) -> None:
        """Lets the kernel make the call."""
        self._reply(0, 0, _CONTINUE)

    def fail(self, error: int) -> None:
        """Fails the call with an error number; it is not made."""
        self._reply(0, -error, 0)

    def write_part(self, call: Call) -> None:
        """Writes the first half of what a call wanted to write, and tells it so."""
        half = call.data[: max(1, len(call.data) // 2)]
        descriptor = self._borrowed(call.descriptor)
        try:
            # Both share the position in the file.
            written = (
                os.pwrite(descriptor, half, call.offset)
                if call.name == "pwrite64"
                else os.write(descriptor, half)
            )
        finally:
            os.close(descriptor)
        self._reply(written, 0, 0)

    def close(self) -> None:
        """Closes it; calls that still wait fail."""
        os.close(self.descriptor)

    def _borrowed(self, descriptor: int) -> int:
        """A copy of a descriptor of the process."""
        status = Path(f"/proc/{self._pid}/status").read_text("ascii")
        leader = int(status.partition("\nTgid:")[2].split()[0])
        process = os.pidfd_open(leader)
        try:
            copy = _libc.syscall(_PIDFD_GETFD, process, descriptor, 0)
        finally:
            os.close(process)
        if copy < 0:
            raise OSError(ctypes.get_errno(), "a descriptor can't be copied")
        return int(copy)

    def _reply(self, value: int, error: int, flags: int) -> None:
        # The process may have been killed meanwhile.
        with contextlib.suppress(FileNotFoundError):
            fcntl.ioctl(self.descriptor, _SEND, bytearray(struct.pack(_REPLY, self._id, value, error, flags)))
