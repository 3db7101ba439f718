// The control room of a live sale.
import { attribute, byId, foreign, h, put, store } from './dom.js';
import * as model from './model.js';
import * as detail from './detail.js';
import * as dialogs from './dialogs.js';
import * as side from './side.js';
import * as table from './table.js';
import { clockTime, decimal, fullTime, isChinese, number, setLanguage, t, zone } from './texts.js';

const VIEWS = ['products', 'alerts', 'ideas', 'log'];
let said = null;

// ---- the top

function drawLink() {
  const { kind, seen } = model.connection();
  const link = byId('link');
  put(link, t('link_' + kind));
  attribute(link, 'class', `link ${kind}`);
  const now = model.now();
  const text = `${clockTime(now, now)} ${zone(now)}`;
  put(byId('clock'), text);
  attribute(byId('clock'), 'datetime', now.toISOString());
  drawBanner(kind, seen);
  drawFirst(kind);
}

function drawBanner(kind, seen) {
  const last = seen ? fullTime(seen, model.now()) : '–';
  const lost = { poll: 'lostStream', lost: 'lostAll', store: 'lostStore' }[kind];
  const ended = model.state?.endedAt;
  const text = lost && model.state ? t(lost, last) : ended ? t('endedAt', fullTime(new Date(ended), model.now())) : '';
  const banner = byId('banner');
  attribute(banner, 'class', `banner ${lost ? (kind === 'poll' ? 'warns' : 'bad') : 'calm'}`);
  banner.hidden = text === '';
  if (text !== said) {
    said = text;
    put(banner, text);
  }
}

function drawFirst(kind) {
  const box = byId('loading');
  box.hidden = model.state !== null;
  if (model.state === null) put(box, kind === 'lost' || kind === 'store' ? t('cannotLoad') : t('loading'));
}

function drawHead() {
  const { sale, endedAt } = model.state;
  if (byId('sale').textContent !== sale) byId('sale').replaceChildren(foreign(sale));
  document.title = `${sale} · ${t('controlRoom')}`;
  const rows = [...model.skus.keys()].map(model.view);
  const phase = endedAt ? 'ended' : rows.every(row => row.status.kind === 'before') ? 'before' : 'live';
  put(byId('phase'), t('phase_' + phase));
  attribute(byId('phase'), 'class', `pill ${phase}`);
  byId('end-all').hidden = !model.user || Boolean(endedAt);
  drawFigures(rows);
}

function drawFigures(rows) {
  const sum = of => rows.reduce((total, row) => total + of(row), 0);
  // A kit's units are those of its parts; what has ended, or is replaced, nobody can buy.
  const goods = of => sum(row => (row.kit ? 0 : of(row)));
  const open = model.openAlerts().length;
  const others = model.state.lostOthers.reduce((total, row) => total + row.requests, 0);
  const figures = [
    ['available', number(goods(row => (row.ended || row.switched ? 0 : row.available))), t('u_units')],
    ['held', number(goods(row => row.held)), t('u_units')],
    ['sold', number(goods(row => row.sold)), t('u_units')],
    ['pace', decimal(goods(row => row.pace.perMinute)), t('u_perMinute')],
    ['soldOut', number(rows.filter(row => row.status.kind === 'soldOut').length), t('u_of', number(rows.length))],
    ['alerts', number(open), t('u_toSee')],
    ['waiting', number(sum(row => row.waiting)), t('u_orders')],
    ['lost', number(sum(row => row.lostRequests) + others), t('u_requests')],
  ];
  const box = byId('figures');
  if (box.childElementCount === 0) {
    box.append(
      ...figures.map(([name]) =>
        h('div', { 'data-figure': name }, h('dt', {}), h('dd', {}), h('dd', { class: 'note' })),
      ),
    );
  }
  figures.forEach(([name, value, note], i) => {
    const [label, big, small] = box.children[i].children;
    put(label, t('f_' + name));
    put(big, value);
    put(small, note);
    box.children[i].classList.toggle('zero', value === '0');
  });
  byId('figures').children[5].classList.toggle('open', open > 0);
  for (const button of byId('tabs').children) {
    put(button.lastChild, button.dataset.view === 'alerts' && open > 0 ? number(open) : '');
  }
}

function drawUser() {
  put(byId('user'), model.user === undefined ? '' : (model.user ?? t('readOnly')));
  byId('user').classList.toggle('works', Boolean(model.user));
  byId('user').title = model.user ? t('worksAs', model.user) : '';
  if (model.state) drawHead();
}

// ---- what is shown: one product, or on a phone one of the lists

const chosen = () => new URLSearchParams(location.hash.slice(1)).get('sku');

const open = name => {
  location.hash = new URLSearchParams({ sku: name }).toString();
};

function close() {
  const was = chosen();
  history.replaceState(null, '', location.pathname + location.search);
  follow();
  if (was) table.focusOn(was);
}

function follow() {
  if (!model.state) return;
  const name = model.skus.has(chosen()) ? chosen() : null;
  document.body.classList.toggle('detailed', name !== null);
  byId('overview').hidden = name !== null;
  detail.show(name);
  table.choose(name);
  if (name !== null && matchMedia('(max-width: 900px)').matches) byId('detail-close').focus();
}

function view(name) {
  document.body.dataset.view = name;
  if (chosen()) close();
  for (const button of byId('tabs').children)
    attribute(button, 'aria-current', button.dataset.view === name ? 'page' : null);
  scrollTo(0, 0);
}

// ---- language and colours

function drawTexts() {
  for (const element of document.querySelectorAll('[data-t]')) put(element, t(element.dataset.t));
  for (const button of byId('languages').children) {
    attribute(button, 'aria-pressed', String((button.dataset.lang === 'zh') === isChinese()));
  }
  const theme = document.documentElement.dataset.theme;
  for (const button of byId('themes').children) {
    put(button, { auto: '◐', light: '☀', dark: '☾' }[button.dataset.theme]);
    attribute(button, 'aria-label', t('theme_' + button.dataset.theme));
    attribute(button, 'title', t('theme_' + button.dataset.theme));
    attribute(button, 'aria-pressed', String(button.dataset.theme === theme));
  }
  byId('languages').setAttribute('aria-label', t('language'));
  byId('themes').setAttribute('aria-label', t('theme'));
  byId('tabs').setAttribute('aria-label', t('controlRoom'));
  for (const button of byId('tabs').children) put(button.firstChild, t(button.dataset.view));
}

function draw() {
  drawTexts();
  drawLink();
  drawUser();
  if (model.state) {
    table.drawLanguage();
    side.drawLanguage();
    detail.drawAnew();
  }
}

function start() {
  byId('tabs').append(
    ...VIEWS.map(name =>
      h('button', { type: 'button', 'data-view': name, onclick: () => view(name) }, h('span', {}), h('b', {})),
    ),
  );
  attribute(byId('tabs').firstChild, 'aria-current', 'page');
  byId('languages').addEventListener('click', event => {
    if (!event.target.dataset.lang) return;
    setLanguage(event.target.dataset.lang);
    store('language', event.target.dataset.lang);
    draw();
  });
  byId('themes').addEventListener('click', event => {
    if (!event.target.dataset.theme) return;
    // On a phone there is room for one of them only, and a press on it takes the next.
    const themes = [...byId('themes').children].map(button => button.dataset.theme);
    const same = event.target.dataset.theme === document.documentElement.dataset.theme;
    const theme = same
      ? themes[(themes.indexOf(event.target.dataset.theme) + 1) % themes.length]
      : event.target.dataset.theme;
    document.documentElement.dataset.theme = theme;
    store('theme', theme);
    draw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', detail.drawAnew);
  byId('end-all').addEventListener('click', dialogs.endSale);
  addEventListener('hashchange', follow);
  addEventListener('keydown', event => {
    if (byId('dialog').open || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = ['INPUT', 'SELECT', 'TEXTAREA'].includes(event.target.tagName);
    if (event.key === '/' && !typing) {
      event.preventDefault();
      byId('search').focus();
    } else if (event.key === 'Escape' && chosen()) {
      close();
    }
  });
  table.start(open);
  side.start(open);
  detail.start(close);
  dialogs.start();
  let first = true;
  model.on('state', () => {
    drawHead();
    if (first) {
      first = false;
      follow();
    }
  });
  model.on('levels', () => model.state && drawHead());
  model.on('link', drawLink);
  model.on('user', drawUser);
  draw();
  model.start();
}

start();
