"""What a child that reads hostile files may use of the machine."""

import sys

if sys.platform != "win32":
    import resource

_MEMORY = 512 << 20


def limit(seconds: int) -> None:
    """Bound memory, processor time and core dumps, where the system can."""
    if sys.platform == "win32":
        return  # the parent's time limit stands alone
    limits = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, _MEMORY),
    )
    for kind, most in limits:
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue  # macOS refuses some; the parent's time limit stands
