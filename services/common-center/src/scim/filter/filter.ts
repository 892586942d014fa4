/** RFC 7644 §3.4.2.2, as it is read. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly of: Filter }
  /** Some value of a list: `emails[type eq "work"]`. */
  | { readonly kind: 'some'; readonly path: Path; readonly filter: Filter }
  | { readonly kind: 'present'; readonly path: Path }
  | { readonly kind: 'compared'; readonly path: Path; readonly op: Operator; readonly value: Value };

export const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];
export type Value = string | number | boolean | null;

/** Names in lower case, without the schema's. */
export type Path = readonly string[];

/** What a path of PATCH names (RFC 7644 §3.5.2): `members`, `name.formatted`, `emails[type eq "work"].value`. */
export interface PatchPath {
  readonly attribute: string;
  readonly filter: Filter | null;
  readonly sub: string | null;
}
