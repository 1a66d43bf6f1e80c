import { Response } from 'undici';
import { fileOf, type StatementFile } from '#paying/statements/statement-file.ts';
import { type BankStatementImportQuery, statementEncodings } from '#platform/contract/bank-entries.ts';
import { problem } from '#platform/contract/errors.ts';
import type { RequestFacts } from '#platform/http/route.ts';
import { readMapping } from './csv-mapping.ts';
import type { Said } from './open-statement.ts';

/** What a file may have: it is kept in memory while it is read. */
export const maximumFileBytes = 20 * 1024 * 1024;

export type Upload = { readonly file: StatementFile } & Said;

/**
 * What was handed in: the body itself, or the one file of a form, with what the query or other parts of the form say about it.
 *
 * @throws 400 naming `file`, `encoding` or `mapping`
 */
export async function readUpload(
  facts: Pick<RequestFacts, 'rawBody' | 'rawBodyType'>,
  query: BankStatementImportQuery,
): Promise<Upload> {
  const form = /^multipart\/form-data\b/i.test(facts.rawBodyType ?? '') ? await readForm(facts) : undefined;
  const bytes = form ? form.bytes : facts.rawBody;
  if (bytes.length === 0)
    throw problem('required', {
      detail: 'The file is empty. Hand in a statement of your bank.',
      field: 'file',
    });
  const encoding = query.encoding ?? readEncoding(form?.encoding);
  const mapping = query.mapping ?? form?.mapping;
  return {
    file: fileOf(nameOf(form?.name ?? query.file_name), bytes),
    ...(encoding ? { encoding } : {}),
    ...(mapping ? { mapping: readMapping(mapping) } : {}),
  };
}

type Form = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
  readonly mapping: string | undefined;
};

async function readForm({
  rawBody,
  rawBodyType,
}: Pick<RequestFacts, 'rawBody' | 'rawBodyType'>): Promise<Form> {
  const parts = await new Response(rawBody, { headers: { 'content-type': rawBodyType ?? '' } })
    .formData()
    .catch((error: unknown) => {
      throw problem('invalid_request', {
        detail: 'The form cannot be read; send one file as multipart/form-data.',
        cause: error,
      });
    });
  const files = [...parts.values()].filter((part) => typeof part !== 'string');
  const [file, second] = files;
  if (!file) throw problem('required', { detail: 'The form has no file.', field: 'file' });
  if (second)
    throw problem('invalid_value', {
      detail: 'Hand in one file at a time, or a ZIP of them.',
      field: 'file',
    });
  const textOf = (name: string) => {
    const value = parts.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    name: file.name,
    bytes: Buffer.from(await file.arrayBuffer()),
    encoding: textOf('encoding'),
    mapping: textOf('mapping'),
  };
}

function readEncoding(text: string | undefined) {
  const found = statementEncodings.find((encoding) => encoding === text);
  if (text !== undefined && !found)
    throw problem('invalid_value', {
      detail: `The encoding is one of ${statementEncodings.join(', ')}.`,
      field: 'encoding',
    });
  return found;
}

const longestName = 200;

/** Names come from strangers' computers: one line, and not for ever. */
export function nameOf(name: string | undefined): string {
  const line = (name ?? '').replace(/[\p{Cc}\p{Cf}\p{Surrogate}\s]+/gu, ' ').trim();
  const plain = line.split(/[\\/]/).at(-1) ?? '';
  return plain === '' ? 'statement' : [...plain].slice(0, longestName).join('');
}
