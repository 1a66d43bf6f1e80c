import { type Child, startChild } from '../children/child.ts';
import type { ReceiverOrder, ReceiverReport } from '../children/receiver.ts';
import type { House } from '../house.ts';
import { cpuMsOf, databaseCpuMs, residentMegabytes } from '../machine/process-usage.ts';
import { type Aim, atLeast, type RowResult, type UntimedLine } from '../report/result.ts';

type Receiver = Child<ReceiverOrder, ReceiverReport>;

const deliveries = 5_000;
const deadDeliveries = 2_000;
const wantedPerSecond = 500;

/** Deliveries to a merchant's server on this machine, alone and beside another merchant's that never answers. */
export async function webhooksRow(house: House): Promise<RowResult> {
  const [quick, dead] = [startChild<ReceiverOrder, ReceiverReport>('child:receiver'), startReceiver()];
  try {
    const shop = await openEndpoint(house, quick, true);
    const other = await openEndpoint(house, dead, false);
    // The first ones find out how much this receiver takes.
    await deliver(house, shop, quick, 1_000);
    const alone = await deliver(house, shop, quick, deliveries);
    await leave(house, other, deadDeliveries);
    const beside = await deliver(house, shop, quick, deliveries);
    const ratio = beside.perSecond / alone.perSecond;
    const limits = [{ name: 'alone', perSecond: alone.perSecond, ratio }];
    return {
      title: 'Webhooks',
      lines: [
        { ...alone, work: 'Deliveries to one receiver', limits: [] },
        { ...beside, work: 'The same beside a receiver that never answers', limits },
      ],
      aims: [
        perSecondAtLeast('Deliveries to one receiver', alone.perSecond, wantedPerSecond),
        atLeast('Deliveries beside a dead receiver: alone', ratio, 0.8),
      ],
    };
  } finally {
    await Promise.all([quick.stop(), dead.stop()]);
  }
}

function startReceiver(): Receiver {
  return startChild<ReceiverOrder, ReceiverReport>('child:receiver');
}

function perSecondAtLeast(what: string, actual: number, aim: number): Aim {
  return { what: `${what}, at least ${aim} a second`, actual, aim, unit: '', isMet: actual >= aim };
}

/** A merchant whose server is this receiver; gives the organization and one of its events. */
type Endpoint = { readonly organizationId: string; readonly eventId: string };

async function openEndpoint(house: House, receiver: Receiver, answers: boolean): Promise<Endpoint> {
  const { url } = await receiver.ask({ kind: 'open', answers });
  const email = `webhooks-${answers}-${Date.now()}@shop.example`;
  const account = {
    organization_name: 'Nordlicht',
    name: 'Maja Berg',
    email,
    password: 'correct horse battery',
  };
  const { access_token } = await send(house, 'POST', '/api/auth/signup/', account);
  const headers = { authorization: `Token ${access_token}` };
  await send(house, 'PUT', '/api/organization/webhook/', { url, enabled: true }, headers);
  await send(house, 'POST', '/api/organization/webhook/test/', undefined, headers);
  await receiver.ask({ kind: 'wait', count: 1 });
  const [row] = await house.query<Endpoint>(
    `select d.organization_id as "organizationId", d.event_id as "eventId" from webhook_deliveries d
      join memberships m on m.organization_id = d.organization_id join users u on u.id = m.user_id
      where u.email = $1 limit 1`,
    [email],
  );
  if (!row) throw new Error('The first delivery left no row.');
  return row;
}

/** Leaves deliveries that are due at once, as an event for each would. */
async function leave(house: House, { organizationId, eventId }: Endpoint, count: number): Promise<void> {
  await house.query(
    `insert into webhook_deliveries (organization_id, id, mode, event_id, event_type, is_resend, due_at, created_at)
      select $1, gen_random_uuid(), 'sandbox', $2, 'webhook.test', true, now(), now() from generate_series(1, $3)`,
    [organizationId, eventId, count],
  );
}

async function deliver(house: House, endpoint: Endpoint, receiver: Receiver, count: number) {
  const usage = () => ({ server: cpuMsOf(house.server.pid), database: databaseCpuMs(house.databasePid) });
  const before = usage();
  await leave(house, endpoint, count);
  const { tookMs } = await receiver.ask({ kind: 'wait', count });
  const after = usage();
  const each = (name: 'server' | 'database') => {
    const [start, end] = [before[name], after[name]];
    return start === undefined || end === undefined ? undefined : (end - start) / count;
  };
  return {
    perSecond: (count / tookMs) * 1000,
    serverCpuMs: each('server'),
    databaseCpuMs: each('database'),
    megabytes: residentMegabytes(house.server.pid),
    done: count,
  } satisfies Partial<UntimedLine>;
}

async function send(
  { server }: House,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(server.url + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}
