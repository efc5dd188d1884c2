"""Files of many forms to articles as found: what can be used, what was refused, and why."""
