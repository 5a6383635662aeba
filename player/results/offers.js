/** The four ways to hand a result over: a file, a text, a picture, a code to say. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;
  const MOST_BYTES = 210;

  /** @param {string} name @param {(Node | string)[]} content */
  function way(name, content) {
    return make('section', { class: 'panel', 'data-way': name }, [make('h3', {}, [player.t('way-' + name)])].concat(/** @type {any} */ (content)));
  }

  /** @param {ResultFile} result */
  function file(result) {
    const name = [result.course.id, result.course.language, result.made.day, result.learner.id].join('-') + '.alforja.json';
    const blob = new Blob([JSON.stringify(result, null, 1) + '\n'], { type: 'application/json' });
    const link = make('a', { class: 'button', download: name, href: URL.createObjectURL(blob), 'data-save-file': '' }, [player.t('file-save')]);
    return way('file', [make('p', {}, [player.t('file-how', { name: name })]), link]);
  }

  /** Copies what is marked; the newer way is missing in frames and on plain http. @param {HTMLTextAreaElement} box @returns {Promise<boolean>} */
  function copy(box) {
    box.focus();
    box.select();
    box.setSelectionRange(0, box.value.length);
    const older = () => {
      try { return document.execCommand('copy'); } catch (forbidden) { return false; }
    };
    const clipboard = window.navigator.clipboard;
    return clipboard && clipboard.writeText ? clipboard.writeText(box.value).then(() => true, older) : Promise.resolve(older());
  }

  /** @param {string} line */
  function text(line) {
    const box = /** @type {HTMLTextAreaElement} */ (make('textarea', { class: 'field', rows: 6, readonly: '', 'aria-label': player.t('way-text'), 'data-text': '', spellcheck: 'false' }));
    const told = make('p', { role: 'status', 'data-copied': '' });
    box.value = line;
    const actions = make('div', { class: 'actions' }, [player.button(player.t('copy'), () => {
      copy(box).then(done => { told.textContent = player.t(done ? 'copied' : 'copy-failed'); });
    })]);
    const navigator = /** @type {any} */ (window.navigator);
    if (navigator.share) {
      actions.append(player.button(player.t('share'), () => {
        navigator.share({ text: line }).catch(() => { /* the learner thought better of it */ });
      }));
    }
    return way('text', [make('p', {}, [player.t('text-how')]), box, actions, told]);
  }

  /** Draws the picture as soon as its part has come. @param {ResultFile} result */
  function picture(result) {
    const short = player.record.text(result, MOST_BYTES);
    if (!short) { return way('picture', [make('p', {}, [player.t('picture-long')])]); }
    const place = make('div', { class: 'picture' });
    const content = [make('p', {}, [player.t('picture-how')]), place];
    if (short.left) { content.push(make('p', { 'data-left-off': short.left }, [player.count('picture-short', short.left)])); }
    player.load('qr').then(() => {
      const drawn = player.qr(short.text, player.t('picture-words'));
      if (drawn) { place.append(drawn); }
    }, () => place.append(make('p', { role: 'alert' }, [player.t('part-missing')])));
    return way('picture', content);
  }

  /** @param {ResultFile} result */
  function code(result) {
    return way('code', [make('p', {}, [player.t('code-how')]), make('p', { class: 'spoken', 'data-code': '', lang: 'en' }, [result.code])]);
  }

  /** Returns all ways. @param {ResultFile} result */
  player.offers = function (result) {
    const whole = player.record.text(result);
    return make('section', { 'data-offers': '' }, [
      make('h2', { tabindex: '-1' }, [player.t('made-title')]), make('p', {}, [player.t('made-lead')]),
      file(result), text(whole ? whole.text : ''), picture(result), code(result), make('p', { class: 'quiet' }, [player.t('honest')])
    ]);
  };
})(window.alforja = window.alforja || Object());
