"""What goes in and out: values to text and back, never files or the screen."""
