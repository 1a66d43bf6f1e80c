import { useState } from 'react';
import { useAccount } from '@/use-account.ts';
import { type Draft, draftKey, readDraft } from './drafts.ts';

/** What is kept for a form that is not shown, so that it can be shown again without being asked for. */
export function useKeptDraft(name: string): Draft | undefined {
  const key = draftKey(useAccount(), name);
  return useState(() => readDraft(key))[0];
}
