UNWIND range(1, 5) AS i WITH i WHERE i % 2 = 0 RETURN sum(i), avg(i), percentileCont(i, 0.5)
