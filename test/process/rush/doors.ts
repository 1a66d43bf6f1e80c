import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Json } from '#test/support/client.ts';
import type { ServerProcess } from '../support/server-process.ts';

export type Answer = { readonly status: number; readonly code: string | undefined; readonly body: Json };

export type Question = {
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly address: string;
};

/** The ways in: whichever servers run just now. */
export type Doors = {
  /** Asks with POST until somebody answers who knows: the same key makes the same question of each try. */
  insist(question: Question): Promise<Answer>;
  close(): Promise<void>;
};

export type DoorOptions = {
  readonly running: readonly ServerProcess[];
  /** Called when a question leaves, with the server that gets it. */
  readonly onAsked?: (server: ServerProcess, question: Question) => void;
};

const pauseMs = 40;

export function openDoors({ running, onAsked }: DoorOptions): Doors {
  // As many connections as there are questions at once: buyers do not queue behind each other.
  const dispatcher = new Agent({ pipelining: 1, headersTimeout: 30_000 });
  let turn = 0;

  /** Undefined: the server went away, and nobody knows whether it was done. */
  const ask = async (question: Question): Promise<Answer | undefined> => {
    const server = running[turn++ % running.length] as ServerProcess;
    const { path, key, address, body } = question;
    const sent = request(server.url + path, {
      method: 'POST',
      dispatcher,
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': address,
        ...(key ? { 'idempotency-key': key } : {}),
      },
      body: JSON.stringify(body ?? {}),
    });
    onAsked?.(server, question);
    try {
      const { statusCode: status, body: stream } = await sent;
      const answered = (await stream.json()) as Json;
      return { status, code: answered?.code, body: answered };
    } catch (error) {
      // One that runs has to answer.
      if (running.includes(server) && isProcessThere(server)) throw error;
      return undefined;
    }
  };

  return {
    insist: async (question) => {
      for (;;) {
        const answer = await ask(question);
        if (answer && answer.code !== 'idempotency_in_progress') return answer;
        await delay(pauseMs);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function isProcessThere({ child }: ServerProcess): boolean {
  return child.exitCode === null && child.signalCode === null && !child.killed;
}
