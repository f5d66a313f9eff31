"""From professionals' answers to a draft problem map that a group can discuss."""
