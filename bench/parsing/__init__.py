"""Do the readers of formats give back what a file holds?"""
