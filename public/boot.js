// Starts the page and its workers, which run the same WebAssembly module; says how far the loading is, and in a sentence
// of its own why the program has not started.
//
// A classic script, not a module: a page opened from file:// may start neither module scripts nor module workers.
// Hosted, the bindings and the module are files, named by the attributes of the element `#program`, which loads this file.
// In `trialpool.html` they stand in the page itself: `#program` holds the bindings followed by this file, `#wasm` the
// module (gzip, base64). A worker runs the text of the bindings followed by `startWorker`.
//
// The frame of the empty page, `#starting`, stands in `index.html`. It goes when the program says that its own stands in its
// place, by the event `trialpoolready`.
(() => {
  // Milliseconds without any progress after which the page says so.
  const patience = 20000;
  const serviceWorker = "service-worker.js";

  // The language of the page: the one that was chosen here, or else the first of the reader's that the page speaks. The program
  // reads it from the element `html`.
  function language() {
    let chosen = null;
    try { chosen = localStorage.getItem("trialpool-language"); } catch { /* The browser keeps nothing for this page. */ }
    if (chosen === "en" || chosen === "zh-Hans") return chosen;
    const simplified = /^zh(-(hans|cn|sg|my))?(-|$)/i;
    const first = (navigator.languages || []).find((tag) => /^en(-|$)/i.test(tag) || simplified.test(tag));
    return first && simplified.test(first) ? "zh-Hans" : "en";
  }

  // What this file says, in Chinese; by the English text.
  const chinese = {
    "Loading the program": "正在加载程序",
    "Starting the program": "正在启动程序",
    "Unpacking the program": "正在解压程序",
    " of ": " / ",
    "Chrome or Edge 103, Firefox 113, Safari 16.4, or a later browser opens the page": "Chrome 或 Edge 103、Firefox 113、Safari 16.4 及更高版本的浏览器可以打开本页",
    "put the files on the server again, or open trialpool.html, which holds everything": "请把文件重新放到服务器上，或打开包含全部内容的 trialpool.html",
    "This browser lacks {0}, or does not allow it here. {1}.": "此浏览器缺少{0}，或在此不允许使用。{1}。",
    "WebAssembly": "WebAssembly",
    "today's instructions of WebAssembly": "现行的 WebAssembly 指令",
    "streams that unpack": "解压流",
    "dialogs": "对话框",
    "observers of sizes": "尺寸观察器",
    "The program broke down while it started. Load the page again; if this stays, the files of the page may belong to different versions.": "程序在启动时出错。请重新加载页面；若仍如此，页面的文件可能属于不同版本。",
    "This copy of trialpool.html is cut off or damaged. Save it again from where it came.": "这份 trialpool.html 不完整或已损坏。请从来源处重新保存。",
    "The file {0} is not on the server. Put it beside index.html, or open trialpool.html, which holds everything.": "服务器上没有文件 {0}。请把它放在 index.html 旁边，或打开包含全部内容的 trialpool.html。",
    "The file {0} did not arrive, or not all of it. Load the page again; if this stays, {1}.": "文件 {0} 没有收到，或不完整。请重新加载页面；若仍如此，{1}。",
    "The file {0} is cut off or damaged. Load the page again; if this stays, {1}.": "文件 {0} 不完整或已损坏。请重新加载页面；若仍如此，{1}。",
    "The browser refuses to run {0}, which the server calls {1}. The server has to call it text/javascript; trialpool.html opens without it.": "浏览器拒绝运行 {0}，服务器称其类型为 {1}。服务器须称其为 text/javascript；trialpool.html 无需服务器即可打开。",
    "The program file arrived only in part: {0} of {1} MB. Load the page again; if this stays, {2}.": "程序文件只收到一部分：{0} / {1} MB。请重新加载页面；若仍如此，{2}。",
    "The program file arrived only in part. Load the page again; if this stays, {0}.": "程序文件只收到一部分。请重新加载页面；若仍如此，{0}。",
    "The program file is cut off or damaged. Load the page again; if this stays, {0}.": "程序文件不完整或已损坏。请重新加载页面；若仍如此，{0}。",
    "The program has not answered for 20 seconds. Load the page again; if this stays, the connection or the server is too slow.": "程序已有20秒没有响应。请重新加载页面；若仍如此，则是网络或服务器太慢。",
    "The program could not be started. Load the page again; if this stays: {0}.": "程序无法启动。请重新加载页面；若仍如此：{0}。",
    "Trialpool has not started": "Trialpool 没有启动",
    "Reviews kept in this browser are untouched.": "保存在此浏览器中的综述没有受到影响。",
    "Load again": "重新加载",
    "Copy the details": "复制详情",
    "Copied": "已复制",
    about: "Trialpool 合并随机试验的不良事件。它读取你的表格，绘制森林图，并用文字说明数字表明了什么、还有什么尚不明确。所有计算都在本页面内、在这台设备上完成：输入的内容不会离开设备，也无需账户。",
  };

  // A text in the language of the page, with values in the places of {0}, {1} and so on.
  function say(text, ...values) {
    const spoken = (document.documentElement.lang === "zh-Hans" && chinese[text]) || text;
    return spoken.replace(/\{(\d)\}/g, (_, place) => values[place]);
  }

  const browsers = () => say("Chrome or Edge 103, Firefox 113, Safari 16.4, or a later browser opens the page");
  const upload = () => say("put the files on the server again, or open trialpool.html, which holds everything");

  // Why the program has not started: a sentence with a way out, and details for whoever has to mend it.
  class NotStarted extends Error {
    constructor(sentence, ...details) {
      super(sentence);
      this.details = details.map(String).filter(Boolean).join(" · ");
    }
  }

  // The page compiles the module once and keeps the text of its scripts: every worker, however late it is started, is
  // handed both and fetches nothing.
  async function startPage(program) {
    document.documentElement.lang = language();
    const start = new Start();
    try {
      start.wait(say("Loading the program"));
      const lacking = whatIsLacking();
      if (lacking.length > 0) {
        throw new NotStarted(
          say("This browser lacks {0}, or does not allow it here. {1}.", lacking.map((one) => say(one)).join(", "), browsers()),
          navigator.userAgent,
        );
      }
      const [module, script] = await (program.src ? hosted(program.dataset, start) : inOneFile(program, start));
      const workers = offerWorkers(module, script);
      start.wait(say("Starting the program"));
      const ready = new Promise((resolve) => { addEventListener("trialpoolready", resolve, { once: true }); });
      await wasm_bindgen({ module_or_path: module }).catch((error) => {
        throw new NotStarted(say("The program broke down while it started. Load the page again; if this stays, the files of the page may belong to different versions."), error);
      });
      // Nothing takes the processor from the program until it stands.
      await ready;
      start.end();
      workers.begin();
      if (program.src) await keepForLater();
    } catch (error) {
      start.fail(error);
    }
  }

  // Hosted, the page keeps its files in the browser, opens from there at the next visit, and offers a newer version where
  // the server has one: `trialpoolNewer` is true then, and `trialpoolUpdate()` takes it. Where the browser keeps no files
  // the page works all the same.
  async function keepForLater() {
    const { serviceWorker: workers } = navigator;
    if (!workers || !isSecureContext) return;
    try {
      const registration = await workers.register(serviceWorker, { updateViaCache: "none" });
      const offer = () => {
        if (!registration.waiting || !workers.controller) return;
        globalThis.trialpoolNewer = true;
        dispatchEvent(new Event("trialpoolnewer"));
      };
      registration.addEventListener("updatefound", () => {
        const { installing } = registration;
        if (installing) installing.addEventListener("statechange", offer);
      });
      globalThis.trialpoolUpdate = () => {
        workers.addEventListener("controllerchange", () => location.reload(), { once: true });
        if (registration.waiting) registration.waiting.postMessage("take over");
        else location.reload();
      };
      offer();
    } catch (error) {
      console.info(`The page is not kept for visits without a network: ${error.message}`);
    }
  }

  // Whether the browser had kept the page at an earlier visit.
  const isKept = () => Boolean(navigator.serviceWorker && navigator.serviceWorker.controller);

  // The module and the text that a worker runs, from the files of the server.
  async function hosted({ bindings, wasm }, start) {
    const [module, text] = await Promise.all([
      fetched(wasm).then((response) => compiled(response, wasm, start)),
      fetched(bindings).then((response) => response.text()).catch((error) => { throw couldNotLoad(bindings, error); }),
      run(bindings),
    ]);
    return [module, `${text};\n(${startWorker})()`];
  }

  // Both from the page itself, once all of it is here.
  async function inOneFile(program, start) {
    if (document.readyState === "loading") {
      await new Promise((resolve) => { document.addEventListener("DOMContentLoaded", resolve); });
    }
    start.wait(say("Unpacking the program"));
    const packed = document.getElementById("wasm");
    try {
      return [await WebAssembly.compileStreaming(unpack(packed.textContent)), program.textContent];
    } catch (error) {
      throw new NotStarted(say("This copy of trialpool.html is cut off or damaged. Save it again from where it came."), error);
    }
  }

  async function fetched(name) {
    const response = await fetch(new URL(name, document.baseURI)).catch((error) => { throw couldNotLoad(name, error); });
    const { ok, status, headers } = response;
    // Some servers answer with a page of their own where a file is missing.
    if (!ok || (headers.get("content-type") || "").startsWith("text/html")) {
      throw new NotStarted(say("The file {0} is not on the server. Put it beside index.html, or open trialpool.html, which holds everything.", name), name, status);
    }
    return response;
  }

  const couldNotLoad = (name, error) =>
    error instanceof NotStarted ? error
      : new NotStarted(say("The file {0} did not arrive, or not all of it. Load the page again; if this stays, {1}.", name, upload()), name, error);

  // Runs the bindings, which define `wasm_bindgen`.
  function run(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = name;
      script.onload = () => {
        if (typeof wasm_bindgen === "function") resolve();
        else reject(new NotStarted(say("The file {0} is cut off or damaged. Load the page again; if this stays, {1}.", name, upload()), name));
      };
      // What `fetched` says of a missing file comes first.
      script.onerror = () => fetched(name).then((response) => {
        const type = response.headers.get("content-type") || "no type";
        reject(new NotStarted(say("The browser refuses to run {0}, which the server calls {1}. The server has to call it text/javascript; trialpool.html opens without it.", name, type), name, type));
      }).catch(reject);
      document.head.append(script);
    });
  }

  // Compiles the module while it arrives, and counts what has arrived.
  async function compiled(response, name, start) {
    const total = response.headers.has("content-encoding") ? 0 : Number(response.headers.get("content-length"));
    const counting = count(response.clone().body, (received) => start.count(received, total));
    const type = response.headers.get("content-type") || "";
    try {
      // Only a module of the right type is compiled while it arrives.
      if (type.split(";")[0].trim() === "application/wasm") return await WebAssembly.compileStreaming(response);
      return await WebAssembly.compile(await response.arrayBuffer());
    } catch (error) {
      const received = await counting;
      let fault = say("The program file is cut off or damaged. Load the page again; if this stays, {0}.", upload());
      if (total > received) {
        fault = received
          ? say("The program file arrived only in part: {0} of {1} MB. Load the page again; if this stays, {2}.", megabytes(received), megabytes(total), upload())
          : say("The program file arrived only in part. Load the page again; if this stays, {0}.", upload());
      }
      throw new NotStarted(fault, name, `${received} of ${total || "?"} bytes`, error);
    }
  }

  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  // How many bytes a stream brought until it ended or broke off.
  async function count(stream, tell) {
    let received = 0;
    const reader = stream.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return received;
        received += value.length;
        tell(received);
      }
    } catch (error) {
      return received;
    }
  }

  // A module that uses what compilers of today use: references, several results, filling memory, extending signs,
  // saturating conversions.
  const modern = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 10, 2, 96, 0, 0, 96, 1, 111, 2, 127, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 29, 1, 27, 0, 65,
    0, 65, 0, 65, 0, 252, 11, 0, 65, 0, 192, 26, 68, 0, 0, 0, 0, 0, 0, 0, 0, 252, 2, 26, 11,
  ]);

  function whatIsLacking() {
    const lacking = [];
    if (typeof WebAssembly !== "object") lacking.push("WebAssembly");
    else if (!WebAssembly.validate(modern)) lacking.push("today's instructions of WebAssembly");
    if (typeof DecompressionStream !== "function") lacking.push("streams that unpack");
    if (typeof HTMLDialogElement !== "function") lacking.push("dialogs");
    if (typeof ResizeObserver !== "function") lacking.push("observers of sizes");
    return lacking;
  }

  // One worker is begun when the page stands and has nothing else to do, so that the first long computation does not wait for it
  // to start. The program takes it by `trialpoolSpawn()`, which begins one where none waits; it ends a computation by `terminate()` and takes a new worker for the next one. Where the browser
  // allows no worker, `trialpoolSpawn()` throws an error that says why, and the page computes by itself.
  function offerWorkers(module, script) {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    let waiting = null;
    let refused = "";
    const spawn = () => {
      if (typeof Worker !== "function") refused = "it has none";
      if (refused) throw new Error(`This browser blocks workers: ${refused}`);
      const worker = new Worker(address);
      // A refusal by a policy comes later. The program listens by itself once it has the worker.
      worker.onerror = ({ message }) => {
        refused = message || "its policy refuses them";
        waiting = null;
      };
      worker.postMessage(module);
      return worker;
    };
    let taken = false;
    globalThis.trialpoolSpawn = () => {
      taken = true;
      const worker = waiting || spawn();
      waiting = null;
      return worker;
    };
    const begin = () => {
      if (taken) return;
      try {
        waiting = spawn();
      } catch (error) {
        console.warn(error.message);
      }
    };
    const whenIdle = globalThis.requestIdleCallback || ((work) => setTimeout(work, 200));
    return { begin: () => whenIdle(begin) };
  }

  // What the page says until the program stands in the place of the empty frame.
  class Start {
    constructor() {
      this.frame = document.getElementById("starting") || document.body;
      this.said = this.frame.querySelector(".startup") || this.frame.appendChild(element("section", { className: "startup" }));
      this.line = element("p");
      this.line.setAttribute("role", "status");
      // Whoever has been here knows what the page is; a frame on another page is not about it.
      this.about = isKept() || self !== top ? null : this.said.querySelector(".about");
      if (this.about && say("about") !== "about") this.about.textContent = say("about");
      this.sayOnTheWay();
      this.last = Date.now();
      this.clock = setInterval(() => this.lookAtTheClock(), 1000);
    }

    // What the page is stays where it stands: moved, it would be painted once more.
    sayOnTheWay() {
      const { said, about, line } = this;
      for (const other of [...said.children]) if (other !== about) other.remove();
      if (about && about.parentNode !== said) said.append(about);
      said.append(line);
    }

    wait(words) {
      this.words = words;
      this.progressed(`${words}…`);
    }

    count(received, total) {
      const of = total >= received ? `${say(" of ")}${megabytes(total)}` : "";
      this.progressed(`${this.words}: ${megabytes(received)}${of} MB`);
    }

    progressed(words) {
      this.last = Date.now();
      if (this.stalled) this.sayOnTheWay();
      this.stalled = false;
      this.line.textContent = words;
    }

    lookAtTheClock() {
      if (this.stalled || Date.now() - this.last < patience) return;
      this.stalled = true;
      this.say(new NotStarted(say("The program has not answered for 20 seconds. Load the page again; if this stays, the connection or the server is too slow."), this.line.textContent));
    }

    fail(error) {
      console.error(error);
      clearInterval(this.clock);
      const unforeseen = say("The program could not be started. Load the page again; if this stays: {0}.", browsers());
      this.say(error instanceof NotStarted ? error : new NotStarted(unforeseen, error));
    }

    say({ message, details }) {
      const alert = element("div", {}, [
        element("h1", { textContent: say("Trialpool has not started") }),
        element("p", { textContent: message }),
        element("p", { textContent: say("Reviews kept in this browser are untouched.") }),
      ]);
      alert.setAttribute("role", "alert");
      const again = element("button", { type: "button", className: "button primary", textContent: say("Load again"), onclick: () => location.reload() });
      const buttons = [again];
      if (details && navigator.clipboard) {
        const copy = element("button", { type: "button", className: "button", textContent: say("Copy the details") });
        copy.onclick = () => navigator.clipboard.writeText(`${message}\n${details}`).then(() => { copy.textContent = say("Copied"); });
        buttons.push(copy);
      }
      this.said.replaceChildren(alert, element("div", { className: "acts" }, buttons), element("p", { className: "details", textContent: details }));
    }

    end() {
      clearInterval(this.clock);
      if (this.frame === document.body) this.said.remove();
      else this.frame.remove();
    }
  }

  function element(name, properties = {}, children = []) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // Gzipped base64 as a response that the browser can compile from.
  function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
  }

  // The first message brings the module. The program then sets `self.onmessage`; messages that came before it was
  // ready are kept and given to it in their order. Its text is given to workers: it uses nothing of this file.
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

  if (globalThis.document) startPage(document.getElementById("program"));
  else startWorker();
})();
