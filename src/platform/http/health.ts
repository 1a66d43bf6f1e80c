import type { FastifyInstance } from 'fastify';

export type HealthChecks = {
  /** Throws when the database does not keep a write within two seconds, or lacks migrations. */
  readonly ready: () => Promise<void>;
};

/** Addresses for whoever operates the service. */
export function healthPlugin(checks: HealthChecks): (app: FastifyInstance) => void {
  return (app) => {
    app.get('/healthz', async () => ({ status: 'ok' }));
    app.get('/readyz', async () => {
      await checks.ready();
      return { status: 'ready' };
    });
  };
}
