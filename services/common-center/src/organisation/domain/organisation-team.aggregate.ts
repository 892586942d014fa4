import { AggregateRoot, type DomainEvent } from '#libs/kernel/aggregate-root';
import { OrganisationCircle, OrganisationTooDeep } from './organisation.errors.js';

export interface TeamText {
  readonly name: string;
  readonly managerId: string | null;
  readonly memberIds: readonly string[];
  /** The team of call-center that works on what this one has. */
  readonly routingTeamId: string | null;
  /** What the system calls it that it came from. */
  readonly externalId: string | null;
}

/** What is undefined stays. */
export type TeamChange = { readonly [Field in keyof TeamText]?: TeamText[Field] | undefined };

export interface OrganisationTeamEvent extends DomainEvent {
  readonly type: 'organisation-team-founded' | 'organisation-team-changed' | 'organisation-team-removed';
}

/** Teams above a team. */
export const MOST_ABOVE = 19;

/** A team in the tree of those who work here. */
export class OrganisationTeam extends AggregateRoot<OrganisationTeamEvent> {
  readonly name!: string;
  readonly parentId!: string | null;
  readonly managerId!: string | null;
  readonly memberIds!: readonly string[];
  readonly routingTeamId!: string | null;
  readonly externalId!: string | null;
  readonly removedAt!: Date | null;

  private constructor() {
    super();
  }

  /** @param above the teams above it, the nearest first @throws OrganisationTooDeep */
  static found(id: string, text: TeamText, above: readonly OrganisationTeam[], now: Date): OrganisationTeam {
    requireShallow(above);
    const founded = new OrganisationTeam();
    const parts = { id, ...text, memberIds: [...new Set(text.memberIds)], parentId: above[0]?.id ?? null };
    Object.assign(founded, parts, { removedAt: null });
    founded.record({ type: 'organisation-team-founded', at: now });
    return founded;
  }

  change(text: TeamChange, now: Date): void {
    const said = Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined));
    Object.assign(this, said);
    Object.assign(this, { memberIds: [...new Set(this.memberIds)] });
    this.record({ type: 'organisation-team-changed', at: now });
  }

  /** @param above the teams above its place, the nearest first @throws OrganisationCircle, OrganisationTooDeep */
  moveBelow(above: readonly OrganisationTeam[], now: Date): void {
    if (above.some(({ id }) => id === this.id))
      throw new OrganisationCircle('A team is not below itself.', { id: this.id });
    requireShallow(above);
    Object.assign(this, { parentId: above[0]?.id ?? null });
    this.record({ type: 'organisation-team-changed', at: now });
  }

  remove(now: Date): void {
    Object.assign(this, { removedAt: now, memberIds: [], externalId: null });
    this.record({ type: 'organisation-team-removed', at: now });
  }
}

function requireShallow(above: readonly OrganisationTeam[]): void {
  if (above.length > MOST_ABOVE) throw new OrganisationTooDeep(`A team has ${MOST_ABOVE} others above it at most.`);
}
