"""Personal data at rest: encrypted, masked, opened with a reason, erased in time."""
