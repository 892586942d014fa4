import { Answers } from '#libs/web/answers';
import { CommitsItself } from '#libs/web/idempotency';
import { PageQuery } from '#libs/web/paging';
import { Requires } from '#libs/web/permissions';
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
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  exportTenant(@Param('id') id: string, @Body({ schema: dto.ExportTenantBody }) _body: object) {
    return this.started(new StartTenantJob(id, 'export'));
  }

  /** Replaces all that a suspended tenant has by what an export wrote, of this tenant or of another. */
  @Post('tenants/:id/restore')
  @Requires('tenant:restore')
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  restoreTenant(@Param('id') id: string, @Body({ schema: dto.RestoreTenantBody }) { exportId }: { exportId: string }) {
    return this.started(new StartTenantJob(id, 'restore', null, exportId));
  }

  /** To another database server; reading goes on, and writers wait for some seconds. */
  @Post('tenants/:id/move')
  @Requires('tenant:move')
  @CommitsItself()
  @HttpCode(202)
  @Answers(dto.TenantJobView, 202)
  moveTenant(@Param('id') id: string, @Body({ schema: dto.MoveTenantBody }) { server }: { server: string | null }) {
    return this.started(new StartTenantJob(id, 'move', server));
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
