import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { bankKey, type StatementHints, uploadStatement } from '@/api/bank-entries.ts';
import { ApiProblem, sentenceOf } from '@/api/client.ts';
import type {
  BankStatementAnswer,
  CsvTableAnswer,
  MappingReason,
} from '../../../../src/platform/contract/bank-entries.ts';

/** What the server has to be told about a file before it can read it. */
export type Question =
  | { readonly kind: 'mapping'; readonly table: CsvTableAnswer; readonly why: string | undefined }
  | { readonly kind: 'encoding' };

export type Upload = {
  readonly id: number;
  readonly name: string;
  readonly state: 'waiting' | 'reading' | 'done' | 'failed';
  readonly statement?: BankStatementAnswer;
  readonly problem?: string;
};

type Asked = {
  readonly fileName: string;
  readonly question: Question;
  readonly answer: (hints: StatementHints | undefined) => void;
};

const mostBytes = 20 * 1024 * 1024;

/** Files on their way in, one after another, each with what became of it. */
export function useStatements() {
  const queryClient = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [asked, setAsked] = useState<Asked>();
  const last = useRef<Promise<void>>(Promise.resolve());
  const count = useRef(0);

  const change = useCallback(
    (id: number, changes: Partial<Upload>) =>
      setUploads((now) => now.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload))),
    [],
  );

  const ask = useCallback(
    (fileName: string, question: Question) =>
      new Promise<StatementHints | undefined>((resolve) => {
        setAsked({
          fileName,
          question,
          answer: (hints) => {
            setAsked(undefined);
            resolve(hints);
          },
        });
      }),
    [],
  );

  const read = useCallback(
    async (id: number, file: File) => {
      change(id, { state: 'reading' });
      let hints: StatementHints = {};
      for (;;) {
        try {
          const statement = await uploadStatement(file, hints);
          change(id, { state: 'done', statement });
          return;
        } catch (error) {
          const question = questionOf(error);
          const answer = question && (await ask(file.name, question));
          if (!answer) {
            change(id, {
              state: 'failed',
              problem: question ? 'Left out: nothing of it was read.' : sentenceOf(error),
            });
            return;
          }
          hints = { ...hints, ...answer };
        }
      }
    },
    [change, ask],
  );

  const add = useCallback(
    (files: readonly File[]) => {
      const added = files.map((file) => {
        count.current += 1;
        return { id: count.current, file };
      });
      setUploads(added.map(({ id, file }) => ({ id, name: file.name, state: 'waiting' })));
      last.current = last.current.then(async () => {
        for (const { id, file } of added) {
          if (file.size > mostBytes) {
            change(id, { state: 'failed', problem: 'It is larger than 20 MB. Take a shorter span of days.' });
          } else await read(id, file);
        }
        await queryClient.invalidateQueries({ queryKey: bankKey });
        await queryClient.invalidateQueries({ queryKey: ['payments'] });
      });
    },
    [change, read, queryClient],
  );
  return { uploads, add, asked };
}

function questionOf(error: unknown): Question | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.code === 'encoding_needed') return { kind: 'encoding' };
  const { table, reason } = error.further as {
    readonly table?: CsvTableAnswer;
    readonly reason?: MappingReason;
  };
  if (error.code !== 'mapping_needed' || !table) return undefined;
  const why = reason !== undefined && reason !== 'new_table' ? error.message : undefined;
  return { kind: 'mapping', table, why };
}

/** Takes files that are dropped anywhere in the window; tells while some hang over it. */
export function useDrop(onFiles: (files: readonly File[]) => void, isOn: boolean): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    if (!isOn) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [isOn]);
  return isOver;
}
