$
MATCH (a {name: 'a'})-[:R]->(b) RETURN b.name
