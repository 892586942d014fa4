import { MaskingPolicies, MaskingPolicy } from '#libs/personal-data/masking-policies';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Answers } from '#libs/web/http/answers';
import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

@ApiTags('personal data')
@Controller('api/v1/masking-policy')
export class MaskingPolicyController {
  constructor(
    private readonly policies: MaskingPolicies,
    private readonly sayings: AuditSayings,
  ) {}

  @Get()
  @Requires('personal-data:govern')
  @Answers(MaskingPolicy)
  getMaskingPolicy() {
    return this.policies.said(currentTenant());
  }

  /** All services mask by it at once; that it was wanted is in the audit trail before. */
  @Put()
  @Requires('personal-data:govern')
  @Answers(MaskingPolicy)
  async setMaskingPolicy(@Body({ schema: MaskingPolicy }) policy: MaskingPolicy, @Req() request: FastifyRequest) {
    const before = this.policies.said(currentTenant());
    const address = addressOf(request);
    const action = 'masking-policy:write';
    await this.sayings.say({ action, resourceId: null, before, after: policy, reason: null, address });
    await this.policies.say(currentTenant(), policy);
    return policy;
  }
}
