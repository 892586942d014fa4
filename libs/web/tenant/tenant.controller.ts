import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from '../http/answers.js';
import { Requires, SERVICE_INTERNAL } from '../access/permissions.js';
import { Refusal } from '../http/problem.js';
import { TenantHome } from './tenant-home.js';

const Provision = z.object({ server: z.string().nullable().default(null) });
/** The config centre tells of a new tenant within that. */
const HEARD_WITHIN_MS = 5_000;

@ApiExcludeController()
@Controller('internal/tenants')
export class TenantController {
  constructor(
    private readonly home: TenantHome,
    private readonly directory: TenantDirectory,
  ) {}

  /** Makes and seeds this service's database of the tenant on its server; safe to repeat. */
  @Put(':id')
  @Requires(SERVICE_INTERNAL)
  @Answers(null)
  async provisionTenant(
    @Param('id') id: string,
    @Body({ schema: Provision.optional() }) body?: { server: string | null },
  ) {
    const server = body?.server ?? undefined;
    if (!(await this.directory.untilPlaced(id, (place) => place.server === server, HEARD_WITHIN_MS)))
      throw new Refusal(503, 'tenant-not-heard-of', 'The config centre has not told of this tenant yet.');
    await this.home.provision(id);
  }
}
