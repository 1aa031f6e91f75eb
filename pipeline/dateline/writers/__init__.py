"""Writers: each turns Extractions into one format and decides nothing."""
