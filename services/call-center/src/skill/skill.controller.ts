import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SkillService } from './skill.service.js';

const SkillLabel = z.object({ label: z.string().trim().min(1).max(120) });
const SkillText = SkillLabel.extend({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/, 'small letters, digits and hyphens')
    .describe('what plans and agents name it by; never changes'),
});
const SkillView = SkillText.extend({ id: z.uuid(), version: z.int() });

@ApiTags('skills')
@Controller('api/v1/skills')
export class SkillController {
  constructor(private readonly skills: SkillService) {}

  @Get()
  @Requires('skill:read')
  @Answers(z.object({ items: z.array(SkillView) }))
  async listSkills() {
    return { items: await this.skills.list() };
  }

  @Get(':id')
  @Requires('skill:read')
  @Answers(SkillView)
  getSkill(@Param('id') id: string) {
    return this.skills.get(id);
  }

  @Post()
  @Requires('skill:write')
  @Answers(SkillView, 201)
  addSkill(@Body({ schema: SkillText }) body: z.infer<typeof SkillText>) {
    return this.skills.add(body);
  }

  @Put(':id')
  @Requires('skill:write')
  @RequiresIfMatch()
  @Answers(SkillView)
  relabelSkill(@Param('id') id: string, @Body({ schema: SkillLabel }) { label }: z.infer<typeof SkillLabel>) {
    return this.skills.relabel(id, label);
  }

  @Delete(':id')
  @Requires('skill:write')
  @Answers(null)
  removeSkill(@Param('id') id: string) {
    return this.skills.remove(id);
  }
}
