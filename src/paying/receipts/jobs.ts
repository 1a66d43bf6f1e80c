import { taskBatchJob } from '#platform/jobs/tasks.ts';
import { prepareReceipts } from './send-receipts.ts';

/** Receipts that are owed: one row a payment, written in the transaction that made it paid. */
export const sendReceiptsJob = taskBatchJob('send-receipt', prepareReceipts, ['send-mails']);
