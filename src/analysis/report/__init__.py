"""Tables, figures, quotes and findings, shown in the notebook and written to the report folder."""

from analysis.report.report import Report, open_report

__all__ = ["Report", "open_report"]
