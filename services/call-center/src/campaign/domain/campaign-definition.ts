import type { CallableHours } from './rules/callable-hours.js';
import type { AttemptLimits } from './rules/dialling-rules.js';
import type { RetryRules } from './rules/outcome.js';

export type DiallingMode = 'preview' | 'progressive' | 'predictive';

/** What a campaign is to do, as its operator wrote it. */
export interface CampaignDefinition {
  readonly mode: DiallingMode;
  /** Whose agents work for it: those of a queue, or of a team. */
  readonly queueId: string | null;
  readonly teamId: string | null;
  /** The plan whose tasks it works off. */
  readonly planId: string | null;
  /** Shown to the callee, in turn. */
  readonly callerIds: readonly string[];
  readonly hours: CallableHours;
  readonly limits: AttemptLimits;
  readonly retries: RetryRules;
  readonly ringSeconds: number;
  readonly abandonLimitPercent: number;
  readonly abandonWindowDays: number;
  /** Predictive: most calls under way for each agent who is or soon gets free. */
  readonly mostPerAgent: number;
  readonly requiresConsent: boolean;
  /** What consent must be for. */
  readonly purpose: string;
  readonly preview: { readonly seconds: number; readonly then: 'skip' | 'dial' };
  /** What the switch plays to whom nobody talks: who called, and how to say that they are not to be called (US TSR). */
  readonly abandonPrompt: string;
  /** How long an agent has to say what came of a call. */
  readonly wrapUpSeconds: number;
}

/** The same number sees the pool in turn; different numbers begin at different places. */
export function callerIdFor({ callerIds }: CampaignDefinition, number: string, attempt: number): string {
  const start = [...number].reduce((sum, digit) => sum + digit.charCodeAt(0), 0);
  return callerIds[(start + attempt) % callerIds.length]!;
}
