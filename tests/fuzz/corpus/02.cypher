MATCH (a {id: 0}), (b {id: 2}) MATCH p = shortestPath((a)-[:R|S*..4]-(b)) RETURN p
