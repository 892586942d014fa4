/**
 * What a script of a test model stands for (as the adapters of the suite's authors have it): FEEL whose `entry` goes into the
 * log, or work that lasts or fails, which FEEL cannot do and a service does instead.
 */
export type Meaning = { readonly feel: string; readonly resultVariable?: string } | { readonly connector: string };

const MEANINGS: Readonly<Record<string, Meaning>> = {
  CREATE_LOG_FILE: { feel: '{}' },
  CREATE_MARKER_FILE: { feel: '{entry: "MarkerExists"}' },
  SET_STRING_DATA: { feel: '"String"', resultVariable: 'data' },
  LOG_DATA: { feel: '{entry: if data = "String" then "DataCorrect" else "DataWrong"}' },
  INCREMENT_INTEGER_VARIABLE: { feel: '{integerVariable: integerVariable + 1}' },
  INCREMENT_INTEGER_VARIABLE_AND_LOG: { feel: '{integerVariable: integerVariable + 1, entry: "Increment"}' },
  THROW_ERROR: { connector: 'throw-error' },
  WAIT_TEN_SECONDS: { connector: 'wait-10-seconds' },
  CREATE_TIMESTAMP_LOG_1: { connector: 'parallel-work' },
  CREATE_TIMESTAMP_LOG_2: { connector: 'parallel-work' },
};

/** Any other name is an entry in the log: SCRIPT_task1 makes Task1. */
export function meaningOf(script: string): Meaning {
  const name = script.trim();
  return MEANINGS[name] ?? { feel: `{entry: ${JSON.stringify(capitalised(name.replace(/^SCRIPT_/, '')))}}` };
}

/** A condition of the suite in FEEL. */
export function condition(text: string): string {
  return text.trim().replace(/([\w.]+)\.contains\(("[^"]*")\)/g, 'contains($1, $2)');
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
