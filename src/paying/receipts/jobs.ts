import { taskJob } from '#platform/jobs/tasks.ts';
import { sendReceipt } from './send-receipt.ts';

/** Receipts that are owed: one row a payment, written in the transaction that made it paid. */
export const sendReceiptsJob = taskJob('send-receipt', sendReceipt);
