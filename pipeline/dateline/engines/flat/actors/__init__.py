"""Who is named, and whom words mean that point back."""
