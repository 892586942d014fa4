import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { Exit } from './dialogue/session-state.js';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

export interface CallbackRequested extends Happened<'ivr-callback-requested'> {
  readonly queueId: string;
  /** The message that was left; null when only the callback was asked for. */
  readonly recordingId: string | null;
}
export interface IvrSessionEnded extends Happened<'ivr-session-ended'> {
  readonly exit: Exit;
  readonly node: string;
  readonly contained: boolean;
}

export type IvrSessionEvent = CallbackRequested | IvrSessionEnded;
