import type { ServerProcess } from '../support/server-process.ts';
import type { Question } from './doors.ts';
import type { Instances } from './instances.ts';
import { crowdSize, places } from './rush.ts';

export type Killer = {
  /** When the server is killed, for whoever reads of a failure. */
  readonly moment: string;
  onAsked(server: ServerProcess, question: Question): void;
  /** Resolves when another server runs in the place of the killed one. */
  done(): Promise<void>;
};

const payTakesMs = 25;

/** Kills one server in the middle of a rush: at some question of the crowd, or while it works on a payment. */
export function createKiller(instances: Instances): Killer {
  const isAtPayment = Math.random() < 0.5;
  const wanted = 1 + Math.floor(Math.random() * (isAtPayment ? places : crowdSize));
  const afterMs = isAtPayment ? Math.random() * payTakesMs : 0;
  let count = 0;
  let replaced: Promise<void> | undefined;
  return {
    moment: `killed ${afterMs.toFixed(1)} ms after ${isAtPayment ? 'payment' : 'question'} ${wanted} was sent`,
    onAsked: (server, { path }) => {
      if (replaced || (isAtPayment && !path.endsWith('/pay/'))) return;
      count += 1;
      if (count < wanted) return;
      replaced = new Promise<void>((resolve) => setTimeout(resolve, afterMs)).then(() =>
        instances.replace(server),
      );
      // Looked at when the rush is over.
      replaced.catch(() => undefined);
    },
    done: async () => {
      if (!replaced) throw new Error('Nobody was killed: the crowd asked less than it has to.');
      await replaced;
    },
  };
}
