import { isIPv4 } from 'node:net';
import type { ConfigProblem } from './config-error.ts';
import { type SecretKeys, secretKeysRule } from './keys.ts';

/** Of providers whose own address can be replaced. */
export type ProviderBaseUrls = {
  readonly stripe: string | undefined;
  readonly mollie: string | undefined;
  readonly paypal: string | undefined;
};

/** The part of `Config` that is judged here. */
type JudgedSettings = {
  readonly publicUrl: string;
  readonly host: string;
  readonly databaseUrl: string | undefined;
  readonly databaseReplicaUrl: string | undefined;
  readonly encryptionKeys: SecretKeys;
  readonly signingKeys: SecretKeys;
  readonly fxSource: string;
  readonly exchangeRateEurUsdMillionths: bigint | undefined;
  readonly webhookAllowPrivate: boolean;
  readonly rateLimit: 'on' | 'off';
  readonly metricsToken: string | undefined;
  readonly providerBaseUrls: ProviderBaseUrls;
};

/** What decides whether other machines reach an instance. */
export type Whereabouts = { readonly publicUrl: string; readonly host: string };

/**
 * Which settings make an instance live, each as in "HOST is 0.0.0.0"; none where only this machine can open it. Whatever
 * asks whether an instance is live or somebody's own machine asks here.
 */
export function reasonsToBeLive({ publicUrl, host }: Whereabouts): string[] {
  return [
    ...(isLoopback(new URL(publicUrl).hostname) ? [] : [`PUBLIC_URL is ${publicUrl}`]),
    ...(isLoopback(host) ? [] : [`HOST is ${host}`]),
  ];
}

export function isLive(whereabouts: Whereabouts): boolean {
  return reasonsToBeLive(whereabouts).length > 0;
}

/** Whether buyers elsewhere can open it, as far as its address tells. */
export function isPublic({ publicUrl }: Pick<Whereabouts, 'publicUrl'>): boolean {
  return !isLoopback(new URL(publicUrl).hostname);
}

/** Somebody's own machine, with a database of its own: nothing in it can be anybody's business yet. */
export function isOwnMachine(config: Whereabouts & { readonly databaseUrl: string | undefined }): boolean {
  return config.databaseUrl === undefined && !isLive(config);
}

/** Whether a name or address is this machine's own, as URLs and sockets write it. */
function isLoopback(host: string): boolean {
  const plain = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:(?=\d)/, '');
  return (isIPv4(plain) && plain.startsWith('127.')) || plain === '::1' || /^(?:.+\.)?localhost$/.test(plain);
}

/** Settings that are fine alone but not together; variables already found wrong are left out. */
export function findContradictions(config: JudgedSettings, known: readonly ConfigProblem[]): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const isRight = (variable: string) => known.every((problem) => problem.variable !== variable);
  const report = (variable: string, message: string, example: string) =>
    problems.push({ variable, message, example: `${variable}=${example}` });

  if (config.databaseUrl !== undefined) {
    const missing = 'is missing: with DATABASE_URL every instance must be given the same key.';
    for (const [variable, keys] of [
      ['ENCRYPTION_KEY', config.encryptionKeys],
      ['SIGNING_KEY', config.signingKeys],
    ] as const) {
      if (keys.length === 0 && isRight(variable)) report(variable, missing, secretKeysRule.example);
    }
  } else if (config.databaseReplicaUrl !== undefined && isRight('DATABASE_URL')) {
    report('DATABASE_REPLICA_URL', 'needs DATABASE_URL, the database it is a replica of.', '');
  }
  if (config.fxSource !== 'none' && config.exchangeRateEurUsdMillionths !== undefined) {
    report('EXCHANGE_RATE_EUR_USD', 'and FX_SOURCE both set the rate: keep one of them.', '');
  }
  return problems;
}

/**
 * What no live instance may run with. `loadConfig` refuses these when other machines reach the instance; whoever
 * finds a live provider connected asks too, and refuses with `new ConfigError(problems)`.
 */
export function findUnsafeSettings(config: JudgedSettings): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report = (variable: string, message: string, example: string) =>
    problems.push({ variable, message, example: `${variable}=${example}` });

  if (!config.publicUrl.startsWith('https:')) {
    const httpsUrl = config.publicUrl.replace('http:', 'https:');
    report('PUBLIC_URL', 'must start with https: buyers would pay over an open connection.', httpsUrl);
  }
  if (config.rateLimit === 'off') {
    report('RATE_LIMIT', 'must be on: without it passwords and cards can be guessed.', 'on');
  }
  if (config.webhookAllowPrivate) {
    report('WEBHOOK_ALLOW_PRIVATE', 'must be off: it lets merchants reach your inner network.', 'off');
  }
  for (const [name, address] of Object.entries(config.providerBaseUrls)) {
    if (address !== undefined)
      report(
        `PROVIDER_BASE_URL_${name.toUpperCase()}`,
        'must not be set: it is for tests, and keys would go there.',
        '',
      );
  }
  for (const [variable, keys] of [
    ['ENCRYPTION_KEY', config.encryptionKeys],
    ['SIGNING_KEY', config.signingKeys],
  ] as const) {
    if (keys.some((key) => key.isGuessable)) {
      report(variable, 'holds a key that can be guessed: generate one.', secretKeysRule.example);
    }
  }
  if (sharesKey(config)) {
    report('SIGNING_KEY', 'must differ from ENCRYPTION_KEY: generate one for each.', secretKeysRule.example);
  }
  if (config.metricsToken !== undefined && config.metricsToken.length < 16) {
    report('METRICS_TOKEN', 'must have at least 16 characters.', '"$(openssl rand -hex 24)"');
  }
  return problems;
}

function sharesKey({ encryptionKeys, signingKeys }: JudgedSettings): boolean {
  return encryptionKeys.some((first) =>
    signingKeys.some((second) => Buffer.compare(first.bytes, second.bytes) === 0),
  );
}
