import type { Mutant } from '../mutant.ts';

const room = 'src/paying/connections';
const connect = ['test/api/connections/connect.test.ts'];
const goingLive = ['test/api/connections/going-live.test.ts'];
const notifications = ['test/api/connections/notifications.test.ts'];

/** Who moves the money: whose credentials act for whom, who may call about what, and when real money is taken. */
export const connectionMutants: readonly Mutant[] = [
  {
    name: 'a live provider is connected to an instance that is not safe',
    area: 'states',
    file: `${room}/connect-provider.ts`,
    find: "if (mode === 'live') requireSafeInstance(context.config);",
    replace: '',
    tests: goingLive,
    only: 'instance_unsafe',
  },
  {
    name: 'an instance that is not safe starts with a live provider connected',
    area: 'states',
    file: `${room}/require-safe-instance.ts`,
    find: "throw new ConfigError(unsafe, 'a live payment provider is connected');",
    replace: '',
    tests: goingLive,
    only: 'does not start',
  },
  {
    name: 'live links are made without a live provider',
    area: 'states',
    file: 'src/selling/payment-links/create-payment-link.ts',
    find: "if (mode === 'sandbox' || liveProviders > 0) return;",
    replace: 'if (mode || liveProviders > 0) return;',
    tests: goingLive,
    only: '409 live_mode_unavailable',
  },
  {
    name: 'secrets of one account go along to another',
    area: 'tenancy',
    file: `${room}/connect-provider.ts`,
    find: 'const given = isSame ? tried : sent;',
    replace: 'const given = tried;',
    tests: connect,
    only: 'another account is another connection',
  },
  {
    name: 'a provider’s sentence repeats the key that was tried',
    area: 'records',
    file: `${room}/ask-connector.ts`,
    find: 'message: withoutCredentials(fault.message, credentials),',
    replace: 'message: fault.message,',
    tests: connect,
    only: '400 invalid_credentials',
  },
  {
    name: 'a provider that refuses the key still takes new payments',
    area: 'states',
    file: `${room}/store.ts`,
    find: "and mode = ${mode} and status = 'connected'",
    replace: "and mode = ${mode} and status <> 'disconnected'",
    tests: connect,
    only: 'takes no new payment',
  },
  {
    name: 'credentials are wiped while a payment is open there',
    area: 'money',
    file: `${room}/store.ts`,
    find: '+ ${openRefunds(id, owner)} = 0)',
    replace: '+ ${openRefunds(id, owner)} >= 0)',
    tests: connect,
    only: 'what is under way keeps its credentials',
  },
  {
    name: 'one connection tells of payments of another',
    area: 'tenancy',
    file: 'src/paying/checkouts/receive-notification.ts',
    find: ' || attempt.connectionId !== (at?.connectionId ?? null)',
    replace: '',
    tests: notifications,
    only: 'received: 0',
  },
  {
    name: 'credentials stand readable beside their encrypted form',
    area: 'records',
    file: `${room}/credentials.ts`,
    find: 'value.length < shortest ? null : value.slice(-4)',
    replace: 'value.length < shortest ? null : value',
    tests: ['test/matrix/secrets-at-rest.test.ts'],
  },
  {
    name: 'credentials that were copied to another connection are read there',
    area: 'tenancy',
    file: `${room}/credentials.ts`,
    find: 'credential:${organizationId}:${connectionId}:${provider}:${field}',
    replace: 'credential:${provider}:${field}',
    tests: [`${room}/credentials.test.ts`],
  },
];
