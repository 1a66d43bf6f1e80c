/** An error whose message is all a person needs; it is shown without a stack. */
export class PlainError extends Error {}

/** Runs a script's `main`; ends with its exit code, or with 1 and one sentence when it fails. */
export async function runMain(main) {
  try {
    const code = await main();
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.stderr.write(`${error instanceof PlainError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
