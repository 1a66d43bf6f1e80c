import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from './lib/fail.mjs';
import { prepare, root } from './lib/prepare.mjs';
import { runChild } from './lib/run-child.mjs';

// `npm run check`: formatting, lint rules, types and the law of the house, all at once.
const biome = 'node_modules/@biomejs/biome/bin/biome';
const compiler = 'node_modules/typescript/bin/tsc';
const vitest = 'node_modules/vitest/vitest.mjs';

const checks = [
  { name: 'format and lint', args: [biome, 'check', '--colors=off', '.'] },
  { name: 'types', needs: 'tsconfig.json', args: [compiler, '--noEmit', '-p', '.'] },
  ...['src/pages/scripts', 'dashboard'].map((folder) => ({
    name: `types of ${folder}`,
    needs: `${folder}/tsconfig.json`,
    args: [compiler, '--noEmit', '-p', folder],
  })),
  { name: 'tidy', needs: 'test/tidy.test.ts', args: [vitest, 'run', 'test/tidy.test.ts'] },
];

await runMain(async () => {
  await prepare({ build: false });
  const due = checks.filter(({ needs }) => needs === undefined || existsSync(join(root, needs)));
  const results = await Promise.all(due.map(run));
  const failed = results.filter((passed) => !passed).length;
  process.stdout.write(`${results.length - failed} checks passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});

async function run({ name, args }) {
  const startMs = performance.now();
  const { code, output } = await runChild(process.execPath, args, { directory: root, capture: true });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  if (code !== 0) process.stdout.write(`${output.trim()}\n`);
  process.stdout.write(`${code === 0 ? 'passed' : 'FAILED'}: ${name} (${seconds} s)\n`);
  return code === 0;
}
