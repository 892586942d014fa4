import { checkDigitOf } from '#libs/personal-data/masking/numbers';

const ID_BASE = '11010519491231999';

/** Somebody who is like nobody else, so that any of it can be found wherever it was written. */
export const MARKED = {
  name: '王圈记',
  phone: '13912348765',
  email: 'marked.person@planted.example',
  document: ID_BASE + checkDigitOf(ID_BASE),
  card: '6222021234567894',
  plate: '京A12Z45',
  street: '标记路99号',
} as const;

/** What people write, with all of it that a text can be searched for, the number once more as people group it. */
export const SAID = [
  `回电 +86 139-1234-8765 或 ${MARKED.phone}，${MARKED.email}，卡 ${MARKED.card}，`,
  `身份证 ${MARKED.document}，车牌 ${MARKED.plate}`,
].join('');

/** What programs keep: as a text, as a number, and as the name of a field. */
export const DOCUMENT = {
  said: SAID,
  number: Number(MARKED.phone),
  deep: [{ [MARKED.phone]: [MARKED.email] }],
} as const;

const TRACES = Object.entries(MARKED).map(([what, value]) => [what, plain(value)] as const);

/** What of the person stands in a text in the clear. */
export function tracesIn(text: string): string[] {
  const searched = plain(text);
  return TRACES.flatMap(([what, value]) => (searched.includes(value) ? [what] : []));
}

/** However it was grouped or escaped. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/%40/g, '@')
    .replace(/[\s\-().]/g, '');
}
