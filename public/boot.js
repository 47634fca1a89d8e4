// Starts the page and its workers; both run the same WebAssembly module.
//
// A classic script, not a module: a page opened from file:// may start neither module scripts nor module workers.
// Hosted, the bindings, this file and the module are files, named by the attributes of the element `#program`.
// In `trialpool.html` they stand in the page itself: `#program` holds the bindings followed by this file, `#wasm` the
// module (gzip, base64). A worker runs the text of the bindings followed by that of this file.
(() => {
  // The page compiles the module once and keeps the text of its scripts: every worker, however late it is started, is
  // handed both and fetches nothing.
  async function startPage(program) {
    const hosted = program.src !== "";
    const file = (name) => fetch(new URL(name, document.baseURI));
    const text = async (name) => (await file(name)).text();

    const [module, ...scripts] = await Promise.all([
      WebAssembly.compileStreaming(
        hosted ? file(program.dataset.wasm) : unpack(document.getElementById("wasm").textContent),
      ),
      ...(hosted ? [text(program.dataset.bindings), text(program.src)] : [program.textContent]),
    ]);
    const script = URL.createObjectURL(new Blob([scripts.join(";\n")], { type: "text/javascript" }));

    const spawn = () => {
      const worker = new Worker(script);
      worker.postMessage(module);
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
    self.onmessage = async ({ data: module }) => {
      const early = [];
      self.onmessage = (event) => early.push(event);
      try {
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
