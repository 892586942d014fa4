import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const word = z.string().trim().min(1).max(200);

export const ListedWordBody = z.object({
  text: word,
  category: z.string().trim().min(1).max(64).default('general'),
  variants: z.array(word).max(20).default([]).describe('other ways to write it; found as the word itself'),
  bySound: z.boolean().default(false).describe('Chinese of two characters and more: found by its sound too (加威信)'),
  isException: z.boolean().default(false).describe('a text in which listed words are no finding (傻瓜相机)'),
});
export type ListedWordBody = z.infer<typeof ListedWordBody>;

export const WordListBody = z.object({ name: z.string().trim().min(1).max(120) });
export const WordsBody = z.object({
  add: z.array(ListedWordBody).max(5_000).default([]).describe('a word that is there already is replaced'),
  remove: z.array(word).max(5_000).default([]),
});
export type WordsBody = z.infer<typeof WordsBody>;

export const WordFileBody = z.object({
  csv: z
    .string()
    .max(8_000_000)
    .describe('with a line of names: text, category, variants (parted by |), bySound, isException (yes or no)'),
  replace: z.boolean().default(false).describe('what the file does not have is removed'),
});
export type WordFileBody = z.infer<typeof WordFileBody>;

export const WordListView = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  words: z.int(),
  updatedAt: z.iso.datetime(),
});
export const WordListPage = pageOfSchema(WordListView);
export const ListedWordPage = pageOfSchema(ListedWordBody);
export const WordQuery = PageQuery.extend({ category: z.string().max(64).optional() });
export type WordQuery = z.infer<typeof WordQuery>;

export const TextBody = z.object({ text: z.string().max(20_000) });
export const FoundWords = z.object({
  items: z.array(
    z.object({ word: z.string(), category: z.string(), from: z.int(), to: z.int().describe('in code units') }),
  ),
});
