"""The command line: reads a case, prints the answer, writes the documents."""
