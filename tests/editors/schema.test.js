/** The schemas that `alforja schema` writes, before an independent judge: they accept what the program accepts, and nothing else. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const Ajv = require('ajv');
const YAML = require('yaml');

const ALFORJA = process.env.ALFORJA || path.join(__dirname, '..', '..', 'target', 'debug', 'alforja');
const ROOT = path.join(__dirname, '..', '..');
const LANGUAGES = ['pt', 'da', 'sq', 'mn', 'en'];
const NAMES = ['alforja', 'course', 'page', 'videos'];

const made = new Map();

/** The schema of a file, as `--out` writes it. */
function schema(name, lang) {
  if (!made.has(lang)) {
    made.set(lang, library((put, folder) => {
      execFileSync(ALFORJA, ['schema', '--out', folder, '--lang', lang, '--quiet']);
      return Object.fromEntries(NAMES.map(one => [one, fs.readFileSync(path.join(folder, one + '.schema.json'), 'utf8')]));
    }));
  }
  return JSON.parse(made.get(lang)[name]);
}

function judge(of) {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  ajv.addKeyword({ keyword: 'errorMessage', schemaType: 'string' });
  return ajv.compile(of);
}

function head(text) {
  const found = /^---\r?\n([\s\S]*?)^---\s*$/m.exec(text);
  return found && text.startsWith('---') ? found[1] : '';
}

function files(folder, ending) {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith(ending)).map(name => path.join(folder, name));
}

function library(write) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-schema-'));
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  try { return write(put, folder); } finally { fs.rmSync(folder, { recursive: true }); }
}

test('what we ship is sound in every language', () => {
  LANGUAGES.forEach(lang => {
    const [ofLibrary, ofCourse, ofPage, ofVideos] = NAMES.map(name => judge(schema(name, lang)));
    let pages = 0;
    const sound = (valid, text, file) => assert.ok(valid(YAML.parse(text)), `${lang} ${file}: ${JSON.stringify(valid.errors)}`);
    files(path.join(ROOT, 'courses'), '.yaml').forEach(file => {
      const valid = { 'alforja.yaml': ofLibrary, 'course.yaml': ofCourse, 'videos.yaml': ofVideos }[path.basename(file)];
      if (valid) { sound(valid, fs.readFileSync(file, 'utf8'), file); }
    });
    files(path.join(ROOT, 'courses'), '.md').forEach(file => {
      const text = head(fs.readFileSync(file, 'utf8'));
      pages += text ? 1 : 0;
      sound(ofPage, text, file);
    });
    assert.ok(pages > 50, `${pages} heads were read`);
  });
});

test('what is wrong is marked where it stands', () => {
  const cases = [
    ['alforja', 'langauges: [pt]', ''],
    ['alforja', 'languages: [english]', '/languages/0'],
    ['alforja', 'url: example.org', '/url'],
    ['alforja', 'media: tiny', '/media'],
    ['alforja', 'budget: {film: 20}', '/budget/film'],
    ['alforja', 'learner_fields: [{kind: text}]', '/learner_fields/0'],
    ['alforja', 'learner_fields: [{id: a, kind: choice}]', '/learner_fields/0'],
    ['alforja', 'theme: ../../etc', '/theme'],
    ['course', 'licence: A\nlicense: B', ''],
    ['course', 'pass: 170', '/pass'],
    ['course', 'roles: a', '/roles'],
    ['course', 'based_on: [{url: https://a}]', '/based_on/0'],
    ['course', 'completion: {lessons: some}', '/completion/lessons'],
    ['page', 'título: a\nobjectives: b', '/objectives'],
    ['page', 'rascunho: talvez', '/rascunho'],
    ['page', 'títlo: a', ''],
    ['videos', 'a: {fiel: b.mp4}', '/a'],
    ['videos', 'a: {file: b.mp4, sha256: 12}', '/a/sha256'],
    ['videos', 'a: {title: T}', '/a'],
  ];
  const judges = Object.fromEntries(NAMES.map(name => [name, judge(schema(name, 'pt'))]));
  cases.forEach(([name, text, place]) => {
    const valid = judges[name];
    assert.ok(!valid(YAML.parse(text)), text);
    assert.ok(valid.errors.some(error => error.instancePath === place), `${text}: ${JSON.stringify(valid.errors.map(error => error.instancePath))}`);
  });
});

test('the head of a page is proposed in the author\'s language and read in all', () => {
  const pt = schema('page', 'pt');
  assert.deepEqual(Object.keys(pt.properties), ['título', 'minutos', 'objectivos', 'funções', 'rascunho', 'resumo', 'translated-from']);
  const valid = judge(pt);
  ['title: a', 'TITEL: a', 'гарчиг: a', 'draft: true', 'kladde: ja', 'ноорог: тийм', 'rascunho: NÃO'].forEach(text => assert.ok(valid(YAML.parse(text)), text));
  LANGUAGES.forEach(lang => NAMES.forEach(name => {
    const text = JSON.stringify(schema(name, lang));
    assert.ok(!/"(schema\.|hint\/)/.test(text), `${name} ${lang}: every key is described`);
  }));
  assert.notEqual(schema('course', 'mn').properties.pass.description, schema('course', 'en').properties.pass.description);
});

const POOL = ['', ' ', 'x', 'true', 'False', '15', ' 15 ', '+15', '007', '0', '100', '101', '10000', '10001', '100000', '100001', '-1', '1.5', 'title',
  0, 1, 15, 100, 101, 10000, 10001, 100000, 100001, -1, 1.5, true, false, null,
  [], ['a'], ['a', 1, true], [null], [[]], [''], ['en', 'pt'], ['en', 'en'], ['und'], ['zz-Latn-AA'], [{ id: 'a' }], [{ id: null }], [{}], ['a', { id: 'b', title: 'B' }], [{ id: 'a', title: [] }],
  {}, { en: 'x' }, { en: 1, pt: null }, { en: ['x'] }, { english: 'x' }, { en: '' }, { nothing: 1 },
  'en', 'pt-MZ', 'mn_Mong', 'UND', 'und-Latn', 'english', 'a', 'de-1996', 'ca-valencia', 'en-US-x',
  '50 MB', '1,5 GB', '0 MB', '0.0001 kB', '0.1 kB', '0.001 kB', '00,5 b', '1 b', '12 МБ', '50', '50 megs', '1. MB', '1234567890 B',
  'https://a.b', 'http:///a', 'https://a b', 'HTTP://a', 'javascript:x', 'a@b.c', 'a@b', '@b.c', 'a b@c.d', 'a@b@c.d',
  '+976 1100-0000', '+123456', '(+1)234567', '97611000000', '+97611000000x', 'savings-groups', '-a', 'a-', 'A', 'å', 'a_b', 'a'.repeat(60), 'a'.repeat(61),
  '1.2.0', 'v1', 'a/b', '1 2', '1'.repeat(41), '.1', 'default', '../../etc', 'all', 'required', 'none', 'passed', 'failed', 'window', 'module', 'both', 'small', 'originals', 'choice', 'error', 'All',
  '4:12', '1:04:12', '1:99', '1:2:3:4', ':', '0000012:1', '12:000007', '12:0000007', 'f'.repeat(64), 'F'.repeat(64), 'g'.repeat(64), 'f'.repeat(63), '9999999999999999999', '99999999999999999999999',
  'sim', 'não', 'NÃO', 'тийм', 'Үгүй', 'maybe', 'Хадгаламж'];

/** Values of the tables below a key: each of their keys with each value of the pool, in turn. */
function nested(whole) {
  const of = whole.anyOf && whole.anyOf.length === 1 ? whole.anyOf[0] : whole;
  const then = of.then && of.then.items ? of.then.items : of.items && (of.items.properties ? of.items : of.items.then);
  const object = of.properties ? of : then;
  // Of a table as long as that of all codes, each value is the same.
  if (!object || !object.properties || Object.keys(object.properties).length > 50) { return []; }
  const wrap = of.properties ? value => value : value => [value];
  const base = Object.fromEntries((object.required || []).map(key => [key, 'a']));
  const each = Object.keys(object.properties).flatMap(key => POOL.map(value => wrap({ ...base, [key]: value })));
  const pairs = object.properties.options ? ['text', 'choice', null].flatMap(kind => [[], ['a'], null].map(options => wrap({ id: 'a', kind, options }))) : [];
  const without = (object.required || []).map(() => wrap({}));
  return [...each, ...pairs, ...without];
}

/** Documents that together hold every key with every value. */
function documents(properties) {
  const values = Object.entries(properties).map(([key, of]) => [key, POOL.concat(nested(of))]);
  const most = Math.max(...values.map(([, list]) => list.length));
  return Array.from({ length: most }, (_, at) => values.filter(([, list]) => at < list.length).map(([key, list]) => [key, list[at]]));
}

const lines = pairs => pairs.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);

/** What the reader of a file tells, as opposed to what is found out about a course later. */
const READER = /^(yaml\/|checks\/unknown-code$|course\/(version|id|url)$|library\/(theme-name|url|whatsapp|email|field-id|field-options|language-twice)$|video\/(sha256|size|duration|nothing)$)/;

function told(folder) {
  const done = spawnSync(ALFORJA, ['--library', '.', 'check', '--format', 'json'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.notEqual(done.status, 2, done.stderr);
  return JSON.parse(done.stdout).filter(one => READER.test(one.code));
}

/** A number that is written without its sign is no WhatsApp number, and to a schema it has no sign: see `editor/schema.rs`. */
const unseen = (key, value) => key === 'whatsapp' && typeof value === 'number' || key === 'support' && value && typeof value.whatsapp === 'number';

function compare(valid, pairs, refusedLines, where) {
  const differing = [];
  pairs.forEach(([key, value], at) => {
    if (unseen(key, value)) { return; }
    const accepted = valid({ [key]: value });
    const read = !refusedLines.has(at);
    if (accepted !== read) { differing.push(`${where} ${key}: ${JSON.stringify(value)}: ${read ? 'read' : 'refused'}, but the schema ${accepted ? 'accepts' : 'refuses'} it`); }
  });
  return differing;
}

test('a course, a head and a film are judged as the program reads them', () => {
  const judges = { course: judge(schema('course', 'en')), page: judge(schema('page', 'pt')), video: judge(schema('videos', 'da')) };
  const ofVideo = schema('videos', 'da').additionalProperties.properties;
  const all = { course: documents(schema('course', 'en').properties), page: documents(schema('page', 'pt').properties), video: documents(ofVideo) };
  const differing = library((put, folder) => {
    put('alforja.yaml', 'title: T\nlanguages: [en]\n');
    const most = Math.max(...Object.values(all).map(list => list.length));
    for (let at = 0; at < most; at += 1) {
      put(`courses/c${at}/course.yaml`, lines(all.course[at] || []).join('\n') + '\n');
      put(`courses/c${at}/en/index.md`, `---\n${lines(all.page[at] || []).join('\n')}\n---\n# T\n`);
      // A film of its own for each key, because a film needs a file or an address.
      put(`courses/c${at}/media/videos.yaml`, (all.video[at] || []).map(([key, value]) => `"${key}": ${JSON.stringify(film(key, value))}`).join('\n') + '\n');
    }
    const refused = new Map();
    told(folder).forEach(one => {
      const lines = refused.get(one.path) || new Set();
      refused.set(one.path, lines.add(one.line - 1));
    });
    const of = name => refused.get(name) || new Set();
    const found = [];
    for (let at = 0; at < most; at += 1) {
      found.push(...compare(judges.course, all.course[at] || [], of(`courses/c${at}/course.yaml`), 'course.yaml'));
      found.push(...compare(judges.page, all.page[at] || [], new Set(Array.from(of(`courses/c${at}/en/index.md`), line => line - 1)), 'a head'));
      const films = (all.video[at] || []).map(([key, value]) => [key, film(key, value)]);
      found.push(...compare(judges.video, films, of(`courses/c${at}/media/videos.yaml`), 'videos.yaml'));
    }
    return found;
  });
  assert.deepEqual(differing, []);
});

function film(key, value) {
  return key === 'file' || key === 'url' ? { [key]: value } : { file: 'a.mp4', [key]: value };
}

/** What tells the kinds of values in `alforja.yaml` from each other; each needs a run of its own. */
const FEW = ['', ' ', 'x', 'true', 15, -1, 1.5, true, null, [], ['a'], ['en', 'pt'], ['en', 'en'], ['und'], {}, { en: 'x' }, { english: 'x' },
  'UND', '50 MB', '1,5 GB', '0 MB', '0.0001 kB', '0.1 kB', '00,5 b', '12 МБ', '50', 'https://a.b', 'http:///a', 'https://a b',
  'a@b.c', 'a@b', 'a b@c.d', '+976 1100-0000', '+123456', '(+1)234567', '../../etc', 'full', 'error', 'passed'];

test('a library is judged as the program reads it', () => {
  const of = schema('alforja', 'en');
  const valid = judge(of);
  const found = [];
  FEW.forEach(value => library((put, folder) => {
    // Each key of a table below a key stands in a line of its own.
    const written = [];
    const asked = [];
    const line = (text, ask) => { written.push(text); asked.push(ask); };
    Object.entries(of.properties).forEach(([key, inner]) => {
      if (!inner.properties) { return line(`${key}: ${JSON.stringify(value)}`, [key, value]); }
      line(`${key}:`, [key, {}]);
      Object.keys(inner.properties).forEach(name => line(`  ${name}: ${JSON.stringify(value)}`, [key, { [name]: value }]));
    });
    put('alforja.yaml', written.join('\n') + '\n');
    put('courses/c/en/index.md', '# T\n');
    const refused = new Set(told(folder).filter(one => one.path === 'alforja.yaml').map(one => one.line - 1));
    found.push(...compare(valid, asked, refused, 'alforja.yaml'));
  }));
  library((put, folder) => {
    const fields = nested(of.properties.learner_fields).map(list => list[0]);
    put('alforja.yaml', `learner_fields:\n${fields.map(field => `- ${JSON.stringify(field)}\n`).join('')}`);
    put('courses/c/en/index.md', '# T\n');
    const refused = new Set(told(folder).map(one => one.line - 2));
    found.push(...compare(list => valid({ learner_fields: [list.field] }), fields.map(field => ['field', field]), refused, 'alforja.yaml'));
    assert.ok(fields.length > 500);
  });
  assert.deepEqual(found, []);
});
