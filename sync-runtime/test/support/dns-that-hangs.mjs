// Preloaded into a process: every look-up of a name is taken, and never answered.
import dns from "node:dns";

dns.lookup = () => undefined;
