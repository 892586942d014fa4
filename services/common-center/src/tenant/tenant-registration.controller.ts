import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { AdmitDemoLogins } from './commands/admit-demo-logins.js';
import { RegisterTenant } from './commands/register-tenant.js';
import { RegisterTenantBody } from './tenant.dto.js';

@ApiExcludeController()
@Controller('internal/tenant-registrations')
export class TenantRegistrationController {
  constructor(private readonly commands: CommandBus) {}

  /** The tenants a suite starts with, the platform's own among them. */
  @Put(':id')
  @Requires(SERVICE_INTERNAL)
  @Answers(null)
  async registerTenant(@Param('id') id: string, @Body({ schema: RegisterTenantBody }) body: RegisterTenantBody) {
    await this.commands.execute(new RegisterTenant({ id, ...body }));
    await this.commands.execute(new AdmitDemoLogins(id, body));
  }
}
