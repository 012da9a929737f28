"""Files for staff to take away: what stands in them, and the kinds of file. Nothing in them runs or leads anywhere."""
