"""Articles as newspaper databases give them: Factiva, Nexis, ProQuest."""

from analysis.corpus.databases.dumps import read_dump
from analysis.corpus.databases.forms import read_database_header
from analysis.corpus.databases.header import DatabaseHeader

__all__ = ["DatabaseHeader", "read_database_header", "read_dump"]
