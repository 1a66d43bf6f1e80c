import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from '#platform/contract/errors.ts';
import { Problem } from '#platform/kit/problem.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answered } from './request-log.ts';

export type RawAnswerOptions = {
  /** What every answer has. */
  readonly headers: Readonly<Record<string, string>>;
  newRequestId(): string;
  onAnswered(about: Answered): void;
};

export type RawAnswers = {
  /** Answers a request that never became whole, on the bare connection, and hangs up. */
  answer(error: Error & { code?: string }, socket: Socket): void;
  /** Whether that has happened, and was told, on this connection. */
  hasAnswered(socket: Socket): boolean;
};

/** How long somebody who was answered may go on sending. */
const lastWordsMs = 2_000;

export function createRawAnswers(options: RawAnswerOptions): RawAnswers {
  const answered = new WeakSet<Socket>();
  const answer: RawAnswers['answer'] = (error, socket) => {
    if (!socket.writable || isClientGone(error, socket) || isAnswering(socket)) return void socket.destroy();
    answered.add(socket);
    const refusal = error instanceof Problem ? error : rawProblem(error.code);
    const requestId = options.newRequestId();
    const { status, headers, raw } = problemAnswer(refusal, requestId);
    const all = {
      ...options.headers,
      ...headers,
      'X-Request-Id': requestId,
      'Content-Length': String(Buffer.byteLength(raw)),
      Connection: 'close',
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${raw}`);
    socket.setTimeout(lastWordsMs, () => socket.destroy());
    options.onAnswered({ requestId, method: 'unknown', route: 'unknown', status, durationMs: 0 });
  };
  return { answer, hasAnswered: (socket) => answered.has(socket) };
}

// Node keeps on the socket the answer that it is for.
type ServerSocket = Socket & { readonly _httpMessage?: { readonly headersSent: boolean } | null };

/** Nobody waits for an answer any more; what had begun as a request is ended as one. */
function isClientGone({ code }: Error & { code?: string }, socket: ServerSocket): boolean {
  return code === 'ECONNRESET' || (code === 'HPE_INVALID_EOF_STATE' && Boolean(socket._httpMessage));
}

/** Whether half an answer is on its way: another one must not be written into it. */
function isAnswering(socket: ServerSocket): boolean {
  return socket._httpMessage?.headersSent ?? false;
}

function rawProblem(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem('headers_too_large', {
        detail: 'Address and headers together have at most 16 KiB; send less.',
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('request_timeout', { detail: 'The request did not arrive in time; send it again.' });
    default:
      return problem('invalid_request', { detail: 'The request is not valid HTTP.' });
  }
}
