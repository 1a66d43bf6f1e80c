import type { ApiRequestAnswer } from '#platform/contract/api-requests.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Answered } from '#platform/http/request-log.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';

/** What is kept of a request that an API key made. */
export type ApiRequest = {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly apiKeyId: string;
  readonly method: string;
  readonly route: string;
  readonly queryNames: readonly string[];
  readonly status: number;
  readonly code: string | null;
  readonly durationMs: number;
  readonly createdAt: Date;
};

export type ShownApiRequest = ApiRequest & { readonly keyName: string; readonly keyPrefix: string };

/** What is kept of an answered request; undefined where no API key is known to have made it. */
export function apiRequestOf(answered: Answered, now: Date): ApiRequest | undefined {
  const { caller, requestId, method, route, status, durationMs } = answered;
  if (caller?.kind !== 'api-key') return undefined;
  return {
    id: requestId,
    organizationId: caller.organizationId,
    mode: caller.mode,
    apiKeyId: caller.apiKeyId,
    method,
    route: route.replaceAll(/:(\w+)/g, '{$1}'),
    queryNames: answered.queryNames ?? [],
    status,
    code: answered.code ?? null,
    durationMs: Math.round(durationMs),
    createdAt: new Date(now.getTime() - durationMs),
  };
}

export function showApiRequest(request: ShownApiRequest): ApiRequestAnswer {
  return {
    id: request.id,
    mode: request.mode,
    api_key: {
      id: formatId('key', request.apiKeyId),
      name: request.keyName,
      prefix: request.keyPrefix,
    },
    method: request.method as ApiRequestAnswer['method'],
    route: request.route,
    query: [...request.queryNames],
    status: request.status,
    code: request.code,
    duration_ms: request.durationMs,
    created_at: formatInstant(request.createdAt),
  };
}
