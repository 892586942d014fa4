import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Categories } from './categories.js';

const CategoryBody = z.object({
  name: z.string().trim().min(1).max(60),
  parentId: z.uuid().nullable().default(null),
  position: z.int().min(0).max(9_999).default(0),
  active: z.boolean().default(true).describe('takes articles, with all above it'),
});
type CategoryBody = z.infer<typeof CategoryBody>;

const CategoryView = z
  .object({ id: z.uuid(), version: z.int(), ...CategoryBody.shape })
  .meta({ id: 'KnowledgeCategory' });

@ApiTags('knowledge')
@Controller('api/v1/knowledge/categories')
export class CategoryController {
  constructor(private readonly categories: Categories) {}

  /** The whole tree: a thousand at most. */
  @Get()
  @Requires('knowledge:read')
  @Answers(z.object({ items: z.array(CategoryView) }))
  async listKnowledgeCategories() {
    return { items: await this.categories.list() };
  }

  @Post()
  @Requires('knowledge:configure')
  @Answers(CategoryView, 201)
  addKnowledgeCategory(@Body({ schema: CategoryBody }) body: CategoryBody) {
    return this.categories.add(body);
  }

  /** Renames it, moves it with all that is below, or ends it for new articles. */
  @Put(':id')
  @Requires('knowledge:configure')
  @RequiresIfMatch()
  @Answers(CategoryView)
  changeKnowledgeCategory(@Param('id') id: string, @Body({ schema: CategoryBody }) body: CategoryBody) {
    return this.categories.change(id, body);
  }
}
