// Preloaded into a process: an unhandled promise rejects, as in a library.
setTimeout(() => {
  void Promise.reject(new Error("a rejection without a handler"));
}, 1_500);
