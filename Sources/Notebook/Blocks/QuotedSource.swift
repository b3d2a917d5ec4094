/// Functions quoted from another file than the lesson's.
struct QuotedSource: Equatable, Sendable {
  /// The file, from the root of the kit.
  var file: String

  /// The functions, a cell each, with the line numbers of that file.
  var functions: [CodeCell]
}
