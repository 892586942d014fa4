import { Dice } from '#libs/kernel/dice';
import type { Sample } from '../../services/common-center/test/knowledge/knowledge-sample.js';

const ENGLISH =
  'order parcel refund delivery account customer payment router phone contract tariff device screen battery cable shop ' +
  'agent service price month speed signal number email letter store product colour warehouse coupon';
const CHINESE =
  '订单 包裹 退款 配送 账户 客户 支付 路由器 手机 合同 套餐 设备 屏幕 电池 门店 服务 价格 月份 速度 信号 号码 商品 颜色 仓库';
const WORDS = [...ENGLISH.split(' '), ...CHINESE.split(' ')];
/** Of each article's body, besides the words that all use: names, of which there are many. */
const NAMES = 20_000;
const BODY_WORDS = 20;

/** Articles about everything and nothing, with the words that are asked for among them. The same for the same seed. */
export function noise(count: number): Sample[] {
  const dice = new Dice(20_261_123);
  return Array.from({ length: count }, (_, n) => {
    const words = (most: number) => Array.from({ length: most }, () => dice.oneOf(WORDS)).join(' ');
    const body = `${words(BODY_WORDS)} name${dice.below(NAMES)} name${dice.below(NAMES)}`;
    return { key: `noise-${n}`, language: 'en', title: `${words(4)} name${dice.below(NAMES)}`, body };
  });
}
