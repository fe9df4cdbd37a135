import { add, answer, docs, says, type HostileCase } from '../case.ts'

const good = says(docs)
const made = { ends: 'proposal', changes: ['create Documentation'] } as const
const failed = { ends: 'problem', asked: 3 } as const
const json = JSON.stringify(answer(docs))
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** What is no JSON object, or hardly one. */
export const form: readonly HostileCase[] = [
  { name: 'nothing at all', says: [''], ...failed },
  { name: 'only white space', says: [' \n\t  \r\n'], ...failed },
  { name: 'nothing, then a good answer', says: ['', good], ...made, asked: 2 },
  {
    name: 'a refusal in prose',
    says: ["I'm sorry, but I can't help with that request."],
    ...failed,
    holds: ({ body }) => {
      if (!String(body.detail).includes('sorry')) throw new Error('it should say what was said')
    },
  },
  { name: 'prose with the plan as a list', says: ['Sure! Here is the plan:\n1. Write the docs\n2. Publish them'], ...failed },
  { name: 'a page of HTML', says: ['<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1><script>alert(1)</script></body></html>'], ...failed },
  { name: 'XML that looks like a call of a tool', says: ['<function_call name="add_task"><title>Docs</title></function_call>'], ...failed },
  { name: 'YAML', says: ['reply: Done\noperations:\n  - op: add_task\n    title: Docs'], ...failed },
  { name: 'the JSON null', says: ['null'], ...failed },
  { name: 'a number', says: ['42'], ...failed },
  { name: 'a string of JSON', says: [JSON.stringify(json)], ...made },
  { name: 'a list of operations instead of the object', says: [JSON.stringify([docs])], ends: 'problem' },
  { name: 'an empty object', says: ['{}'], ...failed },
  { name: 'an empty list', says: ['[]'], ...failed },
  { name: 'JSON in a fence', says: [`\`\`\`json\n${json}\n\`\`\``], ...made, asked: 1 },
  { name: 'JSON inside prose and a fence', says: [`Here is what I would do:\n\n\`\`\`\n${json}\n\`\`\`\n\nLet me know!`], ...made, asked: 1 },
  { name: 'prose with braces around it', says: [`As you asked {twice}, here it is: ${json} {end}`], ...made, asked: 1 },
  { name: 'a byte order mark in front', says: [`\ufeff${json}`], ...made, asked: 1 },
  { name: 'two different objects', says: [`${says(docs) as string}\n${says(add('n1', 'Other')) as string}`], ...failed },
  { name: 'the same object twice', says: [`${json}\n${json}`], ...made, asked: 1 },
  { name: 'thoughts as an object in front', says: [`{"thought":"I should add a task"}\n${json}`], ...made, asked: 1 },
  { name: 'JSON lines, one operation each', says: [`${JSON.stringify(docs)}\n${JSON.stringify(add('n2', 'More'))}`], ...failed },
  { name: 'a trailing comma', says: [json.replace(']}', '],}'), good], ...made, asked: 2 },
  { name: 'single quotes', says: [json.replaceAll('"', "'"), good], ...made, asked: 2 },
  { name: 'comments in the JSON', says: [json.replace('{', '{ // the answer\n'), good], ...made, asked: 2 },
  { name: 'NaN', says: [json.replace('"none"', 'NaN')], ...failed },
  { name: 'Infinity', says: [json.replace('"none"', '-Infinity')], ...failed },
  {
    name: 'a number beyond all numbers',
    says: [json.replace('"priority":"none"', '"priority":1e999')],
    ends: 'proposal',
    changes: ['create Documentation'],
    leftOut: 1,
    asked: 3,
  },
  { name: 'nested a hundred thousand deep', says: [nested(100_000)], ...failed },
  {
    name: 'nested deep within an operation',
    says: [`{"reply":"","operations":[{"op":"add_task","title":${nested(20_000)}}],"question":"","options":[]}`],
    ...failed,
  },
  {
    name: 'nested deep in a part of its own',
    says: [`{"reply":"x","extra":${nested(5_000)},"operations":[${JSON.stringify(docs)}],"question":"","options":[]}`],
    ends: 'proposal',
    changes: ['create Documentation'],
    leftOut: 1,
  },
  { name: 'raw control characters between the tokens', says: [json.replace('{', '{\u0000\u0001'), good], ...made, asked: 2 },
  { name: 'a raw newline within a text', says: [json.replace('Here is', 'Here\nis'), good], ...made, asked: 2 },
  {
    name: 'a key twice: the later counts',
    says: [`{"reply":"one","operations":[],"operations":[${JSON.stringify(docs)}],"question":"","options":[],"reply":"two"}`],
    ...made,
    asked: 1,
  },
  { name: 'an escaped name of a key', says: [json.replace('"operations"', '"\\u006fperations"')], ...made, asked: 1 },
  { name: 'an answer within another object', says: [JSON.stringify({ answer: answer(docs) })], ...failed },
  {
    name: 'the schema itself',
    says: [JSON.stringify({ type: 'object', properties: { reply: { type: 'string' }, operations: { type: 'array' } } })],
    ...failed,
  },
]
