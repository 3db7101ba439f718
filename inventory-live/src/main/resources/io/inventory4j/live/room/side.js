// Alerts, suggestions, planned steps and what was done: the column beside the products.
import { byId, dots, foreign, h, redraw, say } from './dom.js';
import * as model from './model.js';
import * as dialogs from './dialogs.js';
import { alertText, channelName, describe, describeTrigger, outcome, skuName } from './describe.js';
import { clockTime, fullTime, isChinese, knows, number, t, word, zone } from './texts.js';

const MARKS = { LOW: '▽', SOLD_OUT: '✕', RISEN: '△', BACK_IN_STOCK: '✓', PACE: '▲' };
const KINDS = { LOW: 'low', SOLD_OUT: 'soldOut', RISEN: 'selling', BACK_IN_STOCK: 'selling', PACE: 'hot' };

let open = () => {};
let heard = null;
const unfolded = new Set();

const time = text =>
  h('time', { datetime: text, title: fullTime(new Date(text), model.now()) }, clockTime(new Date(text), model.now()));

function named(sku) {
  return h(
    'button',
    { type: 'button', class: 'link-name', 'data-key': 'open-' + sku, onclick: () => open(sku) },
    foreign(skuName(sku)),
  );
}

function alertItem(alert, withName, group = [alert]) {
  const seen = alert.acknowledged;
  const where = alert.channel === null ? [] : [foreign(alert.channel)];
  const roles = alert.roles.includes('EVERYBODY') ? ['EVERYBODY'] : alert.roles;
  return h(
    'li',
    { class: `alert ${KINDS[alert.kind] ?? ''}${seen ? ' seen' : ''}`, 'data-alert': alert.id },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[alert.kind] ?? '!'),
    h(
      'div',
      { class: 'what' },
      h('p', {}, withName ? [named(alert.sku), ' '] : null, h('b', {}, alertText(alert))),
      dots(
        time(alert.at),
        withName && model.skus.get(alert.sku)?.name ? foreign(alert.sku) : null,
        ...where,
        t('unitsLeft', number(alert.available)),
        roles.map(role => word('role_', role)).join(isChinese() ? '、' : ', '),
        group.length > 1 ? t('earlier', number(group.length - 1)) : null,
      ),
      seen
        ? h('p', { class: 'soft' }, t('seenBy', seen.who, clockTime(new Date(seen.at), model.now()), seen.why))
        : null,
    ),
    !seen && model.user
      ? h(
          'button',
          { type: 'button', class: 'small', 'data-key': 'seen-' + alert.id, onclick: () => dialogs.acknowledge(group) },
          t('acknowledge'),
        )
      : null,
  );
}

function stepItem(step) {
  return h(
    'li',
    { class: `step ${step.state.toLowerCase()}`, 'data-step': step.id },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, { WAITING: '◷', TAKEN: '✓', CANCELLED: '–' }[step.state]),
    h(
      'div',
      { class: 'what' },
      h('p', {}, h('b', {}, describe(step.action))),
      h(
        'p',
        { class: 'soft' },
        describeTrigger(step.trigger) + (step.state === 'WAITING' ? '' : ` · ${t('step_' + step.state)}`),
      ),
      h('p', { class: 'soft' }, foreign(step.who), isChinese() ? '：' : ': ', foreign(step.why)),
    ),
    step.state === 'WAITING' && model.user
      ? h(
          'button',
          { type: 'button', class: 'small', 'data-key': 'cancel-' + step.id, onclick: () => dialogs.cancelStep(step) },
          t('cancelStep'),
        )
      : null,
  );
}

function operationItem(operation) {
  const became = outcome(operation);
  return h(
    'li',
    { class: `operation ${became.kind}`, 'data-operation': operation.id },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, became.mark),
    h(
      'div',
      { class: 'what' },
      h('p', {}, h('b', {}, describe(operation.action))),
      dots(time(operation.at), became.text),
      h('p', { class: 'soft' }, foreign(operation.who), isChinese() ? '：' : ': ', foreign(operation.why)),
    ),
  );
}

/** What could be done, as a sentence. */
function ideaText(idea) {
  if (idea.action) return describe(idea.action);
  return knows('i_' + idea.kind) ? t('i_' + idea.kind, number(idea.units)) : idea.kind.toLowerCase().replaceAll('_', ' ');
}

function ideaItem(idea, index) {
  const text = idea.reason[isChinese() ? 'zh' : 'en'];
  return h(
    'li',
    { class: 'idea' },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, '→'),
    h('div', { class: 'what' }, h('p', {}, named(idea.sku)), h('p', {}, h('b', {}, ideaText(idea))), h('p', { class: 'soft' }, text)),
    idea.action && model.user
      ? h(
          'button',
          {
            type: 'button',
            class: 'small',
            'data-key': `idea-${index}`,
            onclick: () => dialogs.prefilled(idea.action, text),
          },
          t('doIt'),
        )
      : null,
  );
}

/** A list that is folded away until somebody wants it. */
function folded(name, label, items) {
  if (items.length === 0) return null;
  const details = h(
    'details',
    { ontoggle: event => unfolded[event.target.open ? 'add' : 'delete'](name) },
    h('summary', { 'data-key': 'fold-' + name }, label),
    h('ul', { class: 'items' }, items),
  );
  details.open = unfolded.has(name);
  return details;
}

const list = (items, empty) => (items.length ? h('ul', { class: 'items' }, items) : h('p', { class: 'empty' }, empty));

function section(name, title, count, content, extra = null) {
  return h(
    'section',
    { class: `panel ${name}`, 'data-panel': name },
    h(
      'header',
      {},
      h('h2', {}, title, count === null ? null : h('span', { class: 'count' }, number(count))),
      h('span', { class: 'soft zone' }, zone()),
      extra,
    ),
    content,
  );
}

const older = (shown, all) => (all > shown ? h('p', { class: 'soft' }, t('more', number(all - shown))) : null);

function draw() {
  const { alerts, suggestions, steps, operations } = model.state;
  const open = model.openAlerts();
  const seen = alerts.filter(alert => alert.acknowledged);
  const waiting = steps.filter(step => step.state === 'WAITING');
  const past = steps.filter(step => step.state !== 'WAITING');
  const names = model.state.skus.map(sku => sku.name);
  const signature = JSON.stringify([
    alerts,
    suggestions,
    steps,
    operations,
    names,
    isChinese(),
    model.user,
    zone(),
    model.now().toDateString(),
  ]);
  redraw(byId('overview'), signature, () => [
    section('alerts', t('d_alerts'), open.length, [
      list(
        open.map(group => alertItem(group[0], true, group)),
        t(alerts.length ? 'noOpenAlerts' : 'noAlerts'),
      ),
      folded(
        'seen',
        t('seenAlerts', number(seen.length)),
        seen.map(alert => alertItem(alert, true)),
      ),
      older(alerts.length, model.state.alertsInAll),
    ]),
    section('ideas', t('suggestions'), suggestions.length, list(suggestions.map(ideaItem), t('noIdeas'))),
    section(
      'ideas',
      t('steps'),
      waiting.length,
      [
        list(waiting.map(stepItem), t('noSteps')),
        folded('past', t('pastSteps', number(past.length)), past.map(stepItem)),
      ],
      model.user && !model.state.endedAt
        ? h(
            'button',
            { type: 'button', class: 'small', 'data-key': 'plan-step', onclick: () => dialogs.choose() },
            t('planStep'),
          )
        : null,
    ),
    section(
      'log',
      t('operations'),
      null,
      [list(operations.map(operationItem), t('noOperations')), older(operations.length, model.state.operationsInAll)],
      model.user && !model.state.endedAt
        ? h(
            'button',
            { type: 'button', class: 'small danger on-phone', 'data-key': 'end-all', onclick: dialogs.endSale },
            t('endSale'),
          )
        : null,
    ),
  ]);
}

/** What of all this is about one SKU. */
export function about(sku) {
  const { alerts, steps, operations } = model.state;
  const of = list => list.filter(one => (one.action ? one.action.sku : one.sku) === sku);
  return {
    alerts: [
      ...model
        .openAlerts()
        .filter(group => group[0].sku === sku)
        .map(group => alertItem(group[0], false, group)),
      ...of(alerts)
        .filter(alert => alert.acknowledged)
        .map(alert => alertItem(alert, false)),
    ],
    steps: of(steps).map(stepItem),
    operations: of(operations).map(operationItem),
  };
}

/** Reads new alerts out to those who do not look at them. */
function announce() {
  const ids = new Set(model.state.alerts.map(alert => alert.id));
  if (heard) {
    const fresh = model.state.alerts.filter(alert => !heard.has(alert.id));
    for (const alert of fresh.slice(0, 3)) {
      const where = alert.channel === null ? '' : ` (${channelName(alert.channel, alert.sku)})`;
      say(t('newAlert', skuName(alert.sku) + where, alertText(alert)), alert.kind === 'SOLD_OUT' ? 'shout' : 'say');
    }
  }
  heard = ids;
}

export const drawLanguage = () => model.state && draw();

export function start(opened) {
  open = opened;
  model.on('state', () => {
    draw();
    announce();
  });
  model.on('user', drawLanguage);
}
