"""A second opinion from a language model of the installation itself: off unless the traject turns it on."""
