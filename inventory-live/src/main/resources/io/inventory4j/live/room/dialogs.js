// Operations: a form, what will happen, a second look where it matters, and what became of it.
import { byId, h, put, say, toast } from './dom.js';
import * as model from './model.js';
import { alertText, channelName, describe, limitName, reasonText, skuName } from './describe.js';
import { effects, isDangerous } from './effects.js';
import { isChinese, number, t, zone } from './texts.js';

const FIELDS = {
  FREEZE: ['holds'], THAW: [], TOP_UP: ['channel', 'units'], TRANSFER: ['from', 'to', 'units'],
  RELEASE_SAFETY: ['channel', 'units'], CHANGE_LIMIT: ['limit', 'units'], ANNOUNCE: ['eta', 'units'],
  SWITCH_TO_BACKUP: [], END: ['holds'],
};
const KINDS = Object.keys(FIELDS);
const MOST_TEXT = 200;
const REPEATS = [1, 2, 4, 8];

const dialog = () => byId('dialog');
let fields = {};
let draft = null;
let repeating = null;

// ---- fields

function field(name, label, input, hint) {
  const error = h('p', { class: 'wrong', id: `wrong-${name}`, hidden: true });
  input.id = `field-${name}`;
  input.setAttribute('aria-describedby', error.id);
  fields[name] = { input, error };
  input.addEventListener('input', () => {
    fail(name, null);
    changed();
  });
  return h('div', { class: `field ${name}` }, h('label', { for: input.id }, label), input, hint ? h('p', { class: 'soft' }, hint) : null, error);
}

function fail(name, text) {
  const { input, error } = fields[name];
  error.hidden = text === null;
  put(error, text ?? '');
  if (text === null) input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}

const units = (name, label, least) => field(name, label, h('input', { type: 'text', inputmode: 'numeric', autocomplete: 'off',
  'data-least': least, value: draft.values[name] ?? '' }));

const time = (name, label) => field(name, label, h('input', { type: 'datetime-local', step: '1', value: draft.values[name] ?? '' }));

function choice(name, label, options, chosen) {
  return field(name, label, h('select', {}, options.map(([value, text]) => h('option', { value, selected: value === chosen }, text))));
}

function channel(name, label, chosen) {
  const row = model.view(draft.sku);
  const options = row.channels.map((line, i) => [String(i), `${channelName(line.channel, row.sku)} (${number(line.available)})`]);
  return choice(name, label, options, String(chosen));
}

function holds() {
  const texts = draft.kind === 'END' ? ['HONOUR', 'END_STOP', 'RELEASE'] : ['HONOUR', 'STOP', 'RELEASE'];
  const values = ['HONOUR', 'STOP', 'RELEASE'];
  return choice('holds', t('g_holds'), values.map((value, i) => [value, t('g_' + texts[i])]), draft.values.holds ?? 'HONOUR');
}

function own(name) {
  const channels = draft.sku === null ? [] : model.view(draft.sku).channels;
  const free = channels.map(line => line.available);
  const most = free.indexOf(Math.max(...free));
  const fewest = free.lastIndexOf(Math.min(...free));
  const at = (name, fallback) => (name in draft.values
    ? Math.max(0, channels.findIndex(line => line.channel === (draft.values[name] ?? null))) : fallback);
  switch (name) {
    case 'holds': return holds();
    case 'channel': return channel('channel', t('g_channel'), at('channel', 0));
    case 'from': return channel('from', t('g_from'), at('from', most));
    case 'to': return channel('to', t('g_to'), at('to', fewest === most ? (most + 1) % channels.length : fewest));
    case 'eta': return time('eta', t('g_eta', zone()));
    case 'limit': return choice('limit', t('g_limit'), limits().map((limit, i) => [String(i),
      `${limitName(limit)} (${number(limit.units)})`]), String(draft.values.limit ?? 0));
    default: return draft.kind === 'CHANGE_LIMIT' ? units('units', t('g_newLimit'), 0) : units('units', t('g_units'), 1);
  }
}

const limits = () => model.view(draft.sku).limits;

function when() {
  const options = [['now', t('g_now')], ['at', t('g_at')], ['sold', t('g_sold')]];
  const parts = [choice('when', t('g_when'), options, draft.values.when ?? 'now')];
  fields.when.input.addEventListener('change', rebuild);
  if (draft.values.when === 'at') parts.push(time('time', t('g_time', zone())));
  if (draft.values.when === 'sold') parts.push(units('soldUnits', t('g_soldUnits', skuName(draft.sku)), 1));
  return parts;
}

// ---- what the form says

const wholeNumber = (text, least) => {
  const value = /^\d{1,15}$/.test(text.replaceAll(/[,\s]/g, '')) ? Number(text.replaceAll(/[,\s]/g, '')) : NaN;
  return value >= least ? value : null;
};

/** The value of a field; null if it is missing or wrong, which is said if somebody wants to go on. */
function value(name, tells) {
  const { input } = fields[name];
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
function action(tells) {
  const made = { kind: draft.kind, sku: draft.sku };
  const row = draft.sku === null ? null : model.view(draft.sku);
  let whole = true;
  for (const name of FIELDS[draft.kind]) {
    const found = value(name, tells);
    if (found === null) whole = false;
    else if (['channel', 'from', 'to'].includes(name)) made[name] = row.channels[Number(found)].channel;
    else if (name === 'limit') Object.assign(made, { limit: limits()[Number(found)].limit, channel: limits()[Number(found)].channel });
    else made[name] = found;
  }
  if (draft.kind === 'TRANSFER' && whole && made.from === made.to) {
    if (tells) fail('to', t('v_same'));
    whole = false;
  }
  return whole ? made : null;
}

/** The trigger of the form: none for now; undefined while something is missing. */
function trigger(tells) {
  if (!fields.when || fields.when.input.value === 'now') return null;
  if (fields.when.input.value === 'at') {
    const at = fields.time ? value('time', tells) : null;
    return at === null ? undefined : { kind: 'AT', when: at };
  }
  const sold = fields.soldUnits ? value('soldUnits', tells) : null;
  return sold === null ? undefined : { kind: 'SOLD', sku: draft.sku, units: sold };
}

function reason(tells) {
  const text = fields.reason.input.value.trim();
  if (text && [...text].length <= MOST_TEXT) return text;
  if (tells) fail('reason', t(text ? 'v_long' : 'v_missing'));
  return null;
}

function remember() {
  for (const [name, { input }] of Object.entries(fields)) {
    const row = draft.sku === null ? null : model.view(draft.sku);
    draft.values[name] = ['channel', 'from', 'to'].includes(name) ? row.channels[Number(input.value)]?.channel : input.value;
  }
}

function changed() {
  const box = byId('dialog-effects');
  if (!box) return;
  const made = action(false);
  const waits = trigger(false);
  box.replaceChildren(...(made === null || waits === undefined ? [] : lines(effects(made, waits))));
  box.parentElement.hidden = box.childElementCount === 0;
  put(byId('dialog-go'), isDangerous({ kind: draft.kind, holds: fields.holds?.input.value }) ? t('g_review')
    : waits === null ? t('o_' + draft.kind) : t('g_plan'));
}

const lines = texts => texts.map(({ text, warns }) => h('li', { class: warns ? 'warns' : '' }, warns ? '⚠ ' + text : text));

// ---- drawing

function show(title, ...content) {
  clearInterval(repeating);
  dialog().replaceChildren(h('form', { method: 'dialog', novalidate: true, onsubmit: event => event.preventDefault() },
    h('h2', { id: 'dialog-title' }, title), ...content));
  if (!dialog().open) dialog().showModal();
}

const cancelButton = (text = t('g_cancel')) => h('button', { type: 'button', class: 'quiet', id: 'dialog-cancel', onclick: () => dialog().close() }, text);

function goButton(text, go, kind = 'primary') {
  const button = h('button', { type: 'submit', class: kind, id: 'dialog-go' }, text);
  setTimeout(() => button.form?.addEventListener('submit', go));
  return button;
}

const what = texts => h('div', { class: 'what-happens' }, h('h3', {}, t('g_what')), h('ul', { id: 'dialog-effects', 'aria-live': 'polite' }, lines(texts)));

function form() {
  fields = {};
  const heading = draft.kind === 'END' && draft.sku === null ? t('w_END_ALL')
    : draft.chooses ? t('planStep').replace('…', '') : `${t('o_' + draft.kind)} · ${skuName(draft.sku)}`;
  const parts = [];
  if (draft.chooses) parts.push(...chosen());
  parts.push(...FIELDS[draft.kind].map(own));
  if (draft.sku !== null) parts.push(...when());
  parts.push(field('reason', t('g_reason'), h('input', { type: 'text', maxlength: '400', autocomplete: 'off', value: draft.values.reason ?? '' })));
  show(heading, h('div', { class: 'fields' }, parts), what([]), h('p', { class: 'wrong', id: 'dialog-wrong', role: 'alert', hidden: true }, ''),
    h('div', { class: 'buttons end' }, cancelButton(), goButton('', review)));
  changed();
  focusFirst();
}

function focusFirst() {
  dialog().querySelector('.fields input, .fields select, #dialog-go')?.focus();
}

/** Which product and which operation, where neither is known yet. */
function chosen() {
  const row = model.view(draft.sku);
  const skus = choice('sku', t('g_sku'), model.state.skus.filter(sku => !sku.ended).map(sku => [sku.sku, sku.name || sku.sku]), draft.sku);
  const kinds = choice('kind', t('g_operation'), KINDS.filter(kind => row.operations.includes(kind)).map(kind => [kind, t('o_' + kind)]), draft.kind);
  const again = () => {
    const sku = fields.sku.input.value;
    const kind = fields.kind.input.value;
    remember();
    draft.kind = model.skus.get(sku).operations.includes(kind) ? kind : 'FREEZE';
    if (sku !== draft.sku) draft.values = { when: draft.values.when, reason: draft.values.reason };
    draft.sku = sku;
    form();
    fields[document.activeElement === skus ? 'sku' : 'kind'].input.focus();
  };
  fields.sku.input.addEventListener('change', again);
  fields.kind.input.addEventListener('change', again);
  return [skus, kinds];
}

function rebuild() {
  remember();
  form();
  fields.when.input.focus();
}

function review(event) {
  event.preventDefault();
  const made = action(true);
  const waits = trigger(true);
  const why = reason(true);
  if (made === null || waits === undefined || why === null) {
    dialog().querySelector('[aria-invalid]')?.focus();
    return;
  }
  remember();
  const command = waits === null ? { do: 'PERFORM', id: model.newId(), reason: why, action: made }
    : { do: 'PLAN', id: model.newId(), reason: why, trigger: waits, action: made };
  if (!isDangerous(made)) {
    submit(command, made);
    return;
  }
  show(t('g_sure'), h('p', { class: 'lead' }, describe(made).split(' · ')[0]), what(effects(made, waits)),
    h('div', { class: 'buttons end' }, h('button', { type: 'button', class: 'quiet', onclick: form }, t('g_backToForm')),
      goButton(t('g_yes', t('y_' + made.kind)), again => {
        again.preventDefault();
        submit(command, made);
      }, 'primary danger')));
  // The button that cannot be taken back is not where the last key press lands.
  dialog().querySelector('.quiet').focus();
}

// ---- sending

async function submit(command, made, tries = 0) {
  clearInterval(repeating);
  const busy = h('p', { class: 'soft', role: 'status', id: 'dialog-busy' }, t('g_sending'));
  for (const button of dialog().querySelectorAll('button[type=submit]')) button.disabled = true;
  dialog().querySelector('form').append(busy);
  const { also = [], ...first } = command;
  let { status, body } = await model.send(first);
  for (let i = 0; i < also.length && status === 200; i++) {
    ({ status, body } = await model.send({ ...first, alert: also[i] }));
  }
  busy.remove();
  if (status === 0 || status >= 500) {
    repeat(command, made, tries);
  } else if (status === 200) {
    finished(command, made, body);
  } else {
    wrong(status, body);
  }
}

function finished(command, made, body) {
  const text = made.text ?? describe(made);
  if (command.do === 'PERFORM' && body.outcome !== 'done' && body.outcome !== null) {
    wrong(200, { error: t('g_refused', reasonText(body.outcome.replace(/^refused /, ''))) });
    return;
  }
  dialog().close();
  const done = { PERFORM: 'g_done', PLAN: 'g_planned', ACKNOWLEDGE: 'g_acknowledged', CANCEL: 'g_stepCancelled' }[command.do];
  if (body.outcome === 'taken') toast(t('g_stepTaken'), 'bad');
  else if (command.do === 'PERFORM' && body.outcome === null) toast(t('g_underWay'), 'good');
  else toast(t(done, text), 'good');
}

/** What the server has against it: by field where it names one. */
function wrong(status, body) {
  const text = status === 200 ? body.error : status === 403 ? t('g_notYou')
    : status === 409 ? t('g_notAllowed', body.error) : t('g_failed', [body.error ?? status,
      ...Object.entries(body.fields ?? {}).map(([name, what]) => `${name}: ${what}`)].join(' · '));
  if (!byId('dialog-wrong')) (draft ? form : again => again)();
  const box = byId('dialog-wrong') ?? dialog().querySelector('form').appendChild(h('p', { class: 'wrong', id: 'dialog-wrong', role: 'alert' }));
  box.hidden = false;
  put(box, text);
  for (const button of dialog().querySelectorAll('button[type=submit]')) button.disabled = false;
}

/** No answer, so nobody knows: the same command again, with the same id, is done once. */
function repeat(command, made, tries) {
  let seconds = REPEATS[tries] ?? null;
  const status = h('p', { class: 'lead', role: 'status' });
  const tell = () => put(status, seconds === null ? t('g_unknownStop') : t('g_unknown', seconds));
  show(made.text ?? describe(made), status, h('div', { class: 'buttons end' }, cancelButton(t('close')),
    goButton(t('g_repeat'), () => submit(command, made, tries + 1))));
  tell();
  say(status.textContent, 'shout');
  if (seconds !== null) {
    repeating = setInterval(() => {
      seconds -= 1;
      tell();
      if (seconds <= 0) submit(command, made, tries + 1);
    }, 1000);
  }
}

// ---- what others open

export function operation(kind, sku) {
  draft = { kind, sku, values: {} };
  form();
}

/** An operation that was suggested. */
export function prefilled(suggested, why) {
  const { kind, sku, ...values } = suggested;
  draft = { kind, sku, values: { ...values, reason: [...why].slice(0, MOST_TEXT).join('') } };
  form();
}

export const endSale = () => operation('END', null);

/** A step, of which nothing is known yet. */
export function choose() {
  const sku = model.state.skus.find(one => !one.ended);
  draft = { kind: sku.operations.includes('TOP_UP') ? 'TOP_UP' : 'FREEZE', sku: sku.sku, chooses: true, values: { when: 'at' } };
  form();
}

function ask(title, texts, label, button, command, made, kind) {
  draft = null;
  fields = {};
  const input = field('reason', label, h('input', { type: 'text', maxlength: '400', autocomplete: 'off' }));
  show(title, what(texts), h('div', { class: 'fields' }, input), h('div', { class: 'buttons end' }, cancelButton(t('close')),
    goButton(button, event => {
      event.preventDefault();
      const why = reason(true);
      if (why !== null) submit({ ...command, reason: why }, made);
    }, kind)));
  focusFirst();
}

/** Sees to an alert, and to the earlier ones of its line. */
export function acknowledge(group) {
  const [newest, ...earlier] = group;
  const text = `${skuName(newest.sku)}${isChinese() ? '：' : ': '}${alertText(newest)}`;
  ask(text, [{ text: t('e_SEEN') }], t('g_note'), t('acknowledge'),
    { do: 'ACKNOWLEDGE', alert: newest.id, also: earlier.map(alert => alert.id) }, { text }, 'primary');
}

export function cancelStep(step) {
  const text = describe(step.action);
  ask(t('cancelStep').replace('…', ''), [{ text: t('e_CANCEL', text) }], t('g_reason'), t('cancelStep').replace('…', ''),
    { do: 'CANCEL', step: step.id }, { text }, 'primary danger');
}

export function start() {
  dialog().addEventListener('close', () => clearInterval(repeating));
  // A click beside it closes nothing: what was typed would be lost.
  model.on('levels', skus => draft && dialog().open && skus.has(draft.sku) && fields.when?.input.isConnected && changed());
}
