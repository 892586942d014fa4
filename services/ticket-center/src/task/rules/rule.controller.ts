import { TaskKind } from '#libs/contracts/ticket-center/task-events';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ReturnVisitRules } from './return-visit-rules.js';
import { TaskRules } from './task-rules.js';

const MONTH_MINUTES = 44_640;

const TaskRuleBody = z.object({
  most: z.int().min(1).max(50).describe('how often a customer may not be reached'),
  intervalsMinutes: z.array(z.int().min(1).max(MONTH_MINUTES)).min(1).max(50),
  calendar: z.string().max(120).nullable().default('service-hours').describe('whose hours customers are tried in'),
  expiresAfterHours: z.int().min(1).max(8_784).nullable().default(null),
});
const TaskRuleView = TaskRuleBody.extend({ kind: TaskKind, version: z.int().describe('0: that of the house') });

const ReturnVisitRuleBody = z.object({
  questionnaire: z.string().min(1).max(64),
  reopenWhen: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .nullable()
    .default(null)
    .describe('FEEL over the answers, score and satisfaction'),
});
const ReturnVisitRuleView = ReturnVisitRuleBody.extend({ ticketType: z.string(), version: z.int() });

@ApiTags('tasks')
@Controller('api/v1')
export class TaskRuleController {
  constructor(
    private readonly rules: TaskRules,
    private readonly returnVisits: ReturnVisitRules,
  ) {}

  @Get('task-rules')
  @Requires('task:read')
  @Answers(z.object({ items: z.array(TaskRuleView) }))
  async listTaskRules() {
    return { items: await this.rules.list() };
  }

  @Put('task-rules/:kind')
  @Requires('task-rule:configure')
  @Answers(TaskRuleView)
  putTaskRule(
    @Param('kind', { schema: TaskKind }) kind: TaskKind,
    @Body({ schema: TaskRuleBody }) body: z.infer<typeof TaskRuleBody>,
  ) {
    return this.rules.put(kind, body);
  }

  @Get('return-visit-rules')
  @Requires('task:read')
  @Answers(z.object({ items: z.array(ReturnVisitRuleView) }))
  async listReturnVisitRules() {
    return { items: await this.returnVisits.list() };
  }

  /** What customers are asked when a ticket of the type is solved, and which answers open it again. */
  @Put('return-visit-rules/:ticketType')
  @Requires('task-rule:configure')
  @Answers(ReturnVisitRuleView)
  putReturnVisitRule(
    @Param('ticketType') ticketType: string,
    @Body({ schema: ReturnVisitRuleBody }) body: z.infer<typeof ReturnVisitRuleBody>,
  ) {
    return this.returnVisits.put(ticketType, body);
  }
}
