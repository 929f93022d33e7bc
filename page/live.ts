import { tell } from "./dom.js";

/** Loads the page again when its server has a newer version of the file. */
export function connectLive(): void {
  const { version } = document.body.dataset;
  if (version === undefined) return;
  const events = new EventSource("/events");
  events.addEventListener("message", ({ data }) => {
    if (data === version) tell("live-status", "Follows the file.");
    else location.reload();
  });
  events.addEventListener("error", () => {
    tell("live-status", "The command has ended, or cannot be reached: the page no longer follows the file.");
  });
}
