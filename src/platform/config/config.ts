import { resolve } from 'node:path';
import { ConfigError } from './config-error.ts';
import { type SecretKeys, secretKeysRule } from './keys.ts';
import { createReader } from './reader.ts';
import {
  databaseUrlRule,
  exchangeRateRule,
  fetchUrlRule,
  hostToListenOn,
  lineOfText,
  mailFromRule,
  oneOf,
  onOrOff,
  publicUrlRule,
  smtpUrlRule,
  wholeNumber,
} from './rules.ts';
import { findContradictions, findUnsafeSettings, type ProviderBaseUrls, reasonsToBeLive } from './safety.ts';
import { type TrustProxy, trustProxyRule } from './trust-proxy.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything the environment decides. `config.example.env` explains each variable. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Origin of every absolute URL, without trailing slash. */
  readonly publicUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Set by `DATA_DIR`, so never moved elsewhere. */
  readonly dataDirIsExplicit: boolean;
  /** Absent: the bundled PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly databaseReplicaUrl: string | undefined;
  /** Connections of this process. */
  readonly databasePool: number;
  readonly databasePrepared: boolean;
  readonly platformName: string;
  /** Current key first. Empty only with the bundled database, until `withStoredSecrets` fills it. */
  readonly encryptionKeys: SecretKeys;
  readonly signingKeys: SecretKeys;
  readonly allowSignup: boolean;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly fxSource: 'none' | 'ecb';
  /** Where the daily file of exchange rates is fetched. */
  readonly fxUrl: string;
  /** USD per 1 EUR in 10⁻⁶. */
  readonly exchangeRateEurUsdMillionths: bigint | undefined;
  readonly checkoutTtlSeconds: number;
  readonly webhookAllowPrivate: boolean;
  /** In place of the providers' own addresses, by their names; for tests, never on a live instance. */
  readonly providerBaseUrls: ProviderBaseUrls;
  readonly trustProxy: TrustProxy;
  readonly rateLimit: 'on' | 'off';
  readonly metricsToken: string | undefined;
  /** For how many days rows are kept where an operator may choose. */
  readonly retention: {
    /** What is known of buyers who never paid, after their checkout closed. */
    readonly unpaidDays: number;
    /** Public events that a later one has overtaken; undefined for ever. */
    readonly eventsDays: number | undefined;
    /** The sandbox's own book. */
    readonly sandboxDays: number;
  };
  /** Server processes on this machine. */
  readonly workers: number;
  /** Whether this instance takes up due work. */
  readonly jobs: boolean;
  readonly logLevel: LogLevel;
};

/**
 * Reads the environment into a frozen `Config`. Throws one `ConfigError` that lists everything wrong,
 * and, when `PUBLIC_URL` or `HOST` opens the instance to other machines, every setting that is unsafe there.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const reader = createReader(env);
  const { optional, withDefault, problems } = reader;

  const port = withDefault('PORT', 3000, wholeNumber(0, 65_535, 3000));
  const publicUrl = withDefault('PUBLIC_URL', `http://localhost:${port}`, publicUrlRule);
  const dataDir = optional('DATA_DIR', lineOfText(1024, './data'));
  const config: Config = {
    port,
    host: withDefault('HOST', '127.0.0.1', hostToListenOn),
    publicUrl,
    dataDir: resolve(dataDir ?? './data'),
    dataDirIsExplicit: dataDir !== undefined,
    databaseUrl: optional('DATABASE_URL', databaseUrlRule),
    databaseReplicaUrl: optional('DATABASE_REPLICA_URL', databaseUrlRule),
    databasePool: withDefault('DATABASE_POOL', 12, wholeNumber(1, 1000, 12)),
    databasePrepared: withDefault('DATABASE_PREPARED', true, onOrOff('on')),
    platformName: withDefault('PLATFORM_NAME', 'Linktill', lineOfText(60, 'Example Payments')),
    encryptionKeys: withDefault('ENCRYPTION_KEY', Object.freeze([]), secretKeysRule),
    signingKeys: withDefault('SIGNING_KEY', Object.freeze([]), secretKeysRule),
    allowSignup: withDefault('ALLOW_SIGNUP', true, onOrOff('off')),
    smtpUrl: optional('SMTP_URL', smtpUrlRule),
    mailFrom: withDefault('MAIL_FROM', defaultMailFrom(publicUrl), mailFromRule),
    fxSource: withDefault('FX_SOURCE', 'none', oneOf(['none', 'ecb'], 'ecb')),
    fxUrl: withDefault(
      'FX_URL',
      'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml',
      fetchUrlRule,
    ),
    exchangeRateEurUsdMillionths: optional('EXCHANGE_RATE_EUR_USD', exchangeRateRule),
    checkoutTtlSeconds: withDefault('CHECKOUT_TTL_SECONDS', 1800, wholeNumber(5, 86_400, 1800)),
    webhookAllowPrivate: withDefault('WEBHOOK_ALLOW_PRIVATE', false, onOrOff('off')),
    providerBaseUrls: Object.freeze({
      stripe: optional('PROVIDER_BASE_URL_STRIPE', fetchUrlRule),
      mollie: optional('PROVIDER_BASE_URL_MOLLIE', fetchUrlRule),
      paypal: optional('PROVIDER_BASE_URL_PAYPAL', fetchUrlRule),
    }),
    trustProxy: withDefault<TrustProxy>('TRUST_PROXY', { kind: 'none' }, trustProxyRule),
    rateLimit: withDefault('RATE_LIMIT', true, onOrOff('on')) ? 'on' : 'off',
    metricsToken: optional('METRICS_TOKEN', {
      ...lineOfText(255, '"$(openssl rand -hex 24)"'),
      isSecret: true,
    }),
    retention: Object.freeze({
      unpaidDays: withDefault('RETENTION_UNPAID_DAYS', 30, wholeNumber(7, 3650, 30)),
      eventsDays: optional('RETENTION_EVENTS_DAYS', wholeNumber(60, 3650, 400)),
      sandboxDays: withDefault('RETENTION_SANDBOX_DAYS', 90, wholeNumber(30, 3650, 90)),
    }),
    workers: withDefault('WORKERS', 1, wholeNumber(1, 64, 2)),
    jobs: withDefault('JOBS', true, onOrOff('on')),
    logLevel: withDefault('LOG_LEVEL', 'info', oneOf(logLevels, 'info')),
  };

  problems.push(...findContradictions(config, problems));
  const whyLive = reasonsToBeLive(config);
  const unsafe = whyLive.length > 0 ? findUnsafeSettings(config) : [];
  problems.push(...unsafe);
  if (problems.length > 0) {
    const why = `other machines can reach it: ${whyLive.join(' and ')}`;
    throw new ConfigError(problems, unsafe.length > 0 ? why : undefined);
  }
  return Object.freeze(config);
}

function defaultMailFrom(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return `no-reply@${/[a-z]$/.test(hostname) ? hostname : 'localhost'}`;
}
