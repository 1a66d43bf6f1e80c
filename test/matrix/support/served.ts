import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import type { TestApp } from '#test/support/app.ts';

/** The framework tells of every server that is made, before anything is added to it. */
const channel = 'fastify.initialization';

/** Starts an app, and notes each `METHOD /path` that it serves, whoever added it; refusals of methods are among them. */
export async function withServedPaths(
  start: () => Promise<TestApp>,
): Promise<{ app: TestApp; served: readonly string[] }> {
  const served = new Set<string>();
  const listen = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) served.add(`${each} ${url}`);
    });
  };
  subscribe(channel, listen);
  try {
    return { app: await start(), served: [...served] };
  } finally {
    unsubscribe(channel, listen);
  }
}
