/**
 * What can be switched on for a tenant as one: by the first words of the permissions that its routes declare, so that a new
 * route of such a permission belongs to its pack by itself. What stands in no pack every tenant has.
 */
const PACKS = {
  automation: ['automation', 'macro', 'process-alert'],
  boards: ['alert', 'board', 'figure'],
  chat: ['chat-settings', 'quick-reply'],
  'field-service': ['engineer', 'visit'],
  ivr: ['ivr'],
  knowledge: ['sop', 'recommendation'],
  mail: ['mail', 'mailbox'],
  outbound: ['campaign', 'consent', 'do-not-call'],
  plans: ['plan', 'questionnaire', 'task', 'task-rule'],
  processes: ['connector', 'process', 'work-item'],
  quality: [
    'calibration',
    'coaching',
    'evaluation',
    'inspection',
    'quality-plan',
    'quality-report',
    'scorecard',
    'topic',
  ],
  recordings: ['recording', 'retention-policy'],
  telephony: ['telephony'],
  webhooks: ['webhook'],
} as const satisfies Record<string, readonly string[]>;

export type FeaturePack = keyof typeof PACKS;

export const FEATURE_PACKS = Object.keys(PACKS) as FeaturePack[];

const PACK_OF = new Map<string, FeaturePack>(
  FEATURE_PACKS.flatMap((pack) => PACKS[pack].map((context) => [context, pack] as const)),
);

/** The pack that a permission such as `campaign:read` belongs to; undefined: everybody has it. */
export function featurePackOf(permission: string): FeaturePack | undefined {
  return PACK_OF.get(permission.split(':')[0]!);
}

/** The first words of the permissions of a pack. */
export function contextsOf(pack: FeaturePack): readonly string[] {
  return PACKS[pack];
}
