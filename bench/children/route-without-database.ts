import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createApp } from '#app';
import { createLog } from '#commands/serve/create-log.ts';
import { loadConfig } from '#platform/config/config.ts';
import { type BundledConnection, connectionUrl } from '#platform/db/bundled/connection.ts';
import { systemClock } from '#platform/kit/clock.ts';
import { answerParent } from './child.ts';

export type RouteOrder = { readonly connection: BundledConnection; readonly buildFolder: string };
export type RouteReady = { readonly url: string };

/**
 * The whole server with its log, but for the statement that starts a checkout: it answers at once that it did.
 * Links are read once from the database and then kept, as ever.
 */
export function routeWithoutDatabase(): void {
  answerParent<RouteOrder, RouteReady>(async ({ connection, buildFolder }) => {
    const key = () => `bench:${randomBytes(32).toString('base64')}`;
    const config = loadConfig({
      PORT: '0',
      DATABASE_URL: connectionUrl(connection),
      ENCRYPTION_KEY: key(),
      SIGNING_KEY: key(),
      RATE_LIMIT: 'off',
      TRUST_PROXY: '1',
      JOBS: 'off',
    });
    const clock = systemClock;
    const log = createLog({ level: config.logLevel });
    const app = await createApp({ config, connection, clock, log, version: 'bench', buildFolder });
    Object.assign(app.context, {
      hotPath: {
        ...app.context.hotPath,
        start: async ({ timeToLiveSeconds }: { timeToLiveSeconds: number }) => ({
          verdict: 'started',
          expiresAt: new Date(clock.now().getTime() + timeToLiveSeconds * 1000),
        }),
      },
    });
    await app.start();
    return { url: `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}` };
  });
}
