// What a reader would stumble over: texts that are cut off or outside, texts without words, and too little contrast.
const found = [];
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > width)
  found.push('the page scrolls sideways: ' + document.documentElement.scrollWidth);

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const rgba = colour => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const light = ([r, g, b]) =>
  [r, g, b]
    .map(value => value / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
const behind = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = rgba(getComputedStyle(at).backgroundColor);
    if (colour[3] === 255) return colour;
  }
  return [255, 255, 255];
};
const open = document.querySelector('dialog[open]');
for (const element of (open ?? document.body).querySelectorAll('*')) {
  const own = [...element.childNodes].filter(node => node.nodeType === 3 && node.textContent.trim());
  const style = getComputedStyle(element);
  if (!own.length || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.off, .skip, noscript'))
    continue;
  if (element.tagName === 'OPTION') continue;
  const text = own.map(node => node.textContent.trim()).join(' ');
  const name = `${element.tagName.toLowerCase()}.${element.className} "${text.slice(0, 40)}"`;
  if (/\?\w+\?|undefined|NaN|\[object/.test(text)) found.push('a text is missing: ' + name);
  const range = document.createRange();
  range.selectNodeContents(element);
  for (const box of range.getClientRects()) {
    if (box.width > 0 && (box.right > width + 0.5 || box.left < -0.5)) found.push('outside: ' + name);
  }
  const cuts =
    style.display !== 'inline' && style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
  if (cuts) found.push('cut off: ' + name);
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    const box = at.getBoundingClientRect();
    if (
      getComputedStyle(at).overflowX === 'hidden' &&
      [...range.getClientRects()].some(own => own.right > box.right + 1)
    ) {
      found.push('cut off by its parent: ' + name);
    }
  }
  const [one, other] = [light(rgba(style.color)), light(behind(element))].sort((a, b) => b - a);
  const contrast = (one + 0.05) / (other + 0.05);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
  if (contrast < (large ? 3 : 4.5) && !element.closest(':disabled'))
    found.push(`contrast ${contrast.toFixed(2)}: ${name}`);
}
return [...new Set(found)];
