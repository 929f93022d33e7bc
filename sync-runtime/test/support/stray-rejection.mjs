// Preloaded into a process: on SIGUSR2 an unhandled promise rejects, as in a library.
process.on("SIGUSR2", () => {
  void Promise.reject(new Error("a rejection without a handler"));
});
