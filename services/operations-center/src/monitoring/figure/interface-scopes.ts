import type { InterfaceFigures } from '#libs/contracts/common-center/integration/interface-figures-api';

/** What is counted of an interface, or of one of its operations. */
export type InterfaceCounted = Pick<InterfaceFigures, 'calls' | 'failed' | 'p50Ms' | 'p95Ms'>;

/** Parts between which a slash stands in the id of a scope: an interface by its code, or one of its operations. */
export function interfaceScopes(
  all: readonly InterfaceFigures[],
): { readonly id: string; readonly name: string; readonly counted: InterfaceCounted }[] {
  return all.flatMap((each) => [
    { id: each.code, name: each.code, counted: each },
    ...each.operations.map((one) => {
      return { id: `${each.code}/${one.operation}`, name: `${each.code}: ${one.operation}`, counted: one };
    }),
  ]);
}
