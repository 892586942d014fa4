import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Suppressions } from './suppression.api.js';
import type { Suppression } from './suppression.schema.js';

const SuppressionBody = z.object({
  reason: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected a code'),
  until: z.iso.datetime({ offset: true }).nullable().default(null).describe('null: for good'),
});
const SuppressionQuery = z.object({ customerId: z.uuid() });
const SuppressionView = z
  .object({
    customerId: z.string(),
    reason: z.string(),
    until: z.iso.datetime().nullable(),
    addedAt: z.iso.datetime(),
    addedBy: z.string(),
  })
  .meta({ id: 'Suppression' });

@ApiTags('suppressions')
@Controller('api/v1/suppressions')
export class SuppressionController {
  constructor(
    private readonly suppressions: Suppressions,
    private readonly families: CustomerFamilies,
  ) {}

  /** What forbids to contact a customer. */
  @Get()
  @Requires('suppression:read')
  @Answers(z.object({ items: z.array(SuppressionView) }))
  async listSuppressions(@Query({ schema: SuppressionQuery }) { customerId }: z.infer<typeof SuppressionQuery>) {
    return { items: (await this.suppressions.of(await this.families.of(customerId))).map(view) };
  }

  @Get(':customerId')
  @Requires('suppression:read')
  @Answers(SuppressionView)
  async getSuppression(@Param('customerId', { schema: z.uuid() }) customerId: string) {
    return view(await this.suppressions.get(await this.families.of(customerId)));
  }

  /** No plan contacts the customer from now on. */
  @Put(':customerId')
  @Requires('suppression:add')
  @Answers(SuppressionView)
  async suppressCustomer(
    @Param('customerId', { schema: z.uuid() }) customerId: string,
    @Body({ schema: SuppressionBody }) { reason, until }: z.infer<typeof SuppressionBody>,
  ) {
    const ends = until === null ? null : new Date(until);
    return view(await this.suppressions.add(customerId, { reason, until: ends }, actor()));
  }

  @Delete(':customerId')
  @Requires('suppression:remove')
  @Answers(null)
  async removeSuppression(@Param('customerId', { schema: z.uuid() }) customerId: string) {
    await this.suppressions.remove(await this.families.of(customerId));
  }
}

function view({ until, addedAt, ...row }: Suppression) {
  return { ...row, until: until?.toISOString() ?? null, addedAt: addedAt.toISOString() };
}
