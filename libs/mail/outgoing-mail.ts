export interface MailAddress {
  readonly name?: string;
  readonly address: string;
}

export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** That the HTML names it by, `cid:…`. */
  readonly contentId?: string;
}

/** One message, as it is to be written. Character sets, encodings and line lengths are the sender's business. */
export interface OutgoingMail {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly replyTo?: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** With its angle brackets; the sender makes one where there is none. */
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** Further header fields, e.g. `Auto-Submitted`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
  /** Where bounces go; `from` unless said otherwise, '' for what must never be answered (RFC 5321, 4.5.5). */
  readonly returnPath?: string;
}
