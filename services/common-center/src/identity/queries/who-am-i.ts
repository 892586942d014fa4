import { Database } from '#libs/persistence/database';
import { currentTenant, type Identity } from '#libs/persistence/tenant/tenant-context';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AccountSchema } from '../infra/account.schema.js';
import type { MeView } from '../tokens/token.dto.js';

export class WhoAmI extends Query<MeView> {
  constructor(readonly identity: Identity) {
    super();
  }
}

/** What the token says, and for a person the account as it is now. */
@QueryHandler(WhoAmI)
export class WhoAmIHandler implements IQueryHandler<WhoAmI> {
  constructor(private readonly database: Database) {}

  async execute({ identity: { subject, kind, permissions } }: WhoAmI): Promise<MeView> {
    const account = await (await this.database.reader()).findOneBy(AccountSchema, { id: subject });
    return { subject, kind, tenantId: currentTenant(), permissions: [...permissions], account };
  }
}
