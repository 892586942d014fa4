import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChecklistTemplates } from './checklist-templates.js';
import { TemplateBody, TemplateList, TemplateView, TicketTypeCode } from './checklist.dto.js';

@ApiTags('checklists')
@Controller('api/v1/checklist-templates')
export class ChecklistTemplateController {
  constructor(private readonly templates: ChecklistTemplates) {}

  /** Of all ticket types that have one. */
  @Get()
  @Requires('checklist:read')
  @Answers(TemplateList)
  async listChecklistTemplates() {
    return { items: await this.templates.list() };
  }

  /** For tickets that are opened from now on. Needs If-Match unless it is new. */
  @Put(':id')
  @Requires('checklist:configure')
  @Answers(TemplateView)
  putChecklistTemplate(
    @Param('id', { schema: TicketTypeCode }) ticketType: string,
    @Body({ schema: TemplateBody }) body: TemplateBody,
  ) {
    return this.templates.put(ticketType, body);
  }
}
