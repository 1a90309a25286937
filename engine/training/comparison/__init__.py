"""The published comparison of the methods of tuning, and the model that is shipped."""
