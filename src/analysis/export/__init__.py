"""A report folder in the forms that papers and other programs take: ``analysis export``."""

from analysis.export.write_export import export_report

__all__ = ["export_report"]
