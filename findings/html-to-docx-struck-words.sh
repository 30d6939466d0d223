#!/usr/bin/env bash
# html-to-docx keeps bold and raised words and loses that words are struck out (s, del): 900 crossed out before 1500 is
# 9001500 in the Word file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --cache "$folder/cache" html-to-docx@1.8.0 jszip@3.10.1
node - <<'JS'
const assert = require("node:assert");
const htmlToDocx = require("html-to-docx");
const { version } = require("html-to-docx/package.json");
const JSZip = require("jszip");

async function told(html) {
  const file = await JSZip.loadAsync(await htmlToDocx(`<p>${html}</p>`));
  const body = await file.file("word/document.xml").async("string");
  const words = [...body.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map((found) => found[1]).join("");
  return [words, /<w:(d?strike|del)\b/.test(body), /<w:vertAlign\b/.test(body)];
}

(async () => {
  const struck = await told("新建床位<s>900</s>1500张");
  const deleted = await told("新建床位<del>900</del>1500张");
  const raised = await told("新建床位1500<sup>2</sup>张");
  console.log("html-to-docx", version, "s:", struck, "| del:", deleted, "| sup:", raised);
  for (const one of [struck, deleted]) assert.deepEqual(one.slice(0, 2), ["新建床位9001500张", false], "struck out now");
  assert.equal(raised[2], true);
})();
JS
