"""A pretend Zalo Bot Platform: the same server, told apart by the token.

It does what was measured or documented of the real one; where sources disagree there is a switch.
"""
