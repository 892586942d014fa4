import { personal } from '#libs/personal-data/personal';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { differences, type Verdict } from './judge.js';
import type { SettingVersionRow } from './setting-version.schema.js';
import type { SettingNow } from './settings.js';

const Value = z.record(z.string(), z.unknown());
const Found = z.unknown().describe('null: nothing; what is no JSON is told as the text it is');
const reason = personal('text', z.string().trim().min(1).max(500));
const time = z.iso.datetime();

const overwriteDrift = z
  .boolean()
  .default(false)
  .describe('also over what somebody wrote past this API; that stays in the history');

export const SetBody = z.strictObject({
  value: Value.nullable().describe('null: the default'),
  reason,
  overwriteDrift,
});
export type SetBody = z.infer<typeof SetBody>;
export const RollBackBody = z.strictObject({
  to: z.int().min(0).describe('the number of a version; 0: the default'),
  reason,
  overwriteDrift,
});
export type RollBackBody = z.infer<typeof RollBackBody>;
export const AdoptBody = z.strictObject({ reason });
export type AdoptBody = z.infer<typeof AdoptBody>;
export const CheckBody = z.strictObject({ value: Value });
export type CheckBody = z.infer<typeof CheckBody>;

const Line = z.object({
  name: z.string().describe('the key, as it stands in paths'),
  key: z.string().describe('in the config centre'),
  description: z.string(),
  version: z.int().describe('0: never changed over this API'),
  source: z.enum(['default', 'version', 'outside']).describe('where what holds comes from'),
  isDrifted: z.boolean().describe('somebody changed it past this API'),
  isPending: z.boolean().describe('it is being written, or whoever wrote it told nothing more'),
});

export const SettingList = pageOfSchema(Line)
  .extend({ nobodys: z.array(z.string()).describe('keys in the config centre that nobody reads') })
  .meta({ id: 'SettingList' });

export const SettingView = Line.extend({
  schema: Value.describe('JSON Schema 2020-12'),
  byDefault: Value.nullable(),
  inForce: Value.nullable().describe('as services read it, with what holds by default filled in'),
  value: Value.nullable().describe('as it was set; null: it was not'),
  setBy: z
    .object({ number: z.int(), kind: z.enum(['set', 'rollback', 'adopted']), by: z.string(), at: time, reason })
    .nullable(),
  drift: z.object({ found: Found, isValid: z.boolean().describe('whether services take it') }).nullable(),
}).meta({ id: 'Setting' });

export const VersionView = z
  .object({
    number: z.int(),
    kind: z.enum(['set', 'rollback', 'adopted']),
    state: z.enum(['pending', 'applied', 'refused']),
    by: z.string(),
    at: time,
    reason,
    before: Found,
    after: Found,
    changes: z.array(z.string()).describe('JSON pointers to what is other than before'),
  })
  .meta({ id: 'SettingVersion' });

export const CheckView = z
  .object({
    isValid: z.boolean(),
    problems: z.array(z.object({ field: z.string(), message: z.string(), pointer: z.string() })),
    reading: Value.nullable().describe('as services would read it'),
    changes: z.array(z.string()).describe('JSON pointers to what would be other than it is now'),
  })
  .meta({ id: 'SettingCheck' });

export function lineOf(now: SettingNow): z.input<typeof Line> {
  const { declared, version, source, drift, isPending } = now;
  const { name, key, description } = declared;
  return { name, key, description, version, source, isDrifted: drift !== null, isPending };
}

export function viewOf(now: SettingNow): z.input<typeof SettingView> {
  const { declared, inForce, set, drift } = now;
  return {
    ...lineOf(now),
    schema: z.toJSONSchema(declared.schema, { io: 'input' }),
    byDefault: (declared.byDefault ?? null) as Record<string, unknown> | null,
    inForce: inForce as Record<string, unknown> | null,
    value: (set?.content.after ?? null) as Record<string, unknown> | null,
    setBy: set ? { ...set, at: set.at.toISOString() } : null,
    drift,
  };
}

export function versionView({ content, at, ...row }: SettingVersionRow): z.input<typeof VersionView> {
  const { before = null, after = null } = content;
  return { ...row, at: at.toISOString(), before, after, changes: differences(before, after) };
}

export function checkView({ reading, problems }: Verdict, inForce: unknown): z.input<typeof CheckView> {
  const isValid = problems.length === 0;
  return {
    isValid,
    problems: [...problems],
    reading: (reading ?? null) as Record<string, unknown> | null,
    changes: isValid ? differences(inForce, reading) : [],
  };
}
