OPTIONAL MATCH (n:B)-->(m) WITH n, collect(m.id) AS ids WHERE size(ids) > 0 RETURN n {.*, ids: ids}
