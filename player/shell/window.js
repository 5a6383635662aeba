/**
 * The course in a window of its own, where the package asks for it and a platform would show it in a frame. The page in
 * the frame stays: the window finds the platform behind it, through its opener.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const LOOK_EVERY = 500;

  function one(name) {
    return document.querySelector('[' + name + ']');
  }

  /** Offers the window instead of the course itself, or shows the course again. */
  function offer(offered) {
    one('data-shell-window').hidden = !offered;
    one('data-frame').hidden = offered;
    one('data-shell-close').hidden = offered;
  }

  function tell(isOpen) {
    one('data-shell-offer').hidden = isOpen;
    one('data-shell-elsewhere').hidden = !isOpen;
  }

  /** Tells what holds as long as the window is open. */
  function watch(opened) {
    tell(true);
    const timer = window.setInterval(() => {
      if (!opened.closed) { return; }
      window.clearInterval(timer);
      tell(false);
    }, LOOK_EVERY);
  }

  /** Begins here, or offers a window; a browser opens one only for a click, and where it is forbidden all begins here. */
  shell.inWindow = function (settings, begin) {
    if (settings.window !== 'window' || window.parent === window) {
      begin();
      return;
    }
    let opened = null;
    offer(true);
    tell(false);
    one('data-shell-open').addEventListener('click', () => {
      if (opened && !opened.closed) {
        opened.focus();
        return;
      }
      opened = window.open(window.location.href, '_blank');
      if (opened) {
        watch(opened);
      } else {
        offer(false);
        begin();
      }
    });
  };
})(window.alforja = window.alforja || {});
