MATCH (a:A {name: 'a'})-[r:R]->(b) WHERE b.id > 0 RETURN a.name, type(r), b ORDER BY b.id DESC SKIP 0 LIMIT 2
