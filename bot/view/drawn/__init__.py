"""What people see, as HTML made of values: pure functions, each word escaped; no gradio."""
