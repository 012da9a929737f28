"""Who the staff are, as the table of rights names them."""

from __future__ import annotations

ROLES = ("coordinator", "safeguarding-lead", "learning-partner", "admin")
C, S, L, A = ("coordinator",), ("safeguarding-lead",), ("learning-partner",), ("admin",)
ALL = (*C, *S, *L, *A)
ANYBODY = "anybody"
