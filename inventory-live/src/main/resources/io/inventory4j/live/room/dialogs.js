// Operations: a form, what will happen, a second look where it matters, and what became of it.
import { byId, h, put, say, toast } from './dom.js';
import * as model from './model.js';
import { alertText, describe, reasonText, skuName } from './describe.js';
import { effects, isDangerous } from './effects.js';
import { FIELDS, action, choice, field, own, reason, remember, sheet, trigger, when } from './fields.js';
import { isChinese, t } from './texts.js';

const KINDS = Object.keys(FIELDS);
const MOST_TEXT = 200;
const REPEATS = [1, 2, 4, 8];

const dialog = () => byId('dialog');
let repeating = null;
let opener = null;

function changed() {
  const box = byId('dialog-effects');
  if (!box || !sheet.draft) return;
  const made = action(false);
  const waits = trigger(false);
  box.replaceChildren(...(made === null || waits === undefined ? [] : lines(effects(made, waits))));
  box.parentElement.hidden = box.childElementCount === 0;
  put(
    byId('dialog-go'),
    isDangerous({ kind: sheet.draft.kind, holds: sheet.fields.holds?.input.value })
      ? t('g_review')
      : waits === null
        ? t('o_' + sheet.draft.kind)
        : t('g_plan'),
  );
}

const lines = texts =>
  texts.map(({ text, warns }) => h('li', { class: warns ? 'warns' : '' }, warns ? '⚠ ' + text : text));

// ---- drawing

function show(title, ...content) {
  clearInterval(repeating);
  dialog().replaceChildren(
    h(
      'form',
      { method: 'dialog', novalidate: true, onsubmit: event => event.preventDefault() },
      h('h2', { id: 'dialog-title' }, title),
      ...content,
    ),
  );
  if (!dialog().open) {
    opener = document.activeElement?.dataset.key ?? null;
    dialog().showModal();
  }
}

const cancelButton = (text = t('g_cancel')) =>
  h('button', { type: 'button', class: 'quiet', id: 'dialog-cancel', onclick: () => dialog().close() }, text);

function goButton(text, go, kind = 'primary') {
  const button = h('button', { type: 'submit', class: kind, id: 'dialog-go' }, text);
  setTimeout(() => button.form?.addEventListener('submit', go));
  return button;
}

const what = texts =>
  h(
    'div',
    { class: 'what-happens' },
    h('h3', {}, t('g_what')),
    h('ul', { id: 'dialog-effects', 'aria-live': 'polite' }, lines(texts)),
  );

function form() {
  sheet.fields = {};
  const heading =
    sheet.draft.kind === 'END' && sheet.draft.sku === null
      ? t('w_END_ALL')
      : sheet.draft.chooses
        ? t('planStep').replace('…', '')
        : `${t('o_' + sheet.draft.kind)} · ${skuName(sheet.draft.sku)}`;
  const parts = [];
  if (sheet.draft.chooses) parts.push(...chosen());
  parts.push(...FIELDS[sheet.draft.kind].map(own));
  if (sheet.draft.sku !== null) parts.push(...when());
  parts.push(
    field(
      'reason',
      t('g_reason'),
      h('input', { type: 'text', maxlength: '400', autocomplete: 'off', value: sheet.draft.values.reason ?? '' }),
    ),
  );
  show(
    heading,
    h('div', { class: 'fields' }, parts),
    what([]),
    h('p', { class: 'wrong', id: 'dialog-wrong', role: 'alert', hidden: true }, ''),
    h('div', { class: 'buttons end' }, cancelButton(), goButton('', review)),
  );
  changed();
  focusFirst();
}

function focusFirst() {
  dialog().querySelector('.fields input, .fields select, #dialog-go')?.focus();
}

/** Which product and which operation, where neither is known yet. */
function chosen() {
  const row = model.view(sheet.draft.sku);
  const skus = choice(
    'sku',
    t('g_sku'),
    model.state.skus.filter(sku => !sku.ended).map(sku => [sku.sku, sku.name || sku.sku]),
    sheet.draft.sku,
  );
  const kinds = choice(
    'kind',
    t('g_operation'),
    KINDS.filter(kind => row.operations.includes(kind)).map(kind => [kind, t('o_' + kind)]),
    sheet.draft.kind,
  );
  const again = () => {
    const sku = sheet.fields.sku.input.value;
    const kind = sheet.fields.kind.input.value;
    remember();
    sheet.draft.kind = model.skus.get(sku).operations.includes(kind) ? kind : 'FREEZE';
    if (sku !== sheet.draft.sku)
      sheet.draft.values = { when: sheet.draft.values.when, reason: sheet.draft.values.reason };
    sheet.draft.sku = sku;
    form();
    sheet.fields[document.activeElement === skus ? 'sku' : 'kind'].input.focus();
  };
  sheet.fields.sku.input.addEventListener('change', again);
  sheet.fields.kind.input.addEventListener('change', again);
  return [skus, kinds];
}

function rebuild() {
  remember();
  form();
  sheet.fields.when.input.focus();
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
  const command = commandOf(made, waits, why);
  if (!isDangerous(made)) {
    submit(command, made);
    return;
  }
  show(
    t('g_sure'),
    h('p', { class: 'lead' }, describe(made).split(' · ')[0]),
    what(effects(made, waits)),
    h(
      'div',
      { class: 'buttons end' },
      h('button', { type: 'button', class: 'quiet', onclick: form }, t('g_backToForm')),
      goButton(
        t('g_yes', t('y_' + made.kind)),
        again => {
          again.preventDefault();
          submit(command, made);
        },
        'primary danger',
      ),
    ),
  );
  // The button that cannot be taken back is not where the last key press lands.
  dialog().querySelector('.quiet').focus();
}

// ---- sending

function commandOf(made, waits, why) {
  const command = { do: waits === null ? 'PERFORM' : 'PLAN', id: model.newId(), reason: why, action: made };
  if (waits === null) return command;
  if (waits.kind !== 'STEPS') return { ...command, trigger: waits };
  // One step each, as LiveSale.releaseInSteps names and divides them.
  const steps = Array.from({ length: waits.count }, (_, i) => {
    const at = new Date(Date.parse(waits.first) + i * waits.minutes * 60_000);
    const units = Math.floor(made.units / waits.count) + (i < made.units % waits.count ? 1 : 0);
    const when = at.toISOString().replace(/\.\d+Z$/, 'Z');
    return { id: `${command.id}-${i + 1}`, trigger: { kind: 'AT', when }, action: { ...made, units } };
  });
  return { ...command, ...steps[0], also: steps.slice(1) };
}

/** Sends a command, and those that belong to it; repeated as a whole, each of them is done once. */
async function submit(command, made, tries = 0) {
  clearInterval(repeating);
  const busy = h('p', { class: 'soft', role: 'status', id: 'dialog-busy' }, t('g_sending'));
  for (const button of dialog().querySelectorAll('button[type=submit]')) button.disabled = true;
  dialog().querySelector('form').append(busy);
  const { also = [], ...first } = command;
  let { status, body } = await model.send(first);
  for (let i = 0; i < also.length && status === 200; i++) {
    ({ status, body } = await model.send({ ...first, ...also[i] }));
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
  const done = { PERFORM: 'g_done', PLAN: 'g_planned', ACKNOWLEDGE: 'g_acknowledged', CANCEL: 'g_stepCancelled' }[
    command.do
  ];
  if (body.outcome === 'taken') toast(t('g_stepTaken'), 'bad');
  else if (command.do === 'PERFORM' && body.outcome === null) toast(t('g_underWay'), 'good');
  else toast(t(done, text), 'good');
}

/** What the server has against it: by field where it names one. */
function wrong(status, body) {
  const text =
    status === 200
      ? body.error
      : status === 403
        ? t('g_notYou')
        : status === 409
          ? t('g_notAllowed', body.error)
          : t(
              'g_failed',
              [
                body.error ?? status,
                ...Object.entries(body.fields ?? {}).map(([name, what]) => `${name}: ${what}`),
              ].join(' · '),
            );
  if (!byId('dialog-wrong')) (sheet.draft ? form : again => again)();
  const box =
    byId('dialog-wrong') ??
    dialog()
      .querySelector('form')
      .appendChild(h('p', { class: 'wrong', id: 'dialog-wrong', role: 'alert' }));
  box.hidden = false;
  put(box, text);
  for (const button of dialog().querySelectorAll('button[type=submit]')) button.disabled = false;
}

/** No answer, so nobody knows: the same command again, with the same id, is done once. */
function repeat(command, made, tries) {
  let seconds = REPEATS[tries] ?? null;
  const status = h('p', { class: 'lead', role: 'status' });
  const tell = () => put(status, seconds === null ? t('g_unknownStop') : t('g_unknown', seconds));
  show(
    made.text ?? describe(made),
    status,
    h(
      'div',
      { class: 'buttons end' },
      cancelButton(t('close')),
      goButton(t('g_repeat'), event => {
        event.preventDefault();
        submit(command, made, tries + 1);
      }),
    ),
  );
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
  sheet.draft = { kind, sku, values: {} };
  form();
}

/** An operation that was suggested. */
export function prefilled(suggested, why) {
  const { kind, sku, ...values } = suggested;
  sheet.draft = { kind, sku, values: { ...values, reason: [...why].slice(0, MOST_TEXT).join('') } };
  form();
}

export const endSale = () => operation('END', null);

/** A step, of which nothing is known yet. */
export function choose() {
  const sku = model.state.skus.find(one => !one.ended);
  sheet.draft = {
    kind: sku.operations.includes('TOP_UP') ? 'TOP_UP' : 'FREEZE',
    sku: sku.sku,
    chooses: true,
    values: { when: 'at' },
  };
  form();
}

function ask(title, texts, label, button, command, made, kind) {
  sheet.draft = null;
  sheet.fields = {};
  const input = field('reason', label, h('input', { type: 'text', maxlength: '400', autocomplete: 'off' }));
  show(
    title,
    what(texts),
    h('div', { class: 'fields' }, input),
    h(
      'div',
      { class: 'buttons end' },
      cancelButton(t('close')),
      goButton(
        button,
        event => {
          event.preventDefault();
          const why = reason(true);
          if (why !== null) submit({ ...command, reason: why }, made);
        },
        kind,
      ),
    ),
  );
  focusFirst();
}

/** Sees to an alert, and to the earlier ones of its line. */
export function acknowledge(group) {
  const [newest, ...earlier] = group;
  const text = `${skuName(newest.sku)}${isChinese() ? '：' : ': '}${alertText(newest)}`;
  ask(
    text,
    [{ text: t('e_SEEN') }],
    t('g_note'),
    t('acknowledge'),
    { do: 'ACKNOWLEDGE', alert: newest.id, also: earlier.map(({ id }) => ({ alert: id })) },
    { text },
    'primary',
  );
}

export function cancelStep(step) {
  const text = describe(step.action);
  ask(
    t('cancelStep').replace('…', ''),
    [{ text: t('e_CANCEL', text) }],
    t('g_reason'),
    t('cancelStep').replace('…', ''),
    { do: 'CANCEL', step: step.id },
    { text },
    'primary danger',
  );
}

export function start() {
  sheet.changed = changed;
  sheet.rebuild = rebuild;
  dialog().addEventListener('close', () => {
    clearInterval(repeating);
    // The button that opened it may have been drawn again meanwhile.
    setTimeout(() => {
      if (opener && document.activeElement === document.body) {
        document.querySelector(`[data-key="${CSS.escape(opener)}"]`)?.focus();
      }
    });
  });
  // A click beside it closes nothing: what was typed would be lost.
  model.on(
    'levels',
    skus =>
      sheet.draft && dialog().open && skus.has(sheet.draft.sku) && sheet.fields.when?.input.isConnected && changed(),
  );
}
