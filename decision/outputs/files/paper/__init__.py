"""Papers for people: what one is made of, and its forms as Word document, Markdown and HTML."""
