import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { join } from '#test/support/mailbox.ts';
import { makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Things with a PATCH: where they are, how they are read, and one change of each. */
const things = {
  organization: async () => {
    const merchant = await signUp(app);
    const path = '/api/organization/';
    return {
      merchant,
      path,
      read: async () => must(200, await merchant.client.get(path)),
      change: { name: 'New' },
    };
  },
  product: async () => {
    const merchant = await signUp(app);
    const path = `/api/products/${(await makeProduct(merchant)).id}/`;
    return {
      merchant,
      path,
      read: async () => must(200, await merchant.client.get(path)),
      change: { name: 'New' },
    };
  },
  'payment link': async () => {
    const merchant = await signUp(app);
    const path = `/api/payment-links/${(await makeLink(merchant)).id}/`;
    return {
      merchant,
      path,
      read: async () => must(200, await merchant.client.get(path)),
      change: { name: 'New' },
    };
  },
  member: async () => {
    const merchant = await signUp(app);
    const { user } = await join(app, merchant, 'viewer');
    const read = async () =>
      must(200, await merchant.client.get('/api/organization/team/')).results.find(
        ({ id }: { id: string }) => id === user.id,
      );
    return { merchant, path: `/api/organization/team/${user.id}/`, read, change: { role: 'staff' } };
  },
};

describe.each(Object.entries(things))(
  'a %s that was read, changed in one field and sent back whole',
  (_, make) => {
    it('200: changes that field', async () => {
      const { merchant, path, read, change } = await make();
      const reply = await merchant.client.patch(path, { ...(await read()), ...change });
      expect(must(200, reply)).toMatchObject(change);
      expect(await read()).toMatchObject(change);
    });

    it('400: changes nothing when another field that is not its to change differs', async () => {
      const { merchant, path, read, change } = await make();
      const before = await read();
      const reply = await merchant.client.patch(path, { ...before, ...change, id: 'another' });
      expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'id' }] } });
      expect(await read()).toEqual(before);
    });
  },
);
