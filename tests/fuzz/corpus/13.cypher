PROFILE MATCH (n) RETURN reduce(s = 0, x IN n.l | s + x), any(x IN n.l WHERE x = 1)
