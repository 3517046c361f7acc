RETURN toUpper('é') =~ '.*', substring('abc', 1), split('a,b', ','), $p + 1, {a: [1, null]}.a
