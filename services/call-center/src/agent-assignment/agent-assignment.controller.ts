import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AgentAssignmentService } from './agent-assignment.service.js';

const AgentId = z.string().min(1).max(36);
const AssignmentText = z.object({
  teamId: z.uuid().nullable().default(null),
  profileId: z.uuid().nullable().default(null).describe('null: the default profile'),
  skills: z
    .record(z.string().min(1).max(64), z.int().min(1).max(5))
    .default({})
    .describe('levels by the code of the skill, from 1 (knows it) to 5 (teaches it)'),
  extension: z
    .string()
    .regex(/^\w[\w.-]{0,99}$/, 'expected letters, digits, dots and dashes')
    .nullable()
    .default(null)
    .describe('what the switch calls their telephone, softphone or browser; null: calls do not ring there'),
});
type AssignmentText = z.infer<typeof AssignmentText>;
const AssignmentView = AssignmentText.extend({ id: z.string(), version: z.int() });

@ApiTags('agents')
@Controller('api/v1/agents/:id/assignment')
export class AgentAssignmentController {
  constructor(private readonly assignments: AgentAssignmentService) {}

  @Get()
  @Requires('agent:read')
  @Answers(AssignmentView)
  getAgentAssignment(@Param('id') id: string) {
    return this.assignments.get(id);
  }

  /** Also before the agent's first login. Of what nothing was assigned to, the version is 0. */
  @Put()
  @Requires('agent:assign')
  @RequiresIfMatch()
  @Answers(AssignmentView)
  assignAgent(@Param('id', { schema: AgentId }) id: string, @Body({ schema: AssignmentText }) body: AssignmentText) {
    return this.assignments.assign(id, body);
  }
}
