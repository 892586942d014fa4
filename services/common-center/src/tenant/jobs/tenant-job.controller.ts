import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Refusal } from '#libs/web/http/problem';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { FromPlatformOnly } from '../platform-only.api.js';
import { JobQueries } from './job-queries.js';
import { StartTenantJob } from './start-tenant-job.js';
import * as dto from './tenant-job.dto.js';

/** What takes longer than a request: whole tenants written, read, moved. */
@ApiTags('tenants')
@Controller('api/v1')
@FromPlatformOnly()
export class TenantJobController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: JobQueries,
  ) {}

  /** Everything of all services, as lines of JSON with checksums, into object storage. */
  @Post('tenants/:id/exports')
  @Requires('tenant:export')
  @Audited()
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  exportTenant(@Param('id') id: string, @Body({ schema: dto.ExportTenantBody }) _body: object) {
    return this.started(new StartTenantJob(id, 'export'));
  }

  /** Replaces all that a suspended tenant has by what an export wrote, of this tenant or of another. */
  @Post('tenants/:id/restore')
  @Requires('tenant:restore')
  @Audited()
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  restoreTenant(@Param('id') id: string, @Body({ schema: dto.RestoreTenantBody }) { exportId }: { exportId: string }) {
    return this.started(new StartTenantJob(id, 'restore', null, exportId));
  }

  /** To another database server; reading goes on, and writers wait for some seconds. */
  @Post('tenants/:id/move')
  @Requires('tenant:move')
  @Audited()
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  moveTenant(@Param('id') id: string, @Body({ schema: dto.MoveTenantBody }) { server, isolation }: dto.MoveTenantBody) {
    return this.started(new StartTenantJob(id, 'move', server, null, isolation));
  }

  /** What every service seals for the tenant from now on is sealed by a new key; older keys open what they sealed. */
  @Post('tenants/:id/keys/rotate')
  @Requires('tenant:rotate-keys')
  @Audited()
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  rotateTenantKeys(@Param('id') id: string) {
    return this.started(new StartTenantJob(id, 'rotate-keys'));
  }

  /** Crypto-shredding: what was ever sealed for a suspended tenant, in every copy and archive sealed by its keys, cannot be read any more. */
  @Post('tenants/:id/keys/shred')
  @Requires('tenant:shred-keys')
  @Audited()
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  shredTenantKeys(@Param('id') id: string, @Body({ schema: dto.ShredKeysBody }) { confirm }: dto.ShredKeysBody) {
    if (confirm !== id) throw new Refusal(422, 'tenant-not-confirmed', 'Give the id of the tenant once more.');
    return this.started(new StartTenantJob(id, 'shred-keys'));
  }

  @Get('tenants/:id/jobs')
  @Requires('tenant:read')
  @Answers(dto.TenantJobPage)
  listTenantJobs(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.ofTenant(id, query);
  }

  @Get('tenant-jobs/:id')
  @Requires('tenant:read')
  @Answers(dto.TenantJobView)
  getTenantJob(@Param('id') id: string) {
    return this.queries.get(id);
  }

  @Get('tenant-jobs/:id/progress')
  @Requires('tenant:read')
  @Answers(dto.TenantJobProgress)
  getTenantJobProgress(@Param('id') id: string) {
    return this.queries.progress(id);
  }

  private async started(command: StartTenantJob) {
    return this.queries.get(await this.commands.execute(command));
  }
}
