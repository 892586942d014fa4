/** What a server says of a message that was sent (RFC 3464). */
export interface DeliveryReport {
  /** Of the message it is about; null: it does not say. */
  readonly messageId: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Enhanced status code, e.g. `5.1.1`; null: it does not say. */
  readonly status: string | null;
}

interface Part {
  readonly contentType: string;
  readonly content: Buffer;
}

const REPORT = /^multipart\/report\b.*report-type="?delivery-status"?/i;
const ORIGINAL = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'];
/** Headers come first: what lies behind is the message that was sent, however long. */
const LOOKED_AT = 64_000;

/** Null: it is no delivery report. Of several recipients the worst counts. */
export function deliveryReportOf(
  headers: ReadonlyMap<string, readonly string[]>,
  parts: readonly Part[],
): DeliveryReport | null {
  if (!REPORT.test(headers.get('content-type')?.[0] ?? '')) return null;
  const status = textOf(parts.find(({ contentType }) => /^message\/(global-)?delivery-status$/.test(contentType)));
  const original = textOf(parts.find(({ contentType }) => ORIGINAL.includes(contentType)));
  const recipients = status.split(/\r?\n\r?\n/).flatMap((block) => {
    const action = field(block, 'Action')?.toLowerCase();
    return action === undefined ? [] : [{ action: action as DeliveryReport['action'], status: statusOf(block) }];
  });
  const worst = recipients.find(({ action }) => action === 'failed') ?? recipients[0];
  if (!worst) return null;
  const messageId = /<[^<>\s]+>/.exec(field(original, 'Message-ID') ?? '')?.[0] ?? null;
  return { messageId, ...worst };
}

const textOf = (part: Part | undefined) => part?.content.subarray(0, LOOKED_AT).toString('latin1') ?? '';
const statusOf = (block: string) => /\d\.\d{1,3}\.\d{1,3}/.exec(field(block, 'Status') ?? '')?.[0] ?? null;

function field(block: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*((?:.|\\r?\\n[ \\t])*)`, 'im').exec(block)?.[1]?.trim();
}
