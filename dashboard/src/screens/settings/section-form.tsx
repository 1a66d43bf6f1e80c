import type { BaseSyntheticEvent, ReactNode } from 'react';
import { KeptNotice, type KeptWords } from '@/forms/kept-notice.tsx';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { useMay } from '@/use-account.ts';

type SectionFormProps = {
  readonly title: string;
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  readonly kept: KeptWords;
  readonly onSubmit: (event: BaseSyntheticEvent) => Promise<void>;
  readonly children: ReactNode;
};

/** One card of settings with its own button; read-only for those whose role does not reach. */
export function SectionForm({ title, problem, isBusy, kept, onSubmit, children }: SectionFormProps) {
  const may = useMay('admin');
  return (
    <form noValidate onSubmit={(event) => void onSubmit(event)}>
      <Card
        title={title}
        foot={
          may ? (
            <Button type="submit" look="primary" busy={isBusy}>
              Save
            </Button>
          ) : (
            <span>Owners and admins can change this.</span>
          )
        }
      >
        <KeptNotice kept={kept} />
        {problem && <Notice tone="critical">{problem}</Notice>}
        <fieldset className="form" disabled={!may}>
          <legend className="screen-reader">{title}</legend>
          {children}
        </fieldset>
      </Card>
    </form>
  );
}
