"""The shipped texts (questions, sets, letters) and the one module that loads them."""
