extension FileError {
  /// What a decoder said, with the name of the file.
  init(_ malformed: Malformed, file: String) {
    if malformed.isTooLarge {
      self = .unreadable(
        file: file, reason: "that it needs \(malformed.expected), and there is less")
      return
    }
    let help = malformed.conversion.map { "; this converts it: \($0.command(for: file))" }
    self = .malformed(
      file: file, expected: malformed.expected, found: malformed.found + (help ?? ""))
  }
}
