import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Dictionaries } from './dictionaries.js';
import { choicesBelow } from './entries.js';

const code = z.string().regex(/^[A-Za-z0-9][\w.-]{0,59}$/, 'expected letters, digits, dots, dashes and underscores');
const label = z.string().trim().min(1).max(120);
const Entry = z.object({
  code,
  parent: code.nullable().default(null),
  labels: z.object({ 'zh-CN': label, en: label }),
  active: z.boolean().default(true),
});
const ChangeBody = z.object({ name: z.string().trim().min(1).max(120), entries: z.array(Entry).max(5_000) });
const AddBody = ChangeBody.extend({ code });
const LineView = z.object({ id: z.uuid(), version: z.int(), code, name: z.string(), latest: z.int() });
const DictionaryView = LineView.extend({ number: z.int().describe('of the edition'), entries: z.array(Entry) }).meta({
  id: 'Dictionary',
});
const EditionQuery = z.object({ number: z.coerce.number().int().min(1).optional().describe('left out: the latest') });
const ChoicesQuery = EditionQuery.extend({
  parent: code.optional().describe('left out: those at the top'),
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
});
const ChoiceView = z.object({ code, label: z.string() });

@ApiTags('dictionaries')
@Controller('api/v1/dictionaries')
export class DictionaryController {
  constructor(private readonly dictionaries: Dictionaries) {}

  @Get()
  @Requires('dictionary:read')
  @Answers(pageOfSchema(LineView))
  listDictionaries(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.dictionaries.list(query);
  }

  @Get(':code')
  @Requires('dictionary:read')
  @Answers(DictionaryView)
  getDictionary(
    @Param('code') name: string,
    @Query({ schema: EditionQuery }) { number }: z.infer<typeof EditionQuery>,
  ) {
    return this.dictionaries.get(name, number);
  }

  /** What a form offers: those that may be chosen below an entry, in one language. */
  @Get(':code/choices')
  @Requires('dictionary:read')
  @Answers(z.object({ number: z.int(), items: z.array(ChoiceView) }))
  async listDictionaryChoices(
    @Param('code') name: string,
    @Query({ schema: ChoicesQuery }) { number: asked, parent, language }: z.infer<typeof ChoicesQuery>,
  ) {
    const { number, entries } = await this.dictionaries.get(name, asked);
    const items = choicesBelow(entries, parent ?? null).map((each) => ({
      code: each.code,
      label: each.labels[language],
    }));
    return { number, items };
  }

  @Post()
  @Requires('dictionary:configure')
  @Answers(DictionaryView, 201)
  addDictionary(@Body({ schema: AddBody }) { code: named, name, entries }: z.infer<typeof AddBody>) {
    return this.dictionaries.add(named, name, entries, actor());
  }

  /** Another edition; what was there before can still be read. */
  @Put(':id')
  @Requires('dictionary:configure')
  @RequiresIfMatch()
  @Answers(DictionaryView)
  changeDictionary(
    @Param('id') id: string,
    @Body({ schema: ChangeBody }) { name, entries }: z.infer<typeof ChangeBody>,
  ) {
    return this.dictionaries.change(id, name, entries, actor());
  }
}
