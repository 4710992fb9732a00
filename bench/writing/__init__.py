"""What a language model makes of answers: `python -m bench written --model NAME`."""
