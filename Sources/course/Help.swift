/// What `course --help` and `course help VERB` print.
enum Help {
  static let verbs = [
    "list", "grade", "watch", "next", "open", "hint", "solution", "reset", "mine", "book", "doctor",
    "completion", "check", "stubs", "new", "help",
  ]

  /// The version of the kit, which has not been released yet.
  static let version = "unreleased"

  static let overview = """
    course: the exercises of the kit, from the first hint to the grade.

    usage: swift run course VERB …

      list                    lessons and exercises with states; the default
      grade [WHAT …]          grade exercises; all of them if none is named
      watch [WHAT …]          grade again whenever you save, and go on
      next                    where to go on; open: there, in your editor
      hint EXERCISE           the next hint
      solution EXERCISE       the kit's answer, after yours or after the last hint
      reset EXERCISE|LESSON   put a stub back; your text is kept
      mine LESSON [OPTION …]  run a lesson on your own functions
      book --output FOLDER    the lessons as pages for a browser
      doctor                  what this machine has and lacks
      completion SHELL        what bash, zsh or fish complete
      check                   the kit's check of itself
      help VERB               more on one of these

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
      usage: course grade [WHAT …] [--inputs]

      Builds each lesson's file by itself and grades the exercises, each asked in a
      process of its own with 10 s and 1 GiB, so that one which crashes costs no
      other. WHAT is an exercise or a lesson; without it, all are graded. With
      --inputs, the call that shows a mistake is printed as Swift, to be tried alone.
      Status: 0 if nothing is wrong, 1 if something is, 65 if a file does not compile.
      """
    case "watch":
      """
      usage: course watch [WHAT …]

      Grades the first exercise that is open, and again whenever its file is saved;
      goes on to the next one when it passes. WHAT is an exercise or a lesson; all
      without it. Keys: h the next hint, s the solution, l the list, n and p the next
      and the previous one, x the stub again, q the end.
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
      usage: course reset EXERCISE|LESSON

      Puts the stub of one exercise back, or those of a lesson. Your text is kept in
      .course/backup. Where a file is so damaged that the exercise cannot be found in
      it, nothing is changed, and resetting the lesson helps.
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
