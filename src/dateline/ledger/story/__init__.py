"""One story from every side, a page at a time: each question costs by what it shows, not by what the story holds.

A copy's records repeat its origin's, so they are left out: they belong to no incident, tally or plan
and are graded `repeat`. What a person rejected is left out too.
"""
