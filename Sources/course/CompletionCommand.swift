import Coursework

/// `course completion`: what a shell completes after `course`, made from the help's own list of verbs.
enum CompletionCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let shells = ["bash", "zsh", "fish"]
    guard let shell = words.first, words.count == 1, shells.contains(shell) else {
      throw .usage("completion takes a shell: bash, zsh or fish")
    }
    print(script(for: shell))
    return 0
  }

  static func script(for shell: String) -> String {
    let verbs = Help.verbs.joined(separator: " ")
    let lessons = Course.outline.map(\.name)
    let exercises = Selection.all.flatMap { [$0.exercise.number, $0.exercise.function] }
    let names = (lessons + exercises).joined(separator: " ")
    switch shell {
    case "bash":
      return """
        # source <(swift run course completion bash)
        _lowrank_course() {
          local word=${COMP_WORDS[COMP_CWORD]}
          if [ "$COMP_CWORD" -eq 1 ]; then
            COMPREPLY=($(compgen -W "\(verbs)" -- "$word"))
          else
            COMPREPLY=($(compgen -W "\(names)" -- "$word"))
          fi
        }
        complete -F _lowrank_course course .build/debug/course
        """
    case "zsh":
      return """
        #compdef course
        # source <(swift run course completion zsh)
        _lowrank_course() {
          if (( CURRENT == 2 )); then
            compadd -- \(verbs)
          else
            compadd -- \(names)
          fi
        }
        compdef _lowrank_course course
        """
    default:
      let lines = Help.verbs.map { "complete -c course -f -n __fish_use_subcommand -a \($0)" }
      return """
        # swift run course completion fish | source
        \(lines.joined(separator: "\n"))
        complete -c course -f -n "not __fish_use_subcommand" -a "\(names)"
        """
    }
  }
}
