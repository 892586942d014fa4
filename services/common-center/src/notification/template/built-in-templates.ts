import type { Locale } from '../preference/preference.schema.js';

export interface Words {
  readonly subject: string;
  readonly text: string;
}

const both = (zh: readonly [string, string], en: readonly [string, string]): Readonly<Record<Locale, Words>> => ({
  'zh-CN': { subject: zh[0], text: zh[1] },
  en: { subject: en[0], text: en[1] },
});

/** As the product words it, until a tenant finds words of its own. A number and a code, never what somebody wrote. */
export const BUILT_IN_TEMPLATES: Readonly<Record<string, Readonly<Record<Locale, Words>>>> = {
  'ticket-assigned': both(
    ['工单 {reference} 已分派给您', '请处理工单 {reference}。'],
    ['Ticket {reference} is yours', 'Ticket {reference} was assigned to you.'],
  ),
  'ticket-transferred': both(
    ['工单 {reference} 已转交给您', '工单 {reference} 已由同事转交给您。'],
    ['Ticket {reference} was transferred to you', 'A colleague transferred ticket {reference} to you.'],
  ),
  'ticket-returned': both(
    ['工单 {reference} 已退回给您', '工单 {reference} 已退回，请继续处理。'],
    ['Ticket {reference} came back', 'Ticket {reference} was returned to you.'],
  ),
  'ticket-mentioned': both(
    ['您在工单 {reference} 中被提及', '同事在工单 {reference} 的备注中提到了您。'],
    ['You were mentioned in ticket {reference}', 'A note on ticket {reference} mentions you.'],
  ),
  'ticket-customer-wrote': both(
    ['客户回复了工单 {reference}', '工单 {reference} 有客户的新消息。'],
    ['The customer wrote about ticket {reference}', 'There is a new word of the customer on ticket {reference}.'],
  ),
  'ticket-reopened': both(
    ['工单 {reference} 已重新打开', '工单 {reference} 已重新打开，请继续处理。'],
    ['Ticket {reference} is open again', 'Ticket {reference} was reopened.'],
  ),
  'ticket-urged': both(
    ['工单 {reference} 被催办', '工单 {reference} 已被催办 {times} 次。'],
    ['Ticket {reference} is urged', 'Ticket {reference} was urged {times} times.'],
  ),
  'ticket-supervised': both(
    ['工单 {reference} 被督办', '工单 {reference} 已列入督办，优先级 {priority}。'],
    ['Ticket {reference} is supervised', 'Ticket {reference} is supervised now, its priority {priority}.'],
  ),
  'ticket-attention': both(
    ['请关注工单 {reference}', '工单 {reference} 需要您关注（{why}）。'],
    ['Please look at ticket {reference}', 'Ticket {reference} needs you ({why}).'],
  ),
  'ticket-notice': both(
    ['关于工单 {reference} 的通知', '请查看工单 {reference}。'],
    ['About ticket {reference}', 'Please look at ticket {reference}.'],
  ),
  'ticket-sla-warned': both(
    ['工单 {reference} 即将超时', '工单 {reference} 的时限（{metric}）将于 {dueAt} 到期。'],
    ['Ticket {reference} is nearly due', 'The {metric} target of ticket {reference} is due at {dueAt}.'],
  ),
  'ticket-sla-breached': both(
    ['工单 {reference} 已超时', '工单 {reference} 的时限（{metric}）已于 {dueAt} 到期。'],
    ['Ticket {reference} is overdue', 'The {metric} target of ticket {reference} was due at {dueAt}.'],
  ),
  'assist-asked': both(
    ['工单 {reference} 请求协助', '同事请您协助处理工单 {reference}。'],
    ['Help is asked for with ticket {reference}', 'You are asked to help with ticket {reference}.'],
  ),
  'assist-overdue': both(
    ['工单 {reference} 的协助请求已超时', '工单 {reference} 的协助请求应于 {dueAt} 前答复。'],
    ['Help with ticket {reference} is overdue', 'Help with ticket {reference} was due at {dueAt}.'],
  ),
  'process-alert': both(
    ['流程告警 {rule}', '{metric} 为 {value}，阈值 {threshold}。'],
    ['Process alert {rule}', '{metric} is {value}; the threshold is {threshold}.'],
  ),
  'monitor-alert': both(
    ['监控告警 {name}', '{figure} 为 {value}（{severity}）。'],
    ['Alert {name}', '{figure} is {value} ({severity}).'],
  ),
  'contact-help': both(
    ['坐席请求帮助', '有坐席在通话中请求帮助。'],
    ['An agent asks for help', 'An agent asks for help with a contact.'],
  ),
  'inspection-alert': both(
    ['实时质检告警（{severity}）', '规则 {ruleId} 在进行中的会话里有发现。'],
    ['Alert of an inspection ({severity})', 'The rule {ruleId} found something in a conversation that still goes on.'],
  ),
  'incident-proposed': both(
    ['可能发生故障', '过去一小时同一话题出现 {observed} 次，平时约 {expected} 次，请确认。'],
    [
      'Something may have happened',
      'One matter came up {observed} times in an hour, usually {expected} times: please look.',
    ],
  ),
  'session-reuse': both(
    ['登录会话可能被盗用', '一个登录会话的刷新令牌被重复使用，该会话已于 {at} 结束。如非本人操作，请修改密码。'],
    [
      'A log-in may have been stolen',
      'A spent refresh token was shown again; that session was ended at {at}. Change the password if it was not you.',
    ],
  ),
  'login-locked': both(
    ['登录已暂时锁定', '连续 {failures} 次登录失败，{until} 之前暂不能登录。'],
    ['A login has to wait', '{failures} tries in a row failed; the next has to wait until {until}.'],
  ),
  'roster-published': both(
    ['新班表已发布', '{from} 至 {to} 的班表已发布。'],
    ['A roster was published', 'Your shifts from {from} to {to} are published.'],
  ),
  'schedule-changed': both(
    ['班次有变动', '您的班次已调整，请查看。'],
    ['Your shifts were changed', 'Please look at them.'],
  ),
  'leave-decided': both(
    ['请假结果', '{from} 至 {to} 的请假：{status}。'],
    ['Your leave', 'Your leave from {from} to {to} is {status}.'],
  ),
  'shift-swap': both(['换班', '有一条换班请求：{status}。'], ['A shift swap', 'A swap of shifts is {status}.']),
  'overtime-offered': both(
    ['加班邀请', '{from} 至 {to} 可加班。'],
    ['Overtime is offered', 'Overtime is offered from {from} to {to}.'],
  ),
  'stand-in': both(
    ['代理已设置', '{beginsAt} 至 {endsAt} 的代理已设置。'],
    ['Somebody stands in', 'A stand-in was named from {beginsAt} until {endsAt}.'],
  ),
  'stand-in-over': both(['代理已结束', '代理已结束。'], ['A stand-in is over', 'Nobody stands in any more.']),
  'knowledge-review-asked': both(
    ['有知识文章待审核', '一篇知识文章已提交，等待审核。'],
    ['A knowledge article waits for review', 'A knowledge article was submitted for review.'],
  ),
  'knowledge-rejected': both(
    ['知识文章未通过审核', '您提交的知识文章未通过审核，请修改。'],
    ['A knowledge article was rejected', 'A knowledge article that you submitted was rejected.'],
  ),
  'knowledge-review-due': both(
    ['知识文章需要复审', '您负责的一篇知识文章已到复审时间。'],
    ['A knowledge article is due for review', 'Please look whether a knowledge article of yours is still right.'],
  ),
  'knowledge-error-reported': both(
    ['知识文章被报告有误', '有人报告您负责的一篇知识文章有误。'],
    ['A knowledge article is said to be wrong', 'A reader says that a knowledge article of yours is wrong.'],
  ),
  'course-assigned': both(
    ['您有一门新课程', '您有一门新的培训课程，请按时完成。'],
    ['You have a course to take', 'A course was assigned to you.'],
  ),
  'course-reminded': both(
    ['您的课程即将到期或已逾期', '请尽快完成截止于 {dueAt} 的课程。'],
    ['A course of yours is due', 'Please complete the course that is due at {dueAt}.'],
  ),
  'certificate-issued': both(
    ['您获得了证书 {number}', '您已完成课程并获得证书 {number}。'],
    ['You have certificate {number}', 'You completed the course and have certificate {number}.'],
  ),
  'certificate-expiring': both(
    ['您的证书 {number} 即将到期', '证书 {number} 将于 {expiresAt} 到期，请重新认证。'],
    ['Certificate {number} expires soon', 'Certificate {number} expires at {expiresAt}. Please renew it.'],
  ),
  'exam-released': both(
    ['您的考试成绩已公布', '您的考试成绩为 {percent} 分（百分制）。'],
    ['Your exam has a result', 'You reached {percent} percent.'],
  ),
  'exam-appeal-made': both(
    ['有一份考试申诉待处理', '有考生对考试成绩提出申诉，请处理。'],
    ['An exam was appealed against', 'A candidate appealed against a result. Please decide.'],
  ),
  'evaluation-released': both(
    ['您有一份新的质检结果', '您的一次服务已完成质检，得分 {score}，请查看。'],
    ['Work of yours was judged', 'It reached {score} percent. Please look at it.'],
  ),
  'evaluation-appealed': both(
    ['有一份质检申诉待分派', '有坐席对质检结果提出第 {instance} 次申诉，请在 {reviewDueAt} 前处理。'],
    ['An evaluation was appealed against', 'Please find somebody who decides instance {instance} by {reviewDueAt}.'],
  ),
  'evaluation-overdue': both(
    ['质检任务已逾期', '一项质检任务应于 {dueAt} 前完成。'],
    ['An evaluation is overdue', 'It was to be judged by {dueAt}.'],
  ),
  'appeal-overdue': both(
    ['质检申诉已逾期', '一份质检申诉（第 {instance} 次）应于 {dueAt} 前处理。'],
    ['An appeal is overdue', 'Instance {instance} of an appeal was to be decided by {dueAt}.'],
  ),
  'calibration-overdue': both(
    ['质检校准已逾期', '一次质检校准应于 {dueAt} 前完成。'],
    ['A calibration is overdue', 'It was to be judged and closed by {dueAt}.'],
  ),
  'coaching-due': both(
    ['辅导任务已到期', '一项辅导任务应于 {dueAt} 前完成。'],
    ['A coaching task is due', 'It was to be done by {dueAt}.'],
  ),
  announcement: both(
    ['有新公告', '有一条新公告，请查看。'],
    ['There is a new announcement', 'Please read the new announcement.'],
  ),
  'interface-alarm': both(
    ['接口告警 {interface}', '接口 {interface} 的 {metric} 为 {value}，阈值 {threshold}。'],
    ['Alarm of interface {interface}', '{metric} of {interface} is {value}; the threshold is {threshold}.'],
  ),
  'personal-data-alarm': both(
    ['个人信息查看告警', '账号 {accountId} 查看个人信息异常（{oddity}）：{count} 次，通常不超过 {usual} 次。'],
    ['Somebody looks at much personal data', 'Account {accountId}: {oddity}, {count} times; usual are {usual}.'],
  ),
  'quota-nearly-used': both(
    ['配额 {quota} 即将用完', '配额 {quota} 已使用 {used}，上限为 {limit}。'],
    ['The quota {quota} is nearly used up', 'Of the quota {quota} {used} of {limit} are used.'],
  ),
  'webhook-disabled': both(
    ['Webhook 已停用', '一个 Webhook 端点已停用（{because}）。'],
    ['A webhook endpoint is disabled', 'A webhook endpoint was disabled ({because}).'],
  ),
};

/** What several are sent as. */
export const DIGEST: Readonly<Record<Locale, string>> = { 'zh-CN': '{count} 条通知', en: '{count} notifications' };
