// The fields of an operation's form, and what they say.
import { h, put } from './dom.js';
import * as model from './model.js';
import { channelName, limitName, skuName } from './describe.js';
import { number, t, zone } from './texts.js';

export const FIELDS = {
  FREEZE: ['holds'],
  THAW: [],
  TOP_UP: ['channel', 'units'],
  TRANSFER: ['from', 'to', 'units'],
  RELEASE_SAFETY: ['channel', 'units'],
  CHANGE_LIMIT: ['limit', 'units'],
  ANNOUNCE: ['eta', 'units'],
  SWITCH_TO_BACKUP: [],
  END: ['holds'],
};
const MOST_TEXT = 200;
const MOST_STEPS = 50;

/** What can be released in steps, so that not all is gone in the first minute. */
const STEPPED = ['TOP_UP', 'RELEASE_SAFETY'];

/** The form that is open: what it is about, its fields by name, and what to call when one of them changes. */
export const sheet = { draft: null, fields: {}, changed: () => {}, rebuild: () => {} };

export function field(name, label, input, hint) {
  const error = h('p', { class: 'wrong', id: `wrong-${name}`, hidden: true });
  input.id = `field-${name}`;
  input.setAttribute('aria-describedby', error.id);
  sheet.fields[name] = { input, error };
  input.addEventListener('input', () => {
    fail(name, null);
    sheet.changed();
  });
  return h(
    'div',
    { class: `field ${name}` },
    h('label', { for: input.id }, label),
    input,
    hint ? h('p', { class: 'soft' }, hint) : null,
    error,
  );
}

function fail(name, text) {
  const { input, error } = sheet.fields[name];
  error.hidden = text === null;
  put(error, text ?? '');
  if (text === null) input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}

const units = (name, label, least) =>
  field(
    name,
    label,
    h('input', {
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
      'data-least': least,
      value: sheet.draft.values[name] ?? '',
    }),
  );

const time = (name, label) =>
  field(name, label, h('input', { type: 'datetime-local', step: '1', value: sheet.draft.values[name] ?? '' }));

export function choice(name, label, options, chosen) {
  return field(
    name,
    label,
    h(
      'select',
      {},
      options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)),
    ),
  );
}

function channel(name, label, chosen) {
  const row = model.view(sheet.draft.sku);
  const options = row.channels.map((line, i) => [
    String(i),
    `${channelName(line.channel, row.sku)} (${number(line.available)})`,
  ]);
  return choice(name, label, options, String(chosen));
}

function holds() {
  const texts = sheet.draft.kind === 'END' ? ['HONOUR', 'END_STOP', 'RELEASE'] : ['HONOUR', 'STOP', 'RELEASE'];
  const values = ['HONOUR', 'STOP', 'RELEASE'];
  return choice(
    'holds',
    t('g_holds'),
    values.map((value, i) => [value, t('g_' + texts[i])]),
    sheet.draft.values.holds ?? 'HONOUR',
  );
}

export function own(name) {
  const channels = sheet.draft.sku === null ? [] : model.view(sheet.draft.sku).channels;
  const free = channels.map(line => line.available);
  const most = free.indexOf(Math.max(...free));
  const fewest = free.lastIndexOf(Math.min(...free));
  const at = (name, fallback) =>
    name in sheet.draft.values
      ? Math.max(
          0,
          channels.findIndex(line => line.channel === (sheet.draft.values[name] ?? null)),
        )
      : fallback;
  switch (name) {
    case 'holds':
      return holds();
    case 'channel':
      return channel('channel', t('g_channel'), at('channel', 0));
    case 'from':
      return channel('from', t('g_from'), at('from', most));
    case 'to':
      return channel('to', t('g_to'), at('to', fewest === most ? (most + 1) % channels.length : fewest));
    case 'eta':
      return time('eta', t('g_eta', zone()));
    case 'limit':
      return choice(
        'limit',
        t('g_limit'),
        limits().map((limit, i) => [String(i), `${limitName(limit)} (${number(limit.units)})`]),
        String(sheet.draft.values.limit ?? 0),
      );
    default:
      return sheet.draft.kind === 'CHANGE_LIMIT' ? units('units', t('g_newLimit'), 0) : units('units', t('g_units'), 1);
  }
}

const limits = () => model.view(sheet.draft.sku).limits;

export function when() {
  const options = [
    ['now', t('g_now')],
    ['at', t('g_at')],
    ['sold', t('g_sold')],
    ...(STEPPED.includes(sheet.draft.kind) ? [['steps', t('g_steps')]] : []),
  ];
  const parts = [choice('when', t('g_when'), options, sheet.draft.values.when ?? 'now')];
  sheet.fields.when.input.addEventListener('change', () => sheet.rebuild());
  if (sheet.draft.values.when === 'at') parts.push(time('time', t('g_time', zone())));
  if (sheet.draft.values.when === 'steps') {
    parts.push(
      time('time', t('g_first', zone())),
      units('count', t('g_count'), 2),
      units('minutes', t('g_minutes'), 1),
    );
  }
  if (sheet.draft.values.when === 'sold') parts.push(units('soldUnits', t('g_soldUnits', skuName(sheet.draft.sku)), 1));
  return parts;
}

// ---- what the form says

const wholeNumber = (text, least) => {
  const value = /^\d{1,15}$/.test(text.replaceAll(/[,\s]/g, '')) ? Number(text.replaceAll(/[,\s]/g, '')) : NaN;
  return value >= least ? value : null;
};

/** The value of a field; null if it is missing or wrong, which is said if somebody wants to go on. */
function value(name, tells) {
  const { input } = sheet.fields[name];
  const text = input.value.trim();
  if (input.dataset.least !== undefined) {
    const found = wholeNumber(text, Number(input.dataset.least));
    if (found === null && tells) fail(name, t(input.dataset.least === '0' ? 'v_number0' : 'v_number'));
    return found;
  }
  if (input.type === 'datetime-local') {
    const at = new Date(text);
    if (Number.isNaN(at.getTime())) {
      if (tells) fail(name, t('v_missing'));
      return null;
    }
    return at.toISOString().replace(/\.\d+Z$/, 'Z');
  }
  return text;
}

/** The action of the form; null while something is missing. */
export function action(tells) {
  const made = { kind: sheet.draft.kind, sku: sheet.draft.sku };
  const row = sheet.draft.sku === null ? null : model.view(sheet.draft.sku);
  let whole = true;
  for (const name of FIELDS[sheet.draft.kind]) {
    const found = value(name, tells);
    if (found === null) whole = false;
    else if (['channel', 'from', 'to'].includes(name)) made[name] = row.channels[Number(found)].channel;
    else if (name === 'limit')
      Object.assign(made, { limit: limits()[Number(found)].limit, channel: limits()[Number(found)].channel });
    else made[name] = found;
  }
  if (sheet.draft.kind === 'TRANSFER' && whole && made.from === made.to) {
    if (tells) fail('to', t('v_same'));
    whole = false;
  }
  return whole ? made : null;
}

/** The trigger of the form: none for now; undefined while something is missing. */
export function trigger(tells) {
  if (!sheet.fields.when || sheet.fields.when.input.value === 'now') return null;
  if (sheet.fields.when.input.value === 'at') {
    const at = sheet.fields.time ? value('time', tells) : null;
    return at === null ? undefined : { kind: 'AT', when: at };
  }
  if (sheet.fields.when.input.value === 'steps') {
    const [first, count, minutes] = ['time', 'count', 'minutes'].map(name => sheet.fields[name] && value(name, tells));
    const all = sheet.fields.units && value('units', false);
    if (!first || !count || !minutes) return undefined;
    if (count > Math.min(MOST_STEPS, all ?? MOST_STEPS)) {
      if (tells) fail('count', t('v_steps', MOST_STEPS));
      return undefined;
    }
    return { kind: 'STEPS', first, count, minutes };
  }
  const sold = sheet.fields.soldUnits ? value('soldUnits', tells) : null;
  return sold === null ? undefined : { kind: 'SOLD', sku: sheet.draft.sku, units: sold };
}

export function reason(tells) {
  const text = sheet.fields.reason.input.value.trim();
  if (text && [...text].length <= MOST_TEXT) return text;
  if (tells) fail('reason', t(text ? 'v_long' : 'v_missing'));
  return null;
}

export function remember() {
  for (const [name, { input }] of Object.entries(sheet.fields)) {
    const row = sheet.draft.sku === null ? null : model.view(sheet.draft.sku);
    sheet.draft.values[name] = ['channel', 'from', 'to'].includes(name)
      ? row.channels[Number(input.value)]?.channel
      : input.value;
  }
}
