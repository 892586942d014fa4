import { z } from 'zod';
import { Actions, Change } from '../action/action.dto.js';

export const MacroText = z.object({
  actions: Actions,
  teams: z.array(z.uuid()).max(50).default([]).describe('whose people see it; none: everybody'),
});
export type MacroText = z.infer<typeof MacroText>;

export const MacroBody = z.object({
  name: z.string().trim().min(1).max(120),
  position: z.int().min(0).max(1_000_000).default(1_000),
  active: z.boolean().default(true),
  ...MacroText.shape,
});
export type MacroBody = z.infer<typeof MacroBody>;

export const MacroView = MacroBody.extend({
  id: z.string(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export const MacroList = z.object({ items: z.array(MacroView) });

export const ApplyMacroBody = z.object({ ticketIds: z.array(z.uuid()).min(1).max(100) });

const Applied = z.object({
  ticketId: z.string(),
  outcome: z.enum(['done', 'partly', 'refused']),
  changes: z.array(Change),
  refused: z.array(z.object({ action: z.string(), code: z.string() })),
});
export type Applied = z.infer<typeof Applied>;
export const AppliedList = z.object({ items: z.array(Applied) });
