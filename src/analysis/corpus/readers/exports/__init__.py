"""Articles as newspaper databases give them: Factiva, Nexis, ProQuest."""

from analysis.corpus.readers.exports.export_files import read_dump
from analysis.corpus.readers.exports.export_header import DatabaseHeader
from analysis.corpus.readers.exports.forms import read_database_header

__all__ = ["DatabaseHeader", "read_database_header", "read_dump"]
