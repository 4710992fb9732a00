"""What people who share a server get of one another: calls on every interface, with forged ids, cookies and SQL."""
