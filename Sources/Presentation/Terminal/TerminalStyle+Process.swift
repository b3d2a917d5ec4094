extension TerminalStyle {
  /// How to show things on the standard output of this process.
  package static func standardOutput() -> TerminalStyle {
    Surroundings.ofProcess().style(isPlain: false)
  }
}
