"""Writing down what is said in a voice note, by a computer programme on this machine. An extra that nothing needs."""
