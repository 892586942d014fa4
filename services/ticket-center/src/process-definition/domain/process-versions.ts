import type { ProcessSource } from './process-source.js';

/** A published version: nothing of it ever changes. `Model`: what the files were compiled to, as plain JSON. */
export interface ProcessVersion<Model = object> {
  readonly definitionId: string;
  /** From 1, without gaps. */
  readonly number: number;
  /** Of process, files and model together: two versions with the same one are the same. */
  readonly sha256: string;
  readonly source: ProcessSource;
  readonly model: Model;
  readonly draftId: string;
  readonly publishedBy: string;
  readonly publishedAt: Date;
  readonly note: string;
}

export abstract class ProcessVersions {
  abstract add(version: ProcessVersion): Promise<void>;
}
