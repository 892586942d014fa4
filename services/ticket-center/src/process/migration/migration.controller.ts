import { newId } from '#libs/kernel/id';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { InstanceFilter } from '../repair/instance-filter.js';
import { Reason } from '../repair/repair-action.js';
import { Migrations } from './migrations.js';

const node = z.string().min(1).max(255);
const Plan = z.object({
  nodes: z.record(node, node).default({}).describe('old to new, where the ids differ'),
  flows: z.record(node, node).default({}).describe('old to new, for tokens that wait at joins'),
  drop: z.array(node).default([]).describe('boundary events and event sub-processes that disappear'),
  add: z.array(node).default([]).describe('those that are new on a node that is live'),
  timers: z.enum(['keep', 'restart']).default('keep'),
});
const MigrationBody = z.object({
  to: z.int().min(1).describe('the version'),
  plan: Plan.prefault({}),
  filter: InstanceFilter.describe('of those that are not on the version yet'),
  reason: Reason,
});
const ValidationView = z.object({
  total: z.int(),
  unfit: z.array(z.object({ instance: z.string(), code: z.string(), message: z.string() })),
});

@ApiTags('process operations')
@Controller('api/v1/process-definitions/:id/migrations')
export class MigrationController {
  constructor(private readonly migrations: Migrations) {}

  /** All instances that fit, or none: at most 500 at a time. */
  @Post()
  @Requires('process:migrate')
  @NaturallyIdempotent()
  @HttpCode(200)
  @Answers(z.object({ migrated: z.int() }))
  async migrateProcessInstances(
    @Param('id') definition: string,
    @Body({ schema: MigrationBody }) { reason, ...wanted }: z.infer<typeof MigrationBody>,
    @Headers('idempotency-key') key: string = newId(new Date()),
  ) {
    const by = { operator: actor(), reason };
    return { migrated: await this.migrations.carryOut(`migration:${key}`, { definition, ...wanted }, by) };
  }

  /** Which instances the plan does not fit, and why; nothing is changed. */
  @Post('validation')
  @Requires('process:migrate')
  @HttpCode(200)
  @Answers(ValidationView)
  validateMigration(
    @Param('id') definition: string,
    @Body({ schema: MigrationBody }) wanted: z.infer<typeof MigrationBody>,
  ) {
    return this.migrations.validate({ definition, ...wanted });
  }
}
