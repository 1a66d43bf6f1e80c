import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Memory } from '../memory.ts';
import type { Random } from '../random.ts';

/** The merchants' own server: it takes webhooks well or badly, and remembers each event that it took. */
export type Receiver = {
  urlOf(shopNumber: number): string;
  /** Tells it with which secret a shop's webhooks are signed. */
  expect(shopNumber: number, secret: string): void;
  /** The ids of the events that it answered with success, by shop. */
  taken(shopNumber: number): ReadonlySet<string>;
  readonly deliveries: number;
  /** From now on it takes everything at once. */
  behave(): void;
  close(): Promise<void>;
};

export async function openReceiver(memory: Memory, random: Random): Promise<Receiver> {
  const secrets = new Map<number, string>();
  const taken = new Map<number, Set<string>>();
  const digests = new Map<string, string>();
  let deliveries = 0;
  let isMoody = true;

  const takenBy = (shopNumber: number) => {
    const known = taken.get(shopNumber) ?? new Set<string>();
    taken.set(shopNumber, known);
    return known;
  };

  const receive = (shopNumber: number, headers: IncomingHttpHeaders, raw: Buffer): string => {
    const secret = secrets.get(shopNumber);
    const { event_id: eventId } = JSON.parse(raw.toString()) as { event_id: string };
    if (secret && !isSigned(secret, headers, raw))
      memory.violate('Every webhook is signed, by both signatures', `event ${eventId}`);
    const digest = createHash('sha256').update(raw).digest('hex');
    if ((digests.get(eventId) ?? digest) !== digest)
      memory.violate('An event has the same bytes whenever it is sent', `event ${eventId}`);
    digests.set(eventId, digest);
    return eventId;
  };

  const answer = (response: ServerResponse, shopNumber: number, eventId: string) => {
    const mood = isMoody ? random.next() : 1;
    if (mood < 0.1) return void response.writeHead(500).end();
    if (mood < 0.13) return void response.socket?.destroy();
    const take = () => {
      takenBy(shopNumber).add(eventId);
      deliveries += 1;
      response.writeHead(204).end();
    };
    if (mood < 0.25) setTimeout(take, random.between(100, 1_500));
    else take();
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A sender that dies in the middle is part of the game.
    request.on('error', () => undefined);
    request.on('end', () => {
      const shopNumber = Number(request.url?.split('/').at(-1));
      answer(response, shopNumber, receive(shopNumber, request.headers, Buffer.concat(chunks)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    urlOf: (shopNumber) => `http://127.0.0.1:${port}/hooks/${shopNumber}`,
    expect: (shopNumber, secret) => void secrets.set(shopNumber, secret),
    taken: takenBy,
    get deliveries() {
      return deliveries;
    },
    behave: () => {
      isMoody = false;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Computed here from the published rules, not by the program's own code. */
function isSigned(secret: string, headers: IncomingHttpHeaders, raw: Buffer): boolean {
  const body = `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
  const signed = Buffer.concat([
    Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`),
    raw,
  ]);
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const standard = `v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`;
  return (
    isEqual(body, String(headers['x-webhook-signature'])) &&
    String(headers['webhook-signature'])
      .split(' ')
      .some((signature) => isEqual(standard, signature))
  );
}

function isEqual(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
