/** `listen`: unheard; `whisper`: heard by the agent alone; `barge`: heard by all. */
export type SupervisionMode = 'listen' | 'whisper' | 'barge';

/** A supervisor on a contact. One for each supervisor. */
export interface SupervisionSession {
  readonly id: string;
  readonly by: string;
  readonly mode: SupervisionMode;
  /** ms since the epoch */
  readonly since: number;
}
