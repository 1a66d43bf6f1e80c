import { setTimeout as delay } from 'node:timers/promises';
import type { House } from '../house.ts';
import { insist } from '../people/asking.ts';
import type { Random } from '../random.ts';

/** Does something bad to the house, and lets go of it again. */
export type Fault = (house: House, random: Random) => Promise<void>;

const pick = ({ servers }: House, random: Random) => {
  const open = servers.filter(({ isOpen }) => isOpen);
  return random.pick(open.length > 0 ? open : servers);
};

/** kill -9, and a supervisor that starts it again after a moment. */
const kill: Fault = async (house, random) => {
  const server = pick(house, random);
  house.memory.count('kills');
  house.memory.note('chaos', `kill -9 ${server.name}`);
  await server.end('SIGKILL');
  await delay(random.between(0, 800));
  await server.start();
  house.memory.note('chaos', `${server.name} runs again`);
};

/** A planned restart: what was acknowledged stays, and what runs may finish. */
const terminate: Fault = async (house, random) => {
  const server = pick(house, random);
  house.memory.count('terminations');
  house.memory.note('chaos', `SIGTERM ${server.name}`);
  await server.end('SIGTERM');
  await server.start();
};

/** A process that stands still while the world goes on, and does not know it afterwards. */
const stop: Fault = async (house, random) => {
  const server = pick(house, random);
  house.memory.count('stops');
  const forMs = random.between(300, random.chance(0.2) ? 8_000 : 2_500);
  house.memory.note('chaos', `SIGSTOP ${server.name} for ${forMs} ms`);
  server.pause();
  await delay(forMs);
  server.goOn();
};

/** A second process on the same database, for a while. */
const secondServer: Fault = async (house, random) => {
  const [, second] = house.servers;
  if (!second || second.isOpen) return;
  house.memory.count('secondServers');
  house.memory.note('chaos', `${second.name} joins`);
  await second.start();
  await delay(random.between(5_000, 15_000));
  house.memory.note('chaos', `${second.name} leaves`);
  await second.end('SIGTERM');
};

const restartDatabase =
  (mode: 'fast' | 'immediate' | 'kill'): Fault =>
  async (house, random) => {
    house.memory.count(mode === 'kill' ? 'databaseKills' : 'databaseRestarts');
    house.memory.note('chaos', `the database stops: ${mode}`);
    await house.database.stop(mode);
    await delay(random.between(0, 1_200));
    await house.database.start();
    house.memory.note('chaos', 'the database runs again');
  };

const cut: Fault = async (house, random) => {
  const count = house.proxy.cut(random.pick([0.2, 0.5, 1]), random.next);
  house.memory.count('cuts');
  house.memory.note('chaos', `${count} connections cut`);
};

const loseAnswers: Fault = async (house, random) => {
  const count = random.between(1, 6);
  house.memory.note('chaos', `the next ${count} answers of the database are lost`);
  house.proxy.loseAnswers(count);
};

const delayAnswers: Fault = async (house, random) => {
  const delayMs = random.between(5, 120);
  house.memory.count('delays');
  house.memory.note('chaos', `answers of the database come ${delayMs} ms later`);
  house.proxy.delayAnswers(delayMs);
  await delay(random.between(500, 2_500));
  house.proxy.delayAnswers(0);
};

/** Every process of the database stands still: connections stay open, and nobody answers. */
const freezeDatabase: Fault = async (house, random) => {
  const forMs = random.between(1_000, 8_000);
  house.memory.count('freezes');
  house.memory.note('chaos', `the database stands still for ${forMs} ms`);
  house.database.freeze();
  await delay(forMs);
  house.database.thaw();
};

/** The network swallows every byte. What was swallowed never comes, so the connections are of no more use. */
const swallow: Fault = async (house, random) => {
  const forMs = random.between(1_000, 8_000);
  house.memory.count('blackHoles');
  house.memory.note('chaos', `the network swallows everything for ${forMs} ms`);
  house.proxy.swallow(true);
  await delay(forMs);
  house.proxy.swallow(false);
};

/** The standby that commits wait for is lost, and given up after a while. */
const loseStandby: Fault = async (house, random) => {
  const forMs = random.between(1_000, 8_000);
  house.memory.count('lostStandbys');
  house.memory.note('chaos', `commits wait for a standby for ${forMs} ms`);
  if (!(await house.database.waitForStandby(true))) return;
  await delay(forMs);
  while (!(await house.database.waitForStandby(false))) await delay(100);
};

/** No room is left on the disk: rows or even the log ahead do not fit, and PostgreSQL may end itself. */
const fillDisk: Fault = async (house, random) => {
  if (!house.database.canFillDisk) return;
  const forMs = random.between(1_000, 8_000);
  house.memory.count('fullDisks');
  house.memory.note('chaos', `the disk of the database is full for ${forMs} ms`);
  await house.database.fillDisk(true);
  await delay(forMs);
  await house.database.fillDisk(false);
  house.memory.note('chaos', 'there is room again');
};

/** How the sandbox's bank behaves: its notifications and refunds come late, twice, or never. */
const simulator: Fault = async (house, random) => {
  await setSimulator(house, {
    notification_delay_seconds: random.pick([0, 0, 1, 3]),
    notification_jitter_seconds: random.pick([0, 0, 2]),
    duplicate_percent: random.pick([0, 30, 100]),
    lost_percent: random.pick([0, 20, 60]),
    lost_answer_percent: random.pick([0, 0, 5, 20]),
    refund_delay_seconds: random.pick([0, 0, 1, 4]),
    refund_failure_percent: random.pick([0, 0, 10]),
  });
};

const calmSimulator = {
  notification_delay_seconds: 0,
  notification_jitter_seconds: 0,
  duplicate_percent: 0,
  lost_percent: 0,
  lost_answer_percent: 0,
  refund_delay_seconds: 0,
  refund_failure_percent: 0,
} as const;
type SimulatorSettings = Record<keyof typeof calmSimulator, number>;

/** Sets the bank of every shop; a server without this setting has a bank that always behaves. */
export async function setSimulator(house: House, settings: SimulatorSettings = calmSimulator): Promise<void> {
  for (const { person } of house.shops) {
    const asked = { method: 'PUT', path: '/api/organization/simulator/', body: settings } as const;
    const answer = await insist({ ...person, name: 'chaos' }, asked);
    if (answer.status === 200) house.memory.count('simulatorChanges');
    else if (answer.status !== 404)
      house.memory.violate('The simulator can be set', `${answer.status} ${answer.body?.detail}`);
  }
}

const faults = {
  kill,
  terminate,
  stop,
  secondServer,
  restartFast: restartDatabase('fast'),
  restartImmediate: restartDatabase('immediate'),
  killDatabase: restartDatabase('kill'),
  cut,
  loseAnswers,
  delayAnswers,
  freezeDatabase,
  swallow,
  loseStandby,
  fillDisk,
  simulator,
} as const satisfies Record<string, Fault>;
export type FaultName = keyof typeof faults;

export function runFault(name: FaultName, house: House, random: Random): Promise<void> {
  return faults[name](house, random);
}
