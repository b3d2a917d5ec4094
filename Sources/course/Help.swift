/// What `course --help` and `course help VERB` print.
enum Help {
  static let verbs = [
    "list", "grade", "watch", "next", "open", "hint", "solution", "reset", "update-stubs", "mine",
    "book", "doctor", "completion", "merge", "gradescope", "handout", "check", "stubs", "new",
    "help",
  ]

  /// The version of the kit, which has not been released yet.
  static let version = "unreleased"

  static let overview = """
    course: the exercises of the kit, from the first hint to the grade.

    usage: swift run course [VERB …]

    Alone it shows the road: the lessons with points, what is next, what changed.

      list                    lessons and exercises with states
      grade [WHAT …]          grade exercises; all of them if none is named
      watch [WHAT …]          grade again whenever you save, and go on
      next                    where to go on; open: there, in your editor
      hint EXERCISE           the next hint
      solution EXERCISE       the kit's answer, after yours or after the last hint
      reset EXERCISE|LESSON   put a stub back; your text is kept
      update-stubs            what a new version of the kit asks, in your files
      mine LESSON [OPTION …]  run a lesson on your own functions
      book --output FOLDER    the lessons as pages for a browser
      doctor                  what this machine has and lacks
      completion SHELL        what bash, zsh or fish complete
      check                   the kit's check of itself
      help VERB               more on one of these

    For who teaches, see .github/TEACHING.md:

      grade --submissions F   grade a class; `help grade` says how
      merge FILE …            the parts of a class as one
      gradescope --output F   an autograder for Gradescope
      handout --output F      a copy of the kit without solutions

    An exercise is a number such as 4.2 or a function such as rankApproximation; a
    lesson is a name such as ImageCompression or a number such as 4.
    """

  static func text(_ verb: String) -> String? {
    switch verb {
    case "list":
      """
      usage: course list [WHAT …]

      Lists exercises with state, points and the place to edit:
        ○ not attempted   ✓ passed   ✗ wrong   ⚠ crashed or out of time   · not graded
      Where your code does not compile, it says so and lists them all the same.
      """
    case "grade":
      """
      usage: course grade [WHAT …] [--inputs] [--problems]
             course grade [WHAT …] --submissions FOLDER [OPTION …]
             course grade [WHAT …] --submission PATH [OPTION …]

      Builds each lesson's file by itself and grades the exercises, each asked in a
      process of its own with 10 s and 1 GiB, so that one which crashes costs no
      other. WHAT is an exercise or a lesson; without it, all are graded. With
      --inputs, the call that shows a mistake is printed as Swift, to be tried alone;
      with --problems, a line for each fault as editors read it.
      Status: 0 if nothing is wrong, 1 if something is, 65 if a file does not compile.

      A class: each entry of FOLDER is a folder, zip, git bundle or Swift file of one
      learner, named as Canvas, Moodle or Blackboard name downloads or as you like.
        --csv FILE --json FILE --html FOLDER   what is written
        --format F [--output FILE]   gradescope, classroom, junit, csv, json, html,
                                     canvas, moodle, blackboard
        --roster FILE        the class, as the gradebook exports it
        --column NAME        the assignment in the gradebook; LowRank
        --weights 4=2,5=0.5  what a lesson's points count
        --due DATE --late S --grace N   a day late costs the share S (0.1) of the
                             points; N days, or the roster's “late days”, do not
        --strict             what is not attempted counts as wrong
        --since DATE         only what was handed in since then
        --similar            pairs that share more than the stubs: a hint, no mark
        --jobs N             how many at a time; the number of cores
        --shard 3/20         the third of twenty parts, for `course merge`
        --state FOLDER --fresh   where verdicts are kept; do not use those
        --exercises FOLDER   your own exercises too, which lie outside the kit
      Interrupted, the same command goes on where it was. Status: 0, or 65 if a
      submission was broken, 70 if the kit failed on one; for --submission as above.
      """
    case "watch":
      """
      usage: course watch [WHAT …] [--problems]

      Grades the first exercise that is open, and again whenever its file is saved;
      goes on to the next one when it passes. WHAT is an exercise or a lesson; all
      without it. Keys: h the next hint, s the solution, l the list, n and p the next
      and the previous one, x the stub again, q the end. With --problems, faults are
      printed as lines that an editor reads; .vscode/tasks.json does.
      """
    case "next":
      """
      usage: course next [WHAT …]

      Prints the file and the line of the first exercise that does not pass yet.
      """
    case "open":
      """
      usage: course open [EXERCISE]

      Opens an exercise, or the next one, in the editor that VISUAL or EDITOR names,
      at its line.
      """
    case "solution":
      """
      usage: course solution EXERCISE

      Shows the kit's own answer, once yours passes or the last hint was read.
      """
    case "doctor":
      """
      usage: course doctor

      Looks at the toolchain, the processor, memory, disk, terminal and folder, and
      tries a decomposition. Status 1 where something is to be done, which it says.
      """
    case "completion":
      """
      usage: course completion bash|zsh|fish

      Prints what a shell needs to complete verbs, lessons and exercises:
        source <(swift run course completion bash)
      """
    case "hint":
      """
      usage: course hint EXERCISE [--all]

      Shows the next hint; with --all every one. The last comes close to the solution.
      """
    case "reset":
      """
      usage: course reset EXERCISE|LESSON|all

      Puts the stub of one exercise back, or those of a lesson, or all. Your text is
      kept in .course/backup. Where a file is so damaged that the exercise cannot be
      found in it, nothing is changed, and resetting the lesson helps.
      """
    case "mine":
      """
      usage: course mine LESSON [OPTION …]

      Runs a lesson with your functions in the place of the solutions. What you have
      not attempted comes from the solutions; the lesson says so at its end. The
      options are those of the lesson.
      """
    case "book":
      """
      usage: course book --output FOLDER [--quick] [--mine] [--force] [LESSON …]

      Runs each lesson once and writes its page, with the exercises and their hints
      below it, a first page, a glossary and a search; index.html opens from disk and
      on any host. Made again, only what changed is run. --quick takes the quick
      settings of the lessons that train; --mine runs them on your functions, and
      shows your marks. Where a check of a lesson fails, no book is made. What the kit
      did not write is replaced with --force only.
      """
    case "update-stubs":
      """
      usage: course update-stubs

      After a new version of the kit: brings new exercises and changed comments into
      your files, keeps your bodies, and says what it could not merge. Your former
      text is kept in .course/backup. To update a clone with answers in it:
        git stash; git pull; git checkout stash@{0} -- Exercises; git stash drop
        swift run course update-stubs
      Status: 1 where something could not be merged.
      """
    case "merge":
      """
      usage: course merge FILE … [--csv FILE] [--json FILE] [--html FOLDER]
                                 [--format F --output FILE --roster FILE]

      Puts together what grade --shard --json has written on several machines, and
      says which part is missing.
      """
    case "gradescope":
      """
      usage: course gradescope --output FOLDER [WHAT …]

      Writes an autograder for Gradescope: setup.sh, run_autograder and a copy of the
      kit. Zip what is in the folder and upload it.
      """
    case "handout":
      """
      usage: course handout --output FOLDER

      Writes a copy of the kit whose solutions and checks are sealed: nobody reads
      them by chance, and `swift test` grades there as here. Who takes the trouble can
      unseal them, since they are built on the learner's own machine.
      """
    case "check":
      """
      usage: course check [LESSON …]

      Holds the kit to its own rules: every stub is unattempted, every solution and
      alternative passes, every mistake earns its own diagnosis, every exercise has
      points and hints, what is made from the solutions is up to date, and no file is
      missing or stray. With CI=true, a file in
      Exercises that differs from the stubs is a fault too. Where lessons are named,
      their exercises alone are looked at.
      """
    case "stubs":
      """
      usage: course stubs [--write]

      Compares what is made from the solutions with what they give: the stubs, and
      the kit's lists of answers, functions and tests. --write makes it anew, and
      keeps former text of Exercises in .course/backup.
      """
    case "new":
      """
      usage: course new lesson NAME
             course new exercise NUMBER FUNCTION

      For who adds to the kit: writes the skeletons of a lesson, or of the next
      exercise of one, with a solution and checks to fill. Then stubs --write makes
      what is made from them, and check says what is missing.
      """
    case "help": overview
    default: nil
    }
  }
}
