"""What people state about documents: recorded, and read into the documents."""
