MATCH (a)-[r]-() RETURN a.name AS e, count(*) AS n ORDER BY n DESC LIMIT 3
