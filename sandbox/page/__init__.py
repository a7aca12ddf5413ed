"""The sandbox's page: phones side by side, the calls, faults, and a bar that moves the clock. No build step."""
