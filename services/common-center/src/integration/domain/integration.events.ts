import type { Mode } from './interface-document.js';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
  readonly by: string;
}

export type OutsideInterfaceEvent =
  | (Happened<'interface-published'> & { readonly number: number; readonly note: string })
  | (Happened<'interface-rolled-back'> & { readonly from: number; readonly to: number; readonly reason: string })
  | (Happened<'interface-mode-switched'> & { readonly from: Mode; readonly to: Mode })
  | (Happened<'interface-secret-set'> & { readonly secret: string });
