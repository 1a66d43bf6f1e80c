/** One transaction in the words of pgbench: `:name` is a variable. */
export type SqlScript = {
  readonly name: string;
  /** Whole numbers drawn anew for each run, both ends included. */
  readonly variables: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  readonly statements: readonly {
    readonly text: string /** Its row's columns become variables. */;
    readonly keepsRow?: boolean;
  }[];
};

const links = 1_000;
const checkouts = 50_000;

const organization = `'00000000-0000-7000-8000-000000000001'::uuid`;
const billing = `'{"email": "maja@example.com", "country": "DE", "last_name": "Lindqvist", "first_name": "Maja", "postal_code": "20359"}'`;
const body = `repeat('x', 900)`;

/** Tables like the real ones, indexes included, so that the same writes cost the same. */
export const setUp = `
  drop schema if exists bench cascade;
  create schema bench;
  create table bench.links (id integer primary key, max_uses integer not null, used integer not null, held integer not null);
  create table bench.checkouts (like public.checkouts including all);
  create table bench.transactions (like public.transactions including all);
  create table bench.attempts (like public.attempts including all);
  create table bench.events (like public.events including all);
  create table bench.sandbox_payments (like public.sandbox_payments including all);
  insert into bench.links select n, 100000000, 0, 0 from generate_series(1, ${links}) n;
  insert into bench.checkouts (organization_id, id, mode, payment_link_id, status, currency, pricing_mode, subtotal_minor, tax_minor,
    total_minor, billing, payer_email, created_at, expires_at, due_at)
  select ${organization}, lpad(n::text, 32, '0')::uuid, 'sandbox', lpad((n % ${links})::text, 32, '0')::uuid, 'open', 'USD', 'TAX_INCLUSIVE',
    5998, 0, 5998, ${billing}, 'maja@example.com', now(), now() + interval '30 minutes', now() + interval '31 minutes'
  from generate_series(1, ${checkouts}) n;
  analyze bench.links, bench.checkouts;`;

export const tearDown = 'drop schema if exists bench cascade';

/** The writes of a start on one of so many rows: a place, a checkout, an event. */
function startScript(name: string, rows: number): SqlScript {
  return {
    name,
    variables: [{ name: 'link', from: 1, to: rows }],
    statements: [
      { text: 'begin' },
      { text: 'update bench.links set held = held + 1 where id = :link and used + held < max_uses' },
      {
        text: `insert into bench.checkouts (organization_id, id, mode, payment_link_id, status, has_place, currency, pricing_mode, subtotal_minor, tax_minor, total_minor, billing, payer_email, created_at, expires_at, due_at) values (${organization}, uuidv7(), 'sandbox', lpad(:link::text, 32, '0')::uuid, 'open', true, 'USD', 'TAX_INCLUSIVE', 5998, 0, 5998, ${billing}, 'maja@example.com', now(), now() + interval '30 minutes', now() + interval '31 minutes')`,
      },
      {
        text: `insert into bench.events (organization_id, id, mode, type, is_public, checkout_id, payment_link_id, body, created_at) values (${organization}, uuidv7(), 'sandbox', 'checkout.started', false, uuidv7(), lpad(:link::text, 32, '0')::uuid, '{}', now())`,
      },
      { text: 'commit' },
    ],
  };
}

export const startOneRow = startScript('start_one_row', 1);
export const startSpread = startScript('start_spread', links);

/** The writes of a payment in their three transactions: begin, the bank's book, settle. */
export const pay: SqlScript = {
  name: 'pay',
  variables: [
    { name: 'link', from: 1, to: links },
    { name: 'checkout', from: 1, to: checkouts },
  ],
  statements: [
    { text: 'begin' },
    {
      text: `insert into bench.transactions (organization_id, id, mode, checkout_id, payment_link_id, status, currency, gross_minor, tax_minor, payer_email, provider, sequence, created_at, updated_at) values (${organization}, uuidv7(), 'sandbox', uuidv7(), lpad(:link::text, 32, '0')::uuid, 'processing', 'USD', 5998, 0, 'maja@example.com', 'sandbox', 1, now(), now()) returning id as transaction`,
      keepsRow: true,
    },
    {
      text: `insert into bench.attempts (organization_id, id, checkout_id, transaction_id, number, status, provider, card_brand, card_last4, attempted_at, updated_at, due_at) values (${organization}, uuidv7(), uuidv7(), :transaction::uuid, 1, 'processing', 'sandbox', 'visa', '4242', now(), now(), now() + interval '1 minute') returning id as attempt`,
      keepsRow: true,
    },
    {
      text: `update bench.checkouts set status = 'processing', attempt_count = attempt_count + 1, current_attempt_id = :attempt::uuid, due_at = now() + interval '31 minutes' where organization_id = ${organization} and id = lpad(:checkout::text, 32, '0')::uuid`,
    },
    {
      text: `insert into bench.events (organization_id, id, mode, type, is_public, checkout_id, transaction_id, sequence, body, created_at) values (${organization}, uuidv7(), 'sandbox', 'transaction.status_changed', true, uuidv7(), :transaction::uuid, 1, ${body}, now())`,
    },
    { text: 'commit' },
    {
      text: `insert into bench.sandbox_payments (organization_id, id, idempotency_key, scenario, status, amount_minor, currency, card_brand, card_last4, return_url, created_at, updated_at) values (${organization}, uuidv7(), :attempt::uuid, 'succeeds', 'succeeded', 5998, 'USD', 'visa', '4242', repeat('u', 150), now(), now())`,
    },
    { text: 'begin' },
    { text: 'update bench.links set used = used + 1 where id = :link' },
    {
      text: `update bench.transactions set status = 'paid', sequence = 2, paid_attempt_id = :attempt::uuid, paid_at = now(), updated_at = now() where organization_id = ${organization} and id = :transaction::uuid`,
    },
    {
      text: `update bench.attempts set status = 'succeeded', provider_reference = (:attempt::uuid)::text, due_at = null, updated_at = now() where organization_id = ${organization} and id = :attempt::uuid`,
    },
    {
      text: `update bench.checkouts set status = 'paid', paid_at = now(), closed_at = now(), due_at = null where organization_id = ${organization} and id = lpad(:checkout::text, 32, '0')::uuid`,
    },
    {
      text: `insert into bench.events (organization_id, id, mode, type, is_public, checkout_id, transaction_id, sequence, body, created_at) values (${organization}, uuidv7(), 'sandbox', 'transaction.status_changed', true, uuidv7(), :transaction::uuid, 2, ${body}, now())`,
    },
    { text: 'commit' },
  ],
};

/** A script as pgbench reads it, a command a line. */
export function pgbenchFile(script: SqlScript): string {
  const draws = script.variables.map(({ name, from, to }) => `\\set ${name} random(${from}, ${to})`);
  const commands = script.statements.map(({ text, keepsRow }) => (keepsRow ? `${text} \\gset` : `${text};`));
  return `${[...draws, ...commands].join('\n')}\n`;
}

/** A statement as drivers take it: `$1` in place of `:name`, and the names in that order. */
export function withNumberedParameters(text: string): { text: string; parameters: string[] } {
  const parameters: string[] = [];
  const numbered = text.replace(/(?<!:):([a-z]+)\b/g, (_, name: string) => `$${parameters.push(name)}`);
  return { text: numbered, parameters };
}
