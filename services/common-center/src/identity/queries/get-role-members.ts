import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AccountSchema } from '../infra/account.schema.js';

export class GetRoleMembers extends Query<string[]> {
  constructor(readonly role: string) {
    super();
  }
}

/** Active accounts. Roles are few words in a document of the account: all are read. */
@QueryHandler(GetRoleMembers)
export class GetRoleMembersHandler implements IQueryHandler<GetRoleMembers> {
  constructor(private readonly database: Database) {}

  async execute({ role }: GetRoleMembers): Promise<string[]> {
    const select = { id: true, roles: true } as const;
    const options = { select, where: { active: true }, order: { id: 'ASC' } } as const;
    const accounts = await (await this.database.reader()).find(AccountSchema, options);
    return accounts.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
  }
}
