import type { Command, Option } from "commander";

/** The completion of a shell for all commands of a program, as a script. File names complete what is no option. */
export function completion(shell: "bash" | "zsh" | "fish", program: Command): string {
  switch (shell) {
    case "bash":
      return bash(program);
    case "zsh":
      // zsh runs bash's completions.
      return `autoload -Uz compinit bashcompinit && compinit && bashcompinit\n\n${bash(program)}`;
    case "fish":
      return fish(program);
  }
}

function commandsOf(program: Command): readonly Command[] {
  return program.commands;
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function flags(options: readonly Option[]): string {
  return options.flatMap(({ long }) => long ?? []).join(" ");
}

/** The values that are possible for options or arguments, by command. */
function choicesOf(
  command: Command,
): readonly { readonly flag: string; readonly values: readonly string[] }[] {
  const options = optionsOf(command).map(({ long, argChoices }) => ({
    flag: long ?? "",
    values: argChoices ?? [],
  }));
  return options.filter(({ values }) => values.length > 0);
}

function argumentValues(command: Command): readonly string[] {
  return command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
}

function bash(program: Command): string {
  const name = program.name();
  const commands = commandsOf(program);
  const values = commands.flatMap((command) =>
    choicesOf(command).map(
      ({ flag, values: all }) =>
        `    "${command.name()} ${flag}") COMPREPLY=($(compgen -W "${all.join(" ")}" -- "$current")); return ;;`,
    ),
  );
  const words = commands.map((command) => {
    const all = [flags(optionsOf(command)), ...argumentValues(command)].join(" ");
    return `    ${command.name()}) words="${all}" ;;`;
  });
  const shellFunction = `_${name.replaceAll("-", "_")}`;
  return `# bash completion of ${name}
${shellFunction}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command="" word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $word != -* ]]; then command=$word; break; fi
  done
  case "$command $previous" in
${values.join("\n")}
  esac
  case "$command" in
    "") words="${[...commands.map((command) => command.name()), flags(optionsOf(program))].join(" ")}" ;;
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ -n $command && $current != -* ]]; then COMPREPLY+=($(compgen -f -- "$current")); fi
}
complete -o filenames -F ${shellFunction} ${name}
`;
}

function fish(program: Command): string {
  const name = program.name();
  const line = (...words: readonly string[]): string => ["complete", "-c", name, ...words].join(" ");
  const option = (condition: string, { long, argChoices, description }: Option): string =>
    line(
      ...["-n", quoted(condition), "-l", (long ?? "").replace(/^--/, "")],
      ...(argChoices === undefined ? [] : ["-x", "-a", quoted(argChoices.join(" "))]),
      ...["-d", quoted(description)],
    );
  const lines = commandsOf(program).flatMap((command) => {
    const used = `__fish_seen_subcommand_from ${command.name()}`;
    const values = argumentValues(command);
    return [
      line("-n", "__fish_use_subcommand", "-f", "-a", command.name(), "-d", quoted(command.description())),
      ...(values.length === 0 ? [] : [line("-n", quoted(used), "-f", "-a", quoted(values.join(" ")))]),
      ...optionsOf(command)
        .filter(({ long }) => long !== undefined)
        .map((each) => option(used, each)),
    ];
  });
  return `# fish completion of ${name}\n${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
