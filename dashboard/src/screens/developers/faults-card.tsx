import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { changeSimulator, simulatorQuery } from '@/api/simulator.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';
import type { SimulatorAnswer } from '../../../../src/platform/contract/simulator.ts';
import { type Fault, type FaultName, faults, mostOf } from './fault-words.ts';

type Typed = Readonly<Record<FaultName, string | undefined>>;

const typedOf = (settings: SimulatorAnswer): Typed =>
  Object.fromEntries(
    faults.map(({ name }) => [name, settings[name] > 0 ? String(settings[name]) : undefined]),
  ) as Typed;

/** Switches faults for the next payments and refunds of the sandbox. */
export function FaultsCard({ settings }: { readonly settings: SimulatorAnswer }) {
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(typedOf(settings));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      changeSimulator(
        Object.fromEntries(faults.map(({ name }) => [name, typed[name] ? Number(typed[name]) : 0])),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(simulatorQuery.queryKey, saved);
      showToast('Saved. It holds for payments and refunds from now on.');
    },
  });
  const problems = faults.filter((fault) => problemOf(fault, typed[fault.name]) !== undefined);
  const isChanged = JSON.stringify(typedOf(settings)) !== JSON.stringify(typed);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (problems.length === 0) mutate();
      }}
    >
      <Card
        title="What goes wrong from now on"
        foot={
          <>
            <Button
              type="submit"
              look="primary"
              busy={isPending}
              disabled={!isChanged || problems.length > 0}
            >
              Save
            </Button>
            <span className="hint">The same code runs as with a real provider.</span>
          </>
        }
      >
        {error && <Notice tone="critical">{sentenceOf(error)}</Notice>}
        <fieldset className="faults">
          <legend className="screen-reader">Faults</legend>
          {faults.map((fault) => (
            <FaultRow
              key={fault.name}
              fault={fault}
              typed={typed[fault.name]}
              onChange={(value) => setTyped((before) => ({ ...before, [fault.name]: value }))}
            />
          ))}
        </fieldset>
      </Card>
    </form>
  );
}

type RowProps = {
  readonly fault: Fault;
  /** Undefined while it is off. */
  readonly typed: string | undefined;
  readonly onChange: (typed: string | undefined) => void;
};

function FaultRow({ fault, typed, onChange }: RowProps) {
  const isOn = typed !== undefined;
  const problem = problemOf(fault, typed);
  const unit = fault.unit === 'seconds' ? 's' : '%';
  return (
    <div className={isOn ? 'is-on' : undefined}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onChange(event.target.checked ? String(fault.usual) : undefined)}
        />
        <span>
          <b>{fault.label}</b>
          <span className="sub">{fault.told}</span>
        </span>
      </label>
      {isOn && (
        <div className="fault-amount">
          <span aria-hidden="true">{fault.lead}</span>
          <input
            className="input"
            inputMode="numeric"
            aria-label={`${fault.label}: ${fault.lead.toLowerCase()}, ${fault.unit}`}
            aria-invalid={problem ? true : undefined}
            value={typed}
            onChange={(event) => onChange(event.target.value)}
          />
          <span aria-hidden="true">{unit}</span>
        </div>
      )}
      {problem && (
        <p className="error fault-problem" role="status">
          {problem}
        </p>
      )}
    </div>
  );
}

function problemOf({ unit }: Fault, typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const most = mostOf[unit];
  const isFine = /^\d{1,6}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= most;
  return isFine ? undefined : `Enter 1 to ${most.toLocaleString('en')}, or switch it off.`;
}
