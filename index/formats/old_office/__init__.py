"""Files of Office from before 2007, and messages of Outlook: what is inside an OLE container."""
