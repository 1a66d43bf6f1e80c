/** The part of autocannon that is used here; the package brings no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export type Request = {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly onResponse?: (status: number, body: string) => void;
  };
  export type Client = { setRequests(requests: readonly Request[]): void };
  export type Options = {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration?: number;
    /** Requests in place of a duration. */
    readonly amount?: number;
    /** How often it looks whether it is over, in milliseconds. */
    readonly sampleInt?: number;
    readonly setupClient?: (client: Client) => void;
  };
  export type Result = { readonly errors: number; readonly timeouts: number };

  export default function autocannon(
    options: Options,
    done: (error: Error | null, result: Result) => void,
  ): EventEmitter;
}
