"""Articles as newspaper databases export them: Factiva, Nexis, ProQuest."""

from analysis.corpus.readers.exports.export_files import read_database_header, read_export
from analysis.corpus.readers.exports.export_header import DatabaseHeader

__all__ = ["DatabaseHeader", "read_database_header", "read_export"]
