"""The queries behind the dictionary of figures: every figure can list the records it counts."""

from gongkai.reports.figures.computing import COUNTS, Figure, compute, kinds_of, query_name
from gongkai.reports.figures.counting import Count, Scope
from gongkai.reports.figures.registers import REGISTERS

__all__ = ["COUNTS", "REGISTERS", "Count", "Figure", "Scope", "compute", "kinds_of", "query_name"]
