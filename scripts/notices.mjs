// The notices of what a bundle contains: name, version, licence and licence text of every package that esbuild read.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Licences whose conditions are met by including their text. Any other licence stops the build until it was reviewed. */
const accepted = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "ISC", "MIT"];

const isLicence = (file) => /^(licen[cs]e|copying)([.-]|$)/i.test(file);
const isNotice = (file) => /^(notice|thirdpartynotices?|third[_-]party)([.-]|$)/i.test(file);

/** The folders of the packages that a bundle's inputs come from, in the order of their paths. */
export function packageFolders(metafile, root) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    if (folder !== undefined) folders.add(join(root, folder));
  }
  return [...folders].sort();
}

async function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (!accepted.includes(license))
    throw new Error(`${name} ${version}: the licence ${String(license)} was not reviewed`);
  const files = (await readdir(folder)).sort();
  const read = async (file) => (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
  const texts = await Promise.all([...files.filter(isLicence), ...files.filter(isNotice)].map(read));
  if (!files.some(isLicence)) texts.unshift(await standardText(name, license, author));
  return { name, version, license, text: texts.join("\n\n") };
}

/** For a package that names a licence and does not include its text. */
async function standardText(name, license, author) {
  if (license !== "MIT")
    throw new Error(`${name} has no licence text, and ${license} needs the authors' own`);
  const holder = typeof author === "string" ? author : (author?.name ?? `the authors of ${name}`);
  return (await readFile(new URL("licences/MIT.txt", import.meta.url), "utf8"))
    .replace("<holder>", holder)
    .trim();
}

const line = "-".repeat(80);

/** The text of THIRD_PARTY_NOTICES for a bundle, the same on every machine. One text that several share is printed once. */
export async function thirdPartyNotices(metafile, root) {
  const found = await Promise.all(packageFolders(metafile, root).map(noticeOf));
  const key = ({ name, version }) => `${name}@${version}`;
  const once = [...new Map(found.map((notice) => [key(notice), notice])).values()];
  const notices = once.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const byText = Map.groupBy(notices, ({ text }) => text);
  const sections = [...byText].map(([text, users]) => {
    const heads = users.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${line}\n${heads.join("\n")}\n${line}\n\n${text}\n`;
  });
  const intro = `This software contains ${notices.length} packages of others, under these licences.\n`;
  return [intro, ...sections].join("\n");
}
