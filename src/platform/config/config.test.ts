import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { readEnvironment } from './environment.ts';

type Environment = Record<string, string | undefined>;

const databaseUrl = 'postgresql://user:p%40ss@db.internal:5432/payments';
const encryptionKey = 'qX3v9TzLr0bWm5Yc7HnKd2Pf8GsJ4aUe';
const signingKey = 'Zt6RkQ1wVx8CyB0nM3jLh5Dg7FpS9oAi';
const live = {
  PUBLIC_URL: 'https://pay.example.com',
  DATABASE_URL: databaseUrl,
  ENCRYPTION_KEY: encryptionKey,
  SIGNING_KEY: signingKey,
};

function problemsOf(env: Environment): readonly { variable: string; message: string }[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const variablesOf = (env: Environment) => problemsOf(env).map((problem) => problem.variable);

describe('loadConfig', () => {
  it('needs nothing: every setting has a default', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataDir: resolve('data'),
      dataDirIsExplicit: false,
      databaseUrl: undefined,
      databaseReplicaUrl: undefined,
      databasePool: 12,
      databasePrepared: true,
      platformName: 'Linktill',
      encryptionKeys: [],
      signingKeys: [],
      allowSignup: true,
      smtpUrl: undefined,
      mailFrom: 'no-reply@localhost',
      fxSource: 'none',
      fxUrl: 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml',
      exchangeRateEurUsdMillionths: undefined,
      checkoutTtlSeconds: 1800,
      webhookAllowPrivate: false,
      trustProxy: { kind: 'none' },
      rateLimit: 'on',
      metricsToken: undefined,
      providerBaseUrls: { stripe: undefined, mollie: undefined, paypal: undefined },
      retention: { unpaidDays: 30, eventsDays: undefined, sandboxDays: 90 },
      workers: 1,
      jobs: true,
      logLevel: 'info',
    });
  });

  it('reads every setting', () => {
    const config = loadConfig({
      ...live,
      PORT: '8080',
      RETENTION_UNPAID_DAYS: '14',
      RETENTION_EVENTS_DAYS: '400',
      RETENTION_SANDBOX_DAYS: '45',
      HOST: '::',
      DATA_DIR: '/srv/data',
      DATABASE_REPLICA_URL: 'postgres://replica.internal/payments',
      DATABASE_POOL: '40',
      DATABASE_PREPARED: 'off',
      PLATFORM_NAME: 'Grüezi Pay',
      ALLOW_SIGNUP: 'false',
      SMTP_URL: 'smtp://mail.internal:25',
      MAIL_FROM: 'Grüezi Pay <pay@example.com>',
      EXCHANGE_RATE_EUR_USD: '1.0834',
      CHECKOUT_TTL_SECONDS: '5',
      TRUST_PROXY: '2',
      METRICS_TOKEN: 'f1c2e3d4b5a69788',
      WORKERS: '4',
      JOBS: 'off',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      port: 8080,
      host: '::',
      publicUrl: 'https://pay.example.com',
      dataDir: '/srv/data',
      dataDirIsExplicit: true,
      databaseUrl,
      databaseReplicaUrl: 'postgres://replica.internal/payments',
      databasePool: 40,
      databasePrepared: false,
      platformName: 'Grüezi Pay',
      allowSignup: false,
      smtpUrl: 'smtp://mail.internal:25',
      mailFrom: 'Grüezi Pay <pay@example.com>',
      exchangeRateEurUsdMillionths: 1_083_400n,
      checkoutTtlSeconds: 5,
      trustProxy: { kind: 'hops', hops: 2 },
      metricsToken: 'f1c2e3d4b5a69788',
      retention: { unpaidDays: 14, eventsDays: 400, sandboxDays: 45 },
      workers: 4,
      jobs: false,
      logLevel: 'debug',
    });
  });

  it('is frozen', () => {
    const config = loadConfig({ TRUST_PROXY: '10.0.0.0/8' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });

  it('takes an empty variable as absent, and ignores space around a value', () => {
    expect(loadConfig({ PORT: '', SMTP_URL: '  ', HOST: ' ::1 ' })).toMatchObject({
      port: 3000,
      smtpUrl: undefined,
      host: '::1',
    });
  });

  it('follows PORT and PUBLIC_URL with what they imply', () => {
    expect(loadConfig({ PORT: '4000' }).publicUrl).toBe('http://localhost:4000');
    expect(loadConfig({ PUBLIC_URL: 'http://localhost:3000/' }).publicUrl).toBe('http://localhost:3000');
    expect(loadConfig(live).mailFrom).toBe('no-reply@pay.example.com');
    expect(loadConfig({ PUBLIC_URL: 'http://127.0.0.1:3000' }).mailFrom).toBe('no-reply@localhost');
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', '3e3'],
    ['HOST', 'http://localhost'],
    ['HOST', '127.0.0.1:80'],
    ['PUBLIC_URL', 'localhost:3000'],
    ['PUBLIC_URL', 'http://localhost:3000/pay'],
    ['PUBLIC_URL', 'http://localhost:3000/?a=1'],
    ['PUBLIC_URL', 'ftp://localhost'],
    ['DATA_DIR', 'a\u0000b'],
    ['DATABASE_URL', 'mysql://db/payments'],
    ['DATABASE_URL', 'postgresql://user:p#ss/w@:::/x y'],
    ['DATABASE_POOL', '0'],
    ['DATABASE_PREPARED', 'maybe'],
    ['PLATFORM_NAME', 'x'.repeat(61)],
    ['PLATFORM_NAME', 'two\nlines'],
    ['ENCRYPTION_KEY', 'too short'],
    ['ALLOW_SIGNUP', 'ja'],
    ['SMTP_URL', 'mail.example.com'],
    ['SMTP_URL', 'smtp://'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'mailto:pay@example.com'],
    ['MAIL_FROM', 'Name <pay\u200b@example.com>'],
    ['MAIL_FROM', 'a@b.example, c@d.example'],
    ['MAIL_FROM', 'Name <a@b.example>\r\nBcc: x@y.example'],
    ['FX_SOURCE', 'yahoo'],
    ['EXCHANGE_RATE_EUR_USD', '0'],
    ['EXCHANGE_RATE_EUR_USD', '1,08'],
    ['CHECKOUT_TTL_SECONDS', '4'],
    ['CHECKOUT_TTL_SECONDS', '86401'],
    ['WEBHOOK_ALLOW_PRIVATE', '2'],
    ['RATE_LIMIT', 'low'],
    ['WORKERS', '0'],
    ['JOBS', 'some'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%j', (variable, value) => {
    expect(variablesOf({ [variable]: value })).toEqual([variable]);
  });

  it('lists everything wrong at once, each with the value, the rule and an example', () => {
    const load = () => loadConfig({ PORT: 'abc', LOG_LEVEL: 'loud' });
    expect(load).toThrow(
      [
        'Cannot start: 2 settings in the environment must change.',
        '  PORT is "abc" but must be a whole number from 0 to 65535.\n    for example: PORT=3000',
        '  LOG_LEVEL is "loud" but must be one of fatal, error, warn, info, debug, trace, silent.\n' +
          '    for example: LOG_LEVEL=info',
        'config.example.env explains every variable.',
      ].join('\n\n'),
    );
  });

  it('never repeats a secret in a message', () => {
    const secrets = ['DATABASE_URL', 'DATABASE_REPLICA_URL', 'ENCRYPTION_KEY', 'SIGNING_KEY', 'SMTP_URL'];
    const env = Object.fromEntries(secrets.map((name) => [name, 'hunter2']));
    const load = () => loadConfig({ ...env, METRICS_TOKEN: 'hunter2\u0007' });
    expect(load).toThrow(/METRICS_TOKEN/);
    expect(load).not.toThrow(/hunter2/);
    expect(variablesOf(env).toSorted()).toEqual(secrets.toSorted());
  });

  it('asks for both keys once there is a database that instances share', () => {
    expect(variablesOf({ DATABASE_URL: databaseUrl })).toEqual(['ENCRYPTION_KEY', 'SIGNING_KEY']);
    expect(
      variablesOf({ DATABASE_URL: databaseUrl, ENCRYPTION_KEY: 'short', SIGNING_KEY: signingKey }),
    ).toEqual(['ENCRYPTION_KEY']);
  });

  it('refuses a replica of nothing and two sources of one rate', () => {
    expect(variablesOf({ DATABASE_REPLICA_URL: databaseUrl })).toEqual(['DATABASE_REPLICA_URL']);
    expect(variablesOf({ FX_SOURCE: 'ecb', EXCHANGE_RATE_EUR_USD: '1.1' })).toEqual([
      'EXCHANGE_RATE_EUR_USD',
    ]);
  });
});

describe('a live instance', () => {
  it('starts with safe settings, also on the bundled database with its generated keys', () => {
    expect(problemsOf(live)).toEqual([]);
    expect(problemsOf({ PUBLIC_URL: 'https://pay.example.com' })).toEqual([]);
  });

  it('refuses everything unsafe, in one message', () => {
    const unsafe = {
      PUBLIC_URL: 'http://pay.example.com',
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: 'change-me-change-me-change-me-change-me',
      SIGNING_KEY: 'change-me-change-me-change-me-change-me',
      RATE_LIMIT: 'off',
      WEBHOOK_ALLOW_PRIVATE: 'on',
      METRICS_TOKEN: 'short',
    };
    expect(variablesOf(unsafe)).toEqual([
      'PUBLIC_URL',
      'RATE_LIMIT',
      'WEBHOOK_ALLOW_PRIVATE',
      'ENCRYPTION_KEY',
      'SIGNING_KEY',
      'SIGNING_KEY',
      'METRICS_TOKEN',
    ]);
    expect(problemsOf({ ...unsafe, PUBLIC_URL: 'http://localhost:3000' })).toEqual([]);
  });

  it.each([
    ['127.0.0.1', false],
    ['127.9.8.7', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['localhost', false],
    ['0.0.0.0', true],
    ['::', true],
    ['192.168.1.10', true],
    ['pay.internal', true],
  ])('HOST=%s at home: open to others is %s', (host, isOpen) => {
    const home = { PUBLIC_URL: 'http://localhost:3000', HOST: host, RATE_LIMIT: 'off' };
    expect(variablesOf(home)).toEqual(isOpen ? ['PUBLIC_URL', 'RATE_LIMIT'] : []);
  });

  it('says which settings made it live', () => {
    const start = (further: Record<string, string>) => () =>
      loadConfig({ RATE_LIMIT: 'off', HOST: '0.0.0.0', ...further });
    expect(start({})).toThrow('is live, because other machines can reach it: HOST is 0.0.0.0.');
    expect(start({ PUBLIC_URL: 'https://pay.example.com' })).toThrow(
      'PUBLIC_URL is https://pay.example.com and HOST is 0.0.0.0.',
    );
    expect(() => loadConfig({ PORT: 'x' })).not.toThrow('is live');
  });

  it.each([
    ['http://localhost:3000', false],
    ['http://pay.localhost', false],
    ['http://127.1.2.3', false],
    ['http://[::1]:3000', false],
    ['http://0.0.0.0:3000', true],
    ['http://192.168.1.10', true],
    ['http://127.0.0.1.example.com', true],
    ['http://localhost.example.com', true],
  ])('%s: open to others is %s', (publicUrl, isOpen) => {
    expect(variablesOf({ PUBLIC_URL: publicUrl, RATE_LIMIT: 'off' }).includes('RATE_LIMIT')).toBe(isOpen);
  });

  it('refuses a key shared between encryption and signing', () => {
    expect(variablesOf({ ...live, SIGNING_KEY: `${signingKey},${encryptionKey}` })).toEqual(['SIGNING_KEY']);
  });
});

describe('TRUST_PROXY', () => {
  it.each([
    ['0', { kind: 'none' }],
    ['1', { kind: 'hops', hops: 1 }],
    ['10.0.0.0/8, fd00::/8', { kind: 'cidrs', cidrs: ['10.0.0.0/8', 'fd00::/8'] }],
    ['127.0.0.1', { kind: 'cidrs', cidrs: ['127.0.0.1/32'] }],
    ['::1', { kind: 'cidrs', cidrs: ['::1/128'] }],
    ['64.0.0.0/3,10.0.0.0/8', { kind: 'cidrs', cidrs: ['64.0.0.0/3', '10.0.0.0/8'] }],
    ['2400:cb00::/32', { kind: 'cidrs', cidrs: ['2400:cb00::/32'] }],
  ])('reads %s', (text, expected) => {
    expect(loadConfig({ TRUST_PROXY: text }).trustProxy).toEqual(expected);
  });

  it.each([
    ['true'],
    ['17'],
    ['-1'],
    ['0.0.0.0/0'],
    ['::/0'],
    ['10.0.0.0/33'],
    ['10.0.0.0/8,'],
    ['10.0.0/8'],
    ['a/8'],
    ['0.0.0.0/1,128.0.0.0/1'],
    ['0.0.0.0/2,64.0.0.0/2,128.0.0.0/2,192.0.0.0/2,10.0.0.0/8'],
    ['0.0.0.0/1'],
    ['0.0.0.0/2,64.0.0.0/3,96.0.0.0/3'],
    ['::/1,8000::/1'],
    ['2000::/3'],
    ['2000::/4'],
    // Every IPv4 address in the form of IPv6.
    ['::ffff:0:0/96'],
    ['::/64'],
  ])('refuses %s', (text) => {
    expect(variablesOf({ TRUST_PROXY: text })).toEqual(['TRUST_PROXY']);
  });
});

describe('config.example.env', () => {
  const text = readFileSync(new URL('../../../config.example.env', import.meta.url), 'utf8');
  const examples = [...text.matchAll(/((?:^# .+\n)+)((?:^#[A-Z_]+=.*\n)+)/gm)].flatMap(
    ([, comment = '', lines = '']) =>
      [...lines.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
        name,
        value: value.replaceAll('"', ''),
        comment,
      })),
  );

  it('explains every variable that is read, and no other', () => {
    const read = new Set<string>();
    loadConfig(
      new Proxy({} as Environment, {
        get: (_, name) => {
          read.add(String(name));
          return undefined;
        },
      }),
    );
    expect(examples.map(({ name }) => name).toSorted()).toEqual([...read].toSorted());
  });

  it('sets nothing as it stands', () => {
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  it('shows true defaults, and examples that work', () => {
    const defaults = loadConfig({});
    const keys = { ENCRYPTION_KEY: encryptionKey, SIGNING_KEY: signingKey };
    for (const { name, value, comment } of examples) {
      // In angle brackets stands the command that makes the value.
      if (value.startsWith('<')) continue;
      const config = loadConfig({
        ...(comment.includes('Default:') ? { ...keys, DATABASE_URL: databaseUrl } : {}),
        [name]: value,
      });
      if (!comment.includes('Default:'))
        expect({ ...config, dataDirIsExplicit: false }, name).toEqual(defaults);
    }
  });
});

describe('readEnvironment', () => {
  it('is a copy of what the process was given', () => {
    const environment = readEnvironment();
    expect(environment.PATH).toBe(process.env.PATH);
    environment.PATH = 'changed';
    expect(process.env.PATH).not.toBe('changed');
  });
});
