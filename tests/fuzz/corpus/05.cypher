MERGE (n:New {id: 9}) ON CREATE SET n.x = 1 ON MATCH SET n.y = 2 RETURN n
