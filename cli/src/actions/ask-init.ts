/** The few questions that decide what a new platform file begins with. */
import { parsePlatform } from "@aks-topology/platform";
import type { Ask, Io } from "../io.js";
import { widthOf } from "../paint.js";
import { presets, DEFAULT_PRESET, type Preset } from "../presets.js";
import { table } from "../table.js";
import { wrapped } from "../wrap.js";

/** Asks for a preset, the platform's name and its region, each until the answer is a valid one. Enter takes the default. */
export async function askForPlatform(ask: Ask, { stdout }: Pick<Io, "stdout">): Promise<Preset> {
  const all = presets();
  const rows = all.map(({ name, summary }, i) => [String(i + 1), name, summary]);
  stdout.write(`${table(["", "preset", "begins with"], rows, { width: stdout.columns })}\n`);
  const put = (question: string, problem: string | undefined): Promise<string> => {
    if (problem !== undefined) stdout.write(`${wrapped(problem, widthOf(stdout)).join("\n")}\n`);
    return ask(question);
  };
  const preset = await asked(put, `Which is nearest to what you plan? [${DEFAULT_PRESET}] `, (answer) => {
    const wanted = answer === "" ? DEFAULT_PRESET : answer;
    const found = all.find(({ name }, i) => name === wanted || String(i + 1) === wanted);
    return found ?? "Answer with a number or a name of the list.";
  });
  const named = await answeredIn(put, preset, "name", "Name of the platform, the first part of all names?");
  return answeredIn(put, named, "location", "Azure region?");
}

type Put = (question: string, problem: string | undefined) => Promise<string>;

/** A preset with the answer as the value of a key at its top. A wrong answer is explained as `check` explains it. */
async function answeredIn(put: Put, preset: Preset, key: string, question: string): Promise<Preset> {
  const line = new RegExp(`^${key}: *([^ #\\n]+)`, "m");
  const [, before = ""] = line.exec(preset.text) ?? [];
  return asked(put, `${question} [${before}] `, (answer) => {
    const text = preset.text.replace(line, `${key}: ${answer === "" ? before : answer}`);
    const result = parsePlatform(text, "platform.yaml");
    const [problem] = result.ok ? [] : result.problems;
    return problem === undefined ? { ...preset, text } : `${problem.message} ${problem.hint}`;
  });
}

/** Asks until `read` takes the answer; text is the reason why it does not. */
async function asked<T extends object>(
  put: Put,
  question: string,
  read: (answer: string) => T | string,
): Promise<T> {
  let problem: string | undefined;
  for (;;) {
    const found = read((await put(question, problem)).trim());
    if (typeof found !== "string") return found;
    problem = found;
  }
}
