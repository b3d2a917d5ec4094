// Starts a learner's program and keeps it, with all that it starts, within bounds that it cannot lift. The
// judge starts this program in the place of the learner's:
//
//     keeper [--plain] PROGRAM
//
// Descriptors 3 and 4 are the learner's; 5 ends when the judge does, or wants an end. On 6 goes one byte
// that says which bounds there are, and at last how the program ended, as `waitpid` says it.
//
// On Linux it takes two steps: the first makes namespaces, the second is process 1 in them. When that one
// ends, the system ends all the others.

let words = Array(CommandLine.arguments.dropFirst())
if words.count == 2, words[0] == "--inner" {
  Keeper.keepInside(words[1])
} else if let program = words.last {
  Keeper.keep(program, isPlain: words[0] == "--plain")
}
