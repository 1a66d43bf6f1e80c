import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a process of this program may be besides the benchmark itself. */
export type RoleName =
  | 'child:load-generator'
  | 'child:bare-server'
  | 'child:route-without-database'
  | 'child:sql-client'
  | 'child:receiver';

/** A part of the benchmark in a process of its own, so that it shares no event loop with any other. */
export type Child<Request, Answer> = {
  readonly pid: number;
  ask(request: Request): Promise<Answer>;
  stop(): Promise<void>;
};

type Told<Answer> = { readonly answer: Answer } | { readonly failure: string };

/** Starts a child of this very program in the role; it answers one request after the other. */
export function startChild<Request, Answer>(role: RoleName): Child<Request, Answer> {
  const program = process.argv[1] as string;
  const child = fork(program, [role], {
    execArgv: ['--enable-source-maps'],
    // Logs that a child writes are read and thrown away, as a collector of logs would read them.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.stdout?.resume();
  const ended = once(child, 'exit');
  let last: Promise<unknown> = Promise.resolve();
  const askNext = async (request: Request): Promise<Answer> => {
    if (child.exitCode !== null) throw new Error(`The child ${role} has ended.`);
    const told = once(child, 'message').then(([message]) => message as Told<Answer>);
    child.send(request as object);
    const outcome = await Promise.race([
      told,
      ended.then(() => ({ failure: `The child ${role} ended before it answered.` })),
    ]);
    if ('failure' in outcome) throw new Error(outcome.failure);
    return outcome.answer;
  };
  return {
    pid: child.pid as number,
    ask: (request) => {
      const asked = last.then(() => askNext(request));
      last = asked.catch(() => undefined);
      return asked;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The child's side: answers what the parent asks, and ends with it. */
export function answerParent<Request, Answer>(answer: (request: Request) => Promise<Answer>): void {
  const tell = (told: Told<Answer>) => process.send?.(told);
  process.on('message', (request: Request) => {
    answer(request).then(
      (given) => tell({ answer: given }),
      (error: unknown) =>
        tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
}
