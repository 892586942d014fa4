import type { ProcessModel } from '#libs/process-engine/model';
import type { Comparison } from '#libs/process-engine/what-if/compare';
import type { WhatIfView } from './what-if.dto.js';

type View = Omit<WhatIfView['items'][number], 'instance'>;

/** What happened often is told once. */
export function comparisonView(
  { unused, unanswered, incidents, ...rest }: Comparison,
  { id, nodes }: ProcessModel,
): View {
  const isThere = ({ node, kind }: Comparison['unused'][number]) =>
    kind === 'signal' || node === id || Object.hasOwn(nodes, node);
  return {
    ...rest,
    incidents: { raised: counted(incidents.raised), gone: counted(incidents.gone) },
    unused: counted(unused).map((each) => ({ ...each, exists: isThere(each) })),
    unanswered: counted(unanswered),
  };
}

function counted<Item extends { readonly node: string }>(items: readonly Item[]): (Item & { times: number })[] {
  const groups = Map.groupBy(items, (item) => JSON.stringify(item));
  return Array.from(groups.values(), (group) => ({ ...group[0]!, times: group.length }));
}
