import { taskBatchJob } from '#platform/jobs/tasks.ts';
import { prepareReceipts, sendReceiptKind } from './send-receipts.ts';

/** Receipts that are owed. */
export const sendReceiptsJob = taskBatchJob(sendReceiptKind, prepareReceipts, ['send-mails']);
