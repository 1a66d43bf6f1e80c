import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end. A signal to this process goes on to the program, and this process ends after it,
 * so stopping the parent leaves nothing behind.
 *
 * @param {{ capture?: boolean, environment?: object, directory?: string }} options `capture` collects the output
 *   instead of showing it.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runChild(program, args, { capture = false, environment = {}, directory } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    });
    let stopSignal;
    const forward = (signal) => {
      stopSignal = signal;
      child.kill(signal);
    };
    for (const signal of forwarded) process.on(signal, forward);
    const forget = () => {
      for (const signal of forwarded) process.off(signal, forward);
    };
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      forget();
      reject(error);
    });
    child.on('close', (code, signal) => {
      forget();
      if (stopSignal) process.exit(128 + constants.signals[stopSignal]);
      resolve({ code: code ?? 128 + constants.signals[signal], output });
    });
  });
}
