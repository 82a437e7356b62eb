"""AWS's services on a loopback port of this process, held by moto."""
