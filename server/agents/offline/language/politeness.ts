import type { Token } from './tokens.ts'

const openings = [
  'please', 'pls', 'plz', 'ok', 'okay', 'hey', 'hi', 'hello', 'so', 'now', 'then', 'also', 'next', 'well', 'and', 'but', 'finally', 'additionally', 'lastly', 'just', 'kindly', 'right', 'alright', 'great', 'good', 'nice', 'perfect', 'cool', 'thanks', 'first', 'firstly', 'secondly', 'second', 'third', 'yes', 'yeah', 'yep', 'oh', 'hmm', 'um', 'ah', 'actually', 'btw', 'instead', 'quickly', 'simply', 'furthermore', 'moreover', 'afterwards', 'hey there', 'dear planner', 'planwright',
  'can you', 'could you', 'would you', 'will you', 'can we', 'could we', 'can i', 'could i', 'shall we', 'may i', 'may you', 'can u', 'could u',
  "let's", 'let us', 'lets', 'let \'s', 'i want you to', "i'd like you to", 'i \'d like you to', "i'd like to", 'i would like you to', 'i would like to', 'i want to', 'i wanna', 'i need you to', 'i need to', 'we should', 'we need to', 'we have to', 'we must', 'we want to', 'we would like to', "we'd like to", 'you should', 'you can', 'you need to', 'go ahead and', 'i think we should', 'i think you should', 'i think', 'i believe', 'i guess', 'i suppose', 'i decided to', 'we decided to', 'we agreed to', 'it would be great if you could', 'it would be nice if you could', 'it would be good to', 'would it be possible to', 'is it possible to', 'do me a favor and', 'do me a favour and', 'make sure to', 'make sure that', 'make sure', 'be sure to', 'remember to', "don't forget to", 'do not forget to', 'dont forget to', 'try to', 'feel free to', 'better', 'why don\'t we', 'why don\'t you', 'how about we', 'we\'d better', 'i suggest we', 'i suggest to', 'i propose to', 'we could', 'as a next step', 'after that', 'and then', 'one more thing', 'by the way', 'for now', 'in addition', 'on second thought', 'on second thoughts', 'apparently', 'unfortunately', 'sorry', 'go and', 'use', 'of course', 'as discussed', 'from now on', 'in the plan', 'in this plan', 'one thing', 'fyi', 'good news', 'bad news', 'update', 'quick update', 'new idea', 'hey planwright', 'dear', 'you could', 'you may', 'you must', 'you have to', 'i have to', 'i\'ve decided to', 'we\'ve decided to', 'let me', 'need to', 'needs to', 'want to', 'would like to', 'i ask you to', 'it is better to', 'it \'s better to', 'change of plan', 'change of plans', 'nah', 'please to', 'i\'d like', 'i would like', 'we\'d like', 'we would like', 'we want', 'can you to', 'could you to', 'i want', 'would you mind', 'do you mind', 'how about', 'ensure that', 'ensure', 'see that', 'see to it that', 'we really', 'i really', 'really', 'i\'ve been thinking', 'been thinking', 'we definitely', 'it turns out', 'estimates :', 'estimate :', 'priorities :', 'status :', 'deadlines :', 'owners :', 'due dates :', 'dates :', 'changes :', 'updates :', 'tags :', 'edit :', 'note that', 'please note that', 'as agreed', 'good morning', 'hi there', 'hi team', 'that said', 'since then', 'meanwhile', 'in the meantime', 'due to this', 'to be safe', 'for safety', 'wait', 'hold on', 'looks good', 'would be nice to', 'would be good to', 'would you be so kind to', 'would you be so kind as to', 'would you kindly', 'i\'d say', 'turns out', 'it turns out', 'it turns out that', 'the client wants us to', 'i\'d rather', 'we\'d rather', 'rather', 'therefore', 'hence', 'because of this', 'as for',
].map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length)

/** Openings that change what is meant if they are taken off in front of other words. */
const keepBefore: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries({
  update: new Set(['the', 'task', 'status', 'due', 'title', 'it', 'this', 'that', 'my', 'our']),
  first: new Set(['task', 'one', 'two', 'three', 'item', 'do', 'milestone', 'sub-task', 'step', 'of', 'is']),
  second: new Set(['task', 'one', 'last', 'item', 'milestone', 'is', 'to']),
  third: new Set(['task', 'one', 'item', 'is']),
  next: new Set(['task', 'week', 'step']),
  better: new Set<string>([]),
  use: new Set(['the', 'this']),
  no: new Set(['longer', 'one', 'priority', 'more', 'task', 'tasks']),
  hold: new Set<string>([]),
  right: new Set<string>([]),
  well: new Set<string>([]),
  good: new Set<string>([]),
  wait: new Set(['for']),
}))

const closings = ['please', 'pls', 'plz', 'thanks', 'thank you', 'thx', 'ty', 'for me', 'if you can', 'if possible', 'if you could', 'okay', 'ok', 'right away', 'immediately', 'then', 'instead', 'too', 'as well', 'for now', 'again please', 'cheers', 'would you', 'will you', 'could you', 'in the plan', 'in this plan', 'in our plan', 'from now on', 'i think', 'i guess', 'so much', 'very much', 'a lot', 'in this project', 'kindly', 'if that is ok', 'if you don\'t mind', 'mate', 'though', 'after all', 'already', 'actually', 'asap please', ', ok', 'since', 'right', 'accordingly', 'that would be great', 'that would be nice'].map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length)

/** The span without "could you please …, thanks": words that are kind and mean nothing more. */
export function withoutPleasantries(tokens: readonly Token[], from: number, to: number): { readonly from: number; readonly to: number } {
  let [start, end] = [from, to]
  for (let again = true; again; ) {
    again = false
    while (start < end && [',', '-', '*', '•', '…', ':', '!', '.'].includes(tokens[start]?.key ?? '') && tokens[start]?.kind === 'mark') start += 1
    const opening = openings.find((words) => start + words.length < end && words.every((word, index) => tokens[start + index]?.key === word && tokens[start + index]?.kind !== 'quoted'))
    if (!opening) break
    const following = tokens[start + opening.length]?.key ?? ''
    if (keepBefore.get(opening.join(' '))?.has(following)) break
    if (following === ':' && tokens[start + opening.length + 1]?.key === '\n') break
    start += opening.length
    again = true
  }
  for (let again = true; again; ) {
    again = false
    while (end > start + 1 && [',', '.', '!', '…', '-', '?'].includes(tokens[end - 1]?.key ?? '') && tokens[end - 1]?.kind === 'mark') end -= 1
    const closing = closings.find((words) => end - words.length > start && words.every((word, index) => tokens[end - words.length + index]?.key === word && tokens[end - words.length + index]?.kind === 'word'))
    if (!closing) break
    end -= closing.length
    again = true
  }
  return { from: start, to: end }
}
