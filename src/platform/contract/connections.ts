import { type Static, Type } from 'typebox';
import { instantSchema, modeSchema, nullable, oneOf, strictObject, text } from './common.ts';

export const connectionStatuses = ['not_connected', 'connected', 'failing', 'disconnected'] as const;

const credentialSchema = Type.Object({
  set: Type.Boolean(),
  last4: nullable(Type.String({ description: 'The last four characters; null of a short one' })),
});

/** How a provider stands in one mode; each has one row a mode, also when it is not connected. */
export const connectionSchema = Type.Object({
  provider: Type.String({ description: 'Such as `bank`' }),
  label: Type.String({ description: 'What people call it, such as “Bank transfer”' }),
  mode: modeSchema,
  status: oneOf(connectionStatuses),
  account_label: nullable(
    Type.String({ description: 'By which people know the account, such as “DE89 •••• 3000”' }),
  ),
  ways: Type.Array(Type.Object({ id: Type.String(), label: Type.String() }), {
    description: 'How buyers can pay there',
  }),
  position: nullable(
    Type.Integer({ description: 'Buyers see the ways to pay in this order, from 1; null when not offered' }),
  ),
  settings: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'What was set beside the credentials',
  }),
  credentials: Type.Unsafe<Record<string, Static<typeof credentialSchema>>>({
    type: 'object',
    additionalProperties: credentialSchema,
    description: 'By field; the values themselves are never shown',
  }),
  notification_url: nullable(
    Type.String({ description: 'Where the provider tells of payments; null where it tells nothing' }),
  ),
  notification_status: oneOf(['none', 'waiting', 'received', 'failing'], {
    description: '`none`: it sends none. `failing`: the last one was not signed with the secret that is set',
  }),
  last_notification_at: nullable(instantSchema),
  checked_at: nullable(instantSchema),
  problem: nullable(Type.String({ description: 'What is wrong, and what to do' })),
  disconnected_at: nullable(instantSchema),
  open_payments: Type.Integer({ description: 'Payments there that are not decided yet' }),
  open_refunds: Type.Integer({ description: 'Refunds there that are not done yet' }),
  credentials_kept_until: nullable(
    Type.String({
      format: 'date-time',
      description:
        'When the credentials of a disconnected provider are wiped at the latest; earlier once nothing is open there',
    }),
  ),
});
export type ConnectionAnswer = Static<typeof connectionSchema>;

export const connectionListSchema = Type.Object({ results: Type.Array(connectionSchema) });

export const connectionParamsSchema = strictObject({ provider: Type.String() });
export const connectionQuerySchema = strictObject({ mode: Type.Optional(modeSchema) });

/** A map of what this provider asks for; which fields those are, the provider says. */
const credentialsInput = Type.Unsafe<Record<string, string>>({
  type: 'object',
  maxProperties: 10,
  additionalProperties: { type: 'string', maxLength: 2_000, pattern: '^[^\\u0000-\\u001f\\u007f]*$' },
  description: 'Those that are left out stay as they are while the account is the same',
});
const settingsInput = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  maxProperties: 20,
  additionalProperties: true,
  description: 'Replaced whole; those that are left out take their defaults',
});

export const connectionPutSchema = strictObject({
  mode: modeSchema,
  credentials: Type.Optional(nullable(credentialsInput)),
  settings: Type.Optional(nullable(settingsInput)),
});
export type ConnectionPut = Static<typeof connectionPutSchema>;

export const connectionOrderSchema = strictObject({
  mode: modeSchema,
  providers: Type.Array(text(1, 40), {
    maxItems: 20,
    uniqueItems: true,
    description: 'Connected ones, first to last; others follow as they stood',
  }),
});
export type ConnectionOrder = Static<typeof connectionOrderSchema>;

export const bankTransferPlaces = ['text', 'reference'] as const;

/** What the provider `bank` is told, as it is shown; everything but `iban` and `account_name` has a default when it is put. */
export const bankSettingsSchema = Type.Object({
  iban: Type.String({ description: 'Without spaces' }),
  bic: nullable(Type.String()),
  account_name: Type.String({ description: 'As the bank has it: payers’ banks compare it' }),
  hold_days: Type.Integer({ minimum: 1, maximum: 14, description: 'How long a buyer has; 5 by default' }),
  holds_place: Type.Boolean({ description: 'Whether the place on a limited link is kept meanwhile' }),
  instant_only: Type.Boolean({ description: 'Whether buyers are asked for an instant transfer' }),
  reference_place: oneOf(bankTransferPlaces, {
    description: 'Where the QR code puts the reference: as text, or in its own field',
  }),
});
export type BankSettings = Static<typeof bankSettingsSchema>;

export const liveChecklistItems = [
  'public_address',
  'mail',
  'provider',
  'keys_backed_up',
  'support',
] as const;

export const liveChecklistSchema = Type.Array(
  Type.Object({
    item: oneOf(liveChecklistItems),
    done: Type.Boolean(),
    detail: Type.String({ description: 'What is there, or what to do' }),
  }),
);
export type LiveChecklist = Static<typeof liveChecklistSchema>;

/** Somebody says that copies of the keys lie in another place. */
export const keysBackedUpSchema = strictObject({ done: Type.Boolean() });
