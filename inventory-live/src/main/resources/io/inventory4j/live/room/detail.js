// One product: its numbers, its channels, what can be done, and a chart since the page was opened.
import { byId, dots, foreign, h, put, redraw } from './dom.js';
import * as model from './model.js';
import * as dialogs from './dialogs.js';
import * as side from './side.js';
import { channelName, reasonText, skuName } from './describe.js';
import { drawBar, drawPill, heat, pill, sellsOut } from './table.js';
import { ahead, clockTime, decimal, fullTime, isChinese, number, t, word, zone } from './texts.js';

const CHART_HEIGHT = 170;
const CHART_MARGIN = 20;
const LEAST_SECONDS = 60;

let shown = null;
let close = () => {};
let chart = null;
let parts = {};

const figure = (label, value, note) =>
  h('div', {}, h('dt', {}, label), h('dd', {}, value), note ? h('dd', { class: 'note' }, note) : null);

function build(name) {
  chart?.destroy();
  chart = null;
  parts = {
    state: h('span', {}),
    bar: h('div', { class: 'stack tall', 'aria-hidden': 'true' }),
    figures: h('dl', { class: 'numbers' }),
    operations: h('div', { class: 'buttons' }),
    chart: h('div', { class: 'chart' }),
    channels: h('div', {}),
    more: h('div', {}),
    title: h('div', {}),
  };
  byId('detail').replaceChildren(
    h(
      'header',
      { class: 'detail-head' },
      h('button', { type: 'button', class: 'quiet close', id: 'detail-close', onclick: () => close() }),
      parts.title,
      parts.state,
    ),
    parts.bar,
    parts.figures,
    parts.operations,
    h('section', { class: 'panel' }, h('header', {}, h('h3', { 'data-part': 'chart' }), legend()), parts.chart),
    parts.channels,
    parts.more,
  );
  byId('detail').dataset.sku = name;
}

function legend() {
  return h(
    'span',
    { class: 'legend' },
    h('span', {}, h('i', { class: 'line available', 'aria-hidden': 'true' }), t('f_available')),
    h('span', {}, h('i', { class: 'line sold', 'aria-hidden': 'true' }), t('f_sold')),
  );
}

function draw() {
  if (!shown || !model.skus.has(shown)) return;
  const row = model.view(shown);
  const language = String(isChinese());
  const close = byId('detail-close');
  close.setAttribute('aria-label', t('close'));
  close.title = t('close');
  redraw(parts.title, language + row.name, () => [
    h('h2', {}, foreign(row.name || row.sku)),
    dots(
      (row.kit ? t('kit') + ' · ' : '') + word('tier_', row.tier),
      row.name ? foreign(row.sku) : null,
      row.spec ? foreign(row.spec) : null,
    ),
  ]);
  const first = model.samples(shown)?.at[0];
  put(
    byId('detail').querySelector('[data-part=chart]'),
    t('d_chart', fullTime(first ? new Date(first * 1000) : model.now(), model.now())),
  );
  drawPill(parts.state, row);
  drawBar(parts.bar, row);
  const out = sellsOut(row);
  const hot = heat(row);
  const numbers = [
    [
      t('c_available'),
      number(row.available),
      row.opening ? `${Math.round((row.available * 100) / row.opening)}%` : null,
    ],
    [t('c_held'), number(row.held), null],
    [t('c_sold'), number(row.sold), null],
    [
      t('c_safety'),
      number((row.stock ? row.stock.safety : 0) + row.channels.reduce((sum, line) => sum + line.safety, 0)),
      null,
    ],
    [t('c_pace'), decimal(row.pace.perMinute), hot ? `${hot.mark} ${hot.text}` : null],
    [t('c_out'), out ? fullTime(out, model.now()) : '–', out ? ahead(out - model.now()) : null],
    [t('c_waiting'), number(row.waiting), null],
  ];
  redraw(parts.figures, JSON.stringify(numbers), () =>
    numbers.map(([label, value, note]) => figure(label, value, note)),
  );
  const able = [language, model.user, row.operations, row.ended, row.status.kind];
  redraw(parts.operations, JSON.stringify(able), () => buttons(row));
  redraw(parts.channels, JSON.stringify([language, row.channels, zone()]), () => channels(row));
  redraw(
    parts.more,
    JSON.stringify([
      language,
      model.user,
      row.stock,
      row.lost,
      row.announced,
      model.state.alerts,
      model.state.steps,
      model.state.operations,
      row.channels[0].opensAt,
      row.channels[0].closesAt,
    ]),
    () => more(row),
  );
}

function buttons(row) {
  if (!model.user) return [h('p', { class: 'soft' }, t('readOnly'))];
  const stopped = ['frozen', 'stopped', 'switched', 'partly'].includes(row.status.kind);
  const useful = kind =>
    !row.ended &&
    (kind !== 'THAW' || stopped) &&
    (kind !== 'FREEZE' || row.status.kind !== 'stopped') &&
    (kind !== 'SWITCH_TO_BACKUP' || !row.switched);
  const order = [
    'TOP_UP',
    'TRANSFER',
    'RELEASE_SAFETY',
    'CHANGE_LIMIT',
    'FREEZE',
    'THAW',
    'SWITCH_TO_BACKUP',
    'ANNOUNCE',
    'END',
  ];
  const shown = order.filter(kind => row.operations.includes(kind) && useful(kind));
  if (shown.length === 0) return [h('p', { class: 'soft' }, t('s_ended'))];
  return shown.map(kind =>
    h(
      'button',
      {
        type: 'button',
        class: kind === 'END' ? 'danger' : '',
        'data-operation': kind,
        'data-key': kind,
        onclick: () => dialogs.operation(kind, row.sku),
      },
      t('o_' + kind) + '…',
    ),
  );
}

function channels(row) {
  const heads = ['channel', 'available', 'held', 'committed', 'given'];
  return [
    h(
      'section',
      { class: 'panel' },
      h('header', {}, h('h3', {}, t('d_channels'))),
      h(
        'table',
        { class: 'channels' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            heads.map(head => h('th', { scope: 'col', class: head === 'channel' ? '' : 'n' }, t('c_' + head))),
          ),
        ),
        h(
          'tbody',
          {},
          row.channels.map(line =>
            h(
              'tr',
              { 'data-location': line.location },
              h(
                'th',
                { scope: 'row' },
                line.channel === null ? channelName(null, row.sku) : foreign(line.channel),
                line.state === 'OPEN'
                  ? null
                  : h('small', {}, `❚❚ ${t(line.state === 'STOPPED' ? 's_stopped' : 's_frozen')}`),
              ),
              ...[line.available, line.reserved, line.committed, line.opening].map(units =>
                h('td', { class: 'n' }, number(units)),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}

function more(row) {
  const when = text => fullTime(new Date(text), model.now());
  const { opensAt, closesAt } = row.channels[0];
  const window =
    opensAt && closesAt
      ? t('windowFromTo', when(opensAt), when(closesAt))
      : opensAt
        ? t('windowFrom', when(opensAt))
        : closesAt
          ? t('windowTo', when(closesAt))
          : t('windowNone');
  const facts = [[t('d_window'), window]];
  if (row.stock) {
    facts.push([t('d_shop'), t('shopHas', number(row.stock.available), number(row.stock.safety), row.stock.location)]);
  } else if (!row.kit) {
    facts.push([t('d_shop'), t('sellsFromShop', number(row.channels[0].safety))]);
  }
  if (row.announced)
    facts.push([t('d_announced'), t('announced', number(row.announced.units), when(row.announced.eta))]);
  for (const lost of row.lost) {
    facts.push([
      `${t('d_lost')}${isChinese() ? '：' : ': '}${reasonText(lost.reason)}`,
      t('lostLine', number(lost.requests), number(lost.units)),
    ]);
  }
  const about = side.about(row.sku);
  const part = (title, items) =>
    items.length === 0
      ? []
      : [
          h(
            'section',
            { class: 'panel' },
            h('header', {}, h('h3', {}, title), h('span', { class: 'soft zone' }, zone())),
            h('ul', { class: 'items' }, items),
          ),
        ];
  return [
    h(
      'dl',
      { class: 'facts' },
      facts.map(([name, text]) => h('div', {}, h('dt', {}, name), h('dd', {}, text))),
    ),
    ...part(t('d_alerts'), about.alerts),
    ...part(t('d_steps'), about.steps),
    ...part(t('d_history'), about.operations),
  ];
}

const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A colour as the theme has it now: a canvas knows nothing of light-dark(). */
function resolved(name) {
  const probe = h('i', { class: 'probe' });
  document.body.append(probe);
  probe.style.color = color(name);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function drawChart() {
  const of = shown && model.samples(shown);
  if (!of || of.at.length < 1 || byId('detail').hidden) {
    if (!chart) put(parts.chart, t('noChart'));
    return;
  }
  if (typeof uPlot === 'undefined') {
    put(parts.chart, t('noChartLibrary'));
    return;
  }
  const now = model.now().getTime() / 1000;
  const last = list => list[list.length - 1];
  const data = [
    [...of.at, Math.max(now, last(of.at))],
    [...of.available, last(of.available)],
    [...of.sold, last(of.sold)],
  ];
  const width = Math.max(120, parts.chart.clientWidth - CHART_MARGIN);
  if (!chart) {
    parts.chart.textContent = '';
    chart = new uPlot(options(width), data, parts.chart);
  } else {
    if (chart.width !== width) chart.setSize({ width, height: CHART_HEIGHT });
    chart.setData(data);
  }
  const row = model.view(shown);
  parts.chart.setAttribute('role', 'img');
  parts.chart.setAttribute(
    'aria-label',
    `${skuName(shown)}: ${t('f_available')} ${number(row.available)}, ${t('f_sold')} ${number(row.sold)}, ` +
      pill(row).text,
  );
}

function options(width) {
  const font = getComputedStyle(document.body).fontFamily;
  const axis = {
    size: 30,
    stroke: resolved('--soft'),
    font: `11px ${font}`,
    grid: { stroke: resolved('--rule'), width: 1 },
    ticks: { show: false },
  };
  const line = (name, fill) => ({
    stroke: resolved(name),
    width: 2,
    points: { show: false },
    fill,
    paths: uPlot.paths.stepped({ align: 1 }),
  });
  const washed = resolved('--available').replace(/^rgb\((.*)\)$/, 'rgba($1, 0.14)');
  return {
    width,
    height: CHART_HEIGHT,
    padding: [8, 24, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: (self, from, to) => [from, Math.max(to, from + LEAST_SECONDS)] },
      y: { range: (self, from, to) => [0, Math.max(5, Math.ceil(to * 1.08))] },
    },
    axes: [
      {
        ...axis,
        space: 80,
        values: (self, ticks) => ticks.map(tick => clockTime(new Date(tick * 1000), new Date(tick * 1000))),
      },
      { ...axis, size: 46, values: (self, ticks) => ticks.map(tick => (Number.isInteger(tick) ? number(tick) : '')) },
    ],
    series: [{}, line('--available', washed), { ...line('--sold'), dash: [5, 3] }],
  };
}

/** Shows a SKU; null shows none. */
export function show(name) {
  shown = name;
  byId('detail').hidden = name === null;
  if (name !== null) {
    build(name);
    draw();
    drawChart();
    byId('detail').scrollTop = 0;
  }
}

/** Colours and texts are others now. */
export function drawAnew() {
  if (shown && model.state) show(shown);
}

export function start(closed) {
  close = closed;
  model.on('levels', changed => changed.has(shown) && draw());
  model.on('state', draw);
  model.on('user', draw);
  setInterval(() => shown && model.state && drawChart(), 1000);
  addEventListener('resize', () => shown && model.state && drawChart());
}
