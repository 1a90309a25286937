"""Words and pictures on a screen: reads messages, answers them, and shows galleries."""
