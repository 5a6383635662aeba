'use strict';

// Makes real books with the real program: of every shipped course, of the fixtures, and of a course full of oddities.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { unzip } = require('../scorm/unzip.js');

const ROOT = path.join(__dirname, '..', '..');
const PROGRAM = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');

/** What authors do: addresses that are none, links to what learners do not get, lists in places, signs of XML. */
const ODD = {
  'alforja.yaml': 'title: {en: "A & B <c>"}\nlanguages: [en]\norganisation: "Ours & \\"theirs\\""\n',
  'courses/odd/course.yaml': 'version: "1.0+x"\nauthors: ["A <b@example.org>"]\nlicence: "© & ™"\n',
  'courses/odd/en/index.md': '# Odd & "strange" <things>\n\nBegin.\n',
  'courses/odd/en/glossary.md': '# Words\n\n`a < b`\n: less\n\n2nd term\n: with [a link](01-one/01-odd.md#there)\n',
  'courses/odd/en/bank.md': '# Bank\n\n::: quiz\n### From the bank, with a note[^b] {.open}\n> Good.\n:::\n\n[^b]: A note of the bank.\n',
  'courses/odd/en/01-one/index.md': '# One ]]> two\n\n::: quiz\n### In a part\n- [x] Yes\n- [ ] No\n:::\n',
  'courses/odd/en/01-one/01-odd.md': [
    '# Odd', 'Bad addresses: [one](https://exa mple.org/a|b), [two](<https://example.org/a b|c>), [three](https://mn.wikipedia.org/wiki/Зээл), [four](https://), [five](mailto:a@example.org), [six](tel:+976-11).',
    '## Толгой 1 {#there}', 'Note[^1] and again[^1]. $a < b \\text{ & } c$', '[^1]: Says *so*.\n\n    And more.',
    '::: facilitator\n## Only theirs {#theirs}\n\n::: quiz\n### Hidden\n- [x] A\n- [ ] B\n:::\n:::', '[To theirs](#theirs), [to a heading](#there).',
    '- item\n\n  ::: quiz\n  ### In a list\n  - [x] A\n  - [ ] B\n  :::', '> ::: exercise\n> Do.\n>\n> ::: solution\n> Done.\n> :::\n> :::',
    '<div title="a<b">\n\n**inside** <span lang="ar">مرحبا</span> <b>bold <i>both</i></b><br>line<wbr>break\n\n</div>',
    '<details>\n<summary>More</summary>\n\nText.\n\n</details>', '<table><tr><td>a</td><td>b</td></tr></table>', '<p id="x">one</p>', '<ol reversed><li value="3">c</li></ol>',
    '<li>alone</li>', '<td>alone</td>', '<tr><td>alone</td></tr>', '<figcaption>alone</figcaption>', '<summary>alone</summary>', '<ul>text <b>in</b> a list<li>c</li></ul>',
    '<table>words<tr>more<td colspan="0" rowspan="-1">x</td></tr></table>', 'text <rt>alone</rt> <bdo>x</bdo> <time datetime="soon">x</time>', '<details>no summary</details>',
    '<dl><dd>first</dd><dt>then</dt></dl>', '<table><col span="2"><tr><td>x</td></tr></table>',
    '$$\\begin{cases} x & y \\\\ z & w \\end{cases}$$ $\\sqrt[3]{x}$ $\\sum_{i=1}^{n} i$ $\\left( \\frac{a}{b} \\right)$ $\\color{red}{x}$ $\\overbrace{a+b}^{c}$',
    '```html {1}\n<p>&amp;</p>\n```', '::: quiz {from=../bank.md}\n:::', '::: quiz {show=never}\n### Never told\n- [x] A\n- [ ] B\n:::',
    '::: survey\n## One side\n### Often? {.scale}\n- never\n- always\n\n## Other side\n### Much? {.scale}\n- little\n- middling\n- much\n\n::: advice {from=0 to=50 dimension="One side"}\nMore.\n:::\n:::'
  ].join('\n\n') + '\n'
};

function write(folder, files) {
  Object.entries(files).forEach(([name, text]) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  });
}

/** The fixture with every block, without its second language, whose translation is wrong on purpose. */
function everyBlock(folder) {
  fs.cpSync(path.join(ROOT, 'tests', 'fixtures', 'every-block'), folder, { recursive: true });
  fs.rmSync(path.join(folder, 'courses', 'small', 'ar'), { recursive: true });
  const settings = path.join(folder, 'alforja.yaml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('[en, ar]', '[en]'));
  const lesson = path.join(folder, 'courses', 'small', 'en', '01-first', '01-blocks.md');
  fs.writeFileSync(lesson, fs.readFileSync(lesson, 'utf8').replace(', [the lesson in Arabic](../../ar/01-first/02-questions.md)', ''));
}

/** Makes the books; returns their files, and what removes them. */
function make(...options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-epub-'));
  const books = path.join(folder, 'books');
  write(path.join(folder, 'odd'), ODD);
  everyBlock(path.join(folder, 'every-block'));
  for (const library of [ROOT, path.join(ROOT, 'tests', 'fixtures', 'questions'), path.join(folder, 'every-block'), path.join(folder, 'odd')]) {
    const place = library === ROOT ? path.join(ROOT, 'courses') : library;
    execFileSync(PROGRAM, ['--library', place, 'package', '--target', 'epub', '--out', books, ...options], { stdio: 'pipe' });
  }
  const files = fs.readdirSync(books).filter(name => name.endsWith('.epub')).map(name => path.join(books, name));
  return { files, remove: () => fs.rmSync(folder, { recursive: true }) };
}

/** Unpacks a book beside it; returns the folder of its pages. */
function open(file) {
  const folder = file.replace(/\.epub$/, '');
  unzip(file, folder);
  return path.join(folder, 'EPUB');
}

/** Returns the pages of an unpacked book in the order in which they are read (EPUB 3.3, section 5.7). */
function spine(folder) {
  const text = fs.readFileSync(path.join(folder, 'package.opf'), 'utf8');
  const items = new Map([...text.matchAll(/<item id="([^"]+)" href="([^"]+)"/g)].map(found => [found[1], found[2]]));
  return [...text.matchAll(/<itemref idref="([^"]+)"/g)].map(found => items.get(found[1]));
}

module.exports = { make, open, spine };
