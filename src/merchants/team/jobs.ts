import { taskJob } from '#platform/jobs/tasks.ts';
import { mailEndpointFailing } from './mail-endpoint-failing.ts';

export const mailEndpointFailingJob = taskJob('mail-endpoint-failing', mailEndpointFailing);
