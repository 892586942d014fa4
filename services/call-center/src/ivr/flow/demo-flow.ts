import { FlowDocumentBody } from './flow-document.dto.js';

const both = (en: string, zh: string) => ({ en, 'zh-CN': zh });
const AGAIN = both('Sorry, I did not get that.', '抱歉，没有听清。');
const asked = (limit: number, exhausted: string) => ({ retries: { limit, text: AGAIN }, exhausted });
const demand = { type: 'enquiry', topic: 'other' };
const OFFICE = [{ from: '09:00', to: '18:00' }];

/** What a new tenant finds: a welcome, two languages, faults, orders and people. */
export function demoFlow(queueId: string) {
  return FlowDocumentBody.parse({
    languages: ['zh-CN', 'en'],
    timeZone: 'Asia/Shanghai',
    start: 'welcome',
    calendars: {
      'service-hours': {
        timeZone: 'Asia/Shanghai',
        weekly: { monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: OFFICE },
      },
    },
    nodes: {
      welcome: { kind: 'say', text: both('Welcome.', '欢迎致电。'), next: 'language' },
      language: {
        kind: 'menu',
        prompt: both('For English, press 2.', '中文服务请按 1，for English press 2.'),
        choices: [
          { digit: '1', language: 'zh-CN', next: 'main' },
          { digit: '2', language: 'en', next: 'main' },
        ],
        ...asked(1, 'main'),
      },
      main: {
        kind: 'menu',
        prompt: both(
          'Press 1 to report a fault, 2 for your order, 0 for an agent.',
          '报障请按 1，查询订单请按 2，人工服务请按 0。',
        ),
        choices: [
          { digit: '1', words: { en: ['fault'], 'zh-CN': ['报障'] }, next: 'fault' },
          { digit: '2', words: { en: ['order'], 'zh-CN': ['订单'] }, next: 'order-number' },
          { digit: '0', words: { en: ['agent'], 'zh-CN': ['人工'] }, next: 'hours' },
        ],
        ...asked(2, 'hours'),
      },
      fault: {
        kind: 'pre-check',
        demand: { type: 'fault-report', topic: 'fault' },
        solved: 'goodbye',
        referred: 'hours',
      },
      'order-number': {
        kind: 'collect',
        prompt: both('Enter your order number, then the hash key.', '请输入订单号，以井号键结束。'),
        into: 'orderNumber',
        minDigits: 4,
        maxDigits: 20,
        next: 'order-status',
        ...asked(2, 'hours'),
      },
      'order-status': {
        kind: 'connector',
        connector: 'order-system',
        action: 'order-status',
        arguments: { number: 'orderNumber' },
        into: 'order',
        next: 'order-known',
        failed: 'order-unknown',
      },
      'order-known': { kind: 'set', values: { orderStatus: 'order.status' }, next: 'order-said' },
      'order-said': {
        kind: 'say',
        text: both('Your order: {orderStatus}.', '您的订单状态：{orderStatus}。'),
        next: 'goodbye',
      },
      'order-unknown': {
        kind: 'say',
        text: both('We cannot look up orders right now.', '暂时无法查询订单。'),
        next: 'hours',
      },
      hours: { kind: 'hours', calendar: 'service-hours', open: 'agent', closed: 'voicemail' },
      agent: { kind: 'queue', queueId, attributes: ['language'], demand },
      voicemail: {
        kind: 'voicemail',
        prompt: both('We are closed. Leave a message after the tone.', '现在是非工作时间，请在提示音后留言。'),
        maxSeconds: 120,
        queueId,
        demand,
        next: 'goodbye',
      },
      goodbye: { kind: 'hang-up', text: both('Goodbye.', '感谢您的来电，再见。') },
    },
  });
}
