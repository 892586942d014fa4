export type Outcome = { readonly group: string; readonly case: string } & (
  | { readonly passed: boolean; readonly expected: unknown; readonly actual: unknown }
  | { readonly refused: readonly string[] }
);

/** By group: what passed, what failed and how, what was refused at deploy and why. */
export function reportOf(outcomes: readonly Outcome[]) {
  const groups = Object.entries(Object.groupBy(outcomes, ({ group }) => group));
  return {
    ...count(outcomes),
    groups: Object.fromEntries(groups.map(([name, own = []]) => [name, { ...count(own), ...details(own) }])),
  };
}

function count(outcomes: readonly Outcome[]) {
  return {
    cases: outcomes.length,
    passed: outcomes.filter((each) => 'passed' in each && each.passed).length,
    failed: failures(outcomes).length,
    refused: refusals(outcomes).length,
  };
}

function details(outcomes: readonly Outcome[]) {
  return {
    failures: failures(outcomes).map(({ case: name, expected, actual }) => ({ case: name, expected, actual })),
    refusals: refusals(outcomes).map(({ case: name, refused }) => ({ case: name, reasons: refused })),
  };
}

function failures(outcomes: readonly Outcome[]) {
  return outcomes.filter((each) => 'passed' in each).filter(({ passed }) => !passed);
}

function refusals(outcomes: readonly Outcome[]) {
  return outcomes.filter((each) => 'refused' in each);
}
