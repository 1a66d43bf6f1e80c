import { isTest, type Rule } from '../project.ts';
import { stepsOf } from './house.ts';

/** The rooms of each wing from the ground up; a room imports only those before it. The platform has a table of its own. */
const order: Readonly<Record<string, readonly string[]>> = {
  messaging: ['events', 'mail', 'webhooks'],
  merchants: [
    'throttling',
    'memberships',
    'factors',
    'organizations',
    'accounts',
    'team',
    'mailbox',
    'api-keys',
  ],
  selling: ['exchange-rates', 'products', 'link-views', 'payment-links'],
  paying: [
    'providers',
    'connections',
    'ledger',
    'statements',
    'checkouts',
    'holds',
    'receipts',
    'posters',
    'transactions',
    'refunds',
    'bank-transfers',
    'bank-entries',
    'buyers',
    'sandbox',
    'stripe',
    'paypal',
    'mollie',
  ],
  reporting: ['figures', 'encryption', 'home', 'link-statistics', 'retention', 'verify'],
  pages: ['styles', 'scripts', 'components', 'announcements', 'forms', 'reference'],
  commands: [
    'command-line',
    'backup',
    'organization',
    'user',
    'seed',
    'demo',
    'forget-buyer',
    'restore',
    'serve',
  ],
};

const table = 'test/tidy/rules/rooms.ts';

export const roomOrder: Rule = {
  name: 'A room imports only rooms of its wing that stand before it',
  check(project) {
    const homeless = project.sources.flatMap(({ path }) => {
      const room = roomIn(path);
      if (!room || order[room.wing]?.includes(room.name)) return [];
      const wayOut = `give it a place in the order of ${table}, after the rooms that it imports.`;
      return { path, line: 1, problem: `stands in ${room.name}, which has no place in its wing.`, wayOut };
    });
    const upward = stepsOf(project).flatMap(({ from, to, line }) => {
      const [own, other] = [roomIn(from), roomIn(to)];
      if (isTest(from) || !own || !other || own.wing !== other.wing || own.name === other.name) return [];
      const rooms = order[own.wing] ?? [];
      if (rooms.indexOf(other.name) < rooms.indexOf(own.name)) return [];
      return {
        path: from,
        line,
        problem: `${own.name} imports ${to}, and ${other.name} stands after it.`,
        wayOut:
          'move what both need into the lower room or one below both, write an event or a due row, or take the value as an argument.',
      };
    });
    return [...homeless, ...upward];
  },
};

type Room = { readonly wing: string; readonly name: string };

/** The room of a file; undefined for the platform, and for what lies in a wing itself and is shared by its rooms. */
function roomIn(path: string): Room | undefined {
  const [top, wing = '', name = '', inside] = path.split('/');
  if (top !== 'src' || inside === undefined || !(wing in order) || !/\.tsx?$/.test(path)) return undefined;
  return { wing, name };
}
