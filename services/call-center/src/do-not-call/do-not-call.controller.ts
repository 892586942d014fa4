import { personal } from '#libs/personal-data/personal';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { internationalNumber } from '../phone-number/phone-number.api.js';
import { DoNotCallService } from './do-not-call.service.js';

const number = z.string().min(3).max(40).transform(internationalNumber);
const OptOutBody = z.object({
  number,
  campaignId: z.uuid().nullable().default(null).describe('null: all calls of the tenant, or of all tenants'),
  reason: z.string().regex(/^[a-z0-9-]{1,64}$/, 'expected a code'),
});
type OptOutBody = z.infer<typeof OptOutBody>;
const OptOutView = z.object({
  id: z.uuid(),
  scope: z.enum(['global', 'tenant', 'campaign']),
  number: personal('phone', z.string()),
  campaignId: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  addedAt: z.iso.datetime(),
});
const OptOutQuery = PageQuery.extend({
  number: number.optional(),
  customerId: z.uuid().optional().describe('any of their numbers'),
});
type OptOutQuery = z.infer<typeof OptOutQuery>;

/** The register of the tenant; of the platform's tenant it is everybody's. */
@ApiTags('outbound')
@Controller('api/v1/do-not-call')
export class DoNotCallController {
  constructor(private readonly service: DoNotCallService) {}

  @Get()
  @Requires('do-not-call:read')
  @Answers(pageOfSchema(OptOutView))
  listDoNotCall(@Query({ schema: OptOutQuery }) query: OptOutQuery) {
    return this.service.list(query);
  }

  /** Holds for every call from now on. */
  @Post()
  @Requires('do-not-call:add')
  @Audited()
  @Answers(OptOutView, 201)
  addDoNotCall(@Body({ schema: OptOutBody }) body: OptOutBody) {
    return this.service.add({ ...body, by: actor() });
  }

  known(id: string) {
    return this.service.get(id);
  }

  @Delete(':id')
  @Requires('do-not-call:remove')
  @Audited<DoNotCallController>({ before: (register, id) => register.known(id), as: OptOutView })
  @Answers(null)
  removeDoNotCall(@Param('id') id: string) {
    return this.service.remove(id);
  }
}
