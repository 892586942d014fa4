import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RetentionPolicyService } from './retention-policy.service.js';

const days = z.int().min(1).max(36_500).describe('counted from the end of what was recorded');
const RetentionPolicyBody = z.object({
  queue: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .nullable()
    .default(null)
    .describe('null: every queue'),
  kind: z.enum(['voice', 'screen']).nullable().default(null).describe('null: every kind'),
  days,
});
type RetentionPolicyBody = z.infer<typeof RetentionPolicyBody>;
const RetentionDaysBody = z.object({ days });
const RetentionPolicyView = RetentionPolicyBody.extend({ id: z.uuid(), version: z.int() });

@ApiTags('retention policies')
@Controller('api/v1/retention-policies')
export class RetentionPolicyController {
  constructor(private readonly policies: RetentionPolicyService) {}

  @Get()
  @Requires('retention-policy:read')
  @Answers(z.object({ items: z.array(RetentionPolicyView) }))
  async listRetentionPolicies() {
    return { items: await this.policies.list() };
  }

  @Get(':id')
  @Requires('retention-policy:read')
  @Answers(RetentionPolicyView)
  getRetentionPolicy(@Param('id') id: string) {
    return this.policies.get(id);
  }

  @Post()
  @Requires('retention-policy:configure')
  @Answers(RetentionPolicyView, 201)
  addRetentionPolicy(@Body({ schema: RetentionPolicyBody }) body: RetentionPolicyBody) {
    return this.policies.add(body);
  }

  @Put(':id')
  @Requires('retention-policy:configure')
  @RequiresIfMatch()
  @Answers(RetentionPolicyView)
  setRetentionDays(
    @Param('id') id: string,
    @Body({ schema: RetentionDaysBody }) body: z.infer<typeof RetentionDaysBody>,
  ) {
    return this.policies.setDays(id, body.days);
  }

  @Delete(':id')
  @Requires('retention-policy:configure')
  @Answers(null)
  removeRetentionPolicy(@Param('id') id: string) {
    return this.policies.remove(id);
  }
}
