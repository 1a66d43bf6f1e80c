import { expect, test } from 'vitest';
import { greeting } from './greeting.ts';

const facts = { platformName: 'Samplepay', publicUrl: 'http://localhost:3000', dataDir: '/srv/data' };

test('the first start says how to get in, as whom and again, what to show a buyer, and with which card', () => {
  const demo = { signInToken: 'once', paymentLinkId: 'some-link' };
  const text = greeting(facts, { demo, demoEmail: 'maja@nordlicht.example' });
  expect(text).toContain('Samplepay is ready');
  expect(text).toContain('http://localhost:3000/login#token=once');
  expect(text).toContain('signs you in as maja@nordlicht.example, once');
  expect(text).toContain('npm run linktill -- user reset-password maja@nordlicht.example\n');
  expect(text).toContain('http://localhost:3000/pay/some-link');
  expect(text).toContain('4242 4242 4242 4242');
});

test('later starts say where things are, and nothing secret', () => {
  const text = greeting(facts, { demo: undefined, demoEmail: undefined });
  expect(text).toContain('http://localhost:3000/\n');
  expect(text).toContain('user reset-password <email>\n');
  expect(text).toContain('/srv/data');
  expect(text).not.toContain('token');
});

test('later starts of the demo name its owner, so that the line can be copied as it is', () => {
  const text = greeting(facts, { demo: undefined, demoEmail: 'maja@nordlicht.example' });
  expect(text).toContain('user reset-password maja@nordlicht.example\n');
  expect(text).not.toContain('token');
});
