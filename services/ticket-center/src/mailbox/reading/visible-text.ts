/** Lines behind which somebody else speaks, as the mail programs of most people write them. */
const QUOTE_BEGINS: readonly RegExp[] = [
  /^-{2,}\s*(original message|original-nachricht|ursprüngliche nachricht|原始邮件|原郵件|原始郵件|forwarded message|转发邮件)\s*-{2,}/i,
  /^_{20,}$/,
  /^(on|am|le|el|il)\b.{5,200}\b(wrote|schrieb|a écrit|escribió|ha scritto)\s*(\S{0,200})?\s*:$/i,
  /^(在|於|于)?.{4,120}(写道|寫道|来信)\s*[:：]$/,
  /^(from|von|发件人|發件人|寄件者)\s*[:：].{3,}/i,
];
const SIGNATURE_BEGINS: readonly RegExp[] = [
  /^-- ?$/,
  /^(sent from my|get outlook for|von meinem .{2,30} gesendet)\b/i,
  /^(发自我的|發自我的|从我的.{1,20}发送)/,
];
/** A header block quoted by Outlook: its first line is told from a sentence by the one that follows. */
const BLOCK_GOES_ON =
  /^(sent|date|to|subject|gesendet|datum|an|betreff|发送时间|收件人|日期|主题|寄件日期|收件者|主旨)\s*[:：]/i;
const QUOTED = /^\s*>/;
/** No line that begins a quotation is longer. */
const LONGEST = 500;

/**
 * What the sender has just written: without what is quoted below it and without the signature. Where nothing else is left
 * the whole is what they wrote. Answers between quoted lines stay, with the lines they answer.
 */
export function visibleText(text: string): string {
  const lines = text.split(/\r?\n/);
  const cut = lines.findIndex((_, index) => ends(lines, index));
  const own = withoutTrailingQuote(cut === -1 ? lines : lines.slice(0, cut))
    .join('\n')
    .trim();
  return own === '' ? text.trim() : own;
}

function ends(lines: readonly string[], index: number): boolean {
  const raw = lines[index]!.slice(0, LONGEST);
  const line = raw.trim();
  if (SIGNATURE_BEGINS.some((pattern) => pattern.test(line) || pattern.test(raw))) return true;
  const nextLine = (lines[index + 1] ?? '').slice(0, LONGEST).trim();
  const joined = `${line} ${nextLine}`;
  return QUOTE_BEGINS.some((pattern, kind) => {
    if (kind === QUOTE_BEGINS.length - 1) return pattern.test(line) && BLOCK_GOES_ON.test(nextLine);
    return pattern.test(line) || (kind === 2 && pattern.test(joined));
  });
}

function withoutTrailingQuote(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && (QUOTED.test(lines[end - 1]!) || lines[end - 1]!.trim() === '')) end -= 1;
  return lines.slice(0, end);
}
