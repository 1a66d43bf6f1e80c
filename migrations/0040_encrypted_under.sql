-- Which key each encrypted text names, so that those of a former key are found without reading all.
create index mails_key on mails (split_part(body, '.', 2)) where body is not null;
create index attempts_redirect_key on attempts (split_part(redirect_url, '.', 2)) where redirect_url is not null;
create index sandbox_payments_return_key on sandbox_payments (split_part(return_url, '.', 2))
  where return_url <> '' and status in ('requires_action', 'processing');
create index idempotency_keys_redirect_key on idempotency_keys (split_part(answer->>'redirectUrl', '.', 2))
  where answer->>'redirectUrl' is not null;
