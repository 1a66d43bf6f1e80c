/** From the least to the most powerful. */
export const roles = ['viewer', 'staff', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

export const scopes = [
  'checkout:create',
  'payments:read',
  'payments:write',
  'refunds:read',
  'refunds:write',
  'statements:write',
] as const;
export type Scope = (typeof scopes)[number];

/** What each scope opens beside itself. */
export const opens: Readonly<Record<Scope, readonly Scope[]>> = {
  'checkout:create': ['checkout:create'],
  'payments:read': ['payments:read'],
  'payments:write': ['payments:write', 'payments:read', 'refunds:write', 'refunds:read'],
  'refunds:read': ['refunds:read'],
  'refunds:write': ['refunds:write', 'refunds:read'],
  'statements:write': ['statements:write'],
};

/** Requests of a minute before 429, for each of whom they are counted by; every request counts. */
export const requestsAMinute = {
  start: { address: 60 },
  pay: { address: 60, checkout: 20 },
  receipt: { address: 30 },
  read: { address: 600 },
  media: { address: 600 },
  key: { key: 3_000 },
} as const;

/** Tries of a quarter of an hour before 429: at most so many by one address, for one account or one organization. */
export const triesAtMost = {
  password: 10,
  reset: 30,
  token: 60,
  invitations: 60,
  // In an hour, on a live instance.
  signUps: 10,
  secondFactor: 10,
} as const;

/** Mails of a day before 429, for one person in one organization. */
export const mailsADay = { refundCode: 30 } as const;

/** Requests of an hour before 429, of one organization. */
export const requestsAnHour = {
  'webhook-test': { organization: 20 },
  'webhook-resend': { organization: 300 },
  statement: { organization: 300 },
} as const;

/** Requests of a minute before 429, of one dashboard session, wherever it goes. */
export const sessionRequestsAMinute = 600;

/** What strangers, members and keys are slowed down by. Routes of one name share what is counted. */
export type LimitName =
  | keyof typeof requestsAMinute
  | keyof typeof requestsAnHour
  | keyof typeof triesAtMost
  | keyof typeof mailsADay;

/**
 * Whose rows a route shows and moves. `key`: an API key's own mode, where a session names one or sees both; `asked`:
 * the mode that a session names; `sandbox`: nothing live at all.
 */
export type ModeRule = 'key' | 'asked' | 'sandbox';

/** What comes back, which decides about the headers that it owes; JSON where a row says nothing. */
export type AnswerClass =
  | 'json'
  | 'mails'
  | 'preview'
  | 'export'
  | 'image'
  | 'media'
  | 'pdf'
  | 'bank-file'
  | 'link-page'
  | 'buyer-page'
  | 'held-page'
  | 'dashboard'
  | 'asset'
  | 'site-file'
  | 'reference'
  | 'document'
  | 'keys'
  | 'metrics';

export type Permission = {
  /** The least role that a signed-in member needs; absent where no session is taken. */
  readonly role?: Role;
  /** The scope that an API key needs; absent where no key is taken. */
  readonly scope?: Scope;
  /** A password or second factor of the last ten minutes: always, or depending on what changes. */
  readonly proof?: 'always' | 'depending';
  readonly limit?: LimitName;
  readonly mode?: ModeRule;
  /** Takes `Idempotency-Key`. */
  readonly idempotent?: true;
  /** Entries of the audit log that one successful call writes, in their order. Every route but a GET says so. */
  readonly audit?: readonly string[];
  readonly answers?: AnswerClass;
};
