"""MS Project XML (the Project 2007 schema): read, worked out, and written."""
