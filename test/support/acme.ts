import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CheckOutcome, Connectable, Connector } from '#paying/connections/connector.ts';
import { openCredentials } from '#paying/connections/find-connections.ts';
import type { PaymentKey, ProviderPayment } from '#paying/providers/port.ts';
import type { TestApp } from './app.ts';
import { createBank } from './bank.ts';

type Mood = 'well' | 'unreachable' | 'throws' | 'silent';

export type Acme = {
  readonly connectable: Connectable;
  /** Gives it the app that it is connected to, from which it reads the secrets that it signs and acts with. */
  serve(app: TestApp): void;
  /** Keys by account; a key of no account is refused. */
  readonly accounts: Map<string, { id: string; label: string }>;
  feel(mood: Mood): void;
  /** How often the credentials were asked about. */
  checks(): number;
  /** The credentials that each call for an attempt or refund was made with. */
  readonly usedKeys: string[];
  readonly book: Map<string, ProviderPayment>;
  behave: ReturnType<typeof createBank>['behave'];
  refundsBecome(status: 'pending' | 'succeeded'): void;
};

const keyPattern = /^acme_(test|live)_\w+$/;

/**
 * A payment provider that has to be connected: two secrets, keys of two kinds, accounts, a page of its own, refunds, and signed
 * notifications. It can refuse, be down, or be slow.
 */
export function createAcme(): Acme {
  const accounts: Acme['accounts'] = new Map();
  const bank = createBank('acme');
  const usedKeys: string[] = [];
  let served: TestApp | undefined;
  let mood: Mood = 'well';
  let asked = 0;
  let refundStatus: 'pending' | 'succeeded' = 'succeeded';

  const secretsOf = async (organizationId: string, id: string | null) => {
    if (!served || id === null) throw new Error('Acme acts for nobody without a connection.');
    const { database, config } = served.context;
    return openCredentials(database.handle, config.encryptionKeys, { organizationId, id, provider: 'acme' });
  };
  const withKey = async ({
    organizationId,
    connectionId,
  }: PaymentKey | { organizationId: string; connectionId: string | null }) => {
    const { secret_key: key = '' } = await secretsOf(organizationId, connectionId);
    usedKeys.push(key);
    if (!accounts.has(key)) throw new Error('Acme does not know this key.');
  };

  const check: Connector['check'] = async ({ mode, credentials, signal }): Promise<CheckOutcome> => {
    asked += 1;
    const key = credentials.secret_key ?? '';
    if (mood === 'throws') throw new Error(`connect ECONNREFUSED, sent ${key}`);
    if (mood === 'unreachable') return { kind: 'unreachable', reason: 'it answered 503' };
    if (mood === 'silent')
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const [, kind] = keyPattern.exec(key) ?? [];
    if (kind !== undefined && (kind === 'live') !== (mode === 'live'))
      return {
        kind: 'refused',
        faults: [
          {
            field: 'secret_key',
            code: 'wrong_key_mode',
            message: `This is a ${kind} key; ${mode} mode takes one that begins with acme_${mode === 'live' ? 'live' : 'test'}_.`,
          },
        ],
      };
    const account = accounts.get(key);
    if (account) return { kind: 'accepted', accountId: account.id, accountLabel: account.label };
    const message = `Acme says: “Invalid API key provided: ${key}”.`;
    return { kind: 'refused', faults: [{ field: 'secret_key', code: 'invalid_credentials', message }] };
  };

  const { readTestCard: _, ...plain } = bank.provider;
  return {
    accounts,
    usedKeys,
    book: bank.book,
    behave: bank.behave,
    serve: (app) => {
      served = app;
    },
    feel: (next) => {
      mood = next;
    },
    checks: () => asked,
    refundsBecome: (status) => {
      refundStatus = status;
    },
    connectable: {
      provider: {
        ...plain,
        label: 'Acme wallet',
        kind: 'redirect',
        modes: ['sandbox', 'live'],
        begin: async (request) => {
          await withKey(request);
          return plain.begin(request);
        },
        find: async (key) => {
          await withKey(key);
          return plain.find(key);
        },
        refund: async (request) => {
          await withKey(request);
          return { reference: request.refundId, status: refundStatus };
        },
        readNotification: async (rawBody, headers, at) => {
          if (!at) return undefined;
          const { webhook_secret: secret = '' } = await secretsOf(at.organizationId, at.connectionId);
          const right = Buffer.from(acmeSignature(secret, rawBody.toString('utf8')));
          const given = Buffer.from(headers['acme-signature'] ?? '');
          if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
          return [JSON.parse(rawBody.toString('utf8'))];
        },
      },
      connector: {
        name: 'acme',
        label: 'Acme',
        modes: ['sandbox', 'live'],
        fields: [
          { name: 'secret_key', label: 'secret key' },
          { name: 'webhook_secret', label: 'webhook secret', isOptional: true },
        ],
        notifies: true,
        ways: [{ id: 'acme', label: 'Acme wallet' }],
        check,
      },
    },
  };
}

export function acmeSignature(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
