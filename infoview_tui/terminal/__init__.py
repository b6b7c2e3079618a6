"""What the app says to the terminal beyond Textual."""
