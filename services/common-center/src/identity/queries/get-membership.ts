import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AccountSchema } from '../infra/account.schema.js';

/** What somebody belongs to. */
export interface Membership {
  readonly roles: readonly string[];
  readonly team: string | null;
}

/** What addresses somebody: `agents`, `team:<name>`, `role:<name>`. */
export function audienceOf({ roles, team }: Membership): string[] {
  return ['agents', ...(team === null ? [] : [`team:${team}`]), ...roles.map((role) => `role:${role}`)];
}

export class GetMembership extends Query<Membership> {
  constructor(readonly accountId: string) {
    super();
  }
}

/** Who has no account, or none any more, belongs to nothing. */
@QueryHandler(GetMembership)
export class GetMembershipHandler implements IQueryHandler<GetMembership> {
  constructor(private readonly database: Database) {}

  async execute({ accountId: id }: GetMembership): Promise<Membership> {
    const select = { id: true, roles: true, team: true } as const;
    const reader = await this.database.reader();
    const account = await reader.findOne(AccountSchema, { select, where: { id, active: true } });
    return { roles: account?.roles ?? [], team: account?.team ?? null };
  }
}
