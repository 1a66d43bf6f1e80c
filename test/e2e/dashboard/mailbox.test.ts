import { expect, test } from 'vitest';
import { startApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { createDatabase } from '#test/support/cluster.ts';
import { invite } from '#test/support/mailbox.ts';
import { eventually, must, signUp } from '#test/support/scenario.ts';
import { startMailServer } from '#test/support/smtp.ts';
import { enterAs } from './shop.ts';

test('a mail that was kept is sent once by a button, after a mail server was set', async () => {
  const [database, server] = await Promise.all([createDatabase(), startMailServer()]);
  const first = await startApp({ database });
  const merchant = await signUp(first);
  await invite(merchant, 'ida@shop.example', 'staff');
  await invite(merchant, 'old@shop.example', 'staff');
  const { invitations } = must(200, await merchant.client.get('/api/organization/team/'));
  must(204, await merchant.client.delete(`/api/organization/team/${invitations[0].id}/`));

  const visitor = await visit(first.url);
  await enterAs(visitor.page, first, merchant);
  await visitor.page.goto(`${first.url}/settings/mailbox`);
  const send = visitor.page.getByRole('button', { name: /^Send/ });
  await visitor.page.getByText('Its code or link has ended').waitFor();
  expect(await send.count()).toBe(1);
  await send.click();
  await visitor.page.getByText('set SMTP_URL').waitFor();
  await visitor.close();
  await first.stop();

  const second = await startApp({ database, env: { SMTP_URL: server.url } });
  const later = await visit(second.url);
  await enterAs(later.page, second, merchant);
  await later.page.goto(`${second.url}/settings/mailbox`);
  const again = later.page.getByRole('button', { name: /^Send/ });
  await again.dblclick();
  await later.page.getByText('It is on its way.').waitFor();
  await again.waitFor({ state: 'detached' });
  await eventually(
    async () => server.received.map(({ to }) => to.join()),
    (addressees) => addressees.length > 0,
  );
  expect(server.received.map(({ to }) => to.join())).toEqual(['ida@shop.example']);
  later.check();
  await later.close();
  await second.stop();
  await Promise.all([database.drop(), server.stop()]);
});
