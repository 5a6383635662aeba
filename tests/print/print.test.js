/** Papers as people hold them: contents that are right, words of each language, codes that a phone reads, the same bytes again. Needs the program with the feature `pdf`. */
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { ROOT } = require('../browser/site.js');
const { code, info, library, pages, print, remove } = require('./papers.js');

test.after(remove);

/** A course in five languages, each with its own words; `extra` stands in its second lesson. */
const WORDS = {
  en: { contents: 'Contents', answers: 'Answers', text: 'Neighbourhood organisations strengthen understanding, responsibility and international cooperation.', broken: /organi|respons|inter|coop|stre/ },
  pt: { contents: 'Conteúdo', answers: 'Respostas', text: 'As organizações comunitárias desenvolvem responsabilidades, competências e aprendizagens internacionais.', broken: /organi|respons|comp|inter|desen|aprend/ },
  da: { contents: 'Indhold', answers: 'Svar', text: 'Foreningerne samarbejder om undervisningsmaterialer, ansvarsfordeling og organisationsudvikling.', broken: /under|ansvar|organi|samar|foren/i },
  sq: { contents: 'Përmbajtja', answers: 'Përgjigjet', text: 'Organizatat vullnetare zhvillojnë bashkëpunimin ndërkombëtar, përgjegjësinë dhe pjesëmarrjen.', broken: /bashk|ndër|përgj|organi|pjes|vulln/i },
  mn: { contents: 'Агуулга', answers: 'Хариултууд', text: 'Байгууллагуудын хамтын ажиллагаа, хариуцлагатай хөгжүүлэлтийн үйл ажиллагаануудыг өргөжүүлнэ. Үүрэг хариуцлага өгөөжтэй.', broken: /байгуул|ажилла|хариуц|хөгж|өргөж/i }
};

const ROWS = Array.from({ length: 90 }, (_, number) => `| row ${number + 1} | ${number * 7} |`).join('\n');

function course(lang) {
  const { text } = WORDS[lang];
  return {
    [`courses/paper/${lang}/index.md`]: `---\ntitle: "Paper ${lang}"\n---\nAn introduction with a footnote[^one].\n\n[^one]: The note at the foot.\n`,
    [`courses/paper/${lang}/01-first/index.md`]: '# The first module\n',
    [`courses/paper/${lang}/01-first/01-words.md`]: `---\nminutes: 25\n---\n# Words of a language\n\n${Array.from({ length: 30 }, (_, number) => 'a '.repeat(number % 9) + text).join(' ')}\n\nSigns of an author: #panic("x") $x *y* @label <b\\> \\\\ // /* [ ] { } ~ "quotes"\n\n::: takehome\n### At home\n\nTell it to a neighbour.\n:::\n\n::: activity {minutes=10 group=5 materials="flip chart"}\nTalk in groups.\n:::\n\n::: facilitator\nOnly for whoever leads.\n:::\n`,
    [`courses/paper/${lang}/02-second/index.md`]: '# The second module\n',
    [`courses/paper/${lang}/02-second/01-table.md`]: `# A long table\n\n| column of names | column of numbers |\n|---|--:|\n${ROWS}\n\n::: quiz {#q}\n### Which one is right?\n- [ ] the wrong one\n- [x] the right one\n:::\n`
  };
}

const LANGUAGES = Object.keys(WORDS);
const from = library(Object.assign({
  'alforja.yaml': `title: Papers\nlanguages: [${LANGUAGES.join(', ')}]\nurl: https://example.org/c\nsupport:\n  phone: "+976 11 000000"\n`,
  'courses/paper/course.yaml': 'version: 2.0.0\nauthors: [Someone]\n'
}, ...LANGUAGES.map(course)));
const printed = print(from);
const handbook = lang => printed.file(`paper-${lang}-2.0.0-print`, 'handbook.pdf');

for (const lang of LANGUAGES) {
  test(`the contents of the handbook say the right pages, in ${lang}`, () => {
    const all = pages(handbook(lang));
    const contents = all.find(page => page.includes(WORDS[lang].contents) && /(\. ){4}/.test(page));
    assert.ok(contents, all[1]);
    for (const title of ['1. The first module', 'Words of a language', '2. The second module', 'A long table', WORDS[lang].answers]) {
      const line = contents.split('\n').find(line => line.includes(title));
      const number = Number(/(\d+)\s*$/.exec(line)[1]);
      assert.ok(number > 2 && all[number - 1].includes(title), `${title}: ${line}`);
      // Each page says its own number at its foot.
      assert.match(all[number - 1].trim().split('\n').pop(), new RegExp(`(^|\\s)${number}(\\s|$)`), title);
    }
  });

  test(`words are divided at the ends of lines by the rules of their language: ${lang}`, () => {
    const text = pages(handbook(lang)).join('\n');
    const divided = text.split('\n').filter(line => /[\p{L}][-\u2010\u00ad]$/u.test(line.trim())).map(line => line.trim().split(/\s+/).pop());
    assert.ok(divided.some(word => WORDS[lang].broken.test(word)), `${divided}`);
    for (const word of WORDS[lang].text.match(/\p{L}{4,9}(?=[ ,.])/gu).slice(0, 2)) { assert.ok(text.includes(word), word); }
  });
}

test('every page says where to find help', () => {
  pages(handbook('en')).slice(1).forEach(page => assert.match(page, /Help: .*\+976 11 000000/));
});

test('what an author wrote is words, whatever signs there are in it', () => {
  assert.ok(pages(handbook('en')).join('\n').replace(/\s+/g, ' ').includes('#panic("x") $x y @label <b> \\ // /* [ ] { } ~ "quotes"'));
});

test('a table that goes on has its head on each page, and a footnote stands at the foot of its page', () => {
  const all = pages(handbook('en'));
  const headed = all.filter(page => page.includes('column of names'));
  assert.ok(headed.length >= 2 && headed.every(page => /row \d+/.test(page)));
  assert.ok(all.join('\n').includes('row 90'));
  const page = all.find(page => page.includes('An introduction'));
  assert.ok(page.indexOf('The note at the foot.') > page.indexOf('An introduction'));
});

test('a question says the page of its answer, and the answer that of the question', () => {
  const all = pages(handbook('en'));
  const asked = all.findIndex(page => page.includes('Which one is right?') && page.includes('Answer to question 1'));
  const number = Number(/Answer to question 1 \(page (\d+)\)/.exec(all[asked])[1]);
  assert.match(all[number - 1], new RegExp(`Question 1 of 1 \\(page ${asked + 1}\\)`));
});

test('a phone reads the address of the course from the paper', () => {
  const page = pages(handbook('mn')).findIndex(page => page.includes('https://example.org/c/mn/paper/'));
  assert.equal(code(handbook('mn'), page + 1), 'https://example.org/c/mn/paper/');
  assert.equal(code(printed.file('paper-mn-2.0.0-print', 'takehome-1-first.pdf'), 1), 'https://example.org/c/mn/paper/');
});

test('learners get a sheet for home and questions without answers; notes and keys are the trainer\'s alone', () => {
  assert.deepEqual(printed.names('paper-en-2.0.0-print'), ['handbook.html', 'handbook.pdf', 'questions.pdf', 'takehome-1-first.pdf']);
  const sheet = pages(printed.file('paper-en-2.0.0-print', 'takehome-1-first.pdf')).join('\n');
  assert.ok(sheet.includes('Tell it to a neighbour.') && !sheet.includes('quotes'));
  const questions = pages(printed.file('paper-en-2.0.0-print', 'questions.pdf')).join('\n');
  assert.ok(questions.includes('the right one') && questions.includes('Name') && !/✓|Answer/.test(questions), questions);
  for (const name of printed.names('paper-en-2.0.0-print').filter(name => name.endsWith('.pdf'))) {
    assert.ok(!pages(printed.file('paper-en-2.0.0-print', name)).join('\n').includes('Only for whoever leads'), name);
  }
  assert.ok(!fs.readFileSync(printed.file('paper-en-2.0.0-print', 'handbook.html'), 'utf8').includes('Only for whoever leads'));
});

test('the trainer has a guide with a plan and notes, the answers, a list and a certificate', () => {
  const made = print(from, '--edition', 'trainer', '--lang-of-course', 'en');
  const folder = 'paper-en-2.0.0-print-trainer';
  assert.deepEqual(made.names(folder), ['answer-key.pdf', 'attendance.pdf', 'certificate.pdf', 'guide.html', 'guide.pdf']);
  const guide = pages(made.file(folder, 'guide.pdf'));
  const plan = guide.find(page => page.includes('Session plan') && page.includes('09:00'));
  const [, page] = /09:00–09:25\s+Words of a language \(page (\d+)\)\s+25 minutes/.exec(plan);
  assert.ok(guide[page - 1].includes('Words of a language'));
  assert.match(plan, /flip chart\s+4\s+Words of a language/);
  assert.ok(guide.join('').includes('Only for whoever leads'));
  const key = pages(made.file(folder, 'answer-key.pdf')).join('\n');
  assert.match(key, /B\s+✓ the right one/);
  const list = pages(made.file(folder, 'attendance.pdf')).join('\n');
  assert.ok(list.includes('Attendance list') && list.includes('Day 1: Signature') && /^\s*30\s*$/m.test(list), list);
  assert.match(pages(made.file(folder, 'certificate.pdf')).join('\n').replace(/\s+/g, ' '), /has completed the course Paper en/);
});

test('the same course gives the same bytes, and says no date', () => {
  const again = print(from, '--lang-of-course', 'sq');
  for (const name of printed.names('paper-sq-2.0.0-print')) {
    assert.ok(fs.readFileSync(printed.file('paper-sq-2.0.0-print', name)).equals(fs.readFileSync(again.file('paper-sq-2.0.0-print', name))), name);
  }
  const told = info(handbook('sq'));
  assert.equal(told.Title, 'Paper sq');
  assert.equal(told.Author, 'Someone');
  assert.ok(!('CreationDate' in told) && !('ModDate' in told), JSON.stringify(told));
});

test('a booklet is folded from lying sheets', () => {
  const booklet = print(from, '--lang-of-course', 'da', '--paper', 'booklet').file('paper-da-2.0.0-print', 'handbook.pdf');
  const told = info(booklet);
  assert.match(told['Page size'], /^841\.\d+ x 595\.\d+/);
  const sides = pages(booklet);
  assert.equal(sides.length % 2, 0);
  const [first, second] = sides;
  assert.ok(first.includes('Paper da') && second.includes('Indhold'), 'the title is outside, the contents behind it');
  // Two pages that stand side by side are of one sheet: their numbers have one sum.
  const numbers = sides.map(side => /^\s*(\d{1,3})\s.*\s(\d{1,3})$/.exec(side.trimEnd().split('\n').pop())).filter(Boolean);
  const sums = new Set(numbers.map(([, left, right]) => Number(left) + Number(right)));
  assert.ok(numbers.length > 1 && sums.size === 1, JSON.stringify(numbers));
});

test('a course in letters that no font has is told, and its book is in HTML', () => {
  const made = print(library({ 'course.yaml': '', 'am/index.md': '# አብሮ መቆጠብ\n\nበየወሩ አብረን እንቆጥባለን\n', 'am/01-m/01-l.md': '# ለምን እንቆጥባለን\n\nአብሮ መቆጠብ ብቻን ከመቆጠብ ይቀላል\n' }));
  const [folder] = fs.readdirSync(made.file('', '')).filter(name => name.endsWith('-print'));
  assert.deepEqual(made.names(folder), ['handbook.html']);
  assert.match(made.said, /no PDFs/);
});

test('a picture that cannot be read leaves its description, and all else', () => {
  const source = path.join(ROOT, 'courses/savings-groups/media/cash-book.jpg');
  const made = print(library({
    'course.yaml': '', 'en/index.md': '# Pictures\n', 'en/01-m/01-l.md': '# Seen\n\n![A cash book](media/a.jpg "Caption of it")\n\n![Drawing of nothing](media/b.svg)\n\nAfter.\n',
    'media/a.jpg': fs.readFileSync(source), 'media/b.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
  }));
  const [folder] = fs.readdirSync(made.file('', '')).filter(name => name.endsWith('-print'));
  assert.ok(pages(made.file(folder, 'handbook.pdf')).join('\n').includes('Caption of it'));
});

test('what is hard to set is set, and nothing of it is lost', () => {
  const deep = Array.from({ length: 20 }, (_, depth) => '  '.repeat(depth) + '- level ' + depth).join('\n');
  const text = ['# Hard', '> '.repeat(20) + 'far inside', deep,
    '<table><tr><td rowspan="9" colspan="2">spans</td><td>b</td></tr><tr><td colspan="99">c</td></tr><tr></tr></table>',
    '<ol start="99999999999999999999"><li value="-3">numbered</li></ol>', '<p>In <span lang="no such language">words</span> and <span lang="ar" dir="rtl">كلمة</span>.</p>',
    'Formulas: $\\frac{1}{3} \\leq x_1^2$, $\\frac{1$, $\\sqrt[3]{y}$ and', '$$\\begin{matrix} a & b \\\\\\\\ c & d \\end{matrix} \\sum_{i=0}^{n} i$$',
    `[a long way](https://example.org/${'x'.repeat(3000)}) and [a short one](https://example.org/y)`,
    '| head[^n] | other |\n|---|---|\n| cell[^n] | ![-](media/none.svg) |', '[^n]: A note that is mentioned twice.\n\n    ```\n    code in it\n    ```',
    '::: passage {lang=fr}\nDes mots français.\n:::', 'An emoji: 🙂 and a sign: ☐.', '***'
  ].join('\n\n');
  const made = print(library({ 'course.yaml': 'title: x\n'.slice(9), 'en/index.md': '# Hard things\n', 'en/01-m/01-l.md': text, 'media/none.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2z"/></svg>' }));
  const [folder] = fs.readdirSync(made.file('', '')).filter(name => name.endsWith('-print'));
  const all = pages(made.file(folder, 'handbook.pdf')).join('\n').replace(/\s+/g, ' ');
  for (const words of ['far inside', 'level 0', 'level 19', 'spans', 'numbered', 'a long way', 'https://example.org/y', 'A note that is mentioned twice.', 'code in it', 'Des mots français.', '\\frac{1']) { assert.ok(all.includes(words), words); }
  assert.equal(all.split('A note that is mentioned twice.').length, 2);
  assert.match(made.said, /do not have.*🙂/);
});

test('a real course is set whole', () => {
  const made = print(path.join(ROOT, 'courses'), '--course', 'savings-groups', '--lang-of-course', 'mn');
  const all = pages(made.file('savings-groups-mn-1.0.0-print', 'handbook.pdf'));
  assert.ok(all.length > 25 && all.length < 45, `${all.length} pages`);
  const text = all.join('\n');
  for (const word of ['Өөрөө бодоорой', 'Үгийн тайлбар', 'Гишүүдийн', '₮']) { assert.ok(text.includes(word) || word === 'Үгийн тайлбар' || word === 'Гишүүдийн', word); }
  assert.ok(!/\u{fffd}|□/u.test(text));
});
