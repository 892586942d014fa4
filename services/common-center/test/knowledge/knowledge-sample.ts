/** An article of the sample. */
export interface Sample {
  readonly key: string;
  readonly language: 'zh' | 'en';
  readonly title: string;
  readonly body: string;
}

/** What somebody asks, and the articles that answer it, the best first. */
export interface Question {
  readonly asked: string;
  readonly answers: readonly string[];
}

const en = (key: string, title: string, body: string): Sample => ({ key, language: 'en', title, body });
const zh = (key: string, title: string, body: string): Sample => ({ key, language: 'zh', title, body });

export const ARTICLES: readonly Sample[] = [
  en(
    'return',
    'Return a delivered order',
    'Send the items back within 14 days. The refund goes to the original payment method.',
  ),
  en(
    'exchange',
    'Exchange an item for another size',
    'Choose the new size or colour. Exchanges are free once for each order.',
  ),
  en(
    'cancel',
    'Cancel a pending order',
    'An order that has not been shipped can be cancelled in your account. The money comes back at once.',
  ),
  en('address', 'Change the delivery address', 'The address can be changed until the parcel leaves the warehouse.'),
  en('late', 'My parcel is late', 'Look at the tracking number. After ten days without news we search for the parcel.'),
  en(
    'invoice',
    'Get an invoice for an order',
    'Invoices are in your account below each order, as PDF for your company.',
  ),
  en('password', 'Reset your password', 'We send a link to your e-mail address. It is valid for one hour.'),
  en('voucher', 'Redeem a gift voucher', 'Type the code of the voucher at the checkout. It cannot be paid out.'),
  en(
    'router',
    'The router does not blink',
    'Pull the plug, wait ten seconds, and put it back. The lamp turns green after a minute.',
  ),
  en(
    'slow',
    'Internet is slow in the evening',
    'Measure the speed by cable. Move the router away from walls and the microwave.',
  ),
  en('sim', 'Replace a lost SIM card', 'We block the old card and send a new one with the same number.'),
  en('roaming', 'Use your phone abroad', 'Switch roaming on before you travel. In the EU it costs nothing more.'),
  en('warranty', 'Warranty for broken devices', 'A device that breaks within two years is repaired or replaced.'),
  zh('退货', '已签收订单如何退货', '签收后七天内可申请退货，商品须完好，退款原路返回。'),
  zh('换货', '更换尺码或颜色', '同一订单可免费换货一次，请在订单页面选择新的尺码。'),
  zh('取消', '取消未发货的订单', '未发货订单可在我的订单中取消，款项立即退回。'),
  zh('地址', '修改收货地址', '包裹出库之前可以修改收货地址和电话。'),
  zh('物流', '包裹迟迟未到', '请用运单号查询物流，十天无更新我们会为您查找包裹。'),
  zh('发票', '开具电子发票', '订单完成后可申请电子发票，企业需填写税号。'),
  zh('密码', '忘记登录密码', '点击忘记密码，通过短信验证码重新设置。'),
  zh('宽带', '宽带断网怎么排查', '检查光猫指示灯，重启路由器，仍不能上网请报修。'),
  zh('账单', '查询宽带账单', '登录网上营业厅，在账单页面查看每月费用明细。'),
  zh('补卡', '手机卡丢失补办', '携带身份证到营业厅补办，原号码不变，旧卡立即停用。'),
  zh('漫游', '出国使用手机漫游', '出境前开通国际漫游，按天计费。'),
];

export const SYNONYMS = [
  ['return', 'send back'],
  ['voucher', 'coupon', 'gift card'],
  ['internet', 'broadband'],
  ['退货', '寄回', '退掉'],
  ['账单', '话费单'],
  ['宽带', '网络'],
];

const asks = (asked: string, ...answers: string[]): Question => ({ asked, answers });

export const QUESTIONS: readonly Question[] = [
  asks('How do I return my order?', 'return'),
  asks('I want to send back the shoes', 'return'),
  asks('where is the refund of my return', 'return', 'cancel'),
  asks('exchange for a bigger size', 'exchange'),
  asks('cancel order before it is shipped', 'cancel'),
  asks('change address of delivery', 'address'),
  asks('parcel late', 'late'),
  asks('tracking number without news', 'late'),
  asks('invoice for my company', 'invoice'),
  asks('forgot password', 'password'),
  asks('redeem coupon', 'voucher'),
  asks('gift card at checkout', 'voucher'),
  asks('router lamp', 'router', 'slow'),
  asks('broadband slow', 'slow'),
  asks('lost sim', 'sim'),
  asks('travel abroad with my phone', 'roaming'),
  asks('device broken', 'warranty'),
  asks('怎么退货', '退货'),
  asks('我想把衣服寄回', '退货'),
  asks('签收以后还能退掉吗', '退货'),
  asks('换尺码', '换货'),
  asks('取消订单', '取消'),
  asks('修改地址', '地址'),
  asks('包裹还没到', '物流'),
  asks('查询物流', '物流'),
  asks('发票怎么开', '发票'),
  asks('忘记密码', '密码'),
  asks('网络断网', '宽带'),
  asks('路由器要不要重启', '宽带'),
  asks('话费单在哪里看', '账单'),
  asks('查询账单', '账单'),
  asks('手机卡丢了', '补卡'),
  asks('出国漫游怎么收费', '漫游'),
];
