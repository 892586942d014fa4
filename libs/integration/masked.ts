import type { Json } from '#libs/process-engine/model/expression';

const HIDDEN = '***';
const MOST_ITEMS = 50;
const MOST_CHARACTERS = 2_000;
const DEEPEST = 12;

const SECRET = /pass|secret|token|authorization|api[-_]?key|cookie|signature|cvv|otp|credential/i;
const PERSONAL = /address|birth|street|地址|生日|passport|plate|licen[cs]e/i;
const NAME = /^name$|[a-z]Name$|_name$|姓名/;

const EMAIL = /([\p{L}\p{N}])[\p{L}\p{N}._%+-]*@([\p{L}\p{N}.-]+\.\p{L}{2,})/gu;
const IDENTITY_CARD = /(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?![\dXx])/g;
const MOBILE = /(?<!\d)(?:86[ -]?)?(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)/g;
const LANDLINE = /(?<!\d)(0(?:10|2\d|[3-9]\d{2}))[ -]?\d{3,4}(\d{4})(?!\d)/g;
const LONG_NUMBER = /(?<!\d)(\d{6})\d{3,9}(\d{4})(?!\d)/g;

/**
 * What a log keeps of a payload: its shape, its codes and small numbers, and of persons as little as the house's masks leave. Masked are
 * values by the names of their fields (secrets wholly, names but for the first character), and phone numbers, identity cards, bank cards
 * and addresses of mail wherever they stand in a text, however they are written. Long texts and lists are cut.
 * @param also names of fields that are hidden wholly, besides
 */
export function masked(value: unknown, also: ReadonlySet<string> = new Set()): Json {
  return ofValue(value, '', also, 0);
}

function ofValue(value: unknown, key: string, also: ReadonlySet<string>, depth: number): Json {
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  if (also.has(key) || SECRET.test(key) || PERSONAL.test(key) || depth > DEEPEST) return HIDDEN;
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) >= 1e10 ? maskedText(`${value}`) : value;
  if (typeof value === 'string') return NAME.test(key) ? maskedName(value) : maskedText(value);
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => ofValue(item, key, also, depth + 1));
  if (typeof value !== 'object') return HIDDEN;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [maskedText(name), ofValue(inner, name, also, depth + 1)]),
  );
}

/** NFKC makes full-width digits digits. */
function maskedText(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .normalize('NFKC')
    .replaceAll(EMAIL, '$1***@$2')
    .replaceAll(IDENTITY_CARD, '$1********$2')
    .replaceAll(MOBILE, '$1****$2')
    .replaceAll(LONG_NUMBER, '$1****$2')
    .replaceAll(LANDLINE, '$1-****$2');
}

function maskedName(text: string): string {
  const [first = ''] = text;
  return first === '' ? '' : `${first}**`;
}
