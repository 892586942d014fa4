import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from './answers.js';
import { Requires, SERVICE_INTERNAL } from './permissions.js';
import { TenantHome } from './tenant-home.js';

const Empty = z.object({});

@ApiExcludeController()
@Controller('internal/tenants')
export class TenantController {
  constructor(private readonly home: TenantHome) {}

  /** Makes and seeds this service's database of the tenant; safe to repeat. */
  @Put(':id')
  @Requires(SERVICE_INTERNAL)
  @Answers(null)
  async provisionTenant(@Param('id') id: string, @Body({ schema: Empty.optional() }) _body?: object): Promise<void> {
    await this.home.provision(id);
  }
}
