import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AccountSchema } from '../infra/account.schema.js';
import { audienceOf } from './get-membership.js';

/** Who is one of these: `agents`, `team:<name>`, `role:<name>`. */
export class GetMembersOf extends Query<string[]> {
  constructor(readonly audience: readonly string[]) {
    super();
  }
}

/** Active accounts. Roles are few words in a document of the account: all are read. */
@QueryHandler(GetMembersOf)
export class GetMembersOfHandler implements IQueryHandler<GetMembersOf> {
  constructor(private readonly database: Database) {}

  async execute({ audience }: GetMembersOf): Promise<string[]> {
    const select = { id: true, roles: true, team: true } as const;
    const options = { select, where: { active: true }, order: { id: 'ASC' } } as const;
    const accounts = await (await this.database.reader()).find(AccountSchema, options);
    return accounts
      .filter((account) => audienceOf(account).some((each) => audience.includes(each)))
      .map(({ id }) => id);
  }
}
