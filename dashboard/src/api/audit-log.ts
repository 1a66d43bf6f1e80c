import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  AuditEntryAnswer,
  AuditListQuery,
  AuditProofAnswer,
} from '../../../src/platform/contract/audit.ts';
import { request } from './client.ts';
import type { List } from './types.ts';

export const auditLogPath = '/api/organization/audit-log/';

export const auditLogQuery = (query: AuditListQuery) =>
  queryOptions({
    queryKey: ['audit-log', query],
    queryFn: ({ signal }) => request<List<AuditEntryAnswer>>('GET', auditLogPath, { query, signal }),
    placeholderData: keepPreviousData,
  });

export const proveAuditLog = () => request<AuditProofAnswer>('GET', `${auditLogPath}proof/`);
