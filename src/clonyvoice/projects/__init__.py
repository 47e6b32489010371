"""Projects: script, sound and timeline as one document with revisions, undo, takes, assets and a mix."""

from clonyvoice.projects.service import Projects

__all__ = ["Projects"]
