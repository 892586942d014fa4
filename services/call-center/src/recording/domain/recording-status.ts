export type RecordingKind = 'voice' | 'screen';

/** `expired`: its retention was over, or its upload never ended; `deleted`: by somebody. Both are without content. */
export type RecordingStatus = 'uploading' | 'stored' | 'transcribed' | 'expired' | 'deleted';

export type DeletionReason = 'retention-over' | 'upload-abandoned' | 'by-request';

/** From these it can be heard. */
export const READABLE: readonly RecordingStatus[] = ['stored', 'transcribed'];

/** From these nothing leads on. */
export const GONE: readonly RecordingStatus[] = ['expired', 'deleted'];

/** What is to be done about a recording when it is due. */
export type NextStep = 'verify' | 'expire' | 'erase';
