"""The pack: a summary for each option, which holds nothing of any other, and what the buyer alone keeps."""
