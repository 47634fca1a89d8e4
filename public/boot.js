// Starts the page and its workers; both run the same WebAssembly module.
//
// A classic script, not a module: a page opened from file:// may start neither module scripts nor module workers.
// Hosted, the bindings, this file and the module are files, named by the attributes of the element `#program`.
// In `trialpool.html` they stand in the page itself: `#program` holds the bindings followed by this file, `#wasm` the
// module (gzip, base64), and a worker runs the text of `#program`.
(() => {
  // The page compiles the module once; every worker is handed the compiled module and fetches nothing but its script.
  async function startPage(program) {
    const hosted = program.src !== "";
    const address = (file) => new URL(file, document.baseURI).href;

    const module = await WebAssembly.compileStreaming(
      hosted ? fetch(address(program.dataset.wasm)) : unpack(document.getElementById("wasm").textContent),
    );
    const bindings = hosted ? address(program.dataset.bindings) : null;
    const script = hosted
      ? program.src
      : URL.createObjectURL(new Blob([program.textContent], { type: "text/javascript" }));

    const spawn = () => {
      const worker = new Worker(script);
      worker.postMessage({ bindings, module });
      return worker;
    };

    // One worker waits from the start, so that the first long computation needs no request. The program takes it by
    // `trialpoolSpawn()`; it ends a computation by `terminate()` and takes a new worker for the next one.
    let waiting = spawn();
    globalThis.trialpoolSpawn = () => {
      const worker = waiting ?? spawn();
      waiting = null;
      return worker;
    };

    await wasm_bindgen({ module_or_path: module });
  }

  // Gzipped base64 as a response that the browser can compile from.
  function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
  }

  // The first message brings the module. The program then sets `self.onmessage`; messages that came before it was
  // ready are kept and given to it in their order.
  function startWorker() {
    self.onmessage = async ({ data: { bindings, module } }) => {
      const early = [];
      self.onmessage = (event) => early.push(event);
      try {
        if (bindings) importScripts(bindings);
        await wasm_bindgen({ module_or_path: module });
      } catch (error) {
        // Thrown from a timer it reaches the page as the worker's error event; a rejected promise would not.
        setTimeout(() => { throw error; });
        return;
      }
      for (const event of early) self.onmessage(event);
    };
  }

  function reportFailure(error) {
    console.error(error);
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.textContent = `Trialpool could not start: ${error}. It needs a browser of 2023 or later: Chrome or Edge 103, Firefox 113, Safari 16.4.`;
    document.body.replaceChildren(message);
  }

  if (globalThis.document) startPage(document.getElementById("program")).catch(reportFailure);
  else startWorker();
})();
