extension Page {
  /// Shows something that a reader of the page in a browser can move.
  public func explore(_ exploration: Exploration, line: Int = #line) {
    emit(.exploration(exploration), line: line)
  }
}
