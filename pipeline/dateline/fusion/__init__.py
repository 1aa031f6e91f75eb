"""What several accounts say together: records of one happening linked across documents, and who held what when."""
