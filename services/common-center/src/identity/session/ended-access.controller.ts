import { EndedAccess } from '#libs/contracts/common-center/identity/identity-api';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { GetEndedAccess } from './get-ended-access.js';

@ApiExcludeController()
@Controller('internal/ended-access')
export class EndedAccessController {
  constructor(
    private readonly queries: QueryBus,
    private readonly tenants: TenantDirectory,
  ) {}

  /** For a gateway that could not hear of it. One tenant after the other: it is seldom asked, and others work meanwhile. */
  @Get()
  @Requires(SERVICE_INTERNAL)
  @Answers(EndedAccess)
  async listEndedAccess(): Promise<EndedAccess> {
    const ended: string[] = [];
    const missing: string[] = [];
    for (const id of this.tenants.ids())
      await runAsTenant(id, () => this.queries.execute(new GetEndedAccess())).then(
        (found) => ended.push(...found),
        () => missing.push(id),
      );
    return { ended, missing };
  }
}
