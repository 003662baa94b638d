"""What can be done to accounts: `entry` lets people in, `people` is the administrator's work. Services flush."""
