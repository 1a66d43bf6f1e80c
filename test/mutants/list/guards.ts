import type { Mutant } from '../mutant.ts';

type Given = Omit<Mutant, 'area' | 'tests' | 'only'>;
const of = (area: Mutant['area'], tests: readonly string[], ...given: readonly Given[]): Mutant[] =>
  given.map((each) => ({ area, tests, ...each }));

const connections = 'src/platform/http/connections.ts';
const limits = 'src/platform/http/request-limits.ts';

/** Limits of connections and requests, days that rows are kept, and what ends with the person it came from. */
export const guardMutants: readonly Mutant[] = [
  ...of(
    'limits',
    ['test/platform/connections.test.ts'],
    {
      name: 'one address has any number of connections',
      file: connections,
      find: 'if (before >= limits.mostConnectionsPerAddress) {',
      replace: 'if (before < 0) {',
    },
    {
      name: 'a connection that ended counts for ever',
      file: connections,
      find: 'if (left === 0) open.delete(subject);\n      else open.set(subject, left);',
      replace: 'if (left < 0) open.delete(subject);',
    },
    {
      name: 'all addresses together have any number of connections',
      file: connections,
      find: 'server.maxConnections = limits.mostConnections;',
      replace: '',
    },
    {
      name: 'headers may come as slowly as one likes',
      file: connections,
      find: 'headersTimeout: limits.headersTimeoutMs,',
      replace: 'headersTimeout: 0,',
    },
    {
      name: 'a body may come as slowly as one likes',
      file: connections,
      find: 'requestTimeout: limits.requestTimeoutMs,',
      replace: 'requestTimeout: 0,',
    },
    {
      name: 'whoever reads no answer keeps a connection',
      file: connections,
      find: 'server.timeout = limits.stillTimeoutMs;',
      replace: '',
    },
  ),
  ...of('limits', ['test/api/mail/sandbox-mails.test.ts'], {
    name: 'the sandbox mails whoever is named without end',
    file: 'src/merchants/team/sandbox-mail.ts',
    find: "if (error instanceof Problem && error.code === 'rate_limited') return true;",
    replace: "if (error instanceof Problem && error.code === 'rate_limited') return false;",
  }),
  ...of('limits', ['src/messaging/webhooks/deliveries'], {
    name: 'the sandbox sends to any address as fast as it answers',
    file: 'src/messaging/webhooks/deliveries/lane.ts',
    find: 'if (!this.#pace) return this.#allowed;',
    replace: 'return Number.POSITIVE_INFINITY;',
  }),
  ...of(
    'pages',
    ['test/api/checkout/foreign-forms.test.ts'],
    {
      name: 'a form of another site starts a checkout',
      file: 'src/pages/foreign-form.ts',
      find: "site === 'same-origin' || site === 'none'",
      replace: "site !== 'unknown'",
    },
    {
      name: 'a form of another site is told by its origin alone',
      file: 'src/pages/foreign-form.ts',
      find: "if (origin === undefined || origin === 'null' || origin === publicUrl) return true;",
      replace: 'return true;',
    },
  ),
  ...of('places', ['test/api/holds/patience.test.ts'], {
    name: 'whoever gives a place back early has it again before others come',
    file: 'src/paying/checkouts/hot/start-statements.ts',
    find: "greatest(kept.ended_at, kept.promised_at + $4::integer * interval '1 millisecond')",
    replace: 'kept.ended_at',
  }),
  ...of(
    'limits',
    ['test/matrix/limits.test.ts', 'test/api/limits'],
    {
      name: 'a session asks without end',
      file: limits,
      find: "if (caller.kind === 'session') limiter.take('session', caller.sessionId);",
      replace: "if (caller.kind === 'session') return;",
    },
    {
      name: 'webhooks are tested and sent again without end',
      file: limits,
      find: 'if (request.caller) limiter.take(`${bucket}-organization`, request.caller.organizationId);',
      replace: '',
    },
  ),
  ...of(
    'records',
    ['test/api/retention'],
    {
      name: 'a buyer is forgotten while an event about them is being sent',
      file: 'src/paying/buyers/forget-unpaid.ts',
      find: 'const forgotten = unpaid.filter(({ checkoutId }) => !waiting.has(checkoutId));',
      replace: 'const forgotten = unpaid;',
    },
    {
      name: 'buyers are forgotten as soon as they left',
      file: 'src/paying/checkouts/store.ts',
      find: "and c.closed_at < ${databaseNow(offsetMs)} - ${days} * interval '1 day'",
      replace: 'and c.closed_at < ${databaseNow(offsetMs)}',
    },
    {
      name: 'deliveries are not kept for their days',
      file: 'src/messaging/webhooks/deliveries/store.ts',
      find: "created_at < ${databaseNow(offsetMs)} - ${days} * interval '1 day' and due_at is null",
      replace: 'created_at < ${databaseNow(offsetMs)} and due_at is null',
    },
    {
      name: 'mails are not kept for their days',
      file: 'src/messaging/mail/store.ts',
      find: "created_at < ${databaseNow(offsetMs)} - ${keptDays} * interval '1 day'",
      replace: 'created_at < ${databaseNow(offsetMs)}',
    },
    {
      name: 'ended sessions are not kept for their days',
      file: 'src/merchants/accounts/store.ts',
      find: "sql`${end} < ${databaseNow(offsetMs)} - ${days} * interval '1 day'`",
      replace: 'sql`${end} < ${databaseNow(offsetMs)}`',
    },
    {
      name: 'a receipt that is being mailed outlives that its buyer was forgotten',
      file: 'src/paying/buyers/forget-buyer.ts',
      find: 'await giveUpReceipts(tx, organizationId, checkoutIds);',
      replace: '',
    },
  ),
  ...of(
    'roles',
    ['test/api/auth/accept-invitation.test.ts'],
    {
      name: 'invitations of a member who was removed stay good',
      file: 'src/merchants/team/take-out.ts',
      find: 'await voidInvitations(tx, context, caller, { userId, role: undefined });',
      replace: '',
    },
    {
      name: 'invitations of a member who may not invite any more stay good',
      file: 'src/merchants/team/change-role.ts',
      find: 'await voidInvitations(tx, context, caller, { userId: member.userId, role });',
      replace: '',
    },
  ),
  ...of('sessions', ['test/api/auth/second-factor.test.ts'], {
    name: 'a mailed code alone refunds for somebody who has a second factor',
    file: 'src/paying/refunds/refund-code.ts',
    find: 'if (await hasFactor(context.database.handle, caller.userId)) requireFreshProof(caller);',
    replace: '',
  }),
  ...of('records', ['test/api/auth/account-mails.test.ts'], {
    name: 'nobody is told that a second factor was removed',
    file: 'src/merchants/accounts/second-factor/remove-factor.ts',
    find: 'await mailAccountChange(tx, context, caller.userId, told);',
    replace: 'void told;',
  }),
  ...of(
    'requests',
    ['test/api/mail/backlog.test.ts'],
    {
      name: 'a mail of before goes out when a mail server is set',
      file: 'src/messaging/mail/store.ts',
      find: 'where sent_at is null and failed_at is null and not is_kept and due_at <= ${now}\n        order',
      replace: 'where sent_at is null and failed_at is null and due_at <= ${now}\n        order',
    },
    {
      name: 'a kept mail is sent although its link was used',
      file: 'src/merchants/mailbox/list-mailbox.ts',
      find: "status === 'kept' && dead.has(mail.id) ? 'ended' : status",
      replace: 'status',
    },
  ),
];
