"""Whether an error says that memory ran out."""

import errno

# What the loader of libraries says (glibc, musl).
_UNMAPPED = (
    "failed to map",
    "cannot allocate memory",
    "Cannot allocate memory",
    "out of memory",
    "Out of memory",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, although the exception is another one.

    A library that is loaded at this moment can't be mapped, a thread has no stack; what is written in C may return an
    error without saying which, and torch has no exception of its own.
    """
    if isinstance(error, MemoryError):
        return True
    if type(error) is RuntimeError:
        return "start new thread" in str(error) or "allocate memory" in str(error)
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    if type(error).__name__ == "SelectolaxError":
        # Any text is a web page for it (`index.formats.html.tree`): it fails only where it gets no memory.
        return True
    if isinstance(error, SystemError):
        return "without exception set" in str(error) or "returned NULL" in str(error)
    return isinstance(error, ImportError) and any(sign in str(error) for sign in _UNMAPPED)
