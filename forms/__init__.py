"""What we ask: questionnaires as data, how answers are read, checked, shown and handed on."""
