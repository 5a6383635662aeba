/**
 * Keeps a page current while its course is written: hears that there is a newer version, and what is wrong.
 * A page that nobody looks at does not listen: browsers have six lines to one place, and a page holds one.
 */
(function (/** @type {any} */ preview) {
  'use strict';
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  preview.path = { path: script.getAttribute('data-path') || '', tag: script.getAttribute('data-tag') || '' };
  // What stands in a frame is kept current by the page around it.
  if (window.top !== window) { return; }
  /** After so long without an answer the author is told, in milliseconds. */
  const PATIENCE = 3000;
  /** @type {EventSource | null} */
  let line = null;
  let timer = 0;
  let leaving = false;

  /** @param {MessageEvent} event */
  function hear(event) {
    const news = JSON.parse(event.data);
    clearTimeout(timer);
    timer = 0;
    preview.panel.answers(true);
    if (news.isNew) {
      hangUp();
      preview.place.reload();
      return;
    }
    if (news.told) { preview.panel.tell(news.told); }
  }

  function lose() {
    if (leaving) { return; }
    // Some browsers give up by themselves.
    if (line && line.readyState === EventSource.CLOSED) {
      hangUp();
      window.setTimeout(listen, 1000);
    }
    timer = timer || window.setTimeout(() => preview.panel.answers(false), PATIENCE);
  }

  function listen() {
    if (line || document.hidden || leaving) { return; }
    line = new EventSource('/~preview/events?path=' + preview.path.path + '&tag=' + preview.path.tag);
    line.addEventListener('message', hear);
    line.addEventListener('error', lose);
  }

  function hangUp() {
    if (line) { line.close(); }
    line = null;
  }

  document.addEventListener('visibilitychange', () => { if (document.hidden) { hangUp(); } else { listen(); } });
  window.addEventListener('pagehide', () => { leaving = true; hangUp(); });
  window.addEventListener('pageshow', () => { leaving = false; listen(); });
  preview.place.restore();
  listen();
})(window.alforjaPreview);
