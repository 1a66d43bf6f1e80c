import { expect, test } from 'vitest';
import { greeting } from './greeting.ts';

const facts = { platformName: 'Samplepay', publicUrl: 'http://localhost:3000', dataDir: '/srv/data' };

test('the first start says how to get in, what to show a buyer, and with which card', () => {
  const text = greeting(facts, { signInToken: 'once', paymentLinkId: 'some-link' });
  expect(text).toContain('Samplepay is ready');
  expect(text).toContain('http://localhost:3000/login#token=once');
  expect(text).toContain('http://localhost:3000/pay/some-link');
  expect(text).toContain('4242 4242 4242 4242');
});

test('later starts say where things are, and nothing secret', () => {
  const text = greeting(facts);
  expect(text).toContain('http://localhost:3000/\n');
  expect(text).toContain('/srv/data');
  expect(text).not.toContain('token');
});
