// What an operation will do, said before it is done, from the levels of this moment.
import * as model from './model.js';
import { channelName, describeTrigger, limitName, skuName } from './describe.js';
import { fullTime, number, t } from './texts.js';

const level = (row, channel) => row.channels.find(line => line.channel === (channel ?? null)) ?? row.channels[0];

function held(action, rows) {
  const units = rows.reduce((sum, row) => sum + row.held, 0);
  return t('e_' + action.holds, number(units));
}

function topUp(action, row) {
  const there = level(row, action.channel).available;
  const shop = row.stock ? row.stock.available : 0;
  return [
    {
      text: t(
        'e_TOP_UP',
        number(action.units),
        channelName(action.channel, action.sku),
        number(there),
        number(there + action.units),
      ),
    },
    action.units > shop
      ? { text: t('e_tooMany', number(Math.max(0, shop))), warns: true }
      : { text: t('e_TOP_UP_left', number(shop - action.units)) },
  ];
}

function transfer(action, row) {
  const from = level(row, action.from).available;
  const to = level(row, action.to).available;
  const line = (channel, before, after) => ({
    text: t('e_TRANSFER', channelName(channel, action.sku), number(before), number(after)),
  });
  return action.units > from
    ? [{ text: t('e_tooMany', number(Math.max(0, from))), warns: true }]
    : [line(action.from, from, from - action.units), line(action.to, to, to + action.units)];
}

function releaseSafety(action, row) {
  const line = level(row, action.channel);
  const safety = row.stock ? row.stock.safety : line.safety;
  return [
    {
      text: t(
        'e_RELEASE_SAFETY',
        number(action.units),
        number(safety),
        channelName(action.channel, action.sku),
        number(line.available),
        number(line.available + action.units),
      ),
    },
    action.units > safety ? { text: t('e_tooMany', number(safety)), warns: true } : null,
  ].filter(Boolean);
}

function limitNow(action, row) {
  return row.limits.find(one => one.limit === action.limit && one.channel === (action.channel ?? null))?.units ?? 0;
}

function end(action) {
  const rows = (action.sku === null ? [...model.skus.keys()] : [action.sku]).map(model.view);
  const text = action.sku === null ? t('e_END_ALL', number(rows.length)) : t('e_END', skuName(action.sku));
  return [{ text, warns: true }, { text: held(action, rows) }];
}

function now(action) {
  const row = action.sku === null ? null : model.view(action.sku);
  const name = action.sku === null ? '' : skuName(action.sku);
  switch (action.kind) {
    case 'FREEZE':
      return [{ text: t('e_FREEZE', name) }, { text: held(action, [row]), warns: action.holds === 'RELEASE' }];
    case 'THAW':
      return [
        { text: t('e_THAW', name, number(row.available)) },
        row.switched ? { text: t('e_THAW_backup') } : null,
      ].filter(Boolean);
    case 'TOP_UP':
      return topUp(action, row);
    case 'TRANSFER':
      return transfer(action, row);
    case 'RELEASE_SAFETY':
      return releaseSafety(action, row);
    case 'CHANGE_LIMIT':
      return [{ text: t('e_CHANGE_LIMIT', limitName(action), number(action.units), number(limitNow(action, row))) }];
    case 'ANNOUNCE':
      return [{ text: t('e_ANNOUNCE', number(action.units), fullTime(new Date(action.eta), model.now())) }];
    case 'SWITCH_TO_BACKUP':
      return [
        { text: t('e_SWITCH', name, skuName(row.backup), number(model.view(row.backup).available)), warns: true },
      ];
    default:
      return end(action);
  }
}

/** Sentences; those that warn are marked. */
export function effects(action, trigger) {
  return trigger ? [{ text: t('e_PLAN', describeTrigger(trigger)) }, ...now(action)] : now(action);
}

/** What wants a second look: what buyers feel at once, or what nobody can take back. */
export const isDangerous = action =>
  action.kind === 'END' ||
  action.kind === 'SWITCH_TO_BACKUP' ||
  (action.kind === 'FREEZE' && action.holds !== 'HONOUR');
