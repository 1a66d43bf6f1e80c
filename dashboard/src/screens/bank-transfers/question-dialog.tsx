import { useEffect, useId, useRef, useState } from 'react';
import type { StatementHints } from '@/api/bank-entries.ts';
import { groupedIban } from '@/lib/iban-words.ts';
import { useMode } from '@/mode.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { Select, SelectField, TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Written } from '@/ui/written.tsx';
import { useProviders } from '@/use-live.ts';
import type {
  BankStatementImportQuery,
  CsvTableAnswer,
} from '../../../../src/platform/contract/bank-entries.ts';
import { transferProvider } from '../../../../src/platform/kit/transfer-provider.ts';
import {
  beginDraft,
  type ColumnKind,
  columnKinds,
  faultOf,
  type MappingDraft,
  mappingOf,
} from './csv-mapping.ts';
import type { Question } from './use-statements.ts';

type QuestionProps = {
  readonly fileName: string;
  readonly question: Question;
  readonly answer: (hints: StatementHints | undefined) => void;
};

/** Asks what a file does not say itself. Leaving it leaves the file out. */
export function QuestionDialog({ fileName, question, answer }: QuestionProps) {
  return question.kind === 'mapping' ? (
    <MappingDialog fileName={fileName} table={question.table} why={question.why} answer={answer} />
  ) : (
    <EncodingDialog fileName={fileName} answer={answer} />
  );
}

const firstLineChoices = [
  { value: 'true', label: 'Names the columns' },
  { value: 'false', label: 'Is an entry like the others' },
];
const decimalChoices = [
  { value: '', label: 'Choose' },
  { value: ',', label: '1.234,56' },
  { value: '.', label: '1,234.56' },
];
const dayChoices = [
  { value: '', label: 'Choose' },
  { value: 'dmy', label: '31.12.2026' },
  { value: 'ymd', label: '2026-12-31' },
  { value: 'mdy', label: '12/31/2026' },
];

type MappingProps = Omit<QuestionProps, 'question'> & {
  readonly table: CsvTableAnswer;
  /** What the file says that the mapping which is remembered leaves out. */
  readonly why?: string | undefined;
};

function MappingDialog({ fileName, table, answer, why }: MappingProps) {
  const faultAt = useRef<HTMLDivElement>(null);
  const mode = useMode();
  const settings = useProviders()?.find(
    (row) => row.provider === transferProvider && row.mode === mode,
  )?.settings;
  const iban = typeof settings?.iban === 'string' ? groupedIban(settings.iban) : '';
  const [draft, setDraft] = useState<MappingDraft>(() => beginDraft(table, iban));
  const [tries, setTries] = useState(0);
  const fault = faultOf(draft);
  // The dialog may be longer than the window: whoever presses the button has to see what is missing.
  useEffect(() => {
    if (tries === 0) return;
    faultAt.current?.focus({ preventScroll: true });
    faultAt.current?.scrollIntoView({ block: 'nearest' });
  }, [tries]);
  const set = (changes: Partial<MappingDraft>) => setDraft({ ...draft, ...changes });
  const input = (field: 'account' | 'creditWords' | 'debitWords' | 'bookedWords') => ({
    value: draft[field],
    onChange: (event: { currentTarget: HTMLInputElement }) => set({ [field]: event.currentTarget.value }),
  });
  return (
    <Dialog
      open
      wide
      onClose={() => answer(undefined)}
      title="What are these columns?"
      description={
        <>
          <Written>{fileName}</Written> is a table. Say it once: files with the same columns are read by
          themselves from then on.
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          if (!fault) answer({ mapping: mappingOf(table, draft) });
        }}
      >
        <DialogBody>
          {why && <Notice tone="warning">{why}</Notice>}
          <ul className="columns-list">
            {table.names.map((name, index) => (
              <Column
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move, and two may have one name
                key={index}
                name={name || `Column ${index + 1}`}
                samples={table.rows.map((row) => row[index] ?? '').filter(Boolean)}
                kind={draft.kinds[index] ?? ''}
                onChange={(kind) => set({ kinds: draft.kinds.with(index, kind) })}
              />
            ))}
          </ul>
          <SelectField
            label="First line"
            choices={firstLineChoices}
            value={String(draft.hasNames)}
            onChange={(event) => set({ hasNames: event.currentTarget.value === 'true' })}
          />
          <div className="pair">
            <SelectField
              label="Amounts are written"
              choices={decimalChoices}
              value={draft.decimalSign}
              onChange={(event) => set({ decimalSign: event.currentTarget.value })}
            />
            <SelectField
              label="Days are written"
              choices={dayChoices}
              value={draft.dayOrder}
              onChange={(event) => set({ dayOrder: event.currentTarget.value })}
            />
          </div>
          {draft.kinds.includes('direction') && (
            <div className="pair">
              <TextField
                label="Words for money that came"
                hint="With commas between."
                {...input('creditWords')}
              />
              <TextField
                label="Words for money that went"
                hint="With commas between."
                {...input('debitWords')}
              />
            </div>
          )}
          {draft.kinds.includes('status') && (
            <TextField
              label="Words for what is booked"
              hint="With commas between; other rows do not count."
              {...input('bookedWords')}
            />
          )}
          <div className="pair">
            <TextField
              label="Your account"
              dir="ltr"
              spellCheck={false}
              {...(draft.kinds.includes('account') ? { hint: 'For rows that name none.' } : {})}
              {...input('account')}
            />
            <TextField
              label="Currency"
              value={draft.currency}
              {...(draft.kinds.includes('currency') ? { hint: 'For rows that name none.' } : {})}
              onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
            />
          </div>
          <div ref={faultAt} tabIndex={-1}>
            {tries > 0 && fault && <Notice tone="critical">{fault}</Notice>}
          </div>
        </DialogBody>
        <DialogFoot>
          <Button look="quiet" onClick={() => answer(undefined)}>
            Leave it out
          </Button>
          <Button type="submit" look="primary">
            Read the file
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

type ColumnProps = {
  readonly name: string;
  readonly samples: readonly string[];
  readonly kind: ColumnKind;
  readonly onChange: (kind: ColumnKind) => void;
};

/** A column by its name and what stands in its first rows. */
function Column({ name, samples, kind, onChange }: ColumnProps) {
  const id = useId();
  return (
    <li className={kind === '' ? 'is-unused' : undefined}>
      <div>
        <label htmlFor={id}>
          <Written>{name}</Written>
        </label>
        <span className="sub clip">{samples.slice(0, 3).join(' · ') || 'Empty in the first rows'}</span>
      </div>
      <Select
        id={id}
        choices={columnKinds}
        value={kind}
        onChange={(event) => onChange(event.currentTarget.value as ColumnKind)}
      />
    </li>
  );
}

type Encoding = NonNullable<BankStatementImportQuery['encoding']>;

const encodingNames: Readonly<Record<Encoding, string>> = {
  'windows-1252': 'Windows (western Europe)',
  'iso-8859-15': 'ISO 8859-15 (western Europe)',
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little end first',
  'utf-16be': 'UTF-16, big end first',
};

function EncodingDialog({ fileName, answer }: Omit<QuestionProps, 'question'>) {
  const [encoding, setEncoding] = useState<Encoding>('windows-1252');
  return (
    <Dialog
      open
      onClose={() => answer(undefined)}
      title="Which letters does the file use?"
      description={fileName}
    >
      <DialogBody>
        <p>
          Its umlauts and accents can be meant in several ways, and the file does not say which. If names look
          wrong afterwards, upload it again with another choice.
        </p>
        <SelectField
          label="Encoding"
          choices={Object.entries(encodingNames).map(([value, label]) => ({ value, label }))}
          value={encoding}
          onChange={(event) => setEncoding(event.currentTarget.value as Encoding)}
        />
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={() => answer(undefined)}>
          Leave it out
        </Button>
        <Button look="primary" onClick={() => answer({ encoding })}>
          Read the file
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
