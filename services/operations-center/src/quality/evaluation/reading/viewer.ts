import { withinCircle, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';

/** Who reads evaluations. */
export interface Viewer {
  readonly personId: string;
  /** Whose work they oversee; null: everybody's; undefined: nobody's. */
  readonly oversees: RowCircle | null | undefined;
}

/**
 * Agents read their own once it was released, inspectors and reviewers what they work on, arbiters both of what they settle, and who
 * oversees people what is about them. Who is one of two that judge the same blindly reads nothing of the other's before both have judged.
 * @param as the alias of the table
 */
export function readableBy({ personId, oversees }: Viewer, as = 'evaluation'): SqlPart {
  const own: SqlPart = {
    sql: [
      `(${as}.agentId = ? AND ${as}.releasedAt IS NOT NULL)`,
      `${as}.inspectorId = ?`,
      `${as}.twinId IN (SELECT twin.id FROM evaluation_twin twin WHERE twin.arbiterId = ?)`,
      `${as}.reviewerId = ?`,
    ].join(' OR '),
    values: [personId, personId, personId, personId],
  };
  if (oversees === undefined) return { ...own, sql: `(${own.sql})` };
  const scope = withinCircle(oversees, { people: [`${as}.agentId`], teams: [`${as}.teamId`] });
  const others = `(${as}.agentId IS NULL OR ${as}.agentId <> ?)`;
  const blind =
    `(${as}.twinId IS NULL OR NOT EXISTS (SELECT 1 FROM evaluation_twin pair WHERE pair.id = ${as}.twinId ` +
    'AND pair.isSettled = 0 AND (pair.firstInspectorId = ? OR pair.secondInspectorId = ?)))';
  return {
    sql: `(${own.sql} OR (${scope.sql} AND ${others} AND ${blind}))`,
    values: [...own.values, ...scope.values, personId, personId, personId],
  };
}
