"""Files of many types to articles as read: what can be used, what is refused, and why."""
