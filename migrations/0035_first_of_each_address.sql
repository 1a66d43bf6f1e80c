-- Of addresses that become the same in one Unicode form (NFC) while none of them has it yet, the oldest takes it. The others stay
-- as they are, so that the next step finds the form taken.
update users set email = normalize(email, NFC) where id in (
  select distinct on (normalize(email, NFC)) id from users
  where email is not nfc normalized and not exists (select from users other where other.email = normalize(users.email, NFC))
  order by normalize(email, NFC), created_at, id);
update invitations set email = normalize(email, NFC) where (organization_id, id) in (
  select distinct on (organization_id, normalize(email, NFC)) organization_id, id from invitations
  where email is not nfc normalized and not exists (
    select from invitations other
    where other.organization_id = invitations.organization_id and other.email = normalize(invitations.email, NFC))
  order by organization_id, normalize(email, NFC), created_at desc, id desc);
