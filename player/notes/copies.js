/** The notes as files of their own: plain text, and a page that needs nothing else. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  player.notes = player.notes || Object();
  const STYLE = 'body{max-width:42em;margin:2em auto;padding:0 1em;font:16px/1.5 sans-serif}table{border-collapse:collapse;width:100%}' +
    'th,td{border:1px solid #888;padding:.3em .5em;text-align:start;vertical-align:top}.w{white-space:pre-wrap;overflow-wrap:break-word}.p{color:#444}dt{font-weight:bold}dd{margin:0 0 .6em}';

  /** @param {NotesHead} head */
  function under(head) {
    return [head.course, head.whose, head.day].filter(Boolean).join(' \u00b7 ');
  }

  /** @param {Written} item @returns {string[]} */
  function textOf(item) {
    if (item.heading !== undefined) { return ['', item.heading]; }
    if (item.rows) { return (item.head && item.head.length ? [item.head] : []).concat(item.rows).map(row => row.join(' | ')); }
    return [item.label ? item.label + ' ' + item.words : item.words || ''];
  }

  /** @param {Written[]} items */
  function textsOf(items) {
    return items.reduce((all, item) => all.concat(textOf(item)), /** @type {string[]} */ ([]));
  }

  /**
   * Returns the notes as plain text.
   * @param {Gathered} gathered @param {NotesHead} head
   */
  player.notes.text = function (gathered, head) {
    const lines = [head.title, under(head)];
    gathered.pages.forEach(page => {
      lines.push('', '', '== ' + page.title + ' ==');
      page.entries.forEach(entry => { lines.push.apply(lines, [''].concat(entry.prompt, [''], textsOf(entry.items))); });
    });
    if (gathered.old.length) { lines.push('', '', '== ' + head.old + ' =='); }
    gathered.old.forEach(group => { lines.push.apply(lines, ['', group.title, ''].concat(textsOf(group.items))); });
    return lines.join('\n').replace(/\r\n?/g, '\n').replace(/\n{4,}/g, '\n\n\n') + '\n';
  };

  /** @param {any} text */
  function safe(text) {
    return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }

  /** @param {string} tag @param {string[]} cells */
  function row(tag, cells) {
    return '<tr>' + cells.map(cell => '<' + tag + ' dir="auto">' + safe(cell) + '</' + tag + '>').join('') + '</tr>';
  }

  /** @param {Written} item */
  function markupOf(item) {
    if (item.heading !== undefined) { return '<h4>' + safe(item.heading) + '</h4>'; }
    if (item.rows) { return '<table>' + (item.head && item.head.length ? '<thead>' + row('th', item.head) + '</thead>' : '') + '<tbody>' + item.rows.map(cells => row('td', cells)).join('') + '</tbody></table>'; }
    const words = '<div class="w" dir="auto">' + safe(item.words) + '</div>';
    return item.label ? '<dl><dt>' + safe(item.label) + '</dt><dd>' + words + '</dd></dl>' : words;
  }

  /**
   * Returns the notes as a page that needs no other file.
   * @param {Gathered} gathered @param {NotesHead} head
   */
  player.notes.page = function (gathered, head) {
    const items = (/** @type {Written[]} */ all) => all.map(markupOf).join('\n');
    const pages = gathered.pages.map(page => '<h2>' + safe(page.title) + '</h2>\n' +
      page.entries.map(entry => entry.prompt.map(line => '<p class="p">' + safe(line) + '</p>').join('') + '\n' + items(entry.items)).join('\n'));
    const old = gathered.old.length ? ['<h2>' + safe(head.old) + '</h2>'].concat(gathered.old.map(group => '<h3>' + safe(group.title) + '</h3>\n' + items(group.items))) : [];
    return '<!doctype html>\n<html lang="' + safe(head.lang) + '" dir="' + safe(head.dir) + '">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>' +
      safe(head.title) + '</title>\n<style>' + STYLE + '</style>\n<body>\n<h1>' + safe(head.title) + '</h1>\n<p class="p">' + safe(under(head)) + '</p>\n' + pages.concat(old).join('\n') + '\n</body>\n</html>\n';
  };
})(window.alforja = window.alforja || Object());
