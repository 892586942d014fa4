import type { FormContent, PublishedContent } from './form-content.js';

/** One version of what a person is asked; it never changes, so that work goes on with what it was opened with. */
export interface FormVersion extends PublishedContent {
  readonly name: string;
  readonly version: number;
  /** As it was written, before its blocks were put in; null for those of before there were blocks. */
  readonly source: FormContent | null;
  readonly note: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export abstract class FormVersions {
  abstract add(version: FormVersion): Promise<void>;
}
