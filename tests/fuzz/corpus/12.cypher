MATCH (a)-[:R]->(b)-[:S]->(c), (a)-[:T]->(c) RETURN count(*)
