import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AssistPolicies } from './assist-policies.js';
import { AssistPolicyBody, AssistPolicyView } from './assist-request.dto.js';

const TeamId = z.string().min(1).max(64);

@ApiTags('assist requests')
@Controller('api/v1/assist-policies')
export class AssistPolicyController {
  constructor(private readonly policies: AssistPolicies) {}

  @Get()
  @Requires('assist-request:read')
  @Answers(z.object({ items: z.array(AssistPolicyView) }))
  async listAssistPolicies() {
    return { items: await this.policies.list() };
  }

  /** Within what time a team answers, for what is asked from now on; `If-Match: "0"` for the first. */
  @Put(':id')
  @Requires('assist-request:configure')
  @RequiresIfMatch()
  @Answers(AssistPolicyView)
  putAssistPolicy(
    @Param('id', { schema: TeamId }) teamId: string,
    @Body({ schema: AssistPolicyBody }) terms: z.infer<typeof AssistPolicyBody>,
  ) {
    return this.policies.put(teamId, terms);
  }
}
