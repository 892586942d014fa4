import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BuiltLists } from './built-lists.js';
import * as dto from './word-list.dto.js';
import type { WordListRow } from './word-list.schema.js';
import { WordLists } from './word-lists.js';

@ApiTags('inspection')
@Controller('api/v1/inspection/word-lists')
export class WordListController {
  constructor(
    private readonly lists: WordLists,
    private readonly built: BuiltLists,
  ) {}

  @Get()
  @Requires('inspection:read')
  @Answers(dto.WordListPage)
  async listWordLists(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.lists.list(query);
    return { items: items.map(view), next };
  }

  @Post()
  @Requires('inspection:configure')
  @Answers(dto.WordListView, 201)
  async addWordList(@Body({ schema: dto.WordListBody }) { name }: z.infer<typeof dto.WordListBody>) {
    return view(await this.lists.add(name));
  }

  @Get(':id/words')
  @Requires('inspection:read')
  @Answers(dto.ListedWordPage)
  listWords(@Param('id') id: string, @Query({ schema: dto.WordQuery }) query: dto.WordQuery) {
    return this.lists.words(id, query);
  }

  /** What is removed and what is added at once. */
  @Post(':id/words')
  @Requires('inspection:configure')
  @Answers(dto.WordListView)
  async changeWords(@Param('id') id: string, @Body({ schema: dto.WordsBody }) body: dto.WordsBody) {
    return view(await this.lists.change(id, body));
  }

  /** Tens of thousands of words at once: all of the file, or nothing and what is wrong by line. */
  @Post(':id/files')
  @Requires('inspection:configure')
  @Answers(dto.WordListView)
  async importWords(@Param('id') id: string, @Body({ schema: dto.WordFileBody }) body: dto.WordFileBody) {
    return view(await this.lists.takeFile(id, body));
  }

  /** What the list finds in a text, for trying it. */
  @Post(':id/searches')
  @Requires('inspection:read')
  @Answers(dto.FoundWords)
  async searchText(@Param('id') id: string, @Body({ schema: dto.TextBody }) { text }: z.infer<typeof dto.TextBody>) {
    await this.lists.get(id);
    const found = (await this.built.of([id])).get(id)!.find(text);
    return { items: found.map(({ word, from, to }) => ({ word: word.text, category: word.category, from, to })) };
  }
}

function view({ updatedAt, ...row }: WordListRow) {
  return { ...row, updatedAt: updatedAt.toISOString() };
}
