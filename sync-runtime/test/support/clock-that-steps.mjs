// Preloaded into a process: its wall clock steps by CLOCK_STEP_MS when it gets SIGUSR2. The monotonic clock does not.
const real = Date.now.bind(Date);
const RealDate = Date;
let offset = 0;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(real() + offset);
    else super(...args);
  }

  static now() {
    return real() + offset;
  }
};

process.on("SIGUSR2", () => {
  offset += Number(process.env.CLOCK_STEP_MS);
  process.stderr.write("the clock has stepped\n");
});
