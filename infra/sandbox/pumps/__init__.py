"""What starts the functions: one pump per trigger of the provisioned template, a thread each."""
