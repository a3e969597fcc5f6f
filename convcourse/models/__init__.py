"""What needs Keras. Importing this package does not import Keras; calling its functions does."""
