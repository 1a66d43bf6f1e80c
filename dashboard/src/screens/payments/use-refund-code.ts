import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { mailRefundCode } from '@/api/refunds.ts';

const typingPauseMs = 1200;

/**
 * A code is good for one amount: it is mailed when the dialog opens, and again when another amount has been typed.
 *
 * @param amount what would go back; `undefined` while that makes no sense
 */
export function useRefundCode(transactionId: string, amount: string | undefined) {
  const { mutate, data, error } = useMutation({
    mutationFn: (wanted: string) => mailRefundCode(transactionId, wanted),
  });
  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (amount === undefined || asked.current === amount) return;
    const pauseMs = asked.current === undefined ? 0 : typingPauseMs;
    const timer = setTimeout(() => {
      asked.current = amount;
      mutate(amount);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [amount, mutate]);
  return {
    /** Shown only for the amount that it allows. */
    mailed: data?.amount === amount ? data : undefined,
    problem: error ? sentenceOf(error) : undefined,
    send: () => {
      if (amount !== undefined) mutate(amount);
    },
  };
}
