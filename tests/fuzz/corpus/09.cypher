MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WHERE m.id = 1 } AND NOT (n)-->(:B) RETURN n
