"""The texts of the page in several languages: a JSON file for each, found by listing this folder. English is in the code."""

from ui.languages.catalogue import ENGLISH, Catalogue, catalogues, chosen_catalogue
from ui.languages.page_text import page_plural, page_text

__all__ = ["ENGLISH", "Catalogue", "catalogues", "chosen_catalogue", "page_plural", "page_text"]
