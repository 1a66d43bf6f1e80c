import type { Client, Json, Reply } from '#test/support/client.ts';
import { bodyOf } from './bodies.ts';
import { pathOf } from './parameters.ts';
import { type AnyRoute, nameOf } from './routes.ts';
import type { World } from './world.ts';

/**
 * Calls a route with real ids and a valid body of this world.
 *
 * @throws when the server fails, with what it logged about it
 */
export async function call(
  client: Client,
  route: AnyRoute,
  world: World,
  headers: Record<string, string> = {},
): Promise<Reply<Json>> {
  const reply = await client.request(route.method, await pathOf(route, world), bodyOf(route, world), headers);
  if (reply.status < 500) return reply;
  throw new Error(
    `${nameOf(route)} answered ${reply.status}: ${failureLogged(world, reply.body?.request_id)}`,
  );
}

function failureLogged({ app }: World, requestId: string): string {
  const line = app.logLines.find((each) => each.includes(requestId) && each.includes('"err"'));
  return line ? JSON.stringify(JSON.parse(line).err) : 'nothing was logged about it';
}
