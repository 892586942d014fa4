export interface MicroSettings {
  readonly enabled: boolean;
  /** How long somebody has to have had nothing to do. */
  readonly idleSeconds: number;
  /** Contacts that may wait in the queues of somebody and still leave time to learn. */
  readonly mostWaiting: number;
}

/** Somebody, as they are now. */
export interface Moment {
  /** Since when they could take a contact and have none; null: they cannot, or have one. */
  readonly idleSince: Date | null;
  /** In the queues they serve. */
  readonly waiting: number;
  /** What their roster says; null: nothing is known. */
  readonly activity: string | null;
  readonly hasOffer: boolean;
}

export type MicroDecision = 'offer' | 'keep' | 'withdraw' | 'wait';

/** Whether there is time to learn something short: never while anybody waits, nor in what is no work by the roster. */
export function microDecision(moment: Moment, settings: MicroSettings, now: Date): MicroDecision {
  const isCalm = settings.enabled && moment.idleSince !== null && moment.waiting <= settings.mostWaiting;
  const works = moment.activity === null || moment.activity === 'work';
  if (moment.hasOffer) return isCalm && works ? 'keep' : 'withdraw';
  if (!isCalm || !works) return 'wait';
  return now.getTime() - moment.idleSince.getTime() >= settings.idleSeconds * 1_000 ? 'offer' : 'wait';
}
