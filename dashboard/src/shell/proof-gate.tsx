import { Suspense } from 'react';
import { onProofAsked } from '@/api/proof.ts';
import { part } from '@/ui/part.tsx';
import { useAsked } from './use-asked.ts';

const ProofDialog = part(() => import('./proof-dialog.tsx').then(({ ProofDialog }) => ProofDialog));

/** Asks who is there when a request needs to know it. */
export function ProofGate() {
  const { isAsked, end } = useAsked(onProofAsked);
  return <Suspense>{isAsked && <ProofDialog end={end} />}</Suspense>;
}
