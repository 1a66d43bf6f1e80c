import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { authenticateSession } from '#merchants/accounts/authenticate-session.ts';
import { accountJobs } from '#merchants/accounts/jobs.ts';
import { passwordRoutes } from '#merchants/accounts/password-resets/routes.ts';
import { proofRoutes } from '#merchants/accounts/proof/routes.ts';
import { accountRoutes } from '#merchants/accounts/routes.ts';
import { passkeyRoutes } from '#merchants/accounts/second-factor/passkey-routes.ts';
import { secondFactorRoutes } from '#merchants/accounts/second-factor/routes.ts';
import { authenticateApiKey } from '#merchants/api-keys/authenticate-api-key.ts';
import { flushApiRequests, logApiRequest } from '#merchants/api-keys/requests/log-api-request.ts';
import { apiKeyRoutes } from '#merchants/api-keys/routes.ts';
import { mailboxRoutes } from '#merchants/mailbox/routes.ts';
import { organizationRoutes } from '#merchants/organizations/routes.ts';
import { mailEndpointFailingJob } from '#merchants/team/jobs.ts';
import { teamRoutes } from '#merchants/team/routes.ts';
import type { MessagingContext } from '#messaging/context.ts';
import { eventRoutes } from '#messaging/events/routes.ts';
import { createMailer } from '#messaging/mail/jobs.ts';
import { hasDevelopmentMailbox } from '#messaging/mail/mail.ts';
import { createDeliveries } from '#messaging/webhooks/deliveries/create-deliveries.ts';
import { startDeliveries } from '#messaging/webhooks/deliveries/delivery-loop.ts';
import { webhookRoutes } from '#messaging/webhooks/routes.ts';
import { assetAddresses, assetsPlugin, readAssets } from '#pages/assets.ts';
import { dashboardPlugin } from '#pages/dashboard-files.ts';
import { draftPageRoutes, type PageRouteContext } from '#pages/draft-page-routes.ts';
import { fastLinkPage } from '#pages/link-pages.ts';
import type { PagesOptions } from '#pages/page-request.ts';
import { pagesPlugin } from '#pages/pages-plugin.ts';
import { problemPageSender } from '#pages/problem-page.ts';
import type { ApiDocument } from '#pages/reference/document/api-document.ts';
import { referencePlugin } from '#pages/reference/reference-plugin.tsx';
import { siteFilesPlugin } from '#pages/site-files.ts';
import { bankEntryRoutes } from '#paying/bank-entries/routes.ts';
import { bankConnector } from '#paying/bank-transfers/bank-connector.ts';
import { createBankProvider } from '#paying/bank-transfers/bank-provider.ts';
import { transferJobs } from '#paying/bank-transfers/jobs.ts';
import { transferRoutes } from '#paying/bank-transfers/routes.ts';
import { createHotPath } from '#paying/checkouts/hot/hot-path.ts';
import { checkoutJobs, giveBackLateStartsJob } from '#paying/checkouts/jobs.ts';
import { providerRoutes } from '#paying/checkouts/notification-routes.ts';
import { checkoutRoutes } from '#paying/checkouts/routes.ts';
import type { Connectable } from '#paying/connections/connector.ts';
import { withRefusalsNoted } from '#paying/connections/note-refusals.ts';
import { requireSafeStart } from '#paying/connections/require-safe-instance.ts';
import { connectionRoutes } from '#paying/connections/routes.ts';
import type { PayingContext } from '#paying/context.ts';
import { holdRoutes } from '#paying/holds/routes.ts';
import { releaseReservesJob } from '#paying/ledger/jobs.ts';
import { ledgerRoutes } from '#paying/ledger/routes.ts';
import { createMollieConnector } from '#paying/mollie/mollie-connector.ts';
import { createMollieProvider } from '#paying/mollie/mollie-provider.ts';
import { createPayPalConnector } from '#paying/paypal/paypal-connector.ts';
import { createPayPalProvider } from '#paying/paypal/paypal-provider.ts';
import { posterRoutes } from '#paying/posters/routes.ts';
import type { Provider, Providers } from '#paying/providers/port.ts';
import { sendReceiptsJob } from '#paying/receipts/jobs.ts';
import { receiptRoutes } from '#paying/receipts/routes.ts';
import { sendRefundsJob, tellOwedBackJob, tellSentBackJob } from '#paying/refunds/jobs.ts';
import { refundRoutes } from '#paying/refunds/routes.ts';
import { sandboxNotificationJob } from '#paying/sandbox/jobs.ts';
import { simulatorRoutes } from '#paying/sandbox/routes.ts';
import { createSandboxProvider } from '#paying/sandbox/sandbox-provider.ts';
import { createStripeConnector } from '#paying/stripe/stripe-connector.ts';
import { createStripeProvider } from '#paying/stripe/stripe-provider.ts';
import { transactionRoutes } from '#paying/transactions/routes.ts';
import type { Config } from '#platform/config/config.ts';
import type { KeyedContext } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import { type Connection, type Database, openDatabase } from '#platform/db/database.ts';
import { createDatabaseClock, type DatabaseClock } from '#platform/db/database-clock.ts';
import { requireFoldingLocale } from '#platform/db/locale.ts';
import { migrate } from '#platform/db/migrate.ts';
import { requirePreparedStatements, requireTimeLimits } from '#platform/db/pooler.ts';
import type { Proof } from '#platform/db/proof.ts';
import { DatabaseUnavailable } from '#platform/db/unavailable.ts';
import type { FixedKey } from '#platform/fixed-key/fixed-key.ts';
import { loadFixedKey } from '#platform/fixed-key/load-fixed-key.ts';
import { clientAddressReader, sharedAddresses } from '#platform/http/client-address.ts';
import { documentPlugin } from '#platform/http/document.ts';
import { healthPlugin } from '#platform/http/health.ts';
import { createMetrics, metricsPlugin } from '#platform/http/metrics.ts';
import { openApiDocument } from '#platform/http/openapi.ts';
import { createRateLimiter } from '#platform/http/rate-limiter.ts';
import { factsOf } from '#platform/http/request-facts.ts';
import {
  exchangeLimitsJob,
  requestLimits,
  type TakeFromBucket,
  takeRequest,
} from '#platform/http/request-limits.ts';
import { requestLog } from '#platform/http/request-log.ts';
import type { Route } from '#platform/http/route.ts';
import { createServer } from '#platform/http/server.ts';
import { untoldProxyWatch } from '#platform/http/untold-proxy.ts';
import { type JobLoop, startJobs } from '#platform/jobs/loop.ts';
import type { Clock } from '#platform/kit/clock.ts';
import { mediaRoutes } from '#platform/media/routes.ts';
import { createOutbound } from '#platform/net/outbound.ts';
import type { ResolveHost } from '#platform/net/resolve-host.ts';
import { renewEncryptionJob } from '#reporting/encryption/jobs.ts';
import { closeDaysJob } from '#reporting/figures/jobs.ts';
import { homeRoutes } from '#reporting/home/routes.ts';
import { linkStatisticsRoutes } from '#reporting/link-statistics/routes.ts';
import { keepRetentionJob } from '#reporting/retention/jobs.ts';
import { nightlyVerifyJob } from '#reporting/verify/jobs.ts';
import { fetchRatesJob } from '#selling/exchange-rates/jobs.ts';
import { countView, flushViews } from '#selling/link-views/count-view.ts';
import { paymentLinkJobs } from '#selling/payment-links/jobs.ts';
import { paymentLinkRoutes } from '#selling/payment-links/routes.ts';
import { watchUsedUpLinks } from '#selling/payment-links/tell-link-status.ts';
import { productRoutes } from '#selling/products/routes.ts';

export type AppContext = PayingContext & MessagingContext & PageRouteContext;

/** Every route of the API, in the order in which the document lists them. */
export const routes: readonly Route<AppContext>[] = [
  ...accountRoutes,
  ...passwordRoutes,
  ...proofRoutes,
  ...secondFactorRoutes,
  ...passkeyRoutes,
  ...organizationRoutes,
  ...teamRoutes,
  ...homeRoutes,
  ...apiKeyRoutes,
  ...productRoutes,
  ...paymentLinkRoutes,
  ...draftPageRoutes,
  ...posterRoutes,
  ...linkStatisticsRoutes,
  ...checkoutRoutes,
  ...transferRoutes,
  ...bankEntryRoutes,
  ...holdRoutes,
  ...receiptRoutes,
  ...transactionRoutes,
  ...refundRoutes,
  ...ledgerRoutes,
  ...connectionRoutes,
  ...providerRoutes,
  ...simulatorRoutes,
  ...webhookRoutes,
  ...eventRoutes,
  ...mediaRoutes,
  ...mailboxRoutes,
];

const jobs = [
  ...accountJobs,
  mailEndpointFailingJob,
  ...checkoutJobs,
  ...transferJobs,
  sendReceiptsJob,
  sendRefundsJob,
  tellOwedBackJob,
  tellSentBackJob,
  releaseReservesJob,
  nightlyVerifyJob(),
  sandboxNotificationJob,
  fetchRatesJob,
  ...paymentLinkJobs,
  closeDaysJob,
];

export type AppOptions = {
  readonly config: Config;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** Where the build put the files that browsers fetch. */
  readonly buildFolder: string;
  /** Providers beside the sandbox, or in its place where they bear its name. */
  readonly providers?: readonly Provider[];
  /** Providers that can be connected, beside those of the product. */
  readonly connectable?: readonly Connectable[];
  readonly isolation?: 'read committed' | 'serializable';
  /** In place of the name servers, for what is sent to merchants' addresses. */
  readonly resolveHost?: ResolveHost;
};

export type App = {
  readonly context: AppContext;
  readonly server: FastifyInstance;
  readonly openApi: Record<string, unknown>;
  /** Starts to take requests and due work. */
  start(): Promise<void>;
  /** Finishes what is running, hands the rest back, and closes the database. */
  stop(): Promise<void>;
};

/** Puts the house together: plain objects, each getting what it needs. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, log } = options;
  const database = openDatabase({
    connection: options.connection,
    poolSize: config.databasePool,
    prepared: config.databasePrepared,
    ...(options.isolation ? { isolation: options.isolation } : {}),
    log,
    ...(log.isLevelEnabled('debug') ? { logStatement: (told, message) => log.debug(told, message) } : {}),
    // What had to wait is looked at anew.
    onBack: () => context.wakeJobs(),
  });
  const databaseClock = createDatabaseClock(options.clock, database, log);
  const { clock } = databaseClock;
  const fixedKey = await prepareDatabase(database, databaseClock, config).catch(async (error) => {
    await database.close();
    throw error;
  });
  let loop: JobLoop | undefined;
  let deliveries: JobLoop | undefined;
  const outbound = createOutbound({
    allowPrivate: config.webhookAllowPrivate,
    ...(options.resolveHost ? { resolve: options.resolveHost } : {}),
  });
  const limiter = createRateLimiter(requestLimits, clock);
  const metrics = createMetrics(database.connections, databaseClock);
  const common: KeyedContext = {
    config,
    database,
    clock,
    log,
    fixedKey,
    outbound,
    takeFromLimit: (limit, subject) => {
      if (config.rateLimit === 'on') limiter.take(limit, subject);
    },
    countUp: metrics.countUp,
    wakeJobs: (...names) => {
      loop?.wake(...names);
      deliveries?.wake(...names);
    },
  };
  const connectable: readonly Connectable[] = [
    { provider: createBankProvider(common), connector: bankConnector },
    {
      provider: createStripeProvider(common, config.providerBaseUrls.stripe),
      connector: createStripeConnector(config.providerBaseUrls.stripe),
    },
    {
      provider: createMollieProvider(common, config.providerBaseUrls.mollie),
      connector: createMollieConnector(config.providerBaseUrls.mollie),
    },
    {
      provider: createPayPalProvider(common, { baseUrl: config.providerBaseUrls.paypal }),
      connector: createPayPalConnector(config.providerBaseUrls.paypal),
    },
    ...(options.connectable ?? []),
  ];
  const assetsFolder = join(options.buildFolder, 'assets');
  const context: AppContext = {
    ...common,
    stampListeners: [createDeliveries, watchUsedUpLinks],
    hotPath: createHotPath(database, clock),
    providers: listProviders({
      builtIn: [
        ...(options.providers ?? []),
        createSandboxProvider({
          database,
          clock,
          publicUrl: config.publicUrl,
          encryptionKeys: config.encryptionKeys,
        }),
      ],
      connectable: connectable.map(({ provider }) => withRefusalsNoted(common, provider)),
    }),
    connectors: connectable.map(({ connector }) => connector),
    pageAssets: readAssets(assetsFolder),
  };
  const mailer = createMailer();
  const openApi = openApiDocument(routes, {
    title: config.platformName,
    version: options.version,
    serverUrl: config.publicUrl,
  });
  const clientAddress = clientAddressReader(config.trustProxy);
  const takeFromBucket: TakeFromBucket | undefined =
    config.rateLimit === 'on' ? (bucket, request) => takeRequest(limiter, bucket, request) : undefined;
  const pages: PagesOptions = {
    context,
    assets: context.pageAssets,
    factsOf: (request) => factsOf(request, clientAddress),
    take: (bucket, request) =>
      takeFromBucket?.(bucket, {
        facts: factsOf(request, clientAddress),
        caller: undefined,
        params: request.params as Record<string, string>,
      }),
    countView: (link, { method, headers }) =>
      countView(context, {
        organizationId: link.organizationId,
        linkId: link.id,
        method,
        userAgent: headers['user-agent'] ?? '',
        headers,
      }),
  };
  const server = createServer({
    context,
    clock,
    routes,
    authenticate: {
      session: (accessToken) => authenticateSession(context, accessToken),
      apiKey: (rawKey) => authenticateApiKey(context, rawKey),
    },
    clientAddress,
    mayHaveAnyNumberOfConnections: sharedAddresses(config.trustProxy),
    ...(takeFromBucket ? { takeFromBucket } : {}),
    onAnswered: [requestLog(log), metrics.observe, (about) => logApiRequest(context, about)],
    log: {
      warn: (line, message) => log.warn(line, message),
      error: (line, message) => log.error(line, message),
    },
    secure: config.publicUrl.startsWith('https:'),
    fastPath: [fastLinkPage(pages)],
    problemPage: problemPageSender(pages),
    watch: untoldProxyWatch(config.trustProxy, (line, message) => log.warn(line, message)),
    plugins: [
      assetsPlugin(assetsFolder),
      siteFilesPlugin(),
      metricsPlugin(metrics, config.metricsToken),
      pagesPlugin({
        ...pages,
        logError: (error, requestId) => log.error({ err: error, request_id: requestId }, 'page failed'),
      }),
      referencePlugin({
        document: openApi as ApiDocument,
        platformName: config.platformName,
        publicUrl: config.publicUrl,
        styles: assetAddresses(assetsFolder, ['pages.css', 'reference.css']),
      }),
      dashboardPlugin({
        folder: join(options.buildFolder, 'dashboard'),
        platformName: config.platformName,
        mailDelivery: config.smtpUrl ? 'sent' : hasDevelopmentMailbox(config) ? 'development' : 'kept',
        secure: config.publicUrl.startsWith('https:'),
      }),
      healthPlugin({ ready: () => requireReady(database) }),
      documentPlugin(openApi),
    ],
  });
  return {
    context,
    server,
    openApi,
    start: async () => {
      await server.listen({ host: config.host, port: config.port });
      const due = config.jobs ? [...jobs, keepRetentionJob(), renewEncryptionJob(), ...mailer.jobs] : [];
      if (config.jobs) deliveries = startDeliveries(context);
      const own = [exchangeLimitsJob(limiter), giveBackLateStartsJob, checkClockJob(databaseClock)];
      loop = startJobs(context, [...due, ...own], {
        error: (fields, message) => log.error(fields, message),
      });
    },
    stop: async () => {
      mailer.endSoon();
      await Promise.all([closeServer(server), loop?.stop(), deliveries?.stop()]);
      await Promise.all([flushViews(context), flushApiRequests(context)]);
      await Promise.all([outbound.close(), database.close()]);
    },
  };
}

const clockChecksMs = 60_000;

/** Every instance measures for itself, whether or not it takes up due work. */
function checkClockJob(databaseClock: DatabaseClock) {
  return {
    name: 'check-clock',
    pollIntervalMs: clockChecksMs,
    runDue: async () => {
      await databaseClock.check();
      return 0;
    },
  };
}

/** Migrates a database that can serve us, and reads the key that never rotates. */
async function prepareDatabase(
  database: Database,
  databaseClock: DatabaseClock,
  config: Config,
): Promise<FixedKey> {
  await requireFoldingLocale(database.pool);
  if (config.databasePrepared) await requirePreparedStatements(database);
  await requireTimeLimits(database);
  await databaseClock.check();
  await migrate(database.pool);
  await requireSafeStart(database.handle, config);
  return loadFixedKey(database, config.encryptionKeys);
}

const requestsInFlightMs = 10_000;

/** Stops accepting and lets requests in flight finish; what takes longer than ten seconds is cut off. */
async function closeServer(server: FastifyInstance): Promise<void> {
  // A connection whose request was in flight when this began stays open for a next one, which nobody would answer.
  const sweep = setInterval(() => server.server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.server.closeAllConnections(), requestsInFlightMs);
  await server.close();
  clearInterval(sweep);
  clearTimeout(cut);
}

const notReady: Readonly<Record<Exclude<Proof['kind'], 'kept'>, string>> = {
  silent: 'The database does not answer.',
  unreachable: 'The database cannot be reached.',
  not_kept: 'The database answers, but writes do not commit.',
  unmigrated: 'The database lacks migrations of this build.',
  unlimited: 'New connections to the database have no time limits for statements.',
};

async function requireReady(database: Database): Promise<void> {
  const proof = await database.prove();
  if (proof.kind === 'kept') return;
  throw problem('unavailable', {
    detail: notReady[proof.kind],
    headers: { 'retry-after': '2' },
    cause: new DatabaseUnavailable(proof.reason),
  });
}

type ProviderLists = {
  /** Those that need no connection; of several with one name the first counts. */
  readonly builtIn: readonly Provider[];
  /** Those that serve an organization once it has connected them. */
  readonly connectable: readonly Provider[];
};

function listProviders({ builtIn, connectable }: ProviderLists): Providers {
  const named = [...new Map([...builtIn].reverse().map((provider) => [provider.name, provider])).values()];
  const first = named.reverse();
  return {
    byName: (name) => [...first, ...connectable].find((provider) => provider.name === name),
    builtIn: (mode) => first.filter((provider) => provider.modes.includes(mode)),
  };
}
