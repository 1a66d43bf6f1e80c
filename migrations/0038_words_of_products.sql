-- Links are found by the names of their products too.
insert into payment_link_words (organization_id, mode, word, payment_link_id)
select distinct l.organization_id, l.mode, left(word, 32), l.id
from payment_links l cross join lateral jsonb_array_elements(l.lines) as line
  cross join lateral regexp_split_to_table(lower(line ->> 'name'), '[^[:alnum:]]+') as word
where word <> ''
on conflict do nothing;
