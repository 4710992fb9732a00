"""The web page: a Gradio app on this machine."""
