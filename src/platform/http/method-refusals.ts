import type { FastifyInstance } from 'fastify';
import { problem } from '#platform/contract/errors.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Answers 405 with `Allow` for every method that a known address does not take. Before any address is added. */
export function refuseOtherMethods(app: FastifyInstance): { finish(): void } {
  const known = new Map<string, { readonly url: string; readonly taken: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    const key = url.replace(/\/$/, '').replace(/:\w+/g, ':');
    const address = known.get(key) ?? { url, taken: new Set() };
    known.set(key, address);
    for (const taken of [method].flat()) address.taken.add(taken);
  });
  return {
    // In a scope of its own, which is opened once the ones before it have added all of theirs.
    finish: () => void app.register(async (scope) => addRefusals(scope, [...known.values()])),
  };
}

function addRefusals(
  scope: FastifyInstance,
  addresses: readonly { readonly url: string; readonly taken: ReadonlySet<string> }[],
): void {
  for (const { url, taken } of addresses) {
    const allow = methods.filter((method) => taken.has(method)).join(', ');
    scope.route({
      method: methods.filter((method) => !taken.has(method)),
      url,
      exposeHeadRoute: false,
      onRequest: async () => {
        throw problem('method_not_allowed', { detail: `Use ${allow} at this address.`, headers: { allow } });
      },
      handler: async () => undefined,
    });
  }
}
