MATCH (n:A) SET n.i = n.i + 1, n:C REMOVE n.l WITH n DETACH DELETE n
