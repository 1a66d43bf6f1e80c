import { describe, expect, it } from 'vitest';
import { createLog } from './create-log.ts';

function logged(fields: Record<string, unknown>): Record<string, unknown> {
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  log.info(fields, 'a message');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] as string);
}

describe('a log line', () => {
  it('carries level, time, fields and message', () => {
    expect(logged({ request_id: 'r1', status: 200, nested: { list: [1, { two: 2 }] } })).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      request_id: 'r1',
      status: 200,
      nested: { list: [1, { two: 2 }] },
      msg: 'a message',
    });
  });

  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'api-key',
    'apiKey',
    'raw_key',
    'password',
    'new_password',
    'passwordHash',
    'access_token',
    'token',
    'webhook_secret',
    'number',
    'cvc',
    'exp_month',
  ])('hides %s, at any depth', (name) => {
    const line = JSON.stringify(
      logged({ [name]: 'hush', headers: { deep: [{ [name]: { inner: 'hush' } }] } }),
    );
    expect(line).not.toContain('hush');
    expect(line).toContain('[redacted]');
  });

  it.each(['status', 'route', 'code', 'numbers', 'tokens_left', 'key_id'])('shows %s', (name) => {
    expect(logged({ [name]: 'seen' })[name]).toBe('seen');
  });

  it('shows type, message, code, stack and cause of an error, and none of the fields of drivers', () => {
    const cause = Object.assign(new TypeError('the socket broke'), { code: 'EPIPE' });
    const error = Object.assign(new Error('no answer', { cause }), {
      detail: 'Key (email)=(maja@example.com)',
    });
    const line = logged({ err: error });
    expect(line.err).toMatchObject({
      type: 'Error',
      message: 'no answer',
      stack: expect.stringContaining('redact.test.ts'),
      cause: { type: 'TypeError', message: 'the socket broke', code: 'EPIPE' },
    });
    expect(JSON.stringify(line)).not.toContain('maja@example.com');
  });

  it('hides what looks like a card number in the text of an error', () => {
    const line = JSON.stringify(logged({ err: new Error('invalid uuid "4242 4242 4242 4242"') }));
    expect(line).not.toContain('4242');
  });

  it('ends at a depth, so that a circle ends, too', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(JSON.stringify(logged({ circle }))).toContain('[too deep]');
  });
});
