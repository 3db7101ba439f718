// The products: a table on a desk, cards on a phone.
import { attribute, byId, foreign, h, put } from './dom.js';
import * as model from './model.js';
import { ahead, clockTime, decimal, fullTime, number, t, word, zone } from './texts.js';

const COLUMNS = [
  { name: 'product', sort: row => row.name || row.sku },
  { name: 'status', sort: row => ORDER.indexOf(row.status.kind) },
  { name: 'available', number: true, sort: row => row.available },
  { name: 'stock' },
  { name: 'held', number: true, sort: row => row.held },
  { name: 'sold', number: true, sort: row => row.sold },
  { name: 'pace', number: true, sort: row => row.pace.perMinute },
  { name: 'out', number: true, sort: row => row.pace.sellsOutAt ?? '9' },
  { name: 'waiting', number: true, sort: row => row.waiting },
  { name: 'lost', number: true, sort: row => row.lostRequests },
];
const ORDER = [
  'soldOut',
  'channelOut',
  'low',
  'stopped',
  'frozen',
  'partly',
  'switched',
  'selling',
  'before',
  'closed',
  'ended',
];
const FILTERS = {
  all: () => true,
  alerts: row => row.alerts > 0,
  hot: row => row.pace.heat === 'HOT',
  cold: row => row.pace.heat === 'COLD',
  soldOut: row => row.status.kind === 'soldOut',
};
const MARKS = {
  selling: '●',
  low: '▽',
  channelOut: '◐',
  soldOut: '✕',
  frozen: '❚❚',
  partly: '❚',
  stopped: '■',
  switched: '⇄',
  ended: '■',
  before: '○',
  closed: '■',
};

const rows = new Map();
let sorting = { by: null, down: false };
let filter = 'all';
let open = () => {};

/** What a SKU does, in a word and a sign. */
export function pill(row) {
  const at = row.status.at ? `${clockTime(row.status.at, model.now())}` : '';
  return { kind: row.status.kind, mark: MARKS[row.status.kind], text: t('s_' + row.status.kind, at) };
}

export function drawPill(element, row) {
  const { kind, mark, text } = pill(row);
  attribute(element, 'class', `state ${kind}`);
  if (element.childElementCount !== 2) {
    element.replaceChildren(h('span', { class: 'mark', 'aria-hidden': 'true' }), h('span', {}));
  }
  put(element.firstChild, mark);
  put(element.lastChild, text);
  attribute(element, 'title', row.status.at ? fullTime(row.status.at, model.now()) : null);
}

/** The three parts of what a SKU was given, as widths of a bar. */
export function drawBar(bar, row) {
  const all = Math.max(1, row.available + row.held + row.sold);
  if (bar.childElementCount !== 3) {
    bar.replaceChildren(...['available', 'held', 'sold'].map(part => h('i', { class: part })));
  }
  [row.available, row.held, row.sold].forEach((units, i) => {
    const width = `${((Math.max(0, units) * 100) / all).toFixed(2)}%`;
    if (bar.children[i].style.width !== width) bar.children[i].style.width = width;
  });
}

export function heat(row) {
  return row.pace.heat === 'HOT'
    ? { text: t('hot'), mark: '▲', kind: 'hot' }
    : row.pace.heat === 'COLD'
      ? { text: t('cold'), mark: '▼', kind: 'cold' }
      : null;
}

export function sellsOut(row) {
  const sells = ['selling', 'low', 'channelOut', 'partly'].includes(row.status.kind);
  return sells && row.pace.sellsOutAt && row.available > 0 ? new Date(row.pace.sellsOutAt) : null;
}

function build(name) {
  const cells = {};
  const element = h('tr', { role: 'row', class: 'sku' });
  for (const column of COLUMNS) {
    const cell = h(column.name === 'product' ? 'th' : 'td', {
      role: column.name === 'product' ? 'rowheader' : 'cell',
      class: `${column.name}${column.number ? ' n' : ''}`,
    });
    cells[column.name] = cell;
    element.append(cell);
  }
  const title = h('button', {
    type: 'button',
    class: 'name',
    'data-sku': name,
    onclick: event => {
      event.stopPropagation();
      open(name);
    },
  });
  const parts = {
    title,
    about: h('span', { class: 'about' }),
    alerts: h('span', { class: 'alerts-here' }),
    heat: h('span', { class: 'heat' }),
    state: h('span', {}),
    bar: h('div', { class: 'stack', 'aria-hidden': 'true' }),
    rate: h('span', {}),
    outTime: h('span', {}),
    outAhead: h('small', {}),
  };
  cells.product.append(h('div', { class: 'titles' }, title, parts.alerts), parts.about);
  cells.status.append(parts.state);
  cells.stock.append(parts.bar);
  cells.pace.append(parts.rate, parts.heat);
  cells.out.append(parts.outTime, parts.outAhead);
  element.addEventListener('click', () => open(name));
  return { element, cells, parts };
}

function update(name) {
  const { element, cells, parts } = rows.get(name);
  const row = model.view(name);
  const shown = row.name || row.sku;
  if (parts.title.textContent !== shown) parts.title.replaceChildren(foreign(shown));
  const about = [row.name ? row.sku : null, row.spec || null].filter(Boolean);
  const tier = (row.kit ? t('kit') + ' · ' : '') + word('tier_', row.tier);
  const signature = tier + '\n' + about.join('\n');
  if (parts.about.dataset.drawn !== signature) {
    parts.about.dataset.drawn = signature;
    parts.about.replaceChildren(
      h('span', { class: 'tier' }, tier),
      ...about.flatMap(text => [' ', h('span', { class: 'wraps' }, foreign(text))]),
    );
  }
  put(parts.alerts, row.alerts ? `⚠ ${number(row.alerts)}` : '');
  attribute(parts.alerts, 'title', row.alerts ? t('openAlerts', number(row.alerts)) : null);
  drawPill(parts.state, row);
  put(cells.available, number(row.available));
  drawBar(parts.bar, row);
  put(cells.held, number(row.held));
  put(cells.sold, number(row.sold));
  put(parts.rate, decimal(row.pace.perMinute));
  const hot = heat(row);
  put(parts.heat, hot ? `${hot.mark} ${hot.text}` : '');
  attribute(parts.heat, 'class', `heat ${hot?.kind ?? ''}`);
  const out = sellsOut(row);
  put(parts.outTime, out ? clockTime(out, model.now()) : '–');
  put(parts.outAhead, out ? ahead(out - model.now()) : '');
  put(cells.waiting, number(row.waiting));
  put(cells.lost, number(row.lostRequests));
  const zeros = {
    held: row.held,
    sold: row.sold,
    pace: row.pace.perMinute,
    waiting: row.waiting,
    lost: row.lostRequests,
  };
  for (const [cell, value] of Object.entries(zeros)) cells[cell].classList.toggle('zero', value === 0);
  element.dataset.kind = row.status.kind;
}

/** The words that a card needs beside its numbers, and the heads of the table. */
function drawHeads() {
  byId('heads').replaceChildren(
    ...COLUMNS.map(column => {
      const text = t('c_' + column.name) + (column.name === 'out' ? ` (${zone()})` : '');
      const sorted = sorting.by === column.name ? (sorting.down ? 'descending' : 'ascending') : 'none';
      const swatch = ['available', 'held', 'sold'].includes(column.name)
        ? h('i', { class: `swatch ${column.name}`, 'aria-hidden': 'true' })
        : null;
      const label = column.sort
        ? h(
            'button',
            { type: 'button', 'data-key': 'sort-' + column.name, onclick: () => sortBy(column.name) },
            swatch,
            text,
            h(
              'span',
              { class: 'arrow', 'aria-hidden': 'true' },
              sorted === 'ascending' ? ' ↑' : sorted === 'descending' ? ' ↓' : '',
            ),
          )
        : h('span', { class: 'off' }, text);
      return h(
        'th',
        {
          scope: 'col',
          role: 'columnheader',
          class: column.name + (column.number ? ' n' : ''),
          'aria-sort': column.sort ? sorted : null,
        },
        label,
      );
    }),
  );
  for (const { cells } of rows.values()) {
    for (const column of COLUMNS) attribute(cells[column.name], 'data-label', t('c_' + column.name));
  }
}

function sortBy(name) {
  const column = COLUMNS.find(one => one.name === name);
  sorting = !column
    ? { by: null, down: false }
    : sorting.by === name
      ? { by: name, down: !sorting.down }
      : { by: name, down: column.number && name !== 'out' };
  drawHeads();
  byId('heads').querySelector(`[data-key="sort-${name}"]`)?.focus();
  byId('sort').value = sorting.by ?? '';
  arrange();
}

/** Puts the rows in order, and leaves out those that are not looked for. */
function arrange() {
  if (!model.state) return;
  const words = byId('search').value.trim().toLowerCase();
  const all = [...model.skus.keys()].map(model.view);
  const found = all.filter(
    row =>
      FILTERS[filter](row) &&
      (!words || [row.sku, row.name, row.spec].some(text => text.toLowerCase().includes(words))),
  );
  const column = COLUMNS.find(one => one.name === sorting.by);
  if (column) {
    const by = (one, other) => {
      const [a, b] = [column.sort(one), column.sort(other)];
      return (typeof a === 'string' ? a.localeCompare(b) : a - b) * (sorting.down ? -1 : 1);
    };
    found.sort(by);
  }
  const body = byId('rows');
  const wanted = found.map(row => rows.get(row.sku).element);
  if (wanted.length !== body.children.length || wanted.some((element, i) => body.children[i] !== element)) {
    const focused = document.activeElement;
    body.replaceChildren(...wanted);
    if (focused?.dataset?.sku && body.contains(focused)) focused.focus();
  }
  byId('nothing').hidden = found.length > 0;
  put(byId('nothing'), t('nothingFound'));
  drawFilters(all);
}

function drawFilters(all) {
  const box = byId('filters');
  if (box.childElementCount === 0) {
    for (const name of Object.keys(FILTERS)) {
      box.append(
        h(
          'button',
          {
            type: 'button',
            'data-filter': name,
            onclick: () => {
              filter = name;
              arrange();
            },
          },
          h('span', {}),
          h('b', {}),
        ),
      );
    }
  }
  for (const button of box.children) {
    const name = button.dataset.filter;
    put(button.firstChild, t(name));
    put(button.lastChild, number(all.filter(FILTERS[name]).length));
    attribute(button, 'aria-pressed', String(name === filter));
  }
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.dataset?.sku) return;
  const names = [...byId('rows').querySelectorAll('.name')];
  const next = names[names.indexOf(event.target) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

export function drawLanguage() {
  drawHeads();
  byId('sort').replaceChildren(
    h('option', { value: '' }, t('planOrder')),
    ...COLUMNS.filter(column => column.sort).map(column => h('option', { value: column.name }, t('c_' + column.name))),
  );
  byId('sort').value = sorting.by ?? '';
  byId('search').placeholder = t('search');
  rows.forEach((row, name) => update(name));
  arrange();
}

/** Marks the row whose details are shown. */
export function choose(name) {
  rows.forEach(({ element }, sku) => element.classList.toggle('chosen', sku === name));
}

export const focusOn = name => rows.get(name)?.parts.title.focus();

export function start(opened) {
  open = opened;
  byId('search').addEventListener('input', arrange);
  byId('sort').addEventListener('change', event => sortBy(event.target.value));
  byId('rows').addEventListener('keydown', move);
  // Order and filters follow the state, once a second: rows that jump with every order cannot be read.
  model.on('levels', changed => changed.forEach(name => rows.has(name) && update(name)));
  model.on('state', () => {
    if (rows.size !== model.skus.size) {
      rows.clear();
      for (const name of model.skus.keys()) rows.set(name, build(name));
      drawLanguage();
    }
    for (const name of rows.keys()) update(name);
    byId('skus').hidden = false;
    arrange();
  });
}
