import { simpleParser, type EmailAddress, type ParsedMail } from 'mailparser';
import { cleanHtml } from './clean-html.js';
import { clipped } from './clipped.js';
import { deliveryReportOf, type DeliveryReport } from './delivery-report.js';
import { visibleText } from './visible-text.js';

/** More parts than any person writes; deeper trees are refused as well. */
const MOST_PARTS = 200;
/** Longer HTML is kept, but not made into text. */
const LONGEST_HTML = 1_000_000;
const LONGEST_TEXT = 200_000;
const ID = /<[^<>\s]{1,900}>/g;

export interface MailPart {
  readonly filename: string | null;
  readonly contentType: string;
  /** That the HTML names it by, without brackets; null: it is a file beside the text. */
  readonly contentId: string | null;
  readonly content: Buffer;
}

/** A message as people see it, and what decides what becomes of it. */
export interface ReadMail {
  readonly messageId: string | null;
  readonly from: { readonly address: string; readonly name: string };
  /** Everybody it says it is to. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Without what it quotes and what it is signed with. */
  readonly text: string;
  readonly fullText: string;
  /** Nothing in it runs or fetches anything. */
  readonly html: string | null;
  /** Message-IDs it answers, the nearest first. */
  readonly answers: readonly string[];
  readonly parts: readonly MailPart[];
  /** Values of header fields by lower-case name, decoded and on one line. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly report: DeliveryReport | null;
}

/** It is not mail that can be read: no sender, too many parts, or headers beyond measure. */
export class UnreadableMail extends Error {
  constructor(readonly reason: 'no-sender' | 'malformed' | 'too-many-parts') {
    super(`mail cannot be read: ${reason}`);
    this.name = 'UnreadableMail';
  }
}

/** @throws UnreadableMail */
export async function readMail(source: Buffer): Promise<ReadMail> {
  const mail = await parsed(source);
  const from = firstAddress(mail.from?.value ?? []);
  if (!from) throw new UnreadableMail('no-sender');
  const fullText = clipped((mail.text ?? '').replaceAll('\0', '').trim(), LONGEST_TEXT, LONGEST_TEXT * 4);
  const headers = headersOf(mail);
  return {
    messageId: mail.messageId?.match(ID)?.[0] ?? null,
    from,
    to: [mail.to, mail.cc].flat().flatMap((field) => addressesOf(field?.value ?? [])),
    subject: (mail.subject ?? '').replaceAll('\0', '').trim(),
    text: visibleText(fullText),
    fullText,
    html: typeof mail.html === 'string' && mail.html !== '' ? cleanHtml(mail.html.slice(0, LONGEST_HTML)) : null,
    answers: idsOf(mail),
    parts: mail.attachments.map(({ filename, contentType, cid, content }) => ({
      filename: filename?.slice(0, 255) ?? null,
      contentType: contentType.slice(0, 120),
      contentId: cid?.slice(0, 255) ?? null,
      content,
    })),
    headers,
    report: deliveryReportOf(headers, mail.attachments),
  };
}

async function parsed(source: Buffer): Promise<ParsedMail> {
  try {
    return await simpleParser(source, {
      keepCidLinks: true,
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      skipTextToHtml: true,
      maxChildNodes: MOST_PARTS,
      maxHtmlLengthToParse: LONGEST_HTML,
      checksumAlgo: false,
    });
  } catch (error) {
    throw new UnreadableMail(/child nodes/i.test((error as Error).message) ? 'too-many-parts' : 'malformed');
  }
}

function headersOf({ headerLines }: ParsedMail): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { key, line } of headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replaceAll(/\s+/g, ' ')
      .trim();
    all.set(key, [...(all.get(key) ?? []), value]);
  }
  return all;
}

function addressesOf(values: readonly EmailAddress[]): string[] {
  return values.flatMap(({ address, group }) => [
    ...(address ? [address.toLowerCase()] : []),
    ...addressesOf(group ?? []),
  ]);
}

function firstAddress(values: readonly EmailAddress[]): ReadMail['from'] | undefined {
  const [first] = values;
  const [address] = addressesOf(values);
  return address?.includes('@') && address.length <= 200
    ? { address, name: first?.name.trim().slice(0, 200) ?? '' }
    : undefined;
}

function idsOf({ inReplyTo, references }: ParsedMail): string[] {
  const nearest = inReplyTo?.match(ID) ?? [];
  const chain = [references ?? []].flat().flatMap((text) => text.match(ID) ?? []);
  return [...new Set([...nearest, ...chain.reverse()])].slice(0, 50);
}
