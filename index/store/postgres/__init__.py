"""The store in PostgreSQL. Only here, and in the search of it, is psycopg imported."""
