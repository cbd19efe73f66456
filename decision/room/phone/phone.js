"use strict";
// One phone in a room. What the server says is the truth; what is typed here is kept here until the server has it.
(() => {
  const PATH = document.body.dataset.path;
  const CODE = location.pathname.slice(PATH.length).replace(/^\//, "");
  const HERE = `${PATH}/${CODE}`;
  const SILENCE = 20000; // ms without a sign of life, after which the state is asked for
  const ASK = 3000; // ms between two questions then, and after one that was not answered
  const SOON = 1000; // ms, as long as there is nothing to show
  const KEY = `trilemma/${PATH}/${CODE}`;

  let state = null; // as the server told it last
  let sheet = null;
  let mine = null; // the ballot that the server has of us
  let reasons = {};
  let draft = null; // what is typed: {round, gut, points, cells}
  let stream = null;
  let heard = 0; // the version that the stream spoke of last
  let lastSign = Date.now();
  let lastAsked = 0;
  let failed = false; // whether the last question was not answered
  let reopenAt = 0;
  let skew = 0; // ms that the server's clock is ahead of ours
  let asking = null;
  let sending = false;
  let over = false; // the room has ended, or there is none
  let shown = ""; // which screen is shown, so that a new version leaves what is being typed alone
  let words = { bad: "", good: "" };

  // --- small things ---------------------------------------------------------------------------------------------

  const $ = (id) => document.getElementById(id);
  function make(tag, attributes = {}, ...inside) {
    const svg = ["svg", "g", "line", "rect", "circle", "text"].includes(tag);
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, x] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), x);
      else if (["value", "checked"].includes(name)) node[name] = x;
      else if (x !== false && x !== null && x !== undefined) node.setAttribute(name, x === true ? "" : x);
    }
    node.append(...inside.flat().filter((each) => each !== null && each !== undefined && each !== ""));
    return node;
  }
  const p = (text, kind = "") => make("p", kind ? { class: kind } : {}, text);
  const figure = (x) => String(Number(x.toPrecision(6))).replace("-", "−");
  const say = (text) => { $("said").textContent = text; };
  let ids = 0;
  const newId = () => `i${++ids}`;

  const kept = { // what outlasts a reload; a browser may refuse to keep anything
    read(name) { try { return JSON.parse(localStorage.getItem(`${KEY}/${name}`)); } catch { return null; } },
    write(name, x) { try { localStorage.setItem(`${KEY}/${name}`, JSON.stringify(x)); } catch { /* then it does not */ } },
    drop(name) { try { localStorage.removeItem(`${KEY}/${name}`); } catch { /* nothing was there */ } },
    all() { try { for (const key of Object.keys(localStorage)) if (key.startsWith(`${KEY}/`)) localStorage.removeItem(key); } catch { /* nothing */ } },
  };

  async function ask(what, body) {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), 10000);
    try {
      const answer = await fetch(`${HERE}/${what}`, {
        method: body ? "POST" : "GET", cache: "no-store", credentials: "same-origin", signal: stop.signal,
        headers: body ? { "Content-Type": "application/json" } : {}, body: body ? JSON.stringify(body) : undefined,
      });
      const told = await answer.json();
      return { status: answer.status, told };
    } catch {
      return { status: 0, told: {} }; // not reached, or something between us answered
    } finally {
      clearTimeout(patience);
    }
  }

  // --- staying in touch ------------------------------------------------------------------------------------------

  function fetchState(anew = false) {
    if (over) return Promise.resolve();
    if (asking) { if (anew) asking.again = true; return asking.done; }
    const question = { again: false };
    lastAsked = Date.now();
    question.done = (async () => {
      const { status, told } = await ask(`state?after=${anew || !state ? 0 : state.version}`);
      asking = null;
      failed = status !== 200 && status !== 404;
      const late = state && told.version < state.version; // the stream was faster
      if (status === 200) { reached(); if (late) question.again = question.again || anew; else takeState(told); sendUnsent(); }
      else if (status === 404) end(told.error);
      else link(status === 429 || status === 503 ? told.error : "Not connected. This page goes on trying; what you typed is kept.");
      if (over) return;
      if (question.again) await fetchState(true);
      else if (status === 200 && state.version < heard) setTimeout(() => fetchState(), 100 + 300 * Math.random()); // it changed while we asked
    })();
    asking = question;
    return question.done;
  }

  function openStream() {
    if (over || !state || !state.me) return;
    if (stream) stream.close();
    stream = new EventSource(`${HERE}/events`);
    const hear = (event) => {
      lastSign = Date.now();
      heard = Number(event.data);
      if (!state || heard !== state.version) fetchState();
      else reached();
    };
    stream.addEventListener("version", hear);
    stream.addEventListener("state", (event) => { // the room has changed; whole, so that a thousand phones need not ask at once
      const told = JSON.parse(event.data);
      lastSign = Date.now();
      heard = told.version;
      reached();
      if (!state || told.version > state.version) takeState(told);
    });
    stream.addEventListener("beat", hear);
    stream.addEventListener("ended", () => end("This room has ended. What was said in it is deleted."));
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) reopenAt = Date.now() + 1000 + 4000 * Math.random();
    };
  }

  // Phones sleep, and their streams die without a word: so whoever comes back asks, and listens anew.
  function comeBack() {
    if (over || document.visibilityState === "hidden") return;
    fetchState(!state).then(openStream);
  }
  document.addEventListener("visibilitychange", comeBack);
  addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
  addEventListener("online", comeBack);
  addEventListener("offline", () => link("Not connected. This page goes on trying; what you typed is kept."));

  let wait = ASK;
  setInterval(() => {
    tick();
    if (over || !CODE) return;
    const now = Date.now();
    if (reopenAt && now > reopenAt) { reopenAt = 0; openStream(); }
    const silent = now - lastSign > SILENCE;
    if ((silent || failed) && now - lastAsked > (state ? wait : SOON)) {
      wait = ASK * (0.75 + Math.random() / 2); // not all phones at once
      if (silent && !reopenAt) reopenAt = now + SILENCE / 2;
      fetchState(!state).then(() => { if (!stream) openStream(); });
    }
    if (!sending && kept.read("unsent") && now - lastTried > wait) sendUnsent();
  }, 500);

  function link(text) { $("link").textContent = text; }
  function reached() { link(""); }

  function end(why) {
    over = true;
    if (stream) stream.close();
    kept.all();
    state = null;
    $("step").textContent = "";
    $("clock").textContent = "";
    link("");
    show("over", [make("h2", {}, "No room here"), p(sentence(why)), p("You can close this page."), codeForm()]);
  }
  const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

  function takeState(told) {
    skew = told.now * 1000 - Date.now();
    if (told.title === undefined) return; // the version that we have
    const before = state;
    state = told;
    if (told.sheet) sheet = told.sheet;
    if ("mine" in told) mine = told.mine;
    if (told.reasons) reasons = told.reasons;
    if (told.me && !sheet) { fetchState(true); return; }
    const number = told.round ? told.round.number : 0;
    if (mine && told.round && mine.round !== number) mine = null;
    if (!draft || draft.round !== number) { draft = number ? readDraft(number) : null; words = { bad: "", good: "" }; }
    render(before);
    if (told.me && !stream) openStream();
  }

  // --- what is typed ---------------------------------------------------------------------------------------------

  function readDraft(number) {
    const typed = kept.read("draft");
    if (typed && typed.round === number) return typed;
    if (mine && mine.round === number) return draftOf(mine, number);
    return { round: number, cells: {}, points: {}, gut: undefined, changed: false };
  }

  function draftOf(ballot, number) {
    const made = { round: number, cells: {}, points: {}, gut: undefined, changed: false };
    if ("gut" in ballot) made.gut = ballot.gut;
    if ("weights" in ballot) {
      if (ballot.weights === null) made.cannot = true;
      else for (const [path, x] of Object.entries(ballot.weights)) made.points[path] = String(x);
    }
    for (const [item, answer] of Object.entries(ballot.ratings || ballot.requirements || {})) {
      const cell = { reason: answer.reason || "", evidence: answer.evidence || "", cannot: Boolean(answer.cannot_judge), verdict: answer.verdict };
      for (const key of ["x", "low", "likely", "high", "sure"]) if (answer[key] !== undefined) cell[key] = String(answer[key]);
      made.cells[item] = cell;
    }
    return made;
  }

  function changed() {
    draft.changed = true;
    kept.write("draft", draft);
    words.good = "";
    bar();
  }

  // A number as people type it. "1,5" and "1.5" are one and a half; "1,500" may be either, and is asked about.
  function number(text) {
    const typed = text.trim().replace(/[\s\u00a0\u202f']/g, "").replace("\u2212", "-");
    if (typed === "") return { empty: true };
    if (/^-?\d{1,3}(,\d{3})+$/.test(typed)) return { bad: "Leave commas out of thousands, or type a point for decimals." };
    const x = Number(typed.replace(",", "."));
    if (!/^-?\d*[.,]?\d+([eE]-?\d+)?$/.test(typed) || !Number.isFinite(x)) return { bad: "That is not a number." };
    return { x };
  }

  // What is typed as a ballot; `bad` says what is wrong, and `at` where.
  function ballot() {
    const round = state.round;
    if (round.kind === "gut") return draft.gut === undefined ? { bad: "Choose one first." } : { content: { gut: draft.gut } };
    if (round.kind === "weights") return weightsBallot(round);
    const cells = {};
    for (const item of round.items) {
      const cell = draft.cells[item];
      if (!cell) continue;
      const read = round.kind === "ratings" ? ratingOf(cell, round.way) : verdictOf(cell);
      if (read.bad) return { bad: `${nameOf(item)}: ${read.bad}`, at: item };
      if (read.answer) cells[item] = read.answer;
    }
    if (!Object.keys(cells).length) return { bad: "Answer something first." };
    return { content: { [round.kind]: cells }, left: round.items.length - Object.keys(cells).length };
  }

  function weightsBallot(round) {
    if (draft.cannot) return { content: { weights: null } };
    const points = {};
    for (const item of round.items) {
      const read = number(draft.points[item] === undefined ? "" : draft.points[item]);
      if (read.empty) return { bad: `${nameOf(item)}: give it points, or 0.`, at: item };
      if (read.bad || read.x < 0 || read.x > 1000) return { bad: `${nameOf(item)}: ${read.bad || "points are between 0 and 1,000."}`, at: item };
      points[item] = read.x;
    }
    if (!Object.values(points).some((x) => x > 0)) return { bad: "All points are 0: give at least one criterion some." };
    return { content: { weights: points } };
  }

  function ratingOf(cell, way) {
    const said = {};
    if (cell.evidence) said.evidence = cell.evidence;
    if (cell.reason && cell.reason.trim()) said.reason = cell.reason.trim();
    if (cell.cannot) return { answer: { ...said, cannot_judge: true } };
    if (way === "number") {
      const read = number(cell.x || "");
      if (read.bad) return read;
      if (read.empty) return Object.keys(said).length ? { bad: "a rating is missing." } : {};
      return { answer: { ...said, x: read.x } };
    }
    const read = ["low", "likely", "high"].map((key) => number(cell[key] || ""));
    const sure = number(cell.sure || "");
    if (read.every((each) => each.empty) && sure.empty) return Object.keys(said).length ? { bad: "a rating is missing." } : {};
    const bad = [...read, sure].find((each) => each.bad);
    if (bad) return bad;
    if (read.some((each) => each.empty)) return { bad: "give low, likely and high." };
    const [low, likely, high] = read.map((each) => each.x);
    if (!(low <= likely && likely <= high)) return { bad: "low, likely and high are not in order." };
    if (!sure.empty && (sure.x < 0 || sure.x > 100)) return { bad: "how sure you are is between 0 and 100 percent." };
    return { answer: { ...said, low, likely, high, ...(sure.empty ? {} : { sure: sure.x }) } };
  }

  function verdictOf(cell) {
    const said = cell.reason && cell.reason.trim() ? { reason: cell.reason.trim() } : {};
    if (cell.cannot) return { answer: { ...said, cannot_judge: true } };
    if (cell.verdict) return { answer: { ...said, verdict: cell.verdict } };
    return Object.keys(said).length ? { bad: "an answer is missing." } : {};
  }

  // --- sending ---------------------------------------------------------------------------------------------------

  let lastTried = 0;

  function send() {
    const made = ballot();
    if (made.bad) {
      words = { bad: made.bad, good: "" };
      bar();
      const field = made.at && document.querySelector(`[data-item="${CSS.escape(made.at)}"]`);
      if (field) { field.setAttribute("aria-invalid", "true"); field.focus(); }
      return;
    }
    const unsent = kept.read("unsent");
    const last = Math.max(mine && mine.round === draft.round ? mine.sequence : 0, unsent && unsent.round === draft.round ? unsent.sequence : 0);
    const whole = { round: draft.round, sequence: last + 1, ...made.content };
    if (JSON.stringify(whole).length > 15000) { words = { bad: "That is too long; shorten your reasons.", good: "" }; bar(); return; }
    draft.changed = false;
    kept.write("draft", draft);
    kept.write("unsent", whole);
    pending = whole;
    words = { bad: "", good: "Sending …" };
    bar();
    sendUnsent();
  }

  let pending = null; // the ballot on its way, where the browser keeps nothing

  async function sendUnsent() {
    const unsent = kept.read("unsent") || pending;
    if (!unsent || sending || over || !state || !state.me) return;
    sending = true;
    lastTried = Date.now();
    const { status, told } = await ask("ballot", unsent);
    sending = false;
    const newer = kept.read("unsent") || pending;
    const isNewer = newer && newer.sequence !== unsent.sequence;
    if (status === 200) {
      if (draft && draft.round === unsent.round) mine = unsent;
      if (!isNewer) drop();
      reached();
      words = { bad: "", good: "Sent. You can change it until the round is locked." };
      say(words.good);
      bar();
    } else if (status === 0 || status === 429 || status >= 500 || status === 401) {
      words = { bad: "", good: "Not sent yet. It is kept, and sent as soon as the server is reached." };
      if (status === 401) { await fetchState(true); }
      bar();
    } else if (status === 404) {
      end(told.error);
      return;
    } else {
      if (!isNewer) drop();
      if (draft && draft.round === unsent.round) {
        draft.changed = true;
        kept.write("draft", draft);
        if (told.sequence) mine = { ...unsent, sequence: told.sequence };
        words = { bad: sentence(told.error || "That was not taken."), good: "" };
        bar();
      }
      if (status === 409) fetchState();
    }
    if (isNewer) sendUnsent();
  }

  function drop() { kept.drop("unsent"); pending = null; }

  // --- screens ---------------------------------------------------------------------------------------------------

  function show(name, inside) {
    const same = shown === name;
    shown = name;
    $("main").replaceChildren(...inside);
    if (!same) { scrollTo(0, 0); }
  }

  const TITLES = { lobby: "Lobby", "gut choice": "Gut choice", weigh: "Weigh", rate: "Rate", "check requirements": "Check requirements", locked: "Locked", revealed: "Revealed", talk: "Talk", settled: "Settled" };

  function render(before) {
    $("title").textContent = state.title;
    document.title = `${TITLES[state.step] || "Room"} · ${state.title}`;
    $("step").textContent = TITLES[state.step] || state.step;
    tick();
    if (!state.me || state.me.needs_name) { joinScreen(); return; }
    if (before && before.me && before.step !== state.step) say(TITLES[state.step] || state.step);
    if (state.phase === "open") openScreen();
    else if (state.phase === "locked") lockedScreen();
    else if (state.revealed) revealedScreen();
    else lobbyScreen();
  }

  function tick() {
    const clock = $("clock");
    const round = state && state.round;
    const at = round && (state.phase === "open" ? round.closes_at : round.reveals_at);
    if (!at) { clock.textContent = ""; return; }
    const left = Math.max(0, Math.ceil((at * 1000 - Date.now() - skew) / 1000));
    const text = left > 48 * 3600 ? `${Math.floor(left / 86400)} days` : left >= 3600 ? `${Math.floor(left / 3600)} h ${Math.floor((left % 3600) / 60)} min` : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const said = state.phase === "open" ? `${text} left` : `shown in ${text}`;
    if (clock.textContent !== said) clock.textContent = said;
    if (left === 0 && Date.now() - lastAsked > 1000 && !over) fetchState();
  }

  function codeForm() {
    const id = newId();
    const field = make("input", { type: "text", id, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "12" });
    const go = (event) => { event.preventDefault(); const code = field.value.replace(/[^0-9A-Za-z]/g, ""); if (code) location.href = `${PATH}/${encodeURIComponent(code)}`; };
    return make("form", { onsubmit: go }, make("h2", {}, "Come into a room"), make("label", { for: id }, "The room’s code, 8 letters and digits"), field, make("p", {}, make("button", { class: "go", type: "submit" }, "Go")));
  }

  function joinScreen() {
    const name = newId(), role = newId(), watching = newId();
    const known = kept.read("name") || {};
    const nameField = state.names && make("input", { type: "text", id: name, maxlength: "60", autocomplete: "nickname", value: (state.me && state.me.name) || known.name || "", oninput: (event) => kept.write("name", { name: event.target.value }) });
    const roleField = state.roles.length > 0 && make("select", { id: role }, make("option", { value: "" }, "None of these"), state.roles.map((each) => make("option", { value: each }, each)));
    const watch = make("input", { type: "checkbox", id: watching });
    const bad = p("", "bad");
    bad.setAttribute("role", "alert");
    const join = async (event) => {
      event.preventDefault();
      const { status, told } = await ask("enter", { name: nameField ? nameField.value : "", role: roleField ? roleField.value : "", watching: watch.checked });
      if (status === 200) { state = null; shown = ""; await fetchState(true); $("main").focus(); }
      else if (status === 404) end(told.error);
      else bad.textContent = sentence(told.error || "The server was not reached; try again.");
    };
    if (shown === "join" && document.activeElement && document.activeElement.closest("form")) return; // somebody is typing
    show("join", [
      state.question ? p(state.question) : "",
      make("form", { onsubmit: join },
        make("h2", {}, "Come in"),
        nameField ? make("div", {}, make("label", { for: name }, "Your name, or an alias"), nameField) : "",
        roleField ? make("div", {}, make("label", { for: role }, "Whose view do you take?"), roleField) : "",
        make("label", { class: "tick", for: watching }, watch, "I only watch"),
        make("p", { class: "note" }, state.mode_words),
        bad, make("button", { class: "go", type: "submit" }, "Come in")),
    ]);
  }

  function whoAmI() {
    const me = state.me;
    const parts = [me.name && `You are ${me.name}`, me.role && `view: ${me.role}`, me.watching && "you only watch"].filter(Boolean);
    return make("div", { class: "note small" }, parts.length ? p(`${parts.join(", ")}.`) : "", p(state.mode_words),
      me.watching ? make("button", { class: "plain", type: "button", onclick: async () => { await ask("enter", { name: me.name, role: me.role, watching: false }); fetchState(true); } }, "Take part") : "");
  }

  function lobbyScreen() {
    show("lobby", [make("h2", {}, "You are in"), p("Nothing is asked yet. This page changes by itself when it is."), state.question ? p(state.question) : "", whoAmI()]);
  }

  // --- asking ----------------------------------------------------------------------------------------------------

  const ASKED = { gut: "Which would you take, before any number is shown?", weights: "How much does each criterion count?", ratings: "What do you expect of each?", requirements: "Is each requirement met?" };
  const byId = (list, key, id) => list.find((each) => each[key] === id);
  const criterionOf = (item) => byId(sheet.criteria, "path", item.includes("/") ? item.slice(item.indexOf("/") + 1) : item);
  const optionOf = (item) => byId(sheet.options, "id", item.split("/")[0]);
  const requirementOf = (item) => byId(sheet.requirements, "id", item.slice(item.indexOf("/") + 1));
  function nameOf(item, kind = state.round ? state.round.kind : state.revealed.kind) {
    if (kind === "gut") return optionOf(item).name;
    if (kind === "weights") return criterionOf(item).name;
    return `${optionOf(item).name}, ${kind === "ratings" ? criterionOf(item).name : requirementOf(item).text}`;
  }

  function openScreen() {
    const round = state.round, name = `open ${round.number} ${state.me.watching}`;
    if (shown === name) { bar(); return; } // what is being typed stays
    if (state.me.watching) { show(name, [make("h2", {}, "The others are answering"), p(ASKED[round.kind]), whoAmI()]); return; }
    if (!round.items.length) { show(name, [make("h2", {}, "Nothing for you in this round"), p("The others are asked for what they know best."), whoAmI()]); return; }
    const forms = { gut: gutForm, weights: weightsForm, ratings: ratingsForm, requirements: requirementsForm };
    show(name, [
      make("h2", {}, ASKED[round.kind]),
      p("Nobody sees your answers before the reveal, and you can change them until the round is locked.", "quiet"),
      round.again_of ? p(`Asked again, for the ${["", "", "second", "third"][round.times] || `${round.times}th`} time.${round.times >= round.advised ? " After this, answers hardly move any more." : ""}`) : "",
      ...forms[round.kind](round),
      whoAmI(),
      make("div", { class: "bar", id: "bar" }),
    ]);
    bar();
  }

  function bar() {
    const place = $("bar");
    if (!place || !draft) return;
    const unsent = kept.read("unsent") || pending;
    const nothingNew = !draft.changed && mine && mine.round === draft.round;
    const label = unsent ? "Sending …" : nothingNew ? "Sent" : mine && mine.round === draft.round ? "Send the changes" : "Send my answers";
    if (!place.firstChild) place.append(make("div", {}, make("p", { class: "bad", role: "alert" }), make("p", { class: "small" }), make("button", { class: "go", type: "button" })));
    const [bad, good, button] = place.firstChild.children;
    if (bad.textContent !== words.bad) bad.textContent = words.bad;
    const left = nothingNew && leftOver();
    good.textContent = words.bad ? "" : draft.changed && mine && !unsent ? "Changed, and not sent yet." : words.good || (nothingNew ? "Sent. You can change it until the round is locked." : "");
    if (left) good.textContent += ` ${left} of ${state.round.items.length} are open.`;
    button.textContent = label;
    button.onclick = () => { if (button.getAttribute("aria-disabled") !== "true") send(); };
    if (nothingNew || unsent) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
  }

  function leftOver() {
    const cells = mine && (mine.ratings || mine.requirements);
    return cells ? state.round.items.filter((item) => !(item in cells)).length : 0;
  }

  function choice(legend, options, chosen, choose, item) {
    const name = newId();
    return make("fieldset", {}, make("legend", {}, legend), options.map(([value, text]) =>
      make("label", { class: "tick" }, make("input", { type: "radio", name, checked: chosen === value, "data-item": item, onchange: () => { choose(value); changed(); } }), text)));
  }

  function gutForm(round) {
    const options = [...round.items.map((id) => [id, optionOf(id).name]), [null, "I cannot judge"]];
    return [choice("Options", options, draft.gut, (id) => { draft.gut = id; }, "gut")];
  }

  function weightsForm(round) {
    const swings = round.way === "swings";
    const rows = round.items.map((item) => weightRow(item, swings));
    const shares = () => {
      const read = round.items.map((item) => number(draft.points[item] || "")).map((each) => (each.x > 0 ? each.x : 0));
      const total = read.reduce((sum, x) => sum + x, 0);
      rows.forEach((row, k) => { row.share.textContent = total && !draft.cannot ? `${Math.round((100 * read[k]) / total)} % of all` : ""; });
    };
    rows.forEach((row) => { row.then = shares; });
    shares();
    const cannot = make("input", { type: "checkbox", checked: Boolean(draft.cannot), onchange: (event) => { draft.cannot = event.target.checked; changed(); shares(); } });
    return [
      p(swings ? "Think of every criterion at its worst. Which step from worst to best would you want first? Give it 100, and the others less, by how much their step is worth beside it." : "Give each as many points as it counts. 20 counts twice as much as 10."),
      ...rows.map((row) => row.node),
      make("label", { class: "tick" }, cannot, "I cannot judge the weights"),
    ];
  }

  function weightRow(item, swings) {
    const criterion = criterionOf(item), id = newId(), words_ = newId();
    const row = { share: make("span", { class: "small quiet" }), then: () => {} };
    const field = make("input", { type: "text", id, inputmode: "decimal", "data-item": item, autocomplete: "off", "aria-describedby": words_, value: draft.points[item] || "" });
    const slider = make("input", { type: "range", min: "0", max: "100", step: "1", "aria-label": `${criterion.name}, points`, value: draft.points[item] || "0" });
    const type = (from, to) => () => { field.removeAttribute("aria-invalid"); draft.points[item] = from.value; to.value = from.value || "0"; changed(); row.then(); };
    field.addEventListener("input", type(field, slider));
    slider.addEventListener("input", type(slider, field));
    row.node = make("fieldset", {}, make("legend", {}, criterion.name),
      make("p", { class: "small quiet", id: words_ }, criterion.question || (criterion.worst === null ? "" : `From ${endWords(criterion, criterion.worst)} to ${endWords(criterion, criterion.best)}`)),
      swings && criterion.worst !== null && criterion.question ? p(`From ${endWords(criterion, criterion.worst)} to ${endWords(criterion, criterion.best)}`, "small") : "",
      make("label", { for: id, class: "small" }, "Points "), row.share, make("div", { class: "row" }, slider, field));
    return row;
  }

  function endWords(criterion, x) {
    const anchor = criterion.anchors.find(([at]) => at === x);
    return `${criterion.ends[x === criterion.worst ? 0 : 1]}${anchor ? ` (${anchor[1]})` : ""}`;
  }

  function grouped(round, key) {
    const groups = new Map();
    for (const item of round.items) { const of = key(item); groups.set(of, [...(groups.get(of) || []), item]); }
    return [...groups];
  }

  function ratingsForm(round) {
    return grouped(round, criterionOf).flatMap(([criterion, items]) => [
      make("h3", {}, criterion.name),
      criterion.question ? p(criterion.question) : "",
      p(`Worst ${criterion.ends[0]}, best ${criterion.ends[1]}${criterion.over ? `; ${criterion.over}` : ""}.`, "small quiet"),
      ...items.map((item) => ratingField(item, criterion, round)),
    ]);
  }

  const cellOf = (item) => (draft.cells[item] = draft.cells[item] || {});
  const EVIDENCE = [["", "Not said"], ["assumption", "An assumption"], ["vendor", "The vendor says so"], ["demo", "Seen in a demo"], ["reference", "Others use it"], ["pilot", "Tried in a pilot"]];

  function ratingField(item, criterion, round) {
    const cell = draft.cells[item] || {};
    const inside = round.way === "range" ? rangeFields(item, cell, criterion) : numberField(item, cell, criterion);
    const cannot = make("input", { type: "checkbox", checked: Boolean(cell.cannot), onchange: (event) => { cellOf(item).cannot = event.target.checked; changed(); } });
    return make("fieldset", {}, make("legend", {}, optionOf(item).name), earlier(item, round), ...inside,
      make("label", { class: "tick" }, cannot, "I cannot judge this"), why(item, cell, true));
  }

  function earlier(item, round) {
    const then = state.earlier && state.earlier[item], middle = round.middles[item];
    if (then === undefined && middle === undefined) return "";
    return p(sentence([then !== undefined ? `last time you said ${then}` : "", middle !== undefined ? `the middle was ${middle}` : ""].filter(Boolean).join("; ")), "small quiet");
  }

  function numberField(item, cell, criterion) {
    const id = newId();
    const pressed = () => chips.forEach(([at, button]) => button.setAttribute("aria-pressed", String(number(field.value).x === at)));
    const field = make("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", "data-item": item, value: cell.x || "", oninput: () => { field.removeAttribute("aria-invalid"); cellOf(item).x = field.value; pressed(); changed(); } });
    const chips = criterion.anchors.map(([at, text]) => [at, make("button", { type: "button", onclick: () => { field.value = String(at); cellOf(item).x = field.value; pressed(); changed(); } }, `${figure(at)}: ${text}`)]);
    pressed();
    return [make("div", { class: "anchors" }, chips.map(([, button]) => button)), make("label", { for: id, class: "small" }, `Your rating${criterion.unit ? `, in ${criterion.unit}` : ""}`), field];
  }

  function rangeFields(item, cell, criterion) {
    const one = (key, text) => {
      const id = newId();
      const field = make("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", "data-item": key === "low" ? item : null, value: cell[key] || "", oninput: () => { field.removeAttribute("aria-invalid"); cellOf(item)[key] = field.value; changed(); } });
      return make("div", {}, make("label", { for: id }, text), field);
    };
    const sure = newId();
    return [
      criterion.anchors.length ? make("ul", { class: "small" }, criterion.anchors.map(([at, text]) => make("li", {}, `${figure(at)}: ${text}`))) : "",
      criterion.unit ? p(`In ${criterion.unit}:`, "small") : "",
      make("div", { class: "three" }, one("low", "Low"), one("likely", "Likely"), one("high", "High")),
      make("label", { for: sure, class: "small" }, "How sure are you that it lies between, in percent?"),
      make("input", { type: "text", id: sure, inputmode: "decimal", autocomplete: "off", value: cell.sure || "", oninput: (event) => { cellOf(item).sure = event.target.value; changed(); } }),
    ];
  }

  function why(item, cell, withEvidence) {
    const reason = newId(), evidence = newId();
    return make("details", cell.reason || cell.evidence ? { open: true } : {}, make("summary", {}, withEvidence ? "Evidence and reason" : "Reason"),
      withEvidence ? make("label", { for: evidence, class: "small" }, "How do you know?") : "",
      withEvidence ? make("select", { id: evidence, onchange: (event) => { cellOf(item).evidence = event.target.value; changed(); } }, EVIDENCE.map(([value, text]) => make("option", { value, selected: cell.evidence === value }, text))) : "",
      make("label", { for: reason, class: "small" }, "Your reason, in a line"),
      make("textarea", { id: reason, rows: "2", maxlength: "500", value: cell.reason || "", oninput: (event) => { cellOf(item).reason = event.target.value; changed(); } }));
  }

  function requirementsForm(round) {
    const verdicts = [["pass", "Met"], ["fail", "Not met"], ["not_shown", "Not shown"], ["", "I cannot judge"]];
    return grouped(round, requirementOf).flatMap(([requirement, items]) => [
      make("h3", {}, requirement.text),
      requirement.test ? p(`Shown by: ${requirement.test}`, "small quiet") : "",
      ...items.map((item) => {
        const cell = draft.cells[item] || {};
        const field = choice(optionOf(item).name, verdicts, cell.cannot ? "" : cell.verdict, (x) => { Object.assign(cellOf(item), { verdict: x || undefined, cannot: x === "" }); }, item);
        field.append(why(item, cell, false));
        return field;
      }),
    ]);
  }

  // --- locked and revealed ---------------------------------------------------------------------------------------

  function lockedScreen() {
    const sent = mine && mine.round === state.round.number;
    const lost = draft && draft.changed && !state.me.watching;
    show("locked", [
      make("h2", {}, "Locked"),
      p(state.me.watching ? "The answers are in." : sent ? "Your answers count as you sent them last." : "The round was locked before answers of yours arrived."),
      lost && sent ? p("What you changed since then was not sent.", "bad") : "",
      p("Nobody sees any answer before the reveal. This page changes by itself."), whoAmI(),
    ]);
  }

  function revealedScreen() {
    const shown_ = state.revealed, name = `revealed ${shown_.number} ${state.phase}`;
    if (shown === name && document.activeElement && document.activeElement.tagName === "TEXTAREA") return; // somebody gives a reason
    const asked = state.phase === "settled" ? [] : state.why;
    const later = (item) => (asked.some((each) => each.item === item) ? 0 : 1);
    const results = shown_.items.filter((item) => item in shown_.results).sort((a, b) => later(a) - later(b)); // what one is asked about first
    const one = (item) => [(shown_.kind === "requirements" ? verdictResult : strip)(item, shown_), ...asked.filter((each) => each.item === item).map((each) => askWhy(each, shown_))];
    const inside = shown_.kind === "gut" ? [gutResult(shown_)] : results.flatMap(one);
    show(name, [
      make("h2", {}, state.phase === "settled" ? "Settled" : "What was answered"),
      p(`${shown_.voters} ${shown_.voters === 1 ? "person" : "people"} answered.`),
      state.phase === "settled" ? p("The room is settled. Thank you.") : "",
      ...(inside.length ? inside : [p("Nobody answered.")]), whoAmI(),
    ]);
  }

  function askWhy({ item, end: at }, shown_) {
    const id = newId(), done = make("p", { class: "good", role: "status" });
    const field = make("textarea", { id, rows: "2", maxlength: "500", value: reasons[item] || kept.read(`why/${shown_.number}/${item}`) || "", oninput: () => kept.write(`why/${shown_.number}/${item}`, field.value) });
    const give = async (event) => {
      event.preventDefault();
      const { status, told } = await ask("reason", { round: shown_.number, item, text: field.value });
      done.className = status === 200 ? "good" : "bad";
      done.textContent = status === 200 ? "Sent." : sentence(told.error || "Not sent: the server was not reached. Try again.");
      if (status === 200) reasons[item] = field.value;
    };
    return make("form", { class: "note", onsubmit: give }, make("label", { for: id }, `Yours is the ${at} answer. What is your reason, in a line?`), field,
      make("p", {}, make("button", { class: "plain", type: "submit" }, "Send my reason")), done);
  }

  function gutResult(shown_) {
    const result = shown_.results[""];
    const own = state.own && state.own.gut;
    const lines = shown_.items.map((id) => make("li", {}, `${nameOf(id, "gut")}: ${result.counts[id]}${own === id ? " (yours)" : ""}`));
    if (result.cannot_judge) lines.push(make("li", {}, `Cannot judge: ${result.cannot_judge}${own === null ? " (yours)" : ""}`));
    return make("ul", {}, lines);
  }

  function verdictResult(item, shown_) {
    const result = shown_.results[item], own = state.own && state.own.requirements && state.own.requirements[item];
    const words_ = { pass: "met", fail: "not met", not_shown: "not shown" };
    const parts = Object.entries(words_).filter(([key]) => result.counts[key]).map(([key, text]) => `${result.counts[key]} ${text}`);
    if (result.cannot_judge) parts.push(`${result.cannot_judge} cannot judge`);
    return make("div", {}, make("h3", {}, nameOf(item, shown_.kind)), p(`${parts.join(", ")}.`), own ? p(`You said: ${own.cannot_judge ? "cannot judge" : words_[own.verdict]}.`, "quiet") : "");
  }

  function ownNumber(item) {
    const own = state.own;
    if (!own) return undefined;
    if (own.weights) { const total = Object.values(own.weights).reduce((sum, x) => sum + x, 0); return (100 * own.weights[item]) / total; }
    const cell = own.ratings && own.ratings[item];
    return cell && !cell.cannot_judge ? (cell.x === undefined ? cell.likely : cell.x) : undefined;
  }

  function strip(item, shown_) {
    const result = shown_.results[item], own = ownNumber(item);
    const said = result.words;
    const width = 340, left = 14, right = width - 14, most = Math.max(...result.counts), apart = Math.min(9, 60 / most), base = 74;
    const at = (x) => left + ((x - result.ends[0]) / (result.ends[1] - result.ends[0])) * (right - left);
    const halves = [at(result.lower_quartile), at(result.upper_quartile)].sort((a, b) => a - b);
    const dots = result.counts.flatMap((count, bin) => Array.from({ length: Math.min(count, 60) }, (_, k) =>
      make("circle", { class: "dot", cx: left + (bin / (result.counts.length - 1)) * (right - left), cy: base - 6 - k * Math.min(apart, (60 / Math.min(most, 60))), r: Math.min(4, Math.max(1.2, apart / 2)) })));
    const picture = make("svg", { viewBox: `0 0 ${width} 96`, "aria-hidden": "true", focusable: "false" },
      make("rect", { class: "half", x: halves[0] - 1, y: 8, width: halves[1] - halves[0] + 2, height: base - 8 }), dots,
      make("line", { class: "axis", x1: left, x2: right, y1: base, y2: base }),
      make("line", { class: "middle", x1: at(result.median), x2: at(result.median), y1: 6, y2: base + 2 }),
      own === undefined ? "" : make("circle", { class: "own", cx: at(own), cy: base - 6, r: 7 }),
      make("text", { x: 2, y: 92 }, said.ends[0]), make("text", { x: width - 2, y: 92, "text-anchor": "end" }, said.ends[1]));
    const cannot = result.cannot_judge ? ` ${result.cannot_judge} cannot judge.` : "";
    return make("div", {}, make("h3", {}, nameOf(item, shown_.kind)), picture,
      p(`The middle is ${said.median}; half of the answers lie from ${said.half[0]} to ${said.half[1]}. ${result.near} of ${result.answers} lie within ${said.step} of the middle.${cannot}`, "small"),
      own === undefined ? "" : p(`You said ${state.own_words[item]}: the ring.`, "small"));
  }

  // --- beginning -------------------------------------------------------------------------------------------------

  if (!CODE) { $("step").textContent = ""; show("code", [codeForm()]); over = true; }
  else fetchState(true).then(openStream);
})();
