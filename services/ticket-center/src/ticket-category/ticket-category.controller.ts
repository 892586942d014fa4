import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AddCategory } from './commands/add-category.js';
import { ChangeCategory } from './commands/change-category.js';
import { GetCategory, ListCategories } from './queries/find-categories.js';
import * as dto from './ticket-category.dto.js';

@ApiTags('ticket categories')
@Controller('api/v1/ticket-categories')
export class TicketCategoryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** The whole tree: a thousand at most. */
  @Get()
  @Requires('ticket-category:read')
  @Answers(dto.CategoryList)
  async listTicketCategories() {
    return { items: await this.queries.execute(new ListCategories()) };
  }

  @Get(':id')
  @Requires('ticket-category:read')
  @Answers(dto.CategoryView)
  getTicketCategory(@Param('id') id: string) {
    return this.queries.execute(new GetCategory(id));
  }

  @Post()
  @Requires('ticket-category:configure')
  @Answers(dto.CategoryView, 201)
  async addTicketCategory(@Body({ schema: dto.AddCategoryBody }) body: z.infer<typeof dto.AddCategoryBody>) {
    const { categoryId } = await this.commands.execute(new AddCategory(body.name, body.parentId, actor()));
    return this.queries.execute(new GetCategory(categoryId));
  }

  /** Renames it, moves it with all that is below, or ends it for new tickets; tickets keep the path they were opened with. */
  @Patch(':id')
  @Requires('ticket-category:configure')
  @RequiresIfMatch()
  @Answers(dto.CategoryView)
  async changeTicketCategory(
    @Param('id') id: string,
    @Body({ schema: dto.ChangeCategoryBody }) body: z.infer<typeof dto.ChangeCategoryBody>,
  ) {
    await this.commands.execute(new ChangeCategory(id, body, actor()));
    return this.queries.execute(new GetCategory(id));
  }
}
