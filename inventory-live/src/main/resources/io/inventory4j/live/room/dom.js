// Elements. All texts go in as text, so that none of them can be more than that.

/** An element: attributes by name, handlers as onclick and the like, then children and texts. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'class') element.className = value;
    else if (key === 'value') element.value = value;
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A name that somebody else has given: marks for another direction of writing end with it. */
export function foreign(text) {
  return h('bdi', { translate: 'no' }, text);
}

/** Short parts of a line, with dots between them, which breaks only between the parts. */
export function dots(...parts) {
  const spans = parts.filter(Boolean).map(part => h('span', { class: part.nodeName === 'BDI' ? 'wraps' : null }, part));
  return h(
    'p',
    { class: 'soft dots' },
    spans.flatMap((span, i) => (i ? [' ', span] : [span])),
  );
}

export const byId = id => document.getElementById(id);

/** Sets a text, if it is another one: so that nothing is drawn that has not changed. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function attribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Draws a list again if its data are others, and leaves the focus where it was. */
export function redraw(element, signature, children) {
  if (element.dataset.drawn === signature) return;
  element.dataset.drawn = signature;
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children().flat());
  if (focused) element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** Says something to those who do not see it. */
export function say(text, at = 'say') {
  const region = byId(at);
  region.textContent = '';
  setTimeout(() => region.append(text), 30);
}

export function toast(text, kind) {
  const box = h('div', { class: `toast ${kind}` }, text);
  byId('toasts').append(box);
  say(text);
  setTimeout(() => box.remove(), 6000);
}

export function store(name, value) {
  try {
    localStorage.setItem('room.' + name, value);
  } catch {
    // The choice lasts as long as the page then.
  }
}
