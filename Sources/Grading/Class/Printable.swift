import Presentation

extension String {
  /// The text with everything written out that a terminal would obey, but for the ends of lines: what
  /// comes from a learner's program passes through here before anybody sees it.
  package var printable: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).replacing("\t", with: "  ").withoutControls }.joined(separator: "\n")
  }
}
