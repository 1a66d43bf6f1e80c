import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '#test/support/client.ts';
import { processorWaitMs, type Server } from '../machine/server.ts';
import type { Memory } from '../memory.ts';
import type { Random } from '../random.ts';

/** What one actor needs to talk to whichever server is open. */
export type Actor = {
  readonly name: string;
  readonly random: Random;
  readonly servers: readonly Server[];
  readonly memory: Memory;
  /** Sent with every request: who it is, and from where. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the time of the whole run is over, so that nobody waits for ever. */
  readonly isLate: () => boolean;
};

export type Asked = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string | undefined;
  /** A form of a page instead of JSON. */
  readonly form?: Readonly<Record<string, string>>;
  /** A file instead of JSON. */
  readonly file?: { readonly type: string; readonly text: string };
};

export type Answer = {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: Json;
  /** What is no JSON. */
  readonly text: string;
  readonly isReplay: boolean;
};

/** The whole run is over before somebody got what he wanted. */
export class TooLate extends Error {}

const answerWithinMs = 15_000;

/** Asks once. Undefined: nobody knows whether it was done. */
export async function ask(actor: Actor, asked: Asked): Promise<Answer | undefined> {
  const open = actor.servers.filter(({ isOpen }) => isOpen);
  const server = actor.random.pick(open.length > 0 ? open : actor.servers);
  // Nobody can answer while he stands still, or while a machine that is too busy does not let him run.
  const heldUpMs = () => server.heldUpMs + processorWaitMs(process.pid);
  const begun = { atMs: performance.now(), heldUpMs: heldUpMs() };
  const waited = (how: string) => {
    const tookMs = performance.now() - begun.atMs - Math.max(0, heldUpMs() - begun.heldUpMs);
    // A file is taken in as a whole, however long it is.
    if (!asked.file) actor.memory.waited(tookMs, actor.name, how);
  };
  try {
    const response = await fetch(server.url + asked.path, {
      method: asked.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
      headers: headersOf(actor, asked),
      body: asked.form
        ? new URLSearchParams(asked.form).toString()
        : (asked.file?.text ?? bodyOf(asked.body)),
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    const body: Json = isJson && text ? JSON.parse(text) : undefined;
    const answer = {
      status: response.status,
      code: body?.code as string | undefined,
      body,
      text: isJson ? '' : text,
      isReplay: response.headers.get('idempotent-replayed') === 'true',
    };
    waited(told(server, asked, answer));
    actor.memory.note(actor.name, told(server, asked, answer));
    if (answer.status === 500)
      actor.memory.violate('No request is answered with 500', `${asked.method} ${asked.path}: ${text}`);
    return answer;
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    const lost = `${told(server, asked)} lost (${cause})`;
    // A connection that breaks is no answer; one that says nothing until somebody gives up is one that came too late.
    if (cause === 'TimeoutError') waited(lost);
    actor.memory.note(actor.name, lost);
    return undefined;
  }
}

/** Whether the answer says nothing about what was asked: the same is asked again. */
export function isUnknown(answer: Answer | undefined): answer is undefined {
  return answer === undefined || answer.status === 503 || answer.status === 500;
}

/** Asks again, with the same key, until somebody answers who knows. Only for what may be asked twice. */
export async function insist(actor: Actor, asked: Asked): Promise<Answer> {
  for (;;) {
    const answer = await ask(actor, asked);
    if (!isUnknown(answer) && answer.code !== 'idempotency_in_progress') return answer;
    actor.memory.count('retries');
    await pause(actor, 100, 600);
  }
}

/** Waits a moment; throws when the run is over. */
export async function pause(actor: Actor, leastMs: number, mostMs: number): Promise<void> {
  if (actor.isLate()) throw new TooLate(`${actor.name} was still busy when the run was over.`);
  await delay(actor.random.between(leastMs, mostMs));
}

/** An answer that the contract does not have for this question is a violation. */
export function unexpected(actor: Actor, asked: Asked, answer: Answer): void {
  actor.memory.violate(
    'Every answer is one that the contract has there',
    `${actor.name}: ${asked.method} ${asked.path} answered ${answer.status} ${answer.code ?? ''} ${answer.body?.detail ?? ''}`,
  );
}

function headersOf(actor: Actor, asked: Asked): Record<string, string> {
  const type = asked.file?.type ?? (asked.form ? 'application/x-www-form-urlencoded' : 'application/json');
  return {
    ...actor.headers,
    ...(asked.body === undefined && !asked.form && !asked.file ? {} : { 'content-type': type }),
    ...(asked.key === undefined ? {} : { 'idempotency-key': asked.key }),
  };
}

function bodyOf(body: unknown): string | null {
  return body === undefined ? null : JSON.stringify(body);
}

function told(server: Server, asked: Asked, answer?: Answer): string {
  const key = asked.key === undefined ? '' : ` key ${asked.key.slice(0, 8)}`;
  const question = `${server.name} ${asked.method} ${asked.path}${key}`;
  if (!answer) return question;
  const parts = [answer.status, answer.code, answer.isReplay ? 'replayed' : undefined, shortly(answer.body)];
  return `${question} → ${parts.filter((part) => part !== undefined && part !== '').join(' ')}`;
}

function shortly(body: Json): string {
  if (!body) return '';
  const { checkout_id, status, transaction_id, max_uses, id, amount } = body;
  return [
    checkout_id ?? id,
    typeof status === 'string' ? status : undefined,
    transaction_id,
    amount,
    max_uses,
  ]
    .filter((part) => part !== undefined && part !== null)
    .join(' ');
}
