import type { ReactNode } from 'react';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/notice.tsx';
import { isolated } from '../../../src/platform/contract/directions.ts';
import type { Conflict } from './kept-fields.ts';
import type { Kept } from './use-kept-form.ts';

export type KeptWords = Pick<Kept<never>, 'isRestored' | 'conflicts' | 'discard'>;

type KeptNoticeProps = {
  readonly kept: KeptWords;
  readonly children?: ReactNode;
};

/** Says that a form holds what was typed before, and what became of it elsewhere meanwhile. */
export function KeptNotice({ kept, children }: KeptNoticeProps) {
  const { isRestored, conflicts, discard } = kept;
  if (!isRestored && conflicts.length === 0) return null;
  const sentences = [
    ...(isRestored ? ['Restored what you had typed.'] : []),
    ...conflicts.map(sentenceOf),
    ...(conflicts.length > 0 ? ['Saving puts what you typed in its place.'] : []),
  ];
  return (
    <Notice
      tone={conflicts.length > 0 ? 'warning' : 'neutral'}
      action={
        <Button size="small" onClick={discard}>
          Discard
        </Button>
      }
    >
      {sentences.join(' ')}
      {children}
    </Notice>
  );
}

function sentenceOf({ label, now }: Conflict): string {
  if (typeof now !== 'string') return `Meanwhile “${label}” was changed.`;
  return now === '' ? `Meanwhile “${label}” was emptied.` : `Meanwhile “${label}” became “${isolated(now)}”.`;
}
