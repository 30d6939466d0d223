"""The database as a file: who may touch it, whether it has changed and is whole, what its errors mean."""
