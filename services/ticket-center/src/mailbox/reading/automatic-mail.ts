export type AutomaticReason =
  'own-message' | 'own-loop' | 'auto-submitted' | 'bulk' | 'mailing-list' | 'null-sender' | 'mailer-daemon';

interface Looked {
  readonly from: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

interface Own {
  /** Of the mailbox that it came to. */
  readonly address: string;
  /** Its Message-ID is one that this tenant has signed. */
  readonly sent: boolean;
}

const DAEMON = /^(mailer-daemon|postmaster|mail-daemon|bounces?)([+-].*)?@/;
const BULK = /^(bulk|junk|list|auto_reply)$/i;
const UNATTENDED = /^(no-?reply|do-?not-?reply|notifications?)([+-].*)?@/;

/**
 * Why nobody wrote it by hand, or null: RFC 3834 (Auto-Submitted), RFC 2919 (List-Id), RFC 5321 4.5.5 (empty Return-Path), and
 * what programs write that know none of them. What comes from the mailbox itself has gone round.
 */
export function automaticReason({ from, headers }: Looked, own: Own): AutomaticReason | null {
  const all = (name: string) => headers.get(name) ?? [];
  const ownAddress = own.address;
  if (from === ownAddress || own.sent) return 'own-message';
  if (all('x-loop').some((value) => value.toLowerCase() === ownAddress)) return 'own-loop';
  if (DAEMON.test(from)) return 'mailer-daemon';
  if (all('return-path').some((value) => value === '<>')) return 'null-sender';
  if (all('auto-submitted').some((value) => !/^no\b/i.test(value))) return 'auto-submitted';
  if (all('list-id').length > 0) return 'mailing-list';
  if (all('precedence').some((value) => BULK.test(value)) || all('x-autoreply').some((value) => value !== 'no'))
    return 'bulk';
  return null;
}

/** Whether the sender asks for no automatic answer, or nobody would read one. */
export function wantsNoAnswer({ from, headers }: Looked): boolean {
  return UNATTENDED.test(from) || (headers.get('x-auto-response-suppress') ?? []).length > 0;
}
