"""Box: lower and upper bounds on a few code dimensions, the one shape that forest and index share."""
