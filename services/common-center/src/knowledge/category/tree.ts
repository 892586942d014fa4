interface Node {
  readonly id: string;
  readonly parentId: string | null;
}

/** From the top down to it; none where it is not in the tree. */
export function pathTo<Each extends Node>(tree: ReadonlyMap<string, Each>, id: string): Each[] {
  const path: Each[] = [];
  for (let each = tree.get(id); each && !path.includes(each); each = tree.get(each.parentId ?? '')) path.unshift(each);
  return path;
}

/** It and all below it. */
export function idsBelow(tree: ReadonlyMap<string, Node>, id: string): Set<string> {
  const children = Map.groupBy(tree.values(), ({ parentId }) => parentId);
  const found = new Set<string>();
  for (const open = [id]; open.length > 0;) {
    const next = open.pop()!;
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(children.get(next) ?? []).map((each) => each.id));
  }
  return found;
}
