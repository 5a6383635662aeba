/** The sheets of forums and meetings: marks those that are over, and prints one by itself. */
(function (/** @type {Player} */ player) {
  'use strict';

  player.wakes.push(() => {
    const today = player.today();
    player.all(document, '[data-meeting]').forEach(meeting => {
      const title = player.one(meeting, 'h2');
      const day = meeting.getAttribute('data-day');
      if (title && day && day < today) { title.insertAdjacentElement('afterend', player.make('p', { class: 'past' }, [player.t('past')])); }
      meeting.append(player.make('div', { class: 'actions' }, [player.button(player.t('print-sheet'), () => player.printAlone(meeting))]));
    });
  });
})(window.alforja = window.alforja || Object());
