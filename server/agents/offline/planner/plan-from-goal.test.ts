import { describe, expect, it } from 'vitest'
import { planFromGoal } from './plan-from-goal.ts'
import { accepted, childrenIn, draftOf, emptyPlan, planWith, replyOf, requestFor, templates, titlesOf } from './testing/fixtures.ts'
import type { AgentRequest } from '../../agent.ts'

const answer = (message: string, others: Partial<AgentRequest> = {}) => planFromGoal(requestFor(message, others), templates)
const planned = (message: string, others: Partial<AgentRequest> = {}) => accepted(draftOf(answer(message, others)), others.plan ?? emptyPlan)
const criteriaOf = (message: string) =>
  childrenIn(planned(message), null).flatMap((task) => task.acceptanceCriteria.map((criterion) => criterion.text))

describe('which template a goal gets', () => {
  it.each([
    ['Build a new user authentication flow', 'Software feature'],
    ['Add dark mode to our settings page', 'Software feature'],
    ['Implement password reset via email', 'Software feature'],
    ['Build a web app for booking meeting rooms, with Google login', 'Web application'],
    ['Create an online shop for handmade candles', 'Web application'],
    ['I want to make an iOS and Android app for dog walkers', 'Mobile app'],
    ['Design a public REST API for our inventory system', 'API or backend service'],
    ['Set up an ETL pipeline from Salesforce to BigQuery', 'Data pipeline'],
    ['Migrate our database from MySQL to PostgreSQL', 'Migration'],
    ['Move our servers to the cloud', 'Migration'],
    ['Set up a Kubernetes cluster with monitoring', 'Infrastructure'],
    ['Do a security audit of our payment service', 'Security audit'],
    ['Train a model that predicts customer churn', 'Machine learning'],
    ['Competitor analysis for our CRM', 'Research study'],
    ['Organise a developer conference for 300 people in Berlin in May', 'Event or conference'],
    ['Plan a wedding for 80 people in June', 'Wedding or private celebration'],
    ['Launch our new product in the US', 'Marketing launch'],
    ['Hire a senior backend engineer', 'Hiring'],
    ['Create an online course about watercolour painting', 'Course'],
    ['Move the company to a new office', 'Office move'],
    ['Launch a podcast in six weeks', 'Podcast, channel or publication'],
    ['Build an AI agent that answers support mail, with a dashboard and GDPR compliance', 'Machine learning'],
    ['Write my master thesis on soil erosion', 'Book, thesis or long text'],
    ['I want to move house from Berlin to Paris in March', 'House move'],
    ['Redesign our company website', 'Website redesign'],
    ['Fix the memory leak in the image service', 'Bug fix or incident'],
    ['Raise a seed round of 2 million', 'Fundraising'],
    ['Build an onboarding programme for new employees', 'Onboarding programme'],
    ['Build a hardware prototype of a soil moisture sensor', 'Hardware prototype or product'],
    ['Migrate 400 customers to the new CRM', 'Customer migration or roll-out'],
    ['Plan a two-week trip to Japan with kids', 'Trip or holiday'],
    ['Renovate the kitchen', 'Renovation or building work'],
    ['Learn Spanish in 6 months', 'Learning a skill'],
    ['Open a bakery in Leeds', 'Starting a business'],
    ['Build a CLI that renames photos', 'Library, tool or game'],
    ['fix a typo in the README', 'Small change'],
    ['call the dentist', 'Errand'],
    ['Reorganise my stamp collection', 'General project'],
    ['Reduce our cloud costs by 30%', 'Improving a number or process'],
    ['Translate our app into Spanish and German', 'Translation and localisation'],
    ['Start a vegetable garden on my balcony', 'Garden'],
    ['Plan a garden party', 'Wedding or private celebration'],
    ['Write a grant proposal for the EU', 'Fundraising'],
    ['Baue eine App für Hundebesitzer', 'Mobile app'],
    ['Organiser une conférence à Lyon', 'Event or conference'],
    ['引っ越しの計画', 'House move'],
  ])('%s → %s', (goal, template) => {
    expect(draftOf(answer(goal)).rationale).toContain(`“${template}”`)
  })
})

describe('the plan for a goal', () => {
  it('gives every milestone description, estimate, priority, criteria and a rationale, in an order by dependencies', () => {
    const draft = draftOf(answer('Build a new user authentication flow'))
    for (const { body, rationale } of draft.taskPatches) {
      expect(rationale).toBeTruthy()
      expect(body?.description?.length).toBeGreaterThan(40)
      expect(body?.estimateMinutes).toBeGreaterThan(0)
      expect(body?.priority).not.toBe('none')
      expect(body?.acceptanceCriteria?.length).toBeGreaterThanOrEqual(2)
    }
    expect(draft.taskPatches.slice(1).every(({ body }) => (body?.dependsOn?.length ?? 0) > 0)).toBe(true)
    expect(draft.metaUpdates).toMatchObject({ title: 'User authentication flow', priority: 'high', tags: ['feature', 'software'] })
    expect(draft.metaUpdates?.summary).toContain('Build a new user authentication flow')
  })

  it.each([
    ['Build a new user authentication flow', 'User authentication flow'],
    ['Hi, can you please help me to build a web shop for used books?', 'Web shop for used books'],
    ['I want to move house from Berlin to Paris in March', 'Move house from Berlin to Paris in March'],
    ['Please create a project plan for migrating our wiki to Notion', 'Migrate our wiki to Notion'],
    ['we need an onboarding programme for nurses', 'Onboarding programme for nurses'],
    ['make an iOS app', 'iOS app'],
    ['Plan my daughter’s birthday party', 'My daughter’s birthday party'],
    ['Prepare for my driving licence exam', 'Prepare for my driving licence exam'],
    ['Reorganise my stamp collection by 1 May', 'Reorganise my stamp collection'],
  ])('calls “%s” “%s”', (goal, title) => {
    expect(planned(goal).project.title).toBe(title)
  })

  it('keeps the words of the place, the number and the month', () => {
    expect(planned('Plan a wedding for 80 people in June').project.summary).toContain('for 80 people in June')
    expect(planned('I want to move house from Berlin to Paris in March').project.summary).toContain('from Berlin to Paris')
  })

  it.each([
    ['Build a web app with Google login and 2FA, including documentation', ['As asked: Google login', 'As asked: 2FA', 'As asked: documentation']],
    ['Build an app that works offline', ['As asked: works offline']],
    ['Build a photo app. Users can tag friends. It must work offline.', ['As asked: Users can tag friends.', 'As asked: It must work offline.']],
    ['Build a booking tool. It should have:\n- a calendar view\n- email reminders', ['As asked: a calendar view', 'As asked: email reminders']],
    ['Migrate our shop to Shopify using the official importer', ['As asked: using the official importer']],
  ])('lets no wish vanish: %s', (goal, wishes) => {
    expect(criteriaOf(goal)).toEqual(expect.arrayContaining(wishes))
  })

  it('puts a wish where it belongs', () => {
    const plan = planned('Build a web app with Google login, including documentation')
    const at = (text: string) => childrenIn(plan, null).find((task) => task.acceptanceCriteria.some((criterion) => criterion.text === text))?.title
    expect(at('As asked: Google login')).toMatch(/accounts/i)
    expect(at('As asked: documentation')).toMatch(/launch/i)
  })

  it.each([
    ['Build a web app for rooms, at most 3 milestones', 3],
    ['Plan a conference in 2 phases', 2],
    ['Build a mobile app in 6 phases', 6],
    ['Redesign our website with four milestones', 4],
    ['Write a novel in one step', 1],
  ])('makes as many milestones as asked for: %s', (goal, count) => {
    expect(childrenIn(planned(goal), null)).toHaveLength(count)
  })

  it('invents no more than the limit, and says so when more were asked for', () => {
    const many = answer('Launch our product in 8 phases')
    expect(draftOf(many).taskPatches).toHaveLength(6)
    expect(replyOf(many)).toContain('at most 6')
    expect(draftOf(answer('Launch our product', { options: { maxMilestones: 2 } })).taskPatches).toHaveLength(2)
  })

  it('keeps a small thing small', () => {
    expect(titlesOf(planned('fix a typo in the README'))).toEqual(['Fix a typo in the README', 'Check and publish it'])
    expect(childrenIn(planned('Build a quick landing page'), null).length).toBeLessThanOrEqual(4)
  })

  it.each(['Plan a picnic', 'Organise a barbecue', 'Plan a game night with friends', 'Buy milk', 'Bake a cake', 'Mow the lawn'])(
    'gives a small event or errand hours, not weeks: %s',
    (goal) => {
      const milestones = childrenIn(planned(goal), null)
      expect(milestones.length).toBeLessThanOrEqual(3)
      expect(milestones.reduce((sum, task) => sum + (task.estimateMinutes ?? 0), 0)).toBeLessThanOrEqual(960)
    },
  )

  it('takes no small thing for small work, and glues no heads together unasked', () => {
    const bakery = titlesOf(planned('Open a small bakery'))
    expect(bakery).toHaveLength(6)
    expect(bakery.join()).not.toContain(';')
    expect(titlesOf(planned('Build a small website')).join()).not.toContain(';')
    expect(titlesOf(planned('Open a bakery in 2 phases'))).toHaveLength(2)
  })

  it('reads what a thing does as part of its name, and what it must be as a wish', () => {
    const model = planned('Build a model that predicts customer churn')
    expect(model.project.title).toBe('Model that predicts customer churn')
    expect(JSON.stringify([...model.tasks.values()])).not.toMatch(/As asked|model for the model/)
    expect(titlesOf(model)[0]).toContain('the model that predicts customer churn')
    expect(criteriaOf('Build a CLI that renames photos and works offline, with tests')).toEqual(
      expect.arrayContaining(['As asked: works offline', 'As asked: tests']),
    )
  })

  it.each([
    ['Migrate our database by 1 December', '2026-12-01'],
    ['Migrate our database in 3 weeks', '2026-12-11'],
    ['Migrate our database within two months', '2027-01-20'],
    ['Plan a wedding in June', '2027-06-30'],
    ['Migrate our database by the end of the year', '2026-12-31'],
    ['Migrate our database, due 2027-02-03', '2027-02-03'],
    ['Migrate our database by next Friday', '2026-11-27'],
    ['Migrate our database before March', '2027-02-28'],
    ['Migrate our database by mid June 2028', '2028-06-15'],
    ['Migrate our database by the end of the month', '2026-11-30'],
    ['Migrate our database by the end of the week', '2026-11-22'],
    ['Migrate our database by the end of the quarter', '2026-12-31'],
    ['Migrate our database within a year', '2027-11-20'],
    ['Migrate our database in early January', '2027-01-10'],
    ['Migrate our database by 1 January 2020', null],
    ['Migrate our database', null],
    ['Build an app in 3 phases', null],
  ])('reads the deadline of “%s”', (goal, dueDate) => {
    expect(planned(goal).project.dueDate).toBe(dueDate)
  })

  it('sets dates of tasks only when asked, within the deadline', () => {
    expect(childrenIn(planned('Plan a trip to Japan by 15 April 2027'), null).every((task) => task.dueDate === null)).toBe(true)
    const dated = childrenIn(planned('Plan a trip to Japan by 15 April 2027, with dates'), null)
    expect(dated[0]?.startDate).toBe('2026-11-20')
    expect(dated.at(-1)?.dueDate).toBe('2027-04-15')
  })

  it('says when the deadline leaves too little time', () => {
    expect(replyOf(answer('Migrate our database in 2 weeks'))).toMatch(/working days for \d+ days of work/)
  })

  it('keeps the words of another language in the title and in every milestone', () => {
    const plan = planned('Wir planen eine Hochzeit für 60 Gäste')
    expect(plan.project.title).toBe('Hochzeit für 60 Gäste')
    expect(childrenIn(plan, null).every((task) => task.title.includes('Hochzeit für 60 Gäste'))).toBe(true)
  })

  it('leaves what the person wrote about the project', () => {
    const plan = { ...emptyPlan, project: { ...emptyPlan.project, summary: 'Mine.', priority: 'low' as const, tags: ['own'] } }
    const updated = planned('Redesign our company website', { plan, head: plan }).project
    expect(updated).toMatchObject({ summary: 'Mine.', priority: 'low', tags: ['design', 'own', 'website'] })
  })

  it('does not rename a project that has tasks', () => {
    const { plan } = planWith({ title: 'There already' })
    expect(draftOf(answer('Redesign our company website', { plan, head: plan })).metaUpdates).toBeUndefined()
  })
})

describe('a message that names no goal', () => {
  it.each([
    '',
    '   ',
    '?',
    'hi',
    'Hello!',
    'asdf',
    'asdf jkl',
    'qwertz',
    'hjkl',
    '...',
    'plan',
    'build something',
    'help',
    'xkcdvb',
    'aaaaaa',
    '12345',
    '🎉',
    'test',
    'ok thanks',
    'make a plan',
    'bcdfg',
  ])('“%s” gets a question with goals that work', (message) => {
    const asked = answer(message)
    expect(asked.kind).toBe('question')
    if (asked.kind !== 'question') return
    expect(asked.question.options.length).toBeGreaterThanOrEqual(3)
    for (const option of asked.question.options) expect(answer(option.message).kind).toBe('draft')
  })

  it.each(['wedding', 'CRM', 'Umzug', 'a shop', 'buy milk', 'SEO', 'Lernen', 'call mom', 'i18n', 'k8s'])('“%s” is one', (message) => {
    expect(answer(message).kind).toBe('draft')
  })
})

describe('an outline as a goal', () => {
  it('keeps the writer’s words, nesting and state, and adds nothing', () => {
    const reply = answer(
      'Website relaunch\n\n- Design (3d)\n  - [x] Moodboard\n  - Screens @anna\n- Build [high]\n  after: Design\n- Launch due 2027-01-15',
    )
    const plan = accepted(draftOf(reply), emptyPlan)
    expect(titlesOf(plan)).toEqual(['Design', '  Moodboard', '  Screens', 'Build', 'Launch'])
    expect(plan.project.title).toBe('Website relaunch')
    expect(replyOf(reply)).toContain('as you wrote it')
  })

  it('groups more heads than the limit, in order, and says how', () => {
    const reply = answer(Array.from({ length: 14 }, (_, index) => `- Task number ${index + 1}`).join('\n'))
    const plan = accepted(draftOf(reply), emptyPlan)
    expect(childrenIn(plan, null)).toHaveLength(6)
    expect(
      titlesOf(plan)
        .filter((title) => title.startsWith('  '))
        .map((title) => title.trim()),
    ).toEqual(Array.from({ length: 14 }, (_, index) => `Task number ${index + 1}`))
    expect(replyOf(reply)).toMatch(/14 heads, grouped under 6/)
  })

  it('names a plan after its introduction, or after its first and last head', () => {
    expect(planned('Here is my plan for the kitchen renovation:\n- Plan\n- Build').project.title).toBe('Kitchen renovation')
    expect(planned('1. Design 2. Build 3. Launch').project.title).toBe('Design to Launch')
  })
})
