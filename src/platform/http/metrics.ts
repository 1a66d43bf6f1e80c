import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { problem } from '#platform/contract/errors.ts';
import type { CountUp, DomainCounter } from '#platform/kit/domain-counter.ts';
import { isFromThisMachine } from './client-address.ts';
import type { Answered } from './request-log.ts';

export type Metrics = {
  /** Counts one answered request, by route pattern: never by address, organization or token. */
  observe(request: Pick<Answered, 'method' | 'route' | 'status' | 'durationMs'>): void;
  /** Counts what a room declared; see `DomainCounter`. */
  readonly countUp: CountUp;
  text(): Promise<string>;
  readonly contentType: string;
};

export type PoolFigures = {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
};

/** The figures of this process in the form that Prometheus reads; no label tells one merchant from another. */
export function createMetrics(pool: PoolFigures, clock: { readonly aheadMs: number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answered requests',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'database_connections',
    help: 'Connections of this process to the database',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'total' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  new Gauge({
    name: 'database_clock_ahead_seconds',
    help: 'How far the clock of the database is ahead of this machine’s',
    registers: [registry],
    collect() {
      this.set(clock.aheadMs / 1000);
    },
  });
  const counters = new Map<string, Counter>();
  const counterOf = ({ name, help, labels }: DomainCounter) => {
    const known = counters.get(name);
    if (known) return known;
    const made = new Counter({ name, help, labelNames: Object.keys(labels), registers: [registry] });
    counters.set(name, made);
    return made;
  };
  return {
    contentType: registry.contentType,
    countUp: (counter, labels) => counterOf(counter).inc(labels),
    observe: ({ method, route, status, durationMs }) => {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, durationMs / 1000);
    },
    text: () => registry.metrics(),
  };
}

/** `GET /metrics`: for this machine only, or for whoever has the token. */
export function metricsPlugin(metrics: Metrics, token: string | undefined): (app: FastifyInstance) => void {
  return (app) => {
    app.get('/metrics', async (request, reply) => {
      const isAllowed = token
        ? matches(request.headers.authorization, token)
        : isFromThisMachine(request.socket.remoteAddress, request.headers);
      if (!isAllowed) throw problem('not_found', { detail: 'There is nothing at this address.' });
      return reply.type(metrics.contentType).send(await metrics.text());
    });
  };
}

function matches(header: string | undefined, token: string): boolean {
  const given = Buffer.from(/^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
