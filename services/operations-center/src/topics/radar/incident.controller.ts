import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import * as dto from './incident.dto.js';
import { Incidents } from './incidents.js';

@ApiTags('topics')
@Controller('api/v1/topics/incidents')
export class IncidentController {
  constructor(private readonly incidents: Incidents) {}

  @Get()
  @Requires('topic:read')
  @Answers(dto.IncidentPage)
  async listIncidents(@Query({ schema: dto.IncidentQuery }) query: z.infer<typeof dto.IncidentQuery>) {
    const { items, next } = await this.incidents.list(query);
    return { items: items.map(dto.incidentView), next };
  }

  @Get(':id')
  @Requires('topic:read')
  @Answers(dto.IncidentView)
  async getIncident(@Param('id') id: string) {
    return dto.incidentView(await this.incidents.get(id));
  }

  /** It is one: a master ticket is opened, the tickets it causes are linked, and an announcement is drafted. */
  @Post(':id/confirm')
  @Requires('topic:decide')
  @CommitsItself()
  @Answers(dto.IncidentView)
  async confirmIncident(@Param('id') id: string, @Body({ schema: dto.ConfirmBody }) body: dto.ConfirmBody) {
    return dto.incidentView(await this.incidents.confirm(id, body, actor()));
  }

  @Post(':id/dismiss')
  @Requires('topic:decide')
  @Answers(dto.IncidentView)
  async dismissIncident(@Param('id') id: string) {
    return dto.incidentView(await this.incidents.dismiss(id, actor()));
  }
}
