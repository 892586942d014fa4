import { contextsOf, FEATURE_PACKS } from '#libs/contracts/common-center/tenant/feature-packs';
import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FromPlatformOnly } from '../platform-only.api.js';
import * as dto from './plan.dto.js';
import { Plans } from './plans.js';

@ApiTags('tenants')
@Controller('api/v1')
@FromPlatformOnly()
export class PlanController {
  constructor(private readonly plans: Plans) {}

  @Get('tenant-plans')
  @Requires('tenant:read')
  @Answers(dto.PlanList)
  async listTenantPlans() {
    return { items: await this.plans.all(), next: null };
  }

  known(name: string) {
    return this.plans.find(name);
  }

  /** Holds for every tenant that is on the plan within seconds. */
  @Put('tenant-plans/:name')
  @Requires('tenant:plan')
  @Audited<PlanController>({ before: (plans, name) => plans.known(name) })
  @Answers(dto.PlanView)
  setTenantPlan(@Param('name') name: string, @Body({ schema: dto.PlanBody }) body: dto.PlanBody) {
    return this.plans.set(name, body);
  }

  @Get('feature-packs')
  @Requires('tenant:read')
  @Answers(dto.PackList)
  listFeaturePacks() {
    const items = FEATURE_PACKS.map((name) => ({ name, permissions: contextsOf(name).map((each) => `${each}:*`) }));
    return { items, next: null };
  }
}
