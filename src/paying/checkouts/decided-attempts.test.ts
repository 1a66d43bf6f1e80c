import { expect, it } from 'vitest';
import { decideProviderResult } from './decide-provider-result.ts';
import { decisionOf } from './decided-attempts.ts';
import { answers, attempted, now } from './testing/states.ts';

const inFlight = attempted('processing', ['processing']);
const id = inFlight.currentAttemptId ?? '';
const decided = (before: typeof inFlight, answer: (typeof answers)[keyof typeof answers]) =>
  decisionOf(before, decideProviderResult(before, null, id, answer, now).state, id);

it.each([
  [answers.succeeded, { result: 'succeeded', code: '' }],
  [answers.declined, { result: 'declined', code: 'card_declined' }],
  [answers.canceled, { result: 'canceled', code: '' }],
])('%j decides an attempt', (answer, wanted) => {
  expect(decided(inFlight, answer)).toEqual({ mode: inFlight.mode, ...wanted });
});

it('is nothing while the provider has not decided, and when it says the same again', () => {
  expect(decided(inFlight, answers.processing)).toBeUndefined();
  const declined = decideProviderResult(inFlight, null, id, answers.declined, now).state;
  expect(decided(declined, answers.declined)).toBeUndefined();
});

it('is a success, too, where money arrives after a decline', () => {
  const declined = decideProviderResult(inFlight, null, id, answers.declined, now).state;
  expect(decided(declined, answers.succeeded)).toMatchObject({ result: 'succeeded' });
});
