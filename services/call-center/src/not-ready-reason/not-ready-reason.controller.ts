import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { NotReadyReasonService } from './not-ready-reason.service.js';

const ReasonText = z.object({
  label: z.string().trim().min(1).max(120),
  needsApproval: z.boolean().default(false).describe('takes effect when a supervisor approves'),
  productive: z.boolean().default(false).describe('whether the time counts as worked'),
});
type ReasonText = z.infer<typeof ReasonText>;
const NewReason = ReasonText.extend({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'small letters, digits and hyphens')
    .refine((code) => code !== 'logged-in', 'logged-in is what somebody is who has just logged in')
    .describe('what the log of states names it by; never changes'),
});
const ReasonView = NewReason.extend({ id: z.uuid(), version: z.int() });

@ApiTags('not-ready reasons')
@Controller('api/v1/not-ready-reasons')
export class NotReadyReasonController {
  constructor(private readonly reasons: NotReadyReasonService) {}

  @Get()
  @Requires('not-ready-reason:read')
  @Answers(z.object({ items: z.array(ReasonView) }))
  async listNotReadyReasons() {
    return { items: await this.reasons.list() };
  }

  @Get(':id')
  @Requires('not-ready-reason:read')
  @Answers(ReasonView)
  getNotReadyReason(@Param('id') id: string) {
    return this.reasons.get(id);
  }

  @Post()
  @Requires('not-ready-reason:write')
  @Answers(ReasonView, 201)
  addNotReadyReason(@Body({ schema: NewReason }) body: z.infer<typeof NewReason>) {
    return this.reasons.add(body);
  }

  @Put(':id')
  @Requires('not-ready-reason:write')
  @RequiresIfMatch()
  @Answers(ReasonView)
  replaceNotReadyReason(@Param('id') id: string, @Body({ schema: ReasonText }) body: ReasonText) {
    return this.reasons.replace(id, body);
  }

  @Delete(':id')
  @Requires('not-ready-reason:write')
  @Answers(null)
  removeNotReadyReason(@Param('id') id: string) {
    return this.reasons.remove(id);
  }
}
