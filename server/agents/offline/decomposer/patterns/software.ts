import type { Pattern } from './pattern.ts'

export const softwarePatterns: readonly Pattern[] = [
  {
    id: 'requirements', verbs: 'agree specify define scope clarify describe', nouns: 'requirements scope specification spec acceptance story stories goals brief', minutes: 960,
    steps: [
      ['Interview the people who will use it', 'Talk to two or three people who will use or run the result. Ask for the last time they needed it, what they did then, and what went wrong.', 2, 'Notes of every talk are kept where the team can read them'],
      ['Write down the cases to support', 'Turn the notes into short cases: who, wants what, in which situation, and what must never happen. Number them.', 2, 'Each case can be checked with yes or no'],
      ['Draw the line: in, later, never', 'Sort every case into now, later or not at all, and write one sentence on why.', 1, 'Nothing is left unsorted'],
      ['Note limits and open questions', 'List what is fixed (law, budget, systems, deadlines, volumes) and every question with the person who can answer it.', 1, 'Every open question has an owner and a date'],
      ['Get agreement in writing', 'Walk the deciders through the result, change what they correct, and record their yes.', 1, 'The deciders have confirmed the final version'],
    ],
  },
  {
    id: 'design-ui', verbs: 'sketch wireframe', nouns: 'ui ux screens screen interface wireframe wireframes mockup mockups prototype layout usability visual look', minutes: 1440,
    steps: [
      ['Map the flow from first to last screen', 'Draw every screen and state a person passes through, with empty, loading and error states. Mark where people come in and leave.', 2, 'Each case has a path through the map', 'Empty, loading and error states are named'],
      ['Sketch two alternatives for the main screen', 'Rough and quick, on paper or in a drawing tool. Choose by walking the most frequent case through both.', 2, 'The chosen alternative and the reason are noted'],
      ['Draw the screens in detail', 'Real words, real lengths, the existing components and colours. Small screens first.', 3, 'Every state of the map has a drawing', 'It works at 360 pixels width'],
      ['Try it with three people', 'Give them a task, watch, do not help. Note where they stop.', 2, 'Findings are listed by how much they hinder'],
      ['Settle keyboard, contrast and wording', 'Check focus order, names for screen readers, contrast of at least 4.5 to 1, and every label and error message.', 1, 'The accessibility check list is ticked'],
    ],
  },
  {
    id: 'design', verbs: 'design architect model outline conceive', nouns: 'architecture design blueprint concept', minutes: 1440,
    steps: [
      ['Collect constraints and existing decisions', 'Read what is there: interfaces, data, load, security rules, earlier decisions. Note what cannot be changed.', 1, 'Constraints are listed with their source'],
      ['Work out two or three alternatives', 'One page each: parts, how they talk to each other, where data lives, what fails how.', 2, 'Every alternative names its weakest point'],
      ['Compare them and decide', 'Judge by the same few criteria (effort, risk, running cost, fit). Try the riskiest assumption with a small experiment if it can be tried in a day.', 2, 'The decision and its reasons are written down'],
      ['Describe the chosen design', 'Parts and their duties, interfaces with examples, data model, error cases, limits. One picture.', 3, 'Somebody else can start building from it without asking'],
      ['Have it reviewed', 'Ask two colleagues, one of them not involved so far. Answer every remark in the document.', 1, 'No remark is left open'],
    ],
  },
  {
    id: 'database', verbs: '', nouns: 'database schema table tables index indexes sql postgres postgresql mysql sqlite storage persistence entities', minutes: 960,
    steps: [
      ['Model entities, keys and relations', 'Name every entity, its identity and how it relates to others. Decide what may be empty and what must be unique.', 2, 'Every query of the main cases can be answered from the model'],
      ['Write the schema migrations', 'Forward migrations in small steps, each running on a copy of real data. Constraints and foreign keys in the database, not only in code.', 3, 'A fresh database and an old one end in the same schema'],
      ['Add indexes for the real queries', 'Look at the query plans of the five most frequent queries with realistic volumes.', 1, 'No frequent query scans a large table'],
      ['Build the access layer', 'One module that reads and writes, with transactions around what belongs together and typed results.', 3, 'Two writers at once cannot leave half a change'],
      ['Set up backup and try a restore', 'Schedule backups and restore one into an empty database, with the time it took written down.', 1, 'A restore has been done and checked'],
    ],
  },
  {
    id: 'api', verbs: '', nouns: 'api apis endpoint endpoints rest graphql webhook webhooks route routes', minutes: 1200,
    steps: [
      ['Write the contract first', 'Paths, methods, fields, status codes and errors, in OpenAPI or as examples of requests and answers. Decide on paging and versioning.', 2, 'Every case has an example request and answer'],
      ['Validate input and map errors', 'Parse every body and parameter with a schema; one place turns failures into problem responses that name the field.', 2, 'Wrong types, missing and unknown fields get a clear 4xx'],
      ['Implement the handlers', 'Thin handlers: parse, call, render. Rules live in functions that can be tested without HTTP.', 4, 'All examples of the contract pass'],
      ['Check who may do what', 'Authentication and permissions on every route, with tests for the forbidden cases.', 2, 'A request without rights changes nothing and leaks nothing'],
      ['Document and publish it', 'Reference from the contract, a page with five runnable examples, limits and deprecation rules.', 1, 'The examples run as they stand'],
    ],
  },
  {
    id: 'auth', verbs: '', nouns: 'authentication login signin signup registration password passwords oauth sso 2fa mfa session sessions token tokens permission permissions authorization authorisation', minutes: 1440,
    steps: [
      ['List accounts, roles and threats', 'Who signs in, with what, from where; what an attacker would try (guessing, stuffing, stolen session, account takeover by reset).', 1, 'Each threat has a countermeasure or is accepted in writing'],
      ['Store credentials safely', 'Memory-hard hashing with a current algorithm, no secrets in logs, rate limits per account and address.', 2, 'Hash parameters follow current OWASP advice'],
      ['Build sign-in, sign-out and session handling', 'Secure, http-only, same-site cookies or short tokens; rotation on sign-in; sign-out everywhere.', 3, 'A stolen old session no longer works after sign-out'],
      ['Build recovery and changes', 'Reset by one-time link with short life, change of address and password with re-authentication, notices to the owner.', 2, 'Reset links work once and expire'],
      ['Test abuse cases', 'Automated tests for enumeration, brute force, fixation, CSRF and open redirects.', 2, 'All abuse tests pass in CI'],
    ],
  },
  {
    id: 'frontend', verbs: '', nouns: 'frontend page pages form forms component components widget dashboard view views button modal css', minutes: 960,
    steps: [
      ['Build it with fixed sample data', 'Markup and styles for every state, from the shared components, without any request yet.', 3, 'Empty, filled, long and error states can be looked at'],
      ['Connect it to real data', 'Load, show, refresh; loading and failure are shown where the data would be.', 2, 'A slow or failing server never leaves a blank screen'],
      ['Handle input and saving', 'Validation beside the field, no lost input on errors, double submits impossible.', 2, 'Every error message says what to do'],
      ['Make it work for everybody', 'Keyboard order, focus, names for assistive technology, 360 to 1920 pixels, dark mode.', 1, 'It can be used with the keyboard alone'],
      ['Cover it with tests', 'Component tests for the states and one browser test for the main path.', 2, 'The tests fail when the feature is broken on purpose'],
    ],
  },
  {
    id: 'implement', verbs: 'implement build develop code program add create make introduce support extend', nouns: 'implementation feature function module service logic backend', minutes: 1440,
    steps: [
      ['Pin down the behaviour with examples', 'Write the main cases and the three nastiest ones as input and expected result; check them with whoever asked.', 1, 'The examples are agreed'],
      ['Build a thin version end to end', 'The shortest path through all layers for one example, behind a switch, merged early.', 3, 'One example works in the running product'],
      ['Fill in the remaining cases', 'Case by case, each with its test, in small changes.', 4, 'All agreed examples pass as tests'],
      ['Handle errors, limits and odd input', 'What is too big, missing, late, doubled or not allowed gets a clear answer and changes nothing.', 2, 'No bad input leads to a crash or a silent loss'],
      ['Clean up, document, hand over for review', 'Remove scaffolding, name things well, describe it for users and for the next developer.', 1, 'The review is done and its remarks are worked in'],
    ],
  },
  {
    id: 'test', verbs: 'test verify validate qa check', nouns: 'test tests testing qa regression coverage e2e acceptance-tests', minutes: 960,
    steps: [
      ['List what has to be covered', 'Behaviours, limits, roles, devices; mark where a failure would hurt most. Decide what is tested automatically and what by hand.', 1, 'Every acceptance criterion appears in the list'],
      ['Prepare data, fixtures and environment', 'Small, named data sets that a test can build itself; an environment that can be thrown away and rebuilt.', 2, 'The suite runs on a clean machine with one command'],
      ['Cover the normal paths', 'One test per behaviour, named as a sentence about it.', 3, 'Each main behaviour has a test that was seen to fail'],
      ['Cover errors, limits and concurrency', 'Empty, huge, wrong, twice, at the same time, interrupted.', 3, 'Every known fault from the past has a test'],
      ['Run it on every change', 'In the pipeline, fast enough to be waited for, with failures that say what broke. Remove what fails at random.', 1, 'Ten runs in a row give the same result'],
    ],
  },
  {
    id: 'migrate', verbs: 'migrate port transfer convert move switch', nouns: 'migration cutover legacy', minutes: 1920,
    steps: [
      ['Take stock of what there is', 'Volumes, formats, oddities, who reads and writes it, what depends on it. Count things, so that they can be counted again afterwards.', 2, 'Every consumer and every data set is listed with its numbers'],
      ['Map old to new', 'Field by field and case by case, with a rule for each oddity and for what is left behind.', 2, 'Nothing in the old world is without a rule'],
      ['Write the migration so that it can run twice', 'A script that can be interrupted and repeated, logs what it skipped, and can run on a part.', 4, 'A second run changes nothing'],
      ['Rehearse on a copy and compare', 'Full run on a copy; compare counts, sums and samples; measure the time.', 3, 'All differences are explained'],
      ['Plan and do the switch', 'Date, order of steps, who watches what, point of no return, way back. Freeze, run, check, open.', 2, 'The way back has been rehearsed', 'Checks after the switch are green'],
      ['Switch the old one off', 'Read-only first, archive, then remove with all references to it.', 1, 'Nothing has called the old system for two weeks'],
    ],
  },
  {
    id: 'deploy', verbs: 'deploy release ship publish roll launch', nouns: 'deployment release rollout production go-live golive', minutes: 480,
    steps: [
      ['Write the release checklist', 'What must be true before, the order of steps, who decides, how to go back, whom to tell.', 1, 'The way back is described and was tried once'],
      ['Rehearse it on staging', 'The same steps with production-like data and settings; note the time and what surprised.', 2, 'The rehearsal ended without a manual fix'],
      ['Set up dashboards and alarms', 'The few numbers that show trouble first: errors, latency, load, and one that shows people succeed.', 1, 'An alarm has been triggered on purpose and arrived'],
      ['Release to a few, then to all', 'A small share first, watch the numbers for an agreed time, then widen.', 2, 'Error rate and latency stay within the agreed limits'],
      ['Follow up and tell people', 'Watch for a day, fix or go back, publish the release notes, collect what to do better.', 1, 'Release notes are out and findings are noted'],
    ],
  },
  {
    id: 'pipeline', verbs: 'automate', nouns: 'ci cd pipeline build builds automation workflow github-actions gitlab', minutes: 720,
    steps: [
      ['Write down today’s manual steps', 'Each command, who runs it, what can go wrong, how long it takes.', 1, 'A colleague can repeat them from the notes'],
      ['Make the steps run from one command', 'Locally, from a clean checkout, with pinned versions and no secrets in files.', 3, 'It works on a fresh machine'],
      ['Run them on every change', 'In the build service, with caches, in parallel where possible.', 2, 'A typical run takes under ten minutes'],
      ['Stop what is broken', 'Required checks, clear failure messages, protection of the main branch.', 1, 'A change with a failing check cannot be merged'],
      ['Keep secrets and artefacts in order', 'Scoped, rotating credentials; artefacts that carry their version and can be found again.', 1, 'No long-lived secret is stored in the repository'],
    ],
  },
  {
    id: 'infrastructure', verbs: 'provision configure install setup host', nouns: 'infrastructure server servers cluster kubernetes network cloud aws azure gcp terraform hosting environment environments docker dns', minutes: 960,
    steps: [
      ['Decide sizes, regions and limits', 'Expected load, growth, data location, budget, allowed downtime. Choose the simplest thing that holds for a year.', 1, 'Monthly cost is estimated and accepted'],
      ['Describe it as code', 'Modules for network, compute, storage and access, with variables per environment and reviewed plans.', 3, 'A second environment can be made from the same code'],
      ['Lock down access', 'Least rights, no shared accounts, private networks, encrypted disks and traffic, patched images.', 2, 'A scan from outside shows only the intended ports'],
      ['Add logs, metrics and alarms', 'Collected in one place, kept for an agreed time, alarms that reach a person.', 1, 'Switching one machine off raises an alarm'],
      ['Rehearse failure and recovery', 'Lose a node, fill a disk, restore a backup; write the runbook while doing it.', 2, 'Each runbook was followed once by somebody else'],
    ],
  },
  {
    id: 'monitor', verbs: 'monitor observe measure track instrument', nouns: 'monitoring observability metrics metric alerts alerting logging logs analytics tracing kpi', minutes: 480,
    steps: [
      ['Choose the few numbers that matter', 'What would a user notice first? Three to six numbers, each with a target.', 1, 'Each number has an owner and a target'],
      ['Collect them at the source', 'Instrument code or process; same names everywhere; no personal data.', 3, 'The numbers match a count by hand'],
      ['Show them on one page', 'Today, trend, target. Readable from a distance.', 1, 'People who need it open it without help'],
      ['Raise alarms that deserve attention', 'Thresholds from real history, with a text on what to do first.', 1, 'No alarm in the first week was ignored as noise'],
    ],
  },
  {
    id: 'security', verbs: 'secure harden pentest', nouns: 'security vulnerability vulnerabilities threat threats penetration secrets hardening privacy gdpr compliance', minutes: 1440,
    steps: [
      ['Draw assets, entry points and trust borders', 'What is worth protecting, how data flows, where input comes in, who is trusted with what.', 2, 'Every entry point is on the picture'],
      ['Rank the threats', 'Per entry point what could go wrong, how likely, how bad. Keep the list short and honest.', 1, 'The top ten are agreed'],
      ['Scan dependencies, code and configuration', 'Automated tools first, findings sorted by hand into true, false and later.', 2, 'Every finding has a verdict'],
      ['Probe by hand', 'Access control, injection, session handling, uploads, business rules: try what scanners cannot see.', 3, 'Each ranked threat was tried'],
      ['Fix and prove the fixes', 'Worst first, each with a test that failed before.', 3, 'A second probe finds none of them again'],
    ],
  },
  {
    id: 'performance', verbs: 'optimise optimize speed tune profile benchmark scale', nouns: 'performance latency throughput load scalability speed benchmark', minutes: 960,
    steps: [
      ['Measure the present state', 'Realistic load and data, the same machine each time, percentiles rather than averages.', 2, 'The measurement can be repeated with one command'],
      ['Set the target', 'A number per case, from what users notice or what the contract says.', 1, 'The target is agreed'],
      ['Find where the time goes', 'Profile; look at queries, network, locks, memory. Write down the three largest costs.', 2, 'The three costs explain most of the time'],
      ['Remove the largest cost, measure again', 'One change at a time; keep what helps, take back what does not.', 4, 'Each kept change shows its gain in the measurement'],
      ['Guard the result', 'A benchmark in the pipeline with a limit, and an alarm in production.', 1, 'A deliberate slowdown is caught'],
    ],
  },
  {
    id: 'fix', verbs: 'fix repair debug resolve correct hotfix', nouns: 'bug bugs defect fault incident error errors crash regression', minutes: 360,
    steps: [
      ['Reproduce it reliably', 'Smallest input, exact version, what was expected and what came. Write it as a failing test where possible.', 2, 'It fails every time on purpose'],
      ['Find the cause', 'Follow the data to the first wrong value; ask why until the answer is in our hands.', 3, 'The cause is explained in two sentences'],
      ['Repair it and look for siblings', 'The smallest sound change; search for the same mistake elsewhere.', 2, 'The failing test passes and no other breaks'],
      ['Release and tell those affected', 'Ship, confirm with the person who reported it, note how it could have been caught earlier.', 1, 'The reporter confirms'],
    ],
  },
  {
    id: 'refactor', verbs: 'refactor rewrite simplify restructure modernise modernize clean remove consolidate merge', nouns: 'refactoring debt cleanup', minutes: 720,
    steps: [
      ['Fix today’s behaviour in tests', 'Tests around the part that changes, on its outside, so that they survive.', 2, 'Breaking the behaviour on purpose fails a test'],
      ['Name the goal and the border', 'What will be better afterwards, how one can tell, and what stays untouched.', 1, 'The goal is one sentence'],
      ['Change it in small safe steps', 'Each step compiles, passes and could be shipped.', 4, 'No step is larger than a reviewer reads in a quarter of an hour'],
      ['Remove the old way', 'Dead code, flags, duplicate documentation, unused dependencies.', 1, 'Nothing refers to the old way'],
    ],
  },
  {
    id: 'integrate', verbs: 'integrate connect sync link', nouns: 'integration integrations third-party connector payment payments stripe import export', minutes: 960,
    steps: [
      ['Read the other side’s contract', 'Authentication, limits, formats, errors, sandbox, price. Send the first request by hand.', 1, 'A real answer of the sandbox is recorded'],
      ['Map data and events', 'Field by field, with identities on both sides and a rule for what exists only on one.', 2, 'Each field has a source and a rule for conflicts'],
      ['Build the client with retries and limits', 'Timeouts, backoff, idempotency, quotas; failures that say whether to try again.', 3, 'A flaky other side loses and doubles nothing'],
      ['Build the flow around it', 'When it runs, what the user sees while waiting and when it fails, how it is replayed.', 3, 'An outage of an hour heals without hands'],
      ['Test against recordings and the sandbox', 'Recorded answers for every case, a daily run against the sandbox.', 2, 'A change on the other side is noticed within a day'],
    ],
  },
  {
    id: 'data', verbs: 'ingest clean collect label annotate extract load transform', nouns: 'data dataset datasets etl ingestion warehouse lake cleaning labels labelling features', minutes: 1200,
    steps: [
      ['Inspect the sources', 'Who owns them, how they arrive, volumes, schema, how often they change or fail. Look at real rows.', 1, 'Each source has a sample and a contact'],
      ['Write down what correct means', 'Keys, ranges, allowed gaps, freshness; as checks that can run.', 1, 'The checks run on the samples'],
      ['Build the load, repeatable and incremental', 'Raw data kept as it came; a run can be repeated for any day without doubling.', 3, 'Loading a day twice gives the same result'],
      ['Clean and shape it', 'Types, names, duplicates, joins; every rule in code with an example.', 3, 'All checks pass or fail loudly'],
      ['Document the result', 'What a row means, where each field comes from, known holes.', 1, 'A colleague answers a question with it unaided'],
    ],
  },
  {
    id: 'machine-learning', verbs: 'finetune fine-tune predict', nouns: 'model training classifier prediction ml evaluation experiment experiments neural baseline', minutes: 1920,
    steps: [
      ['Fix the metric and a baseline', 'One number that follows from the use, a fixed test split nobody trains on, and the simplest thing that could work.', 1, 'The baseline’s number is known'],
      ['Prepare features and splits', 'No leakage over time or identity; versions of data and code recorded.', 2, 'A rebuilt split is identical'],
      ['Run experiments, few and recorded', 'One change at a time, with seeds, cost and result in one table.', 4, 'Every number can be reproduced'],
      ['Look at the errors', 'Fifty worst cases by hand, results per group, calibration.', 2, 'The three main kinds of error are named'],
      ['Choose and package the model', 'Against the target and its running cost; with a model card and a way to load it.', 1, 'The chosen model loads and answers in the target environment'],
    ],
  },
]
