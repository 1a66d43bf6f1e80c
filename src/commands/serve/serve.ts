import cluster from 'node:cluster';
import { type Config, loadConfig } from '#platform/config/config.ts';
import { ConfigError } from '#platform/config/config-error.ts';
import { readEnvironment } from '#platform/config/environment.ts';
import type { CreateApplication } from './application.ts';
import { createLog } from './create-log.ts';
import { withPort } from './free-port.ts';
import { runPrimary } from './run-primary.ts';
import { runProcess } from './run-process.ts';
import { serveInThisProcess } from './serve-in-this-process.ts';
import { runWorker } from './worker.ts';

/** Runs the server as the environment says, until it is stopped; ends the process. */
export async function serve(createApp: CreateApplication): Promise<never> {
  const config = await readConfig();
  if (cluster.worker) process.exit(await runWorker(createApp, config, cluster.worker));
  const log = createLog({ level: config.logLevel });
  const run = config.workers > 1 ? runPrimary : serveInThisProcess;
  process.exit(await runProcess(log, (life) => run(createApp, config, life), tell));
}

async function readConfig(): Promise<Config> {
  try {
    return await withPort(loadConfig(readEnvironment()));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tell(error.message);
    process.exit(1);
  }
}

function tell(sentences: string): void {
  process.stderr.write(`${sentences}\n`);
}
