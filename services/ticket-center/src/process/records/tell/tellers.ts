import type { RecordBody, RecordType } from '#libs/process-engine/records';
import type { Names } from './names.js';

/** For each type of record what its sentence is made of. */
export type Tellers = {
  readonly [Type in RecordType]: (record: Extract<RecordBody, { type: Type }>, names: Names) => string;
};
