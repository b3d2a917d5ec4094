/// Which files an output may take the place of. None takes the place of a file that the run has read.
public enum Replacement: Sendable {
  /// Files that the kit wrote, which bear its mark, and empty ones.
  case own

  /// Any file.
  case any
}
