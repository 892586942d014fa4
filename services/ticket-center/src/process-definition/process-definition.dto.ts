import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const time = z.iso.datetime();
const number = z.int().min(1);
const percent = z.int().min(0).max(100);

export const StartRolloutBody = z.object({ number, percent });
export const ChangeRolloutBody = z.object({ percent });
export const RollBackBody = z.object({ to: number, reason: z.string().trim().min(1).max(2_000) });

export const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
export const DiffQuery = z.object({ from: VersionNumber, to: VersionNumber });
export type DiffQuery = z.infer<typeof DiffQuery>;

/** `version` counts the changes of the definition itself; the process's versions have numbers. */
export const DefinitionView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    latest: z.int(),
    stable: z.int(),
    candidate: z.object({ version: z.int(), percent: z.int(), since: time }).nullable(),
    updatedAt: time,
  })
  .meta({ id: 'ProcessDefinition' });
export type DefinitionView = z.infer<typeof DefinitionView>;

export const DefinitionPage = pageOfSchema(DefinitionView);

export const VersionView = z
  .object({
    definitionId: z.string(),
    number: z.int(),
    sha256: z.string(),
    draftId: z.string(),
    publishedBy: z.string(),
    publishedAt: time,
    note: z.string(),
  })
  .meta({ id: 'ProcessVersion' });
export type VersionView = z.infer<typeof VersionView>;

export const VersionPage = pageOfSchema(VersionView);

const Named = z.object({ id: z.string(), name: z.string().nullable() });
const Difference = z.object({ attribute: z.string(), from: z.unknown().optional(), to: z.unknown().optional() });
const Changes = z.object({
  added: z.array(Named),
  removed: z.array(Named),
  changed: z.array(Named.extend({ differences: z.array(Difference) })),
});

export const DiffView = z
  .object({ process: z.array(Difference), nodes: Changes, flows: Changes, decisions: Changes })
  .meta({ id: 'ProcessDiff' });
export type DiffView = z.infer<typeof DiffView>;

export const JournalPage = pageOfSchema(
  z.object({ id: z.string(), type: z.string(), at: time, data: z.record(z.string(), z.unknown()) }),
);
