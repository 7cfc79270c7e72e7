-- What Teams has all of is not due any more; the index on next_try then finds what waits and nothing else.
update shown_card set next_try = timestamp with time zone '9999-12-31 00:00:00+00:00' where wanted <= sent;
