"""Pictures on their way into an article: taken from files and the clipboard, made fit for print."""
