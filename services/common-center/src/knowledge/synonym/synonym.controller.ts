import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Synonyms } from './synonyms.js';

const SynonymsBody = z.object({
  language: z.enum(['zh', 'en']),
  words: z.array(z.string().trim().min(1).max(60)).min(2).max(20).describe('that mean the same, the usual one first'),
});
type SynonymsBody = z.infer<typeof SynonymsBody>;
const SynonymsView = z
  .object({ id: z.uuid(), version: z.int(), ...SynonymsBody.shape })
  .meta({ id: 'KnowledgeSynonyms' });

@ApiTags('knowledge')
@Controller('api/v1/knowledge/synonyms')
export class SynonymController {
  constructor(private readonly synonyms: Synonyms) {}

  @Get()
  @Requires('knowledge:write')
  @Answers(z.object({ items: z.array(SynonymsView) }))
  async listKnowledgeSynonyms() {
    return { items: await this.synonyms.list() };
  }

  @Post()
  @Requires('knowledge:configure')
  @Answers(SynonymsView, 201)
  addKnowledgeSynonyms(@Body({ schema: SynonymsBody }) body: SynonymsBody) {
    return this.synonyms.add(body);
  }

  @Put(':id')
  @Requires('knowledge:configure')
  @RequiresIfMatch()
  @Answers(SynonymsView)
  changeKnowledgeSynonyms(@Param('id') id: string, @Body({ schema: SynonymsBody }) body: SynonymsBody) {
    return this.synonyms.change(id, body);
  }

  @Delete(':id')
  @Requires('knowledge:configure')
  @Answers(null)
  removeKnowledgeSynonyms(@Param('id') id: string) {
    return this.synonyms.remove(id);
  }
}
