import type { PayingContext } from '#paying/context.ts';
import {
  bankEntryListQuerySchema,
  bankEntryListSchema,
  bankEntryMatchSchema,
  bankEntryParamsSchema,
  bankEntrySchema,
  bankRefundFileQuerySchema,
  bankRefundListQuerySchema,
  bankRefundListSchema,
  bankStatementImportQuerySchema,
  bankStatementListQuerySchema,
  bankStatementListSchema,
  bankStatementSchema,
  sampleStatementQuerySchema,
  statementMappingListSchema,
  statementMappingParamsSchema,
  statementProblemMembers,
} from '#platform/contract/bank-entries.ts';
import { modeOf } from '#platform/http/mode-of.ts';
import { created, noContent, ok, type Route, route } from '#platform/http/route.ts';
import { ignoreEntry, matchEntry, undoEntry } from './change-entry.ts';
import { exportRefunds, findBankRefunds } from './export-refunds.ts';
import { findBankEntries, findStatements } from './find-entries.ts';
import { findMappings, forgetMapping } from './forget-mapping.ts';
import { importStatement } from './import-statement.ts';
import { maximumFileBytes, readUpload } from './read-upload.ts';
import { sampleStatement } from './sample-statement.ts';
import { showStatement } from './show-entry.ts';
import { tellChanged } from './tell-changed.ts';

const tag = 'Bank statements';
const define = route<PayingContext>();
const xml = 'application/xml';

function attachment(fileName: string): Record<string, string> {
  return {
    'content-type': `${xml}; charset=utf-8`,
    'content-disposition': `attachment; filename="${fileName}"`,
  };
}

export const bankEntryRoutes: Route<PayingContext>[] = [
  define({
    method: 'POST',
    path: '/api/organization/bank-statements/',
    auth: 'session-or-api-key',
    role: 'admin',
    scope: 'statements:write',
    limit: 'statement',
    rawBody: true,
    maximumBodyBytes: maximumFileBytes,
    answerWithinMs: 10 * 60_000,
    contract: {
      tag,
      summary: 'Hand in a statement of the bank',
      description:
        'The file itself as the body, or as the one file of a multipart form, up to 20 MiB: camt.052, camt.053 or camt.054 of any version, MT940, CSV, or a ZIP of these. Handing it in again counts nothing twice. Of CSV say once what the columns are.',
      query: bankStatementImportQuerySchema,
      responses: { 201: bankStatementSchema },
      errors: ['required', 'invalid_value', 'mapping_needed', 'encoding_needed', 'statement_unreadable'],
      problemMembers: { 422: statementProblemMembers },
    },
    run: async ({ context, caller, query, facts }) => {
      const upload = await readUpload(facts, query);
      const mode = modeOf(caller, query.mode);
      const { statement, changed } = await importStatement(context, caller, { ...upload, mode });
      await tellChanged(context, changed);
      return created(showStatement(statement));
    },
  }),
  define({
    method: 'GET',
    path: '/api/organization/bank-statements/',
    auth: 'session',
    contract: {
      tag,
      summary: 'Statements that were handed in',
      query: bankStatementListQuerySchema,
      responses: { 200: bankStatementListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) =>
      ok(await findStatements(context, caller, query, facts.url)),
  }),
  define({
    method: 'GET',
    path: '/api/organization/bank-statements/sample/',
    auth: 'session',
    role: 'staff',
    contract: {
      tag,
      summary: 'A statement of the sandbox in which open transfers are paid',
      query: sampleStatementQuerySchema,
      responses: { 200: null },
      mediaTypes: [xml],
      errors: ['not_found', 'match_impossible'],
    },
    run: async ({ context, caller, query }) => ({
      status: 200,
      raw: await sampleStatement(context, caller, query),
      headers: attachment('sample-statement.xml'),
    }),
  }),
  define({
    method: 'GET',
    path: '/api/organization/statement-mappings/',
    auth: 'session',
    contract: {
      tag,
      summary: 'What was said of files, and is remembered',
      description: 'The newest first, up to 200.',
      responses: { 200: statementMappingListSchema },
    },
    run: async ({ context, caller }) => ok(await findMappings(context, caller)),
  }),
  define({
    method: 'DELETE',
    path: '/api/organization/statement-mappings/:id/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Forget what was said of a file',
      description: 'The next such file asks again. What was read with it stays.',
      params: statementMappingParamsSchema,
      responses: { 204: null },
      errors: ['not_found'],
    },
    run: async ({ context, caller, params }) => {
      await forgetMapping(context, caller, params.id);
      return noContent;
    },
  }),
  define({
    method: 'GET',
    path: '/api/organization/bank-entries/',
    auth: 'session',
    contract: {
      tag,
      summary: 'What the statements of the bank show',
      query: bankEntryListQuerySchema,
      responses: { 200: bankEntryListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) =>
      ok(await findBankEntries(context, caller, query, facts.url)),
  }),
  define({
    method: 'POST',
    path: '/api/organization/bank-entries/:id/match/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Say which payment an entry is for',
      params: bankEntryParamsSchema,
      body: bankEntryMatchSchema,
      responses: { 200: bankEntrySchema },
      errors: ['entry_already_decided', 'match_impossible'],
    },
    run: async ({ context, caller, params, body }) =>
      ok(await matchEntry(context, caller, params.id, body.transaction_id)),
  }),
  define({
    method: 'POST',
    path: '/api/organization/bank-entries/:id/ignore/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Say that an entry is for no payment',
      params: bankEntryParamsSchema,
      responses: { 200: bankEntrySchema },
      errors: ['entry_already_decided'],
    },
    run: async ({ context, caller, params }) => ok(await ignoreEntry(context, caller, params.id)),
  }),
  define({
    method: 'POST',
    path: '/api/organization/bank-entries/:id/undo/',
    auth: 'session',
    role: 'admin',
    contract: {
      tag,
      summary: 'Take back what was decided about an entry',
      params: bankEntryParamsSchema,
      responses: { 200: bankEntrySchema },
      errors: ['nothing_to_undo', 'refund_rests_on_it'],
    },
    run: async ({ context, caller, params }) => ok(await undoEntry(context, caller, params.id)),
  }),
  define({
    method: 'GET',
    path: '/api/organization/bank-refunds/',
    auth: 'session',
    contract: {
      tag,
      summary: 'Refunds that you send by a transfer of your own',
      query: bankRefundListQuerySchema,
      responses: { 200: bankRefundListSchema },
      errors: ['invalid_cursor', 'invalid_limit'],
    },
    run: async ({ context, caller, query, facts }) =>
      ok(await findBankRefunds(context, caller, query, facts.url)),
  }),
  define({
    method: 'GET',
    path: '/api/organization/bank-refunds.xml',
    auth: 'session',
    role: 'admin',
    hasNoHead: true,
    contract: {
      tag,
      summary: 'A file of transfers for the refunds that wait to be sent',
      description:
        'pain.001.001.09, for the bank. Each refund is in one file only, unless again is true. 204 when there is nothing to send.',
      query: bankRefundFileQuerySchema,
      responses: { 200: null, 204: null },
      mediaTypes: [xml],
    },
    run: async ({ context, caller, query }) => {
      const file = await exportRefunds(context, caller, query);
      return file ? { status: 200, raw: file.xml, headers: attachment(file.fileName) } : noContent;
    },
  }),
];
