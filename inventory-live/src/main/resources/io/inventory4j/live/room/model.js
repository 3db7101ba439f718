// What the page knows: the state, read once a second, and the levels, as they are streamed.

const POLL = 1000;
const HIDDEN_POLL = 10_000;
const PATIENCE = 1500;
const SAMPLE = 1000;
const QUIET_SAMPLE = 15_000;
const MOST_SAMPLES = 3600;

/** The newest state; null until it was read. */
export let state = null;
/** Who works here: a name, null for those who may only look, undefined until the server has said so. */
export let user = undefined;
export let skus = new Map();

const lines = new Map();
const history = new Map();
const listeners = { state: [], levels: [], link: [], user: [] };
const link = { stream: 'connecting', state: 'connecting', streamSeen: null, stateSeen: null, lostAt: 0 };
let etag = null;
let skew = 0;
let polling = null;
let source = null;
let dirty = new Set();
let drawn = false;

export const on = (what, listener) => listeners[what].push(listener);
const tell = (what, value) => listeners[what].forEach(listener => listener(value));

/** The server's time. */
export const now = () => new Date(Date.now() + skew);
export const samples = sku => history.get(sku);
const key = (sku, location) => `${sku}\n${location}`;

/** How the page is connected: live, poll, store, lost or connecting; and when it last heard. */
export function connection() {
  const calm = Date.now() - link.lostAt < PATIENCE;
  const seen = link.streamSeen && link.streamSeen > link.stateSeen ? link.streamSeen : link.stateSeen;
  if (link.state === 'open' && (link.stream === 'open' || (link.stream === 'connecting' && link.streamSeen === null))) {
    return { kind: link.stream === 'open' ? 'live' : 'connecting', seen };
  }
  if (calm && state) return { kind: 'connecting', seen };
  if (link.state === 'open') return { kind: 'poll', seen: link.streamSeen ?? seen };
  if (link.state === 'store') return { kind: 'store', seen: link.stateSeen };
  return { kind: state || link.state === 'lost' ? 'lost' : 'connecting', seen };
}

function linked(which, how) {
  if (how !== 'open' && link[which] === 'open') link.lostAt = Date.now();
  if (how === 'open') link[which + 'Seen'] = now();
  if (link[which] !== how) {
    link[which] = how;
    tell('link');
  }
}

function touch(sku) {
  dirty.add(sku);
  if (!drawn) {
    drawn = true;
    // A hidden page has no frames, and still has to remember.
    (document.hidden ? callback => setTimeout(callback, POLL) : requestAnimationFrame)(() => {
      drawn = false;
      const changed = dirty;
      dirty = new Set();
      tell('levels', changed);
    });
  }
}

function take(sku, line, fromStream) {
  const at = key(sku, line.location);
  const known = lines.get(at);
  // The state is a moment older than what the stream has told since.
  if (!fromStream && link.stream === 'open' && known && known.version >= line.version) return;
  if (known && known.version === line.version) return;
  lines.set(at, line);
  touch(sku);
}

// ---- the stream

function listen() {
  source?.close();
  source = new EventSource('levels');
  const levels = event => {
    for (const line of JSON.parse(event.data)) take(line.sku, line, true);
    linked('stream', 'open');
    link.streamSeen = now();
  };
  source.addEventListener('snapshot', levels);
  source.addEventListener('levels', levels);
  source.onopen = () => linked('stream', 'open');
  source.onerror = () => {
    linked('stream', 'lost');
    // A browser comes again by itself, except after an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

// ---- the state

async function poll() {
  clearTimeout(polling);
  polling = null;
  try {
    const response = await fetch('state', {
      headers: etag ? { 'If-None-Match': etag } : {},
      cache: 'no-store',
      signal: AbortSignal.timeout(8000),
    });
    const served = response.headers.get('Server-Time');
    if (served) skew = Date.parse(served) - Date.now();
    if (response.status === 200) {
      read(await response.json());
      etag = response.headers.get('ETag');
    }
    linked(
      'state',
      response.status === 200 || response.status === 304 ? 'open' : response.status === 503 ? 'store' : 'lost',
    );
  } catch {
    linked('state', 'lost');
  }
  if (polling === null) polling = setTimeout(poll, document.hidden ? HIDDEN_POLL : POLL);
}

function read(next) {
  state = next;
  skus = new Map(next.skus.map(sku => [sku.sku, sku]));
  for (const sku of next.skus) {
    for (const line of sku.channels) take(sku.sku, line, false);
    if (sku.stock) take(sku.sku, sku.stock, false);
  }
  tell('state');
}

/** Reads the state now: something was done. */
export const refresh = () => poll();

export async function start() {
  setInterval(sample, SAMPLE);
  setInterval(() => tell('link'), SAMPLE);
  document.addEventListener('visibilitychange', () => document.hidden || poll());
  const known = fetch('user', { cache: 'no-store' }).then(response => (response.ok ? response.json() : null));
  await poll();
  listen();
  user = (await known.catch(() => null))?.who ?? null;
  tell('user');
}

// ---- what is shown

const lineOf = (sku, line) => (line ? { ...line, ...lines.get(key(sku, line.location)), channel: line.channel } : null);

let grouped = { of: null, groups: [] };

/** The alerts that nobody has seen to, by line: of each line all of them, the newest first. */
export function openAlerts() {
  if (grouped.of !== state) {
    const groups = new Map();
    for (const alert of state.alerts) {
      if (alert.acknowledged) continue;
      const line = `${alert.sku}\n${alert.channel}`;
      if (groups.has(line)) groups.get(line).push(alert);
      else groups.set(line, [alert]);
    }
    grouped = { of: state, groups: [...groups.values()] };
  }
  return grouped.groups;
}

const LOW_PERCENT = 20;

function status(sku, channels, sums) {
  const time = now().toISOString();
  const frozen = channels.filter(line => line.state !== 'OPEN').length;
  if (sku.ended) return { kind: 'ended' };
  if (sku.switched) return { kind: 'switched' };
  if (frozen === channels.length)
    return { kind: channels.some(line => line.state === 'STOPPED') ? 'stopped' : 'frozen' };
  const opens = channels
    .map(line => line.opensAt)
    .filter(Boolean)
    .sort()[0];
  if (opens && opens > time && channels.every(line => line.opensAt > time))
    return { kind: 'before', at: new Date(opens) };
  if (channels.every(line => line.closesAt && line.closesAt <= time)) return { kind: 'closed' };
  if (sums.available <= 0) return { kind: 'soldOut' };
  if (frozen > 0) return { kind: 'partly' };
  if (channels.some(line => line.available <= 0 && line.opening > 0)) return { kind: 'channelOut' };
  return { kind: sums.opening > 0 && sums.available * 100 <= sums.opening * LOW_PERCENT ? 'low' : 'selling' };
}

/** A SKU with the newest levels, their sums and what it does. */
export function view(name) {
  const sku = skus.get(name);
  const channels = sku.channels.map(line => lineOf(name, line));
  const sum = field => channels.reduce((total, line) => total + line[field], 0);
  const sums = {
    available: channels.reduce((total, line) => total + Math.max(0, line.available), 0),
    held: sum('reserved'),
    committed: sum('committed'),
    opening: sum('opening'),
  };
  const before = sku.channels.reduce((total, line) => total + line.committed, 0);
  // What was sold since the state was read; shipping, which the state knows, takes committed units away.
  const sold = sku.pace.sold + Math.max(0, sums.committed - before);
  const alerts = openAlerts().filter(group => group[0].sku === name).length;
  const lost = sku.lost.reduce((total, row) => total + row.requests, 0);
  const stock = lineOf(name, sku.stock);
  return { ...sku, ...sums, sold, channels, stock, alerts, lostRequests: lost, status: status(sku, channels, sums) };
}

// ---- the history, for charts

function sample() {
  if (!state) return;
  const at = now().getTime() / 1000;
  for (const name of skus.keys()) {
    const { available, sold } = view(name);
    let of = history.get(name);
    if (!of) history.set(name, (of = { at: [], available: [], sold: [] }));
    const last = of.at.length - 1;
    const changed = last < 0 || of.available[last] !== available || of.sold[last] !== sold;
    if (changed || at - of.at[last] >= QUIET_SAMPLE / 1000) {
      of.at.push(at);
      of.available.push(available);
      of.sold.push(sold);
      if (of.at.length > MOST_SAMPLES) Object.values(of).forEach(values => values.shift());
    }
  }
}

// ---- commands

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** An id that nobody else has: what is sent twice with it is done once. */
export function newId() {
  const random = crypto.getRandomValues(new Uint8Array(20));
  return 'room-' + Array.from(random, byte => LETTERS[byte % LETTERS.length]).join('');
}

/** Sends a command: the answer of the server; or status 0 if there was none. */
export async function send(command) {
  try {
    const response = await fetch('commands', {
      method: 'POST',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(15_000),
    });
    const body = await response.json().catch(() => ({}));
    return { status: response.status, body };
  } catch {
    return { status: 0, body: {} };
  } finally {
    refresh();
  }
}
