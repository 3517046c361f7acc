CALL algo.pagerank({iterations: 3}) YIELD node, score RETURN node.name, round(score) ORDER BY score LIMIT 2
