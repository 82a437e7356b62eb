"""A simulated clearinghouse: a real SFTP server with Office Ally's manners, for one machine.

Written from what is known of Office Ally and the X12 guides alone, without the gateway's code:
a mistake that both shared would agree with itself.
"""
