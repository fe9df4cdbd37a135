import type { Groups } from '../language/grammar.ts'

/** Synonyms that the patterns share. */
export const groups: Groups = {
  make: 'make|set|mark|put|change|turn|switch|flag|update|get|keep|leave|consider|treat|declare|move|have|bring|let',
  set: 'set|change|make|update|adjust|edit|modify|alter|fix|put|move|correct|switch|amend|revise|have|give',
  to: 'to|as|like|=|:|->|at|into|to be|for|be|should be|is|now|with|should now be|needs to be|on',
  is: "is|are|'s|was|were|should be|must be|shall be|needs to be|need to be|has to be|have to be|will be|can be|is now|are now|ought to be|becomes|become|has been|have been|got|is already|got to be|should all be|are all|is all|should get|gets|get|should become|should have|has|have|should both be|are both|are already|would be|is actually|are actually|is currently|will now be|'s now|is going to be",
  add: 'add|create|include|insert|append|introduce|attach|put in|put|write|make|new|give',
  remove: 'remove|delete|drop|clear|erase|strip|take off|take away|take out|get rid of|cut|wipe|unset|discard|kill|lose|take',
  delete:
    'delete|remove|drop|get rid of|kill|erase|trash|discard|eliminate|throw out|throw away|scrap|bin|cut|del|rm|take out|toss|ditch|strike|nuke|axe|dump|take away|wipe out|wipe|purge|strike out|lose|chuck|rid us of|cut out|prune|do away with|clear out|destroy',
  under: 'under|beneath|underneath|into|inside|within|in|to be under|to under|below',
  child: 'sub-task|subtask|child|child task|sub task|sub-item|subitem|part|substep|sub-step|kid',
  children: 'sub-tasks|subtasks|children|child tasks|sub tasks|parts|sub-items|steps',
  depends:
    'depend on|depends on|depend upon|depends upon|rely on|relies on|wait for|waits for|wait on|waits on|need|needs|require|requires|dependent on|follow|follows|rely upon|build on|builds on|hinge on|hinges on|be dependent on|be blocked by|have to wait for|has to wait for|need to wait for|needs to wait for|must wait for|must wait until|should wait for|should depend on|must depend on|should wait on|has to depend on|is dependent on|are dependent on|is blocked by|are blocked by|is waiting for|is waiting on|are waiting for|are waiting on|should follow|must follow|will depend on|now depends on|now depend on|to depend on|to wait for|gets blocked by|needs to follow|is gated by|is gated on|gated on|hangs on|needs to depend on|should be blocked by|is contingent on',
  estimate: 'estimate|estimation|effort|time estimate|estimated time|estimated effort|size|estimated duration|duration|time|workload|est|estimates',
  due: 'due date|deadline|due|end date|due day|target date|finish date|dates|date|delivery date|due dates|deadlines',
  start: 'start date|start|starting date|begin date|start day|beginning|kickoff date|start dates',
  person: 'assignee|owner|person|responsible|responsible person',
  criteria:
    'acceptance criteria|acceptance criterion|criteria|criterion|ac|acs|acceptance test|acceptance criterium|done criteria|done criterion|definition of done|dod|condition|acceptance condition|requirement|checklist item|check|exit criterion',
  description: 'description|desc|details|summary|notes|note|text|body|descriptions',
  title: 'title|name|heading|titles|label|wording',
}
