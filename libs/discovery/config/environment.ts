import type { z } from 'zod';

/** The program was started with an environment it cannot run in. The message is for the person who started it. */
export class InvalidConfiguration extends Error {
  /** @param problems one sentence per wrong variable; never with a value, which may be a secret. */
  constructor(readonly problems: ReadonlyMap<string, string>) {
    const lines = Array.from(problems, ([variable, problem]) => `  ${variable}: ${problem}`);
    super(['The configuration is invalid:', ...lines].join('\n'));
    this.name = 'InvalidConfiguration';
  }
}

/**
 * The validated configuration. An empty variable counts as unset, so that `DB_URL= npm start` means "none".
 * @throws InvalidConfiguration naming every wrong variable.
 */
export function readEnvironment<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  throw new InvalidConfiguration(problemsOf(schema, result.error));
}

function problemsOf(schema: z.ZodObject, error: z.ZodError): Map<string, string> {
  const problems = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const variable = String(path[0]);
    if (problems.has(variable)) continue;
    const meaning = (schema.shape[variable] as z.ZodType | undefined)?.description;
    problems.set(variable, meaning === undefined ? message : `${message} (${meaning})`);
  }
  return problems;
}
