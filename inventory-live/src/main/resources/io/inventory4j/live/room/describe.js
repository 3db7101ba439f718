// What actions, triggers and outcomes are called, in a sentence.
import * as model from './model.js';
import { fullTime, knows, number, t, word } from './texts.js';

export const skuName = sku => model.skus.get(sku)?.name || sku;

export function channelName(channel, sku) {
  if (channel !== null && channel !== undefined) return channel;
  return (model.skus.get(sku)?.channels.length ?? 1) > 1 ? t('rest') : t('allChannels');
}

const time = text => fullTime(new Date(text), model.now());

export function limitName(action) {
  return knows('l_' + action.limit) ? t('l_' + action.limit, action.channel) : action.limit;
}

/** An action as a sentence. */
export function describe(action) {
  const name = action.sku === null ? '' : skuName(action.sku);
  switch (action.kind) {
    case 'TOP_UP':
    case 'RELEASE_SAFETY':
      return t('w_' + action.kind, name, number(action.units), channelName(action.channel, action.sku));
    case 'TRANSFER':
      return t(
        'w_TRANSFER',
        name,
        number(action.units),
        channelName(action.from, action.sku),
        channelName(action.to, action.sku),
      );
    case 'ANNOUNCE':
      return t('w_ANNOUNCE', name, number(action.units), time(action.eta));
    case 'CHANGE_LIMIT':
      return t('w_CHANGE_LIMIT', name, number(action.units), limitName(action));
    case 'FREEZE':
      return `${t('w_FREEZE', name)} · ${t('h_' + action.holds)}`;
    case 'END':
      return `${action.sku === null ? t('w_END_ALL') : t('w_END', name)} · ${t('h_' + action.holds)}`;
    default:
      return knows('w_' + action.kind) ? t('w_' + action.kind, name) : `${action.kind} ${name}`;
  }
}

export function describeTrigger(trigger) {
  if (trigger.kind === 'STEPS') {
    return t('trigger_STEPS', number(trigger.count), time(trigger.first), number(trigger.minutes));
  }
  return trigger.kind === 'AT'
    ? t('trigger_AT', time(trigger.when))
    : t('trigger_SOLD', number(trigger.units), skuName(trigger.sku));
}

export const reasonText = reason => word('r_', reason);

/** What became of an operation: done, running or refused, and why. */
export function outcome(operation) {
  if (operation.outcome === 'done') return { kind: 'done', mark: '✓', text: t('outcome_done') };
  if (operation.outcome === null) return { kind: 'running', mark: '…', text: t('outcome_running') };
  const reason = operation.outcome.replace(/^refused /, '');
  return { kind: 'refused', mark: '✕', text: t('outcome_refused', reasonText(reason)) };
}

export function alertText(alert) {
  return knows('a_' + alert.kind)
    ? t('a_' + alert.kind, alert.kind === 'PACE' ? alert.minutes : alert.percent)
    : alert.kind.toLowerCase().replaceAll('_', ' ');
}
