"""An invented neighbourhood, so that every page has something real on it."""
