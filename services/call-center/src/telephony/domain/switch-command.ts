/** Where a call goes: a number outside, or the telephone of somebody here. */
export type Destination = { readonly number: string } | { readonly extension: string };

/** `listen`: unheard; `whisper`: the monitored side hears it alone; `barge`: both sides hear it. */
export type MonitorMode = 'listen' | 'whisper' | 'barge';

export type HangUpCause = 'hung-up' | 'cancelled' | 'rejected' | 'busy';

interface Command<Kind extends string> {
  /** One effect for each: whoever repeats it gets the first answer. */
  readonly commandId: string;
  readonly kind: Kind;
  /** The leg it is about, by the id the switch knows it by. */
  readonly callId: string;
}

/** A new leg, under an id of our choice. It is parked when it is answered. */
export interface Originate extends Command<'originate'> {
  readonly tenantId: string;
  readonly to: Destination;
  /** The number shown to the one who is called. */
  readonly from: string | null;
  readonly ringSeconds: number;
  /** Say who or what answered. */
  readonly detectsMachine: boolean;
  /** Our own telephones answer at once, where they can. */
  readonly picksUp: boolean;
}

export type Answer = Command<'answer'>;
/** A telephone of ours that rings answers by itself, where it can. */
export type PickUp = Command<'pick-up'>;
/** This telephone holds: it hears nobody, and whom it talks to hears music. */
export type Hold = Command<'hold'>;
export type Resume = Command<'resume'>;

/** Nobody hears this leg. */
export type Mute = Command<'mute'>;
export type Unmute = Command<'unmute'>;

/** Two legs hear each other and nobody else; what each had before is let go. */
export interface Bridge extends Command<'bridge'> {
  readonly withId: string;
}

/** To what the switch itself does under a name: music, an announcement, an IVR of its own. */
export interface Transfer extends Command<'transfer'> {
  readonly extension: string;
}

export interface Join extends Command<'join'> {
  readonly conference: string;
}

/** Out of its conference, parked. */
export type Leave = Command<'leave'>;

/** The leg of a supervisor hears the leg `targetId` and whoever that one talks to. */
export interface Monitor extends Command<'monitor'> {
  readonly targetId: string;
  readonly mode: MonitorMode;
}

export interface Play extends Command<'play'> {
  readonly prompt: string;
}

export interface Collect extends Command<'collect'> {
  readonly prompt: string;
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly timeoutSeconds: number;
}

/** Whoever is at this leg, or their machine, hears the keys. */
export interface SendKeys extends Command<'send-keys'> {
  readonly keys: string;
}

/** @property file a name without a folder; the switch keeps it until it was uploaded */
export interface StartRecording extends Command<'start-recording'> {
  readonly file: string;
}
export interface StopRecording extends Command<'stop-recording'> {
  readonly file: string;
}

export interface HangUp extends Command<'hang-up'> {
  readonly cause: HangUpCause;
}

export type SwitchCommand =
  | Originate
  | Answer
  | PickUp
  | Hold
  | Resume
  | Mute
  | Unmute
  | Bridge
  | Transfer
  | Join
  | Leave
  | Monitor
  | Play
  | Collect
  | SendKeys
  | StartRecording
  | StopRecording
  | HangUp;
