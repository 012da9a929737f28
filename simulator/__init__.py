"""A stand-in for Telegram's Bot API with phones in the browser.

It imports nothing of ours, so that it can contradict us.
"""
