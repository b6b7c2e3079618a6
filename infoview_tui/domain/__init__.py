"""Pure rules and values: standard library and dateutil only, no I/O."""
