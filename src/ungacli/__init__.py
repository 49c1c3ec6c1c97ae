"""Explore a published schedule: `load()` returns one, made of frozen dataclasses."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Event",
    "Mode",
    "Organization",
    "Organizer",
    "OrganizerRole",
    "Person",
    "Schedule",
    "Speaker",
    "SpeakerRole",
    "Status",
    "UngaError",
    "__version__",
    "load",
]

if TYPE_CHECKING:
    from ungacli.errors import UngaError
    from ungacli.model import (
        Document,
        Event,
        Mode,
        Organization,
        Organizer,
        OrganizerRole,
        Person,
        Schedule,
        Speaker,
        SpeakerRole,
        Status,
    )
    from ungacli.sources import load


def __getattr__(name: str) -> Any:
    # Imported on use: `ungacli --version` does without, and the model alone takes 10 ms.
    from importlib import import_module

    if name in __all__:
        module = {"load": "sources", "UngaError": "errors"}.get(name, "model")
        return getattr(import_module(f"ungacli.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
