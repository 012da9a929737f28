"""Files for staff to take away: what stands in them, and the kinds of file. Nothing in them can run or lead anywhere."""
