/// What the words after the program's name ask for.
struct Options {
  /// Only measurements whose names contain one of these; all of them if there is none.
  var filters: [String] = []

  /// Whether the lines are for a program to read: comma-separated, with a line of names.
  var isCSV = false

  /// Whether the same work is measured through Python's libraries too.
  var withPeers = false

  /// Whether to print the help instead of measuring.
  var isHelp = false

  /// Whether to print the names alone.
  var isList = false

  /// The measurement whose peak memory this process is to report instead of measuring times: how
  /// the program asks a child of itself.
  var memory: String?

  static let help = """
    Measures the products and the decompositions of LinearAlgebra and LowRank.

    usage: swift run -c release Benchmarks [OPTION …]

      --filter WORD  only measurements whose names contain WORD; may be repeated
      --csv          comma-separated lines, with a line of names
      --peers        the same work through NumPy, scikit-learn, PyTorch and TensorLy by
                     python3, in turn with ours, and the ratio: peer's time / our time
      --list         the names of the measurements
      --help         this text

    Each line is a name and the median of several runs, in seconds, after a warm-up.
    A product's operations a second stand beside an estimate of this machine's peak.
    The line svd-1024-memory is what that work adds to the peak memory of a process
    of its own, input and result included, as a multiple of the input.
    """

  /// Reads the words; one that is not an option, or lacks its value, is an error.
  init(_ words: [String]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--csv": isCSV = true
      case "--peers": withPeers = true
      case "--list": isList = true
      case "--help", "-h": isHelp = true
      case "--filter":
        guard let value = rest.popFirst() else {
          throw UsageError(message: "--filter: expected a word after it, found nothing")
        }
        filters.append(value)
      case "--memory":
        guard let value = rest.popFirst() else {
          throw UsageError(message: "--memory: expected a measurement after it, found nothing")
        }
        memory = value
      default:
        throw UsageError(
          message: "expected an option that --help names, found “\(word.prefix(60))”")
      }
    }
  }

  /// Whether a measurement of that name is asked for.
  func includes(_ name: String) -> Bool {
    filters.isEmpty || filters.contains { name.contains($0) }
  }
}

/// Wrong usage, in one line; the program ends with status 64.
struct UsageError: Error {
  let message: String
}
