"""WeasyPrint: peer_weasyprint.py SOURCE OUTPUT."""

# The peers live in an environment of their own.
# pyright: reportMissingImports=false
import sys

from weasyprint import HTML

HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
