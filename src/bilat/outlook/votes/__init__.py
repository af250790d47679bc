"""How states vote in the General Assembly: titles, past votes as arrays, features, the absence and vote models."""
