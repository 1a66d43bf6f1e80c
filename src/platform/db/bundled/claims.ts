import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BundledPostgresError } from './error.ts';
import { isAlive, processMark, unknownMark } from './process-mark.ts';

/**
 * Who uses a data folder: `server` (one at a time), `command` (any number), `turn` (whoever starts or stops the
 * database right now).
 *
 * A claim is a lock file whose name holds the process number and a mark of that process's life, so a claim left
 * by `kill -9` or a crash of the machine is recognised even when its number was given away again. Every claimant
 * writes its own file first and looks at the others afterwards: of two at the same moment at least one sees the
 * other and withdraws. Nobody ever takes a file over, so nobody can take over the wrong one.
 */
export type Role = 'server' | 'command' | 'turn';

export interface Claim {
  release(): void;
}

interface Holder {
  role: Role;
  pid: number;
  file: string;
}

const rivalServer = (pid: number) =>
  `Another server (process ${pid}) already uses this data folder: stop it first, or give this one a DATA_DIR of its own.`;

/**
 * @param refusal the sentence about the process that holds the folder
 * @throws BundledPostgresError when another live server holds the folder.
 */
export async function claimServer(folder: string, refusal = rivalServer): Promise<Claim> {
  // A rival that withdraws again is seen for a moment only; a server that stays is seen every time.
  for (let attempt = 1; ; attempt++) {
    const outcome = tryExclusive(folder, 'server');
    if ('claim' in outcome) return outcome.claim;
    if (attempt === 5) {
      throw new BundledPostgresError(refusal(outcome.rival.pid));
    }
    await delay(20 + Math.random() * 80);
  }
}

export function claimCommand(folder: string): Claim {
  return publish(folder, 'command');
}

/** Runs `work` while no other process starts or stops the database of this folder. */
export async function inTurn<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const claim = await waitForTurn(folder);
  try {
    return await work();
  } finally {
    claim.release();
  }
}

/** Whether any live server or command uses the folder; clears away what dead ones left. */
export function isInUse(folder: string): boolean {
  return holders(folder).some((holder) => holder.role !== 'turn');
}

async function waitForTurn(folder: string): Promise<Claim> {
  for (let attempt = 1; ; attempt++) {
    const outcome = tryExclusive(folder, 'turn');
    if ('claim' in outcome) return outcome.claim;
    if (attempt === 6000) {
      throw new BundledPostgresError(
        `Process ${outcome.rival.pid} has been starting or stopping the database for minutes: look at it, or end it and try again.`,
      );
    }
    await delay(20 + Math.random() * 60);
  }
}

function tryExclusive(folder: string, role: Role): { claim: Claim } | { rival: Holder } {
  const claim = publish(folder, role);
  const rival = holders(folder).find((holder) => holder.role === role && holder.file !== claim.file);
  if (rival === undefined) return { claim };
  claim.release();
  return { rival };
}

function publish(folder: string, role: Role): Claim & { file: string } {
  const mark = processMark(process.pid) ?? unknownMark;
  const file = `${role}-${process.pid}-${mark}-${randomBytes(4).toString('hex')}.lock`;
  writeFileSync(join(folder, file), `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
  return { file, release: () => rmSync(join(folder, file), { force: true }) };
}

function holders(folder: string): Holder[] {
  const alive: Holder[] = [];
  for (const file of readdirSync(folder)) {
    const parts = /^(server|command|turn)-(\d+)-([A-Za-z0-9.]+)-[0-9a-f]+\.lock$/.exec(file);
    if (parts === null) continue;
    const pid = Number(parts[2]);
    if (isAlive(pid, parts[3]!)) alive.push({ role: parts[1] as Role, pid, file });
    else rmSync(join(folder, file), { force: true });
  }
  return alive;
}
