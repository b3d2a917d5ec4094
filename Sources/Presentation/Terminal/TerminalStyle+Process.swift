extension TerminalStyle {
  /// How to show things on the standard output of this process, pictures of which there are none.
  package static func standardOutput() -> TerminalStyle {
    Surroundings.ofProcess().style(isPlain: false, graphics: .blocks)
  }
}
