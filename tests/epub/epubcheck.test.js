/** What the W3C's own judge says of our books: nothing. It runs on Java; `tests/run` brings both. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const path = require('node:path');
const { execFile } = require('node:child_process');
const books = require('./books.js');

const JAR = process.env.EPUBCHECK || path.join(__dirname, '..', '.cache', 'epubcheck', 'epubcheck', 'epubcheck.jar');
/** A short life is best without the slow compiler. */
const JAVA = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', JAR, '--failonwarnings'];

/** Returns what the judge says of a book, and whether it is content. */
function judge(file) {
  return new Promise(resolve => execFile('java', [...JAVA, file], (error, out, log) => resolve({ file, passed: !error, said: out + log })));
}

test('epubcheck finds neither errors nor warnings', async context => {
  const { files, remove } = books.make('--with-source');
  context.after(remove);
  assert.ok(files.length >= 11, 'every course in every language, and the fixtures: ' + files.length);
  const waiting = files.slice();
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const { passed, said } = await judge(file);
      assert.match(said, /Messages: 0 fatals \/ 0 errors \/ 0 warnings/, path.basename(file) + '\n' + said);
      assert.ok(passed, path.basename(file) + '\n' + said);
    }
  };
  await Promise.all([worker(), worker()]);
});
