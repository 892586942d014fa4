import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { FigureSource, FigureUnit, FigureWindow, MonitorScopeKind } from './figure-definition.js';

const time = z.iso.datetime();

export const DefinitionView = z
  .object({
    key: z.string(),
    unit: FigureUnit,
    formula: z.string().describe('in the terms of docs/figures.md'),
    variant: z.string().nullable().describe('of a service level, by its usual name'),
    includes: z.string(),
    excludes: z.string(),
    source: FigureSource,
    scopes: z.array(MonitorScopeKind),
    windows: z.array(FigureWindow),
    countedBy: z.array(z.string()).describe('what it is made of; `of` of its items'),
    permission: z.string().describe('needed to see it'),
  })
  .meta({ id: 'FigureDefinition' });

export const DefinitionList = z.object({ items: z.array(DefinitionView) });

export const ValueQuery = z.object({
  kind: MonitorScopeKind.default('tenant'),
  id: z.string().max(64).default(''),
  window: FigureWindow.optional().describe('the first that the figure has unless said'),
});
export type ValueQuery = z.infer<typeof ValueQuery>;

export const ValueView = z.object({
  key: z.string(),
  kind: MonitorScopeKind,
  id: z.string(),
  window: FigureWindow,
  value: z.number().nullable().describe('null: of nothing, or nobody could say'),
  isKnown: z.boolean().describe('false: who knows it did not answer'),
  asOf: time,
  period: z.object({ from: time, to: time }).nullable().describe('null: it is as it stands now'),
});

export const ItemsQuery = ValueQuery.extend({
  ...PageQuery.shape,
  of: z.string().max(64).optional().describe('one of `countedBy`; the first unless said'),
  at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('`asOf` of the number: the interval it was read in is meant, also when that is over'),
});
export type ItemsQuery = z.infer<typeof ItemsQuery>;

const ItemView = z.object({
  id: z.string().describe('of the contact, the agent, the ticket …'),
  label: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export const ItemPage = pageOfSchema(ItemView);
