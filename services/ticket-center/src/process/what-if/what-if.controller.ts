import { domainError } from '#libs/kernel/domain-error';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DraftModels } from '../../process-definition/draft-models.api.js';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { WhatIfBody, WhatIfView } from './what-if.dto.js';
import { WhatIfs } from './what-ifs.js';

export class WhichProcess extends domainError('process-what-if-which-process', 'invalid') {}

const VersionBody = WhatIfBody.omit({ process: true });

/** Nothing is changed by it: it may be repeated at will. */
@ApiTags('process drafts')
@Controller('api/v1')
export class WhatIfController {
  constructor(
    private readonly whatIfs: WhatIfs,
    private readonly drafts: DraftModels,
    private readonly definitions: ProcessDefinitions,
  ) {}

  /** What it would have made of the newest instances, had it been published before. */
  @Post('process-drafts/:id/what-if')
  @Requires('process:design')
  @NaturallyIdempotent()
  @HttpCode(200)
  @Answers(WhatIfView)
  async tryProcessDraft(@Param('id') id: string, @Body({ schema: WhatIfBody }) { process, ...wanted }: WhatIfBody) {
    const models = await this.drafts.of(id);
    const chosen = process === undefined ? models : models.filter((model) => model.id === process);
    if (chosen.length === 1) return this.whatIfs.of(chosen[0]!, wanted);
    const processes = models.map((model) => model.id);
    throw new WhichProcess(`Say which process of the draft is meant: ${processes.join(', ')}.`, { processes });
  }

  /** What this version would have made of the newest instances of another. */
  @Post('process-definitions/:id/versions/:number/what-if')
  @Requires('process:design')
  @NaturallyIdempotent()
  @HttpCode(200)
  @Answers(WhatIfView)
  async tryProcessVersion(
    @Param('id') id: string,
    @Param('number', { schema: z.coerce.number().int().min(1) }) version: number,
    @Body({ schema: VersionBody }) wanted: z.infer<typeof VersionBody>,
  ) {
    return this.whatIfs.of(await this.definitions.model({ id, version }), wanted);
  }
}
