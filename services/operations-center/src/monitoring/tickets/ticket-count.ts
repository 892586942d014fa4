import { TicketCategory } from '#libs/contracts/ticket-center/ticket-events';

/** The categories of tickets that still need work. */
export const OPEN_CATEGORIES = TicketCategory.exclude(['closed', 'merged']).options;
export type OpenCategory = (typeof OPEN_CATEGORIES)[number];

/** After so many hours a ticket is counted as older, youngest first. */
export const AGES_HOURS = [1, 4, 24, 72] as const;

/** Which tickets are counted: all that is named must hold. */
export interface TicketCount {
  readonly category?: OpenCategory;
  readonly olderThanHours?: (typeof AGES_HOURS)[number];
  readonly isUnassigned?: true;
}

/** So many tickets of one kind. */
export interface TicketGroup {
  readonly category: OpenCategory;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  /** How many of {@link AGES_HOURS} they have passed. */
  readonly band: number;
  readonly count: number;
}

/** Whose tickets. */
export type TicketOwner =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'team'; readonly teamIds: readonly string[] }
  | { readonly kind: 'agent'; readonly agentId: string };

/** All unfinished tickets of a tenant, by what they are counted by. */
export class TicketTally {
  constructor(private readonly groups: readonly TicketGroup[]) {}

  count(which: TicketCount, owner: TicketOwner): number {
    const counted = this.groups.filter((group) => isOf(group, owner) && isSuch(group, which));
    return counted.reduce((sum, { count }) => sum + count, 0);
  }
}

function isOf({ teamId, assigneeId }: TicketGroup, owner: TicketOwner): boolean {
  if (owner.kind === 'team') return teamId !== null && owner.teamIds.includes(teamId);
  return owner.kind === 'tenant' || assigneeId === owner.agentId;
}

function isSuch(
  { category, assigneeId, band }: TicketGroup,
  { category: wanted = category, olderThanHours, isUnassigned }: TicketCount,
): boolean {
  const passed = olderThanHours === undefined ? 0 : AGES_HOURS.indexOf(olderThanHours) + 1;
  return category === wanted && band >= passed && (isUnassigned === undefined || assigneeId === null);
}
