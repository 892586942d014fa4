/** A document whose parts are named: JSON without null and with lists taken as a whole. */
export type Document = { readonly [name: string]: Part };
export type Part = string | number | boolean | readonly unknown[] | Document;

/** What turns one document into another: JSON merge patch, RFC 7396. */
export type MergePatch = { readonly [name: string]: Exclude<Part, Document> | MergePatch | null };

/** @returns null when they are the same */
export function patchOf(before: Document, after: Document): MergePatch | null {
  const patch: Record<string, MergePatch[string]> = {};
  for (const name of Object.keys(before)) if (!(name in after)) patch[name] = null;
  for (const [name, now] of Object.entries(after)) {
    const was = before[name];
    if (was !== undefined && isDocument(was) && isDocument(now)) {
      const inner = patchOf(was, now);
      if (inner !== null) patch[name] = inner;
    } else if (was === undefined || JSON.stringify(was) !== JSON.stringify(now)) patch[name] = now;
  }
  return Object.keys(patch).length === 0 ? null : patch;
}

/** As whoever is sent a patch applies it. */
export function patched(document: Document, patch: MergePatch): Document {
  const after: Record<string, Part> = { ...document };
  for (const [name, change] of Object.entries(patch)) {
    const was = after[name];
    if (change === null) delete after[name];
    else if (isDocument(change)) after[name] = patched(was !== undefined && isDocument(was) ? was : {}, change);
    else after[name] = change as Part;
  }
  return after;
}

function isDocument(part: unknown): part is Document {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
