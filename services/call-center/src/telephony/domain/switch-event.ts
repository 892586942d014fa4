/** `lost`: it was gone when the switch was asked again. */
export type EndCause =
  'hung-up' | 'cancelled' | 'rejected' | 'busy' | 'no-answer' | 'invalid-number' | 'failed' | 'lost';

export type Answerer = 'person' | 'machine';

interface Happened<Kind extends string> {
  /** The same event has the same id, however often it comes. */
  readonly eventId: string;
  readonly kind: Kind;
  readonly callId: string;
  readonly tenantId: string;
  /** Sorts as text among the events of one call; null when it was found out by asking. */
  readonly order: string | null;
  readonly at: Date;
}

/** Somebody calls us. */
export interface Incoming extends Happened<'incoming'> {
  readonly from: string | null;
  readonly to: string;
}
/** The other side rings. */
export type Ringing = Happened<'ringing'>;
export type Answered = Happened<'answered'>;
export interface AnswererDetected extends Happened<'answerer-detected'> {
  readonly answerer: Answerer;
}
export type Held = Happened<'held'>;
export type Resumed = Happened<'resumed'>;
export interface Bridged extends Happened<'bridged'> {
  readonly withId: string;
}
export type Unbridged = Happened<'unbridged'>;
export interface Joined extends Happened<'joined'> {
  readonly conference: string;
}
export interface Left extends Happened<'left'> {
  readonly conference: string;
}
export interface Played extends Happened<'played'> {
  readonly commandId: string;
}
/** Fewer digits than asked for: the caller took too long. */
export interface Collected extends Happened<'collected'> {
  readonly commandId: string;
  readonly digits: string;
}
export interface RecordingStarted extends Happened<'recording-started'> {
  readonly file: string;
}
export interface RecordingStopped extends Happened<'recording-stopped'> {
  readonly file: string;
}
/** The last one of a call. */
export interface Ended extends Happened<'ended'> {
  readonly cause: EndCause;
}

export type SwitchEvent =
  | Incoming
  | Ringing
  | Answered
  | AnswererDetected
  | Held
  | Resumed
  | Bridged
  | Unbridged
  | Joined
  | Left
  | Played
  | Collected
  | RecordingStarted
  | RecordingStopped
  | Ended;

type WithoutOrigin<Event> = Event extends SwitchEvent
  ? Omit<Event, 'eventId' | 'callId' | 'tenantId' | 'order' | 'at'>
  : never;

/** What happened, without where and when. */
export type Happening = WithoutOrigin<SwitchEvent>;
