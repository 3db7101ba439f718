// Before anything is shown: the colours and the language that were chosen here before.
'use strict';
(() => {
  const read = name => {
    try {
      return localStorage.getItem('room.' + name);
    } catch {
      return null;
    }
  };
  const theme = read('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const language = read('language');
  if (language === 'en') document.documentElement.lang = 'en';
  if (language === 'zh') document.documentElement.lang = 'zh-Hans';
})();
