import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ResponsibleBody, ResponsibleList } from './recipient.dto.js';
import { ResponsiblePeople } from './responsible-people.js';

@ApiTags('escalation')
@Controller('api/v1/responsibilities')
export class ResponsibleController {
  constructor(private readonly people: ResponsiblePeople) {}

  @Get()
  @Requires('escalation:read')
  @Answers(ResponsibleList)
  async listResponsibilities() {
    const items = await this.people.list();
    return { items: items.map((row) => ({ ...row, teamId: row.teamId || null })) };
  }

  /** Of a role, e.g. `team-lead`, for one team or for all. */
  @Put(':role')
  @Requires('escalation:configure')
  @Answers(null)
  async putResponsibility(@Param('role') role: string, @Body({ schema: ResponsibleBody }) body: ResponsibleBody) {
    await this.people.put(role, body);
  }
}
