// What the page says, in English and Chinese, and how it writes numbers and times.

const TEXTS = {
  skip: ['Skip to the products', '跳到商品列表'],
  controlRoom: ['Control room', '直播中控台'],
  products: ['Products', '商品'],
  alerts: ['Alerts', '预警'],
  ideas: ['Next', '待办'],
  log: ['Log', '记录'],
  language: ['Language', '语言'],
  theme: ['Colours', '外观'],
  theme_auto: ['As the system', '跟随系统'],
  theme_light: ['Light', '浅色'],
  theme_dark: ['Dark', '深色'],
  search: ['Search by name or SKU', '搜索名称或 SKU'],
  sortBy: ['Sort by', '排序'],
  planOrder: ['Plan order', '排期顺序'],
  keys: ['Keys: / search, ↑ ↓ move, Enter open, Esc close.', '快捷键：/ 搜索，↑ ↓ 移动，Enter 打开，Esc 关闭。'],
  readOnly: ['Read-only', '只读'],
  worksAs: ['Signed in as {0}', '当前用户：{0}'],
  loading: ['Loading the sale…', '正在加载场次…'],
  cannotLoad: ['The sale cannot be read yet. Trying again every second…', '暂时读不到场次数据，每秒重试…'],
  phase_live: ['On air', '直播中'],
  phase_ended: ['Ended', '已结束'],
  phase_before: ['Not open yet', '未开售'],
  link_live: ['Live', '实时'],
  link_poll: ['Every second', '每秒刷新'],
  link_lost: ['Not connected', '未连接'],
  link_connecting: ['Connecting…', '连接中…'],
  link_store: ['Store not answering', '库存服务无响应'],
  lostStream: [
    'The live stream was lost; last seen {0}. Levels now come once a second, and the stream is tried again.',
    '实时推送已断开，最后收到 {0}。库存改为每秒刷新，正在重连。',
  ],
  lostAll: [
    'No connection to the server; last seen {0}. These figures may be old. Trying again every second.',
    '与服务器的连接已断开，最后收到 {0}。当前数字可能已过期，每秒重试。',
  ],
  lostStore: [
    'The stock store does not answer; last read {0}. Trying again every second.',
    '库存服务无响应，最后读取 {0}。每秒重试。',
  ],
  endedAt: ['The sale ended at {0}. Nothing can be reserved any more.', '本场已于 {0} 结束，不能再下单。'],
  f_available: ['Available', '可售'],
  f_held: ['Held', '预占'],
  f_sold: ['Sold', '已售'],
  f_pace: ['Per minute', '每分钟'],
  f_soldOut: ['Sold out', '售罄'],
  f_alerts: ['Alerts', '预警'],
  f_waiting: ['Waiting', '排队'],
  f_lost: ['Lost', '流失'],
  u_units: ['units', '件'],
  u_perMinute: ['units', '件'],
  u_of: ['of {0}', '共 {0} 款'],
  u_toSee: ['open', '条未确认'],
  u_orders: ['orders', '单'],
  u_requests: ['requests', '次请求'],
  all: ['All', '全部'],
  hot: ['Hot', '热销'],
  cold: ['Slow', '滞销'],
  soldOut: ['Sold out', '售罄'],
  c_product: ['Product', '商品'],
  c_status: ['Status', '状态'],
  c_available: ['Available', '可售库存'],
  c_stock: ['Available · held · sold', '可售 · 预占 · 已售'],
  c_held: ['Held', '预占'],
  c_sold: ['Sold', '已售'],
  c_pace: ['Per min', '件/分'],
  c_out: ['Sells out', '预计售罄'],
  c_waiting: ['Waiting', '排队'],
  c_lost: ['Lost', '流失'],
  c_channel: ['Channel', '渠道'],
  c_committed: ['Unshipped', '待发货'],
  c_given: ['Given', '分配'],
  c_safety: ['Safety', '安全库存'],
  tier_TRAFFIC: ['Traffic', '引流款'],
  tier_HERO: ['Hero', '爆款'],
  tier_PROFIT: ['Profit', '利润款'],
  tier_IMAGE: ['Image', '形象款'],
  tier_LONG_TAIL: ['Long tail', '长尾款'],
  s_selling: ['Selling', '在售'],
  s_low: ['Low', '低库存'],
  s_channelOut: ['Channel out', '部分渠道售罄'],
  s_soldOut: ['Sold out', '售罄'],
  s_frozen: ['Frozen', '已冻结'],
  s_stopped: ['Stopped', '已停售'],
  s_ended: ['Ended', '已结束'],
  s_before: ['Opens {0}', '{0} 开售'],
  s_closed: ['Closed', '已截止'],
  s_switched: ['Backup sells', '备品在售'],
  s_partly: ['Partly frozen', '部分冻结'],
  openAlerts: ['{0} open alerts', '{0} 条未确认预警'],
  nothingFound: ['No product matches. Change the search or the filter.', '没有符合条件的商品，请调整搜索或筛选。'],
  close: ['Close', '关闭'],
  back: ['Back', '返回'],
  kit: ['Kit', '组合装'],
  d_operations: ['Operations', '操作'],
  d_chart: ['Since {0}', '{0} 起'],
  d_channels: ['Channels', '渠道'],
  d_shop: ['Shop stock', '店铺库存'],
  d_window: ['On sale', '售卖时段'],
  d_lost: ['Lost demand', '流失需求'],
  d_history: ['Done', '操作记录'],
  d_steps: ['Planned steps', '计划步骤'],
  d_alerts: ['Alerts', '预警'],
  d_announced: ['Announced', '已预告'],
  noChart: ['The chart begins with the first levels that arrive.', '收到首批库存后开始绘图。'],
  noChartLibrary: ['Charts need the uPlot webjar on the class path.', '图表需要类路径中有 uPlot。'],
  shopHas: ['{0} available, {1} safety stock, at {2}', '{2}：可售 {0} 件，安全库存 {1} 件'],
  sellsFromShop: ['Sold straight from the shop’s stock: {0} safety stock.', '直接售卖店铺库存，安全库存 {0} 件。'],
  announced: ['{0} units expected at {1}', '预计 {1} 到货 {0} 件'],
  windowFromTo: ['{0} to {1}', '{0} 至 {1}'],
  windowFrom: ['from {0}', '{0} 起'],
  windowTo: ['until {0}', '至 {0}'],
  windowNone: ['no fixed times', '未设时段'],
  lostLine: ['{0} requests, {1} units', '{0} 次请求，{1} 件'],
  allChannels: ['All channels', '全渠道'],
  rest: ['Unassigned', '未分配渠道'],
  noAlerts: [
    'No alerts. They appear when a product passes one of its levels.',
    '暂无预警。商品触及预警线时会显示在这里。',
  ],
  noOpenAlerts: ['Nothing to acknowledge.', '没有待确认的预警。'],
  seenAlerts: ['Acknowledged ({0})', '已确认（{0}）'],
  earlier: ['{0} earlier', '另 {0} 条'],
  i_REPLENISH: ['Order {0} units, or have them sent', '采购或调拨 {0} 件'],
  i_BRING_FORWARD: ['Show it now, or longer', '提前或加长讲解'],
  i_SKIP: ['Go on to another product', '转讲其他商品'],
  noIdeas: ['No suggestions now.', '目前没有建议。'],
  noSteps: ['No steps are planned.', '暂无计划步骤。'],
  noOperations: ['Nothing has been done yet.', '暂无操作记录。'],
  noLost: ['Nothing was lost so far.', '暂无流失。'],
  more: ['and {0} older', '另有 {0} 条更早的记录'],
  suggestions: ['Suggestions', '建议'],
  steps: ['Planned steps', '计划步骤'],
  operations: ['Operations', '操作记录'],
  pastSteps: ['Taken or cancelled ({0})', '已执行或已取消（{0}）'],
  a_LOW: ['{0}% left', '剩余 {0}%'],
  a_SOLD_OUT: ['Sold out', '售罄'],
  a_RISEN: ['Back above {0}%', '回升至 {0}% 以上'],
  a_BACK_IN_STOCK: ['Back in stock', '恢复有货'],
  a_PACE: ['Sells out within {0} min', '预计 {0} 分钟内售罄'],
  unitsLeft: ['{0} left', '剩 {0} 件'],
  acknowledge: ['Acknowledge', '确认'],
  seenBy: ['{0}, {1}: {2}', '{0} {1}：{2}'],
  role_OPERATIONS: ['Operations', '运营'],
  role_HOST: ['Host', '主播'],
  role_EVERYBODY: ['Everybody', '所有人'],
  doIt: ['Do it…', '执行…'],
  cancelStep: ['Cancel…', '取消…'],
  planStep: ['Plan a step…', '新增计划…'],
  endSale: ['End the sale…', '结束本场…'],
  step_TAKEN: ['taken', '已执行'],
  step_CANCELLED: ['cancelled', '已取消'],
  step_WAITING: ['waiting', '等待中'],
  outcome_done: ['Done', '已完成'],
  outcome_running: ['Under way', '执行中'],
  outcome_refused: ['Refused: {0}', '被拒：{0}'],
  trigger_AT: ['at {0}', '{0} 执行'],
  trigger_STEPS: ['in {0} steps from {1}, one every {2} min', '从 {1} 起分 {0} 批，每 {2} 分钟一批'],
  trigger_SOLD: ['when {0} of {1} are sold', '{1} 售出 {0} 件时执行'],
  r_OUT_OF_STOCK: ['out of stock', '库存不足'],
  r_INSUFFICIENT: ['not enough units there', '数量不足'],
  r_NOT_OPEN: ['not on sale', '未在售卖'],
  r_LIMIT_REACHED: ['limit reached', '达到限购'],
  r_NOT_ALLOWED: ['not allowed', '不符合规则'],
  r_UNKNOWN_LINE: ['no such stock line', '库存不存在'],
  r_EXPIRED: ['hold ran out', '预占已过期'],
  r_RELEASED: ['released', '已释放'],
  r_OVERFLOW: ['too many units', '数量超限'],
  r_OTHERS: ['others', '其他'],
  l_PER_BUYER: ['limit per buyer', '每人限购'],
  l_ORDER_MAXIMUM: ['limit per order', '单笔限购'],
  l_CHANNEL: ['limit of {0}', '{0} 渠道限量'],
  l_CAP: ['limit of the sale', '活动总限量'],
  // Operations
  o_FREEZE: ['Freeze', '冻结'],
  o_THAW: ['Thaw', '解冻'],
  o_TOP_UP: ['Top up', '补货'],
  o_TRANSFER: ['Transfer', '调拨'],
  o_RELEASE_SAFETY: ['Release safety stock', '释放安全库存'],
  o_CHANGE_LIMIT: ['Change a limit', '调整限购'],
  o_ANNOUNCE: ['Announce', '到货预告'],
  o_SWITCH_TO_BACKUP: ['Switch to backup', '切换备品'],
  o_END: ['End', '结束售卖'],
  w_FREEZE: ['Freeze {0}', '冻结 {0}'],
  w_THAW: ['Thaw {0}', '解冻 {0}'],
  w_TOP_UP: ['Top up {0} by {1} ({2})', '{0} 补货 {1} 件（{2}）'],
  w_TRANSFER: ['Move {1} of {0} from {2} to {3}', '{0} 调拨 {1} 件：{2} → {3}'],
  w_RELEASE_SAFETY: ['Release {1} safety stock of {0} ({2})', '{0} 释放安全库存 {1} 件（{2}）'],
  w_CHANGE_LIMIT: ['{0}: {2} {1}', '{0}：{2}改为 {1} 件'],
  w_ANNOUNCE: ['Announce {1} of {0} for {2}', '预告 {0} 于 {2} 到货 {1} 件'],
  w_SWITCH_TO_BACKUP: ['Switch {0} to its backup', '{0} 切换备品'],
  w_END: ['End the sale of {0}', '结束售卖 {0}'],
  w_END_ALL: ['End the whole sale', '结束整场'],
  h_HONOUR: ['holds may be paid', '预占可付款'],
  h_STOP: ['holds may not be paid', '预占暂停付款'],
  h_RELEASE: ['holds are given back', '预占释放'],
  // Dialogs
  g_operation: ['Operation', '操作'],
  g_sku: ['Product', '商品'],
  g_holds: ['Units that are held', '已预占的库存'],
  g_HONOUR: ['Those who hold may still pay', '已预占的买家可继续付款'],
  g_STOP: ['Nobody may pay until it is thawed', '解冻前暂停付款'],
  g_RELEASE: ['Give all holds back at once', '立即释放全部预占'],
  g_END_STOP: ['Nobody may pay; holds run out', '不再接受付款，预占到期释放'],
  g_channel: ['Channel', '渠道'],
  g_from: ['From', '调出渠道'],
  g_to: ['To', '调入渠道'],
  g_units: ['Units', '数量（件）'],
  g_limit: ['Limit', '限购项'],
  g_newLimit: ['New limit, units', '新限购（件）'],
  g_eta: ['Expected at ({0})', '预计到货时间（{0}）'],
  g_reason: ['Reason, for the record', '原因（写入记录）'],
  g_note: ['A word about it, for the record', '处理说明（写入记录）'],
  g_when: ['When', '执行时间'],
  g_now: ['Now', '立即'],
  g_at: ['At a time', '定时'],
  g_sold: ['When so many are sold', '售出达到'],
  g_steps: ['In steps', '分批'],
  g_first: ['First step at ({0})', '首批时间（{0}）'],
  g_count: ['Steps', '批数'],
  g_minutes: ['Minutes between two steps', '间隔（分钟）'],
  g_time: ['Time ({0})', '时间（{0}）'],
  g_soldUnits: ['Units sold of {0}', '{0} 售出件数'],
  g_what: ['What will happen', '将会发生'],
  g_cancel: ['Cancel', '取消'],
  g_review: ['Review…', '核对…'],
  g_plan: ['Plan it', '加入计划'],
  g_sure: ['Please look again', '请再次核对'],
  g_yes: ['Yes, {0}', '确认{0}'],
  y_FREEZE: ['freeze it', '冻结'],
  y_SWITCH_TO_BACKUP: ['switch to the backup', '切换备品'],
  y_END: ['end it', '结束售卖'],
  g_backToForm: ['Change it', '返回修改'],
  g_sending: ['Sending…', '提交中…'],
  g_refused: ['The ledger refused it: {0}. Nothing was changed.', '库存账本拒绝：{0}。未做任何改动。'],
  g_unknown: [
    'No answer, so it is not known whether this was done. Repeating is safe: it is done once. Repeating in {0} s…',
    '库存服务没有回应，尚不知是否已执行。重复提交是安全的，只会执行一次。{0} 秒后自动重试…',
  ],
  g_unknownStop: [
    'The store still does not answer. Repeating is safe: it is done once.',
    '库存服务仍未回应。重复提交是安全的，只会执行一次。',
  ],
  g_repeat: ['Repeat now', '立即重试'],
  g_notAllowed: ['Not allowed: {0}', '不允许：{0}'],
  g_notYou: ['You may not do that here.', '您没有此操作的权限。'],
  g_failed: ['It failed: {0}', '失败：{0}'],
  g_done: ['Done: {0}', '已完成：{0}'],
  g_planned: ['Planned: {0}', '已加入计划：{0}'],
  g_acknowledged: ['Acknowledged: {0}', '已确认：{0}'],
  g_stepCancelled: ['Cancelled: {0}', '已取消：{0}'],
  g_stepTaken: ['Too late: the step was taken already.', '太迟：该步骤已执行。'],
  g_underWay: ['Begun, and carried on by the next tick.', '已开始，将自动继续执行。'],
  v_missing: ['Please fill this in.', '请填写。'],
  v_number: ['A whole number, at least 1.', '请输入不小于 1 的整数。'],
  v_number0: ['A whole number, at least 0.', '请输入不小于 0 的整数。'],
  v_steps: ['At most {0} steps, of one unit at least.', '最多 {0} 批，每批至少 1 件。'],
  v_same: ['Choose two different channels.', '请选择两个不同的渠道。'],
  v_long: ['At most 200 characters.', '最多 200 个字。'],
  // What will happen
  e_FREEZE: ['Nobody can reserve {0} any more, on any channel.', '所有渠道停止 {0} 的新下单。'],
  e_HONOUR: ['{0} units that are held may still be paid.', '已预占的 {0} 件仍可付款。'],
  e_STOP: [
    '{0} units that are held cannot be paid; they stay held until they run out, or it is thawed.',
    '已预占的 {0} 件不能付款，保留至过期或解冻。',
  ],
  e_RELEASE: [
    '{0} units that are held are given back at once. Whole orders lose their hold, also of other products.',
    '已预占的 {0} 件立即释放；整单释放，同单其他商品的预占也会释放。',
  ],
  e_THAW: ['{0} is on sale again: {1} units can be bought at once.', '{0} 恢复售卖，{1} 件可立即下单。'],
  e_THAW_backup: ['Its backup is no longer sold in its place.', '不再由备品顶替。'],
  e_TOP_UP: [
    '{0} units move from the shop’s stock to {1}: {2} → {3} available there.',
    '从店铺库存转入 {0} 件到 {1}：可售 {2} → {3}。',
  ],
  e_TOP_UP_left: ['The shop’s stock keeps {0}.', '店铺库存剩 {0} 件。'],
  e_tooMany: ['Only {0} are there now, so the ledger will refuse.', '目前只有 {0} 件，账本将拒绝。'],
  e_TRANSFER: ['{0}: {1} → {2} available.', '{0}：可售 {1} → {2}。'],
  e_RELEASE_SAFETY: [
    '{0} of {1} units of safety stock go on sale ({2}): {3} → {4} available.',
    '{1} 件安全库存中释放 {0} 件到 {2}：可售 {3} → {4}。',
  ],
  e_CHANGE_LIMIT: [
    'The {0} becomes {1} units, now {2}. What was bought before counts.',
    '{0}由 {2} 件改为 {1} 件，之前已购的计入。',
  ],
  e_ANNOUNCE: [
    'Everybody who looks is told: {0} units at {1}. No stock changes.',
    '对外预告：{1} 到货 {0} 件。库存不变。',
  ],
  e_SWITCH: [
    '{0} is frozen; what is held may still be paid. Orders get {1} instead, of which {2} are available.',
    '{0} 冻结，已预占的仍可付款；新订单改售 {1}（可售 {2} 件）。',
  ],
  e_END: ['Nobody can reserve {0} any more, and it cannot be thawed.', '{0} 停止售卖，且不能再解冻。'],
  e_END_ALL: [
    'Nobody can reserve any of the {0} products any more. This cannot be undone.',
    '全部 {0} 个商品停止售卖，不可撤销。',
  ],
  e_PLAN: [
    'Nothing happens now. It is done {0}, with the stock of that moment.',
    '现在不会执行；将在{0}，以当时库存为准。',
  ],
  e_CANCEL: ['The step will not be taken: {0}.', '该步骤将不再执行：{0}。'],
  e_SEEN: ['Everybody sees that you take care of it. No stock changes.', '所有人都能看到您在处理。库存不变。'],
  inMinutes: ['in {0} min', '{0} 分钟后'],
  inHours: ['in {0} h {1} min', '{0} 小时 {1} 分后'],
  inSeconds: ['in {0} s', '{0} 秒后'],
  moreThanDay: ['over a day', '超过一天'],
  newAlert: ['Alert: {0}, {1}', '预警：{0}，{1}'],
};

let chinese = document.documentElement.lang.startsWith('zh');
let numbers = new Intl.NumberFormat(chinese ? 'zh-CN' : 'en');
let decimals = new Intl.NumberFormat(chinese ? 'zh-CN' : 'en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const isChinese = () => chinese;

export function setLanguage(language) {
  chinese = language === 'zh';
  document.documentElement.lang = chinese ? 'zh-Hans' : 'en';
  numbers = new Intl.NumberFormat(chinese ? 'zh-CN' : 'en');
  decimals = new Intl.NumberFormat(chinese ? 'zh-CN' : 'en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** A text of the page. A key that is missing shows itself, which the tests look for. */
export function t(key, ...values) {
  const texts = TEXTS[key];
  if (!texts) return `?${key}?`;
  return texts[chinese ? 1 : 0].replace(/\{(\d)\}/g, (all, index) => values[Number(index)] ?? '');
}

export const knows = key => key in TEXTS;

/** A word of the server's that the page may not know yet. */
export const word = (prefix, name) =>
  knows(prefix + name) ? t(prefix + name) : name.toLowerCase().replaceAll('_', ' ');

export const number = value => numbers.format(value).replace('-', '−');
export const decimal = value => decimals.format(value);

const two = value => String(value).padStart(2, '0');

/** The zone of this browser at an instant, as +08:00. */
export function zone(at = new Date()) {
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The time of day, with the date if it is another one; without the zone, which whoever calls this says. */
export function clockTime(at, now = new Date()) {
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return at.toDateString() === now.toDateString() ? time : `${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}

export const fullTime = (at, now) => `${clockTime(at, now)} ${zone(at)}`;

/** How far an instant is from now. */
export function ahead(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 90) return t('inSeconds', number(seconds));
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return t('inMinutes', number(minutes));
  return minutes < 1440 ? t('inHours', number(Math.floor(minutes / 60)), minutes % 60) : t('moreThanDay');
}
