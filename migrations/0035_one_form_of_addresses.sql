-- One Unicode form (NFC) of every address that people sign in and are invited by; where two would be the same they stay two.
update users set email = normalize(email, NFC)
where email is not nfc normalized and not exists (select from users other where other.email = normalize(users.email, NFC));
update invitations set email = normalize(email, NFC)
where email is not nfc normalized and not exists (
  select from invitations other
  where other.organization_id = invitations.organization_id and other.email = normalize(invitations.email, NFC));
