"""The staff's pages, in a browser. They read the tables, act through the same actions as the chat, and send nothing."""
