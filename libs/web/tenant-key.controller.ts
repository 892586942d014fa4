import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { Controller, Delete, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from './answers.js';
import { Requires, SERVICE_INTERNAL } from './permissions.js';

@ApiExcludeController()
@Controller('internal/tenants/:id/keys')
export class TenantKeyController {
  constructor(private readonly keys: TenantKeys) {}

  /** What this service seals for the tenant from now on is sealed by a new key. */
  @Post('rotate')
  @Requires(SERVICE_INTERNAL)
  @Answers(z.object({ version: z.int() }))
  async rotateKeys(@Param('id') id: string) {
    return { version: await this.keys.rotate(id) };
  }

  /** What this service has sealed for the tenant cannot be read any more, by anyone. */
  @Delete()
  @Requires(SERVICE_INTERNAL)
  @Answers(null)
  destroyKeys(@Param('id') id: string): Promise<void> {
    return this.keys.destroy(id);
  }
}
