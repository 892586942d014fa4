import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ChecklistView, ItemBody, TickBody } from './checklist.dto.js';
import { TicketChecklists } from './ticket-checklists.js';

@ApiTags('checklists')
@Controller('api/v1/tickets/:id/checklist')
export class TicketChecklistController {
  constructor(private readonly checklists: TicketChecklists) {}

  @Get()
  @Requires('checklist:read')
  @Answers(ChecklistView)
  getTicketChecklist(@Param('id') id: string) {
    return this.checklists.view(id);
  }

  /** For this ticket alone. */
  @Post('items')
  @Requires('checklist:work')
  @Answers(ChecklistView, 201)
  addChecklistItem(@Param('id') id: string, @Body({ schema: ItemBody }) { text }: z.infer<typeof ItemBody>) {
    return this.checklists.add(id, text);
  }

  @Put('items/:itemId')
  @Requires('checklist:work')
  @Answers(ChecklistView)
  tickChecklistItem(
    @Param('id') id: string,
    @Param('itemId') itemId: string,
    @Body({ schema: TickBody }) { done }: z.infer<typeof TickBody>,
  ) {
    return this.checklists.tick(id, itemId, done, actor());
  }

  @Delete('items/:itemId')
  @Requires('checklist:work')
  @Answers(ChecklistView)
  removeChecklistItem(@Param('id') id: string, @Param('itemId') itemId: string) {
    return this.checklists.remove(id, itemId);
  }
}
