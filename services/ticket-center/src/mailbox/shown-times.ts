type Shown<Value> = Value extends Date ? string : Value;

/** A row with its times as the API writes them, ISO-8601. */
export function withShownTimes<Row extends object>(row: Row): { [Name in keyof Row]: Shown<Row[Name]> } {
  const shown = Object.entries(row).map(
    ([name, value]: [string, unknown]) => [name, value instanceof Date ? value.toISOString() : value] as const,
  );
  return Object.fromEntries(shown) as { [Name in keyof Row]: Shown<Row[Name]> };
}
