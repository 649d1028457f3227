"""The pages: what people see of it in their browsers."""
