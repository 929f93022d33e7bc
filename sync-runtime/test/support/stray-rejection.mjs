// Preloaded into a process: a promise that nobody owns rejects, as one of a library might.
setTimeout(() => {
  void Promise.reject(new Error("nobody owns this"));
}, 1_500);
