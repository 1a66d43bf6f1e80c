import { useMutation } from '@tanstack/react-query';
import { type Query, requestFile, sentenceOf } from '@/api/client.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';
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
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ mediaType, options, extension }: Format) => {
      const answer = await requestFile(path, mediaType, { query: { ...query, ...options } });
      save(await answer.blob(), `${fileName}.${extension}`);
    },
    onError: (error) => showToast(sentenceOf(error)),
  });
  const [first, others] = hasWorkbook ? [xlsx, [csv, csvOfCommaCountries]] : [csv, [csvOfCommaCountries]];
  return (
    <span className="export">
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
