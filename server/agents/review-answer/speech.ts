import { fold } from '../offline/language/words.ts'

/** What a message speaks of, as far as single words tell. */
export interface Speech {
  /** Of every task of some kind. */
  readonly all: boolean
  /** Of several tasks, or of the plan as a whole. */
  readonly many: boolean
  /** Of reworking the plan, so that any part of it may change. */
  readonly rework: boolean
  readonly deleting: boolean
  /** Of putting something in the place of something else, which then goes. */
  readonly replacing: boolean
  readonly titles: boolean
  /** Of what waits for what. */
  readonly order: boolean
  readonly reopening: boolean
  readonly project: boolean
}

const either = (...words: readonly string[]): RegExp => new RegExp(`\\b(?:${words.join('|')})\\b`)

/** Words of English, and the plainest ones of some other languages; `*` stands for any ending. */
const stems = (words: string): string => words.trim().split(/\s+/).join('|').replaceAll('_', ' ').replaceAll('*', '\\w*')

const all = stems('all every* each whole entire both any rest remaining others alle aller alles jede jeder jedes tous toutes todos todas tutti tutte')
const several = stems(`they them their these those tasks subtasks sub-tasks milestones steps items ones children dates deadlines estimates
  priorities tags titles names descriptions criteria schedule timeline calendar balance spread`)
const wholePlan = '(?<!\\b(?:to|in|into|of|from|under|within|for|on) )(?:the|this|my|our) (?:plan|project|backlog|roadmap)'

const topics: Readonly<Record<keyof Speech, RegExp>> = {
  all: either(all),
  many: either(all, several, wholePlan),
  rework: either(
    're-?(?:work|organi[sz]|structur|plan|writ|wrot|think|thought|shap|do\\b|fin|vis|shuffl|arrang|group|balanc|schedul|estimat|prioriti[sz]|build|set)\\w*',
    stems(`improv* overhaul* clean* tidy tidied tidying simplif* shorten* condens* polish* adapt* adjust* align* translat* transform* convert* merg* combin*
      consolidat* from_scratch start_over better pivot*`),
  ),
  deleting: either(
    'tak(?:e|es|en|ing) .{1,60} (?:out|off|away)',
    'no .{1,60} after all',
    stems(`delet* remov* drop* get_rid got_rid kill* throw* toss* cut cuts cutting eliminat* trim* discard* prun* scrap* eras* wip* empt* clear_out
      clear_all clear_the cancel* abandon* dedup* duplicat* redundan* unnecessary unneeded obsolete merg* combin* consolidat* collaps* replac* swap* no_longer
      not_need* don't_need don't_want do_not_need do_not_want too_many fewer reduc* simplif* shorten* condens* slim* clean_up cleanup undo* revert* from_scratch
      start_over take_out take_away leave_out strip* just_keep keep_only only_keep flatten* dissolv* ungroup* join* lose losing rm del nix bin rewrit* redo replan* losch* entfern* streich*
      zusammen* kombin* vereinig* fusion* unir juntar unisci* weg supprim* enlev* retir* elimin* borr* quita* cancell* rimuov* togli* exclu* apag* verwijder* usun*`),
  ),
  replacing: either(stems('split* instead without only less different* break* turn* convert* into promot* rather skip*')),
  titles: either(
    stems(`renam* title* retitl* call* name names named naming word* reword* phras* rephras* translat* spell* typo typos capital* uppercase lowercase
      upper-case lower-case prefix* suffix* number* emoji* shorten* clarif* clearer specific* concrete* merg* combin* split* replac* becom* umbenenn* nenn*
      titel renomm* renombr* rinomin* hernoem*`),
    '(?:turn|chang|mak)\\w* .*(?:to|into)',
  ),
  order: new RegExp(
    `${
      either(
        stems(`depend* wait* block* need* requir* prerequisit* predecessor* successor* after* before until order* sequen* parallel* serial* chain* link*
        unlink* edge edges connect* first then next follow* preced* critical_path independen* concurrent* once when same_time cycl* nach vor abhangig*
        apres avant despues antes dopo prima`),
      ).source
    }|->|→`,
  ),
  reopening: either(
    stems(`reopen* re-open* again undo* undone not_done not_yet not_finished not_complete* not_ready isn't todo to-do back redo reset* restart* resum* broke*
      fail* wrong unfinished incomplete in_progress start* status* open pause* hold halt*`),
  ),
  project: either(
    stems(`project plan title* name named renam* call* summar* descri* goal about scope status priorit* tag tags deadline due launch start end finish* projekt*
      projet proyecto progetto`),
  ),
}

/** Words of scripts that `\b` does not know. */
const deletingElsewhere = /удал|убер|删|移除|去掉|削除|消し|삭제/

/** Reads what a text speaks of. Meant to be generous: what may have been said counts as said. */
export function speechOf(text: string): Speech {
  const folded = fold(text)
  const speaks = (topic: keyof Speech): boolean => topics[topic].test(folded)
  return {
    all: speaks('all'),
    many: speaks('many'),
    rework: speaks('rework'),
    deleting: speaks('deleting') || deletingElsewhere.test(text),
    replacing: speaks('replacing'),
    titles: speaks('titles'),
    order: speaks('order'),
    reopening: speaks('reopening'),
    project: speaks('project'),
  }
}
