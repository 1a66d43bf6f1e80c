/** One variable that cannot be used as it is. `message` never repeats a secret. */
export type ConfigProblem = {
  readonly variable: string;
  readonly message: string;
  /** A whole assignment to copy, such as `PORT=3000`. */
  readonly example: string;
};

/** Everything wrong with the environment at once, so that it is mended in one go. Meant for a terminal. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  /** @param whyLive what makes the instance live, as words after "because", where it is refused for that */
  constructor(problems: readonly ConfigProblem[], whyLive?: string) {
    super(describe(problems, whyLive));
    this.problems = problems;
  }
}

function describe(problems: readonly ConfigProblem[], whyLive: string | undefined): string {
  const count = problems.length === 1 ? 'one setting' : `${problems.length} settings`;
  const list = problems.map(
    ({ variable, message, example }) => `  ${variable} ${message}\n    for example: ${example}`,
  );
  const heading = `Cannot start: ${count} in the environment must change.`;
  return [
    heading,
    ...(whyLive === undefined ? [] : [`This instance is live, because ${whyLive}.`]),
    ...list,
    'config.example.env explains every variable.',
  ].join('\n\n');
}
