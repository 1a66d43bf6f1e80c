import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeysQuery, createApiKey } from '@/api/api-keys.ts';
import { sentenceOf } from '@/api/client.ts';
import type { NewApiKey } from '@/api/types.ts';
import { tooLong } from '@/lib/length.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { Mode } from '../../../../../src/platform/contract/common.ts';
import { type Scope, scopeWords, usualScopes } from './scopes.ts';

type Props = {
  readonly mode: Mode;
  readonly onMade: (key: NewApiKey) => void;
  readonly onClose: () => void;
};

const longestName = 120;

export function CreateDialog({ mode, onMade, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(usualScopes);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const toggle = (scope: Scope, isOn: boolean) =>
    setScopes((held) => (isOn ? [...held, scope] : held.filter((each) => each !== scope)));
  const create = async () => {
    if (tooLong(name, longestName)) return;
    if (scopes.length === 0) {
      setProblem('Choose at least one thing that the key may do.');
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const typed = name.trim();
      const made = await createApiKey({ mode, scopes: [...scopes], ...(typed ? { name: typed } : {}) });
      onMade(made);
      await queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Create key"
      description={
        mode === 'sandbox' ? 'For the sandbox: it moves no money.' : 'For live: it moves real money.'
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <DialogBody>
          {problem && <Notice tone="critical">{problem}</Notice>}
          <TextField
            label="Name"
            optional
            dir="auto"
            limit={longestName}
            hint="So that you know it in a year."
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <fieldset className="field">
            <legend className="label">May do</legend>
            <ul className="sheet-list">
              {scopeWords.map(({ scope, name: what, may }) => (
                <li key={scope}>
                  <label className="check">
                    <input
                      type="checkbox"
                      checked={scopes.includes(scope)}
                      onChange={(event) => toggle(scope, event.target.checked)}
                    />
                    <span>
                      <b>{what}</b>
                      <span className="sub">
                        {may} <span className="mono">{scope}</span>
                      </span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
            <p className="hint">Give each server what it needs and no more.</p>
          </fieldset>
        </DialogBody>
        <DialogFoot>
          <Button look="quiet" onClick={onClose}>
            Keep as it is
          </Button>
          <Button type="submit" look="primary" busy={isBusy}>
            Create key
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
