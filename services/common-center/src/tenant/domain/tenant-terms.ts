/** The most of each kind. */
export type Quotas = Readonly<Record<string, number>>;

/** What tenants get who are on it. */
export interface Plan {
  readonly packs: readonly string[] | null;
  readonly quotas: Quotas;
}

/** What was agreed with a tenant; what is its own goes before what its plan says. */
export interface Terms {
  readonly plan: string | null;
  /** null: those of the plan, and all there are without one. */
  readonly packs: readonly string[] | null;
  readonly quotas: Quotas;
}

/** What holds for the tenant in the end. */
export function inForce(terms: Terms, plan: Plan | undefined): Plan {
  return { packs: terms.packs ?? plan?.packs ?? null, quotas: { ...plan?.quotas, ...terms.quotas } };
}
