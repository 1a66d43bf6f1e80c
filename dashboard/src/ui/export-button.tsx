import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Query, requestFile, sentenceOf } from '@/api/client.ts';
import { numberLocale } from '@/lib/locale.ts';
import { type Arrived, readWithProgress } from '@/lib/read-with-progress.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';
import { Progress } from './progress.tsx';
import { save } from './save.ts';
import { showToast } from './toast.tsx';

type Format = {
  readonly name: string;
  /** For whom it is, where that needs to be said. */
  readonly hint?: string;
  readonly mediaType: string;
  readonly extension: string;
  readonly options?: Query;
};

const xlsx: Format = {
  name: 'Excel (XLSX)',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
};
const csv: Format = { name: 'CSV', hint: 'Comma between cells', mediaType: 'text/csv', extension: 'csv' };
const csvOfCommaCountries: Format = {
  name: 'CSV (semicolon)',
  hint: 'For Excel where 1,50 is written with a comma',
  mediaType: 'text/csv',
  extension: 'csv',
  options: { separator: 'semicolon', decimal: 'comma', bom: 1 },
};

type ExportProps = {
  readonly path: string;
  /** The filters that the list on the screen has; the file holds every row that fits them. */
  readonly query: Query;
  /** Without what tells its format. */
  readonly fileName: string;
  /** Whether the list comes as a workbook too, which is then what the button gives. */
  readonly hasWorkbook?: boolean;
};

/** Saves what a list shows, all pages of it, as a table for spreadsheets. */
export function ExportButton({ path, query, fileName, hasWorkbook = false }: ExportProps) {
  const [arrived, setArrived] = useState<string>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ mediaType, options, extension }: Format) => {
      const controller = new AbortController();
      running.current = controller;
      setArrived(undefined);
      const answer = await requestFile(path, mediaType, {
        query: { ...query, ...options },
        signal: controller.signal,
      });
      const blob = await readWithProgress(answer, (so) => setArrived(inWords(so, extension)));
      save(blob, `${fileName}.${extension}`);
    },
    onError: (error) =>
      showToast(running.current?.signal.aborted ? 'Canceled. Nothing was saved.' : sentenceOf(error)),
  });
  const [first, others] = hasWorkbook ? [xlsx, [csv, csvOfCommaCountries]] : [csv, [csvOfCommaCountries]];
  return (
    <span className="export">
      {isPending && <Progress words={arrived ?? 'Asked for'} onCancel={() => running.current?.abort()} />}
      <Button look="quiet" size="small" icon="download" busy={isPending} onClick={() => mutate(first)}>
        {hasWorkbook ? 'Excel' : 'CSV'}
      </Button>
      <Popover
        label="Other formats"
        className="menu export-menu"
        trigger={{
          className: 'button button-quiet button-small',
          'aria-label': 'Other formats',
          disabled: isPending,
          children: <Icon name="chevronDown" size={12} />,
        }}
      >
        {(close) =>
          others.map((format) => (
            <button
              key={format.name}
              type="button"
              className="menu-item"
              onClick={() => {
                close();
                mutate(format);
              }}
            >
              <Icon name="download" />
              <span>
                {format.name}
                <span className="muted small">{format.hint}</span>
              </span>
            </button>
          ))
        }
      </Popover>
    </span>
  );
}

/** Rows where those can be counted while they come, else how large the file is so far. */
function inWords({ bytes, lines }: Arrived, extension: Format['extension']): string {
  const size = new Intl.NumberFormat(numberLocale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / 1_000_000);
  if (extension !== 'csv') return `${size} so far`;
  const rows = Math.max(0, lines - 1);
  return `${rows.toLocaleString(numberLocale)} ${rows === 1 ? 'row' : 'rows'} so far`;
}
