"""The few widgets that draw every screen."""
