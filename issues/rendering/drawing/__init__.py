"""Pictures drawn with Pillow: the share card, the book's cover, the long picture."""
