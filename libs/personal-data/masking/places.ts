import { STARS } from './keep.js';

const PROVINCE = /^.{2,7}?(?:省|自治区|特别行政区)/u;
const CITY = /^.{1,9}?(?:市|自治州|地区|盟)/u;
/** A housing estate (小区), a community (社区) and the like are where people live, no district. */
const DISTRICT = /^.{1,8}?(?:(?<![小社园校厂景院库])区|县|旗|市)/u;
const NO_DISTRICT = /[小社园校厂景院库]区/u;

/** As far as the district: 北京市海淀区****. Of an address without one as far as the city; of others nothing. */
export function maskAddress(text: string): string {
  let rest = text.normalize('NFKC').replace(/\s/g, '');
  let shown = '';
  for (const level of [PROVINCE, CITY, DISTRICT]) {
    const found = level.exec(rest)?.[0];
    if (found === undefined || NO_DISTRICT.test(found)) continue;
    shown += found;
    rest = rest.slice(found.length);
  }
  return shown + STARS;
}

/** The first character and the domain: z***@example.com. What is no address is hidden whole. */
export function maskEmail(text: string): string {
  const address = text.normalize('NFKC').trim();
  const at = address.lastIndexOf('@');
  if (at < 1 || at === address.length - 1) return STARS;
  const [first, ...others] = address.slice(0, at);
  return `${others.length > 0 ? first : ''}***${address.slice(at)}`;
}
