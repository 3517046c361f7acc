RETURN date('2020-02-29') + duration('P1M'), datetime({year: 2020, month: 3, timezone: 'Europe/Stockholm'})
